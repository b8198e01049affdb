"""What ranks of differences say: Wilcoxon's test and the matched-pairs rank-biserial correlation.

Differences are whole numbers of 1e-9, so that equal ones are equal.
"""

import numpy as np
from numpy.typing import NDArray

from digikartta.cohort_statistics.figures import DECIMALS, Figure, Floats, Reason, undefined

LEAST_PAIRS = 6  # with five the smallest possible two-sided exact p is 0.0625
Ints = NDArray[np.int64]

_ENUMERATED_UP_TO = 13  # pairs; scipy goes through all 2¹³ signs, and through no more than 9 999


def whole(differences: Floats) -> Ints:
    """Return differences of scores as whole numbers of 1e-9."""
    return np.asarray(np.rint(differences * 10**DECIMALS), dtype=np.int64)


def wilcoxon_p(differences: Ints) -> Figure:
    """Return the two-sided p of `wilcoxon(d, zero_method="pratt", correction=True, method="auto")`.

    Undefined under six pairs and when nothing changed.
    """
    if differences.size < LEAST_PAIRS:
        return undefined(Reason.TOO_FEW)
    if not differences.any():
        return undefined(Reason.ALL_EQUAL)
    if differences.size <= _ENUMERATED_UP_TO and _has_ties_or_zeros(differences):
        return Figure(_enumerated_p(differences))
    from scipy.stats import wilcoxon

    found = wilcoxon(
        differences.astype(np.float64), zero_method="pratt", correction=True, method="auto"
    )
    return Figure(float(found.pvalue))


def _has_ties_or_zeros(differences: Ints) -> bool:
    distinct = np.unique(np.abs(differences))
    return distinct.size < differences.size or distinct[0] == 0


def _enumerated_p(differences: Ints) -> float:
    """Return p over all signs of the differences, exactly; scipy needs a second for the same."""
    ranks = _doubled_ranks(differences)
    observed = int(ranks[differences > 0].sum())
    counts = sums_of_signs(ranks[differences != 0])
    lower, upper = counts[: observed + 1].sum(), counts[observed:].sum()
    return min(1.0, float(2 * min(lower, upper) / counts.sum()))


def sums_of_signs(ranks: Ints) -> Ints:
    """Return in how many ways of giving signs the positive ranks have each sum, from 0 up."""
    counts = np.zeros(int(ranks.sum()) + 1, dtype=np.int64)
    counts[0] = 1
    for rank in ranks.tolist():
        counts[rank:] += counts[: counts.size - rank].copy()
    return counts


def rank_biserial(differences: Ints) -> Figure:
    """Return (R⁺ − R⁻)/(R⁺ + R⁻), −1 to 1, of the ranks that the test uses (Pratt's).

    Zeros have ranks and then leave. Kerby, D. S. (2014). The simple difference formula.
    Comprehensive Psychology 3.
    """
    if not differences.size:
        return undefined(Reason.NOBODY)
    if not differences.any():
        return undefined(Reason.ALL_EQUAL)
    ranks = _doubled_ranks(differences)
    up, down = int(ranks[differences > 0].sum()), int(ranks[differences < 0].sum())
    return Figure((up - down) / (up + down))


def _doubled_ranks(differences: Ints) -> Ints:
    """Return twice the ranks of the absolute differences, so that shared ones are whole too."""
    sizes = np.abs(differences)
    distinct, place, ties = np.unique(sizes, return_inverse=True, return_counts=True)
    last = np.cumsum(ties)
    return np.asarray(2 * last - ties + 1, dtype=np.int64)[place] if distinct.size else sizes
