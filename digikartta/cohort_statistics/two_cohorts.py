"""Two cohorts: by how much they differ, and how sure that is. The unit is the organisation."""

from dataclasses import dataclass

import numpy as np

from digikartta.cohort_statistics import bootstrap
from digikartta.cohort_statistics.bootstrap import Progress
from digikartta.cohort_statistics.false_discovery import with_q
from digikartta.cohort_statistics.figures import (
    DECIMALS,
    Figure,
    Floats,
    Interval,
    Reason,
    no_interval,
    undefined,
)

# Organisations in each cohort. With three in both, the smallest possible two-sided exact p is 0.1,
# and resamples of three values repeat ten means.
LEAST = 4
_EXACT_UP_TO = 500  # organisations in the larger cohort; the exact distribution takes n₁·n₂ steps


@dataclass(frozen=True, slots=True)
class TwoCohorts:
    """One dimension; scores 0 to 100, every difference is first − second."""

    n: tuple[int, int]  # organisations with a score here
    means: tuple[Figure, Figure]
    difference: Figure  # of the means
    interval: Interval  # of the difference
    delta: Figure  # Cliff's, −1 to 1
    g: Figure  # Hedges'
    p: Figure  # Mann-Whitney, two-sided
    q: Figure


def two_cohorts(
    first: Floats,
    second: Floats,
    *,
    overlap: bool,
    seed: int,
    alone: int = 0,
    progress: Progress = lambda _: None,
) -> list[TwoCohorts]:
    """Return each dimension; the columns are one family of tests, but for the last `alone` ones.

    Each of those is a family of its own, so its q is its p; they share the draws of the rest.
    `first` and `second` are organisations × dimensions, nan = no score. With `overlap` some
    organisations are in both, and nothing is said about chance.
    """
    pairs = [(_defined(a), _defined(b)) for a, b in zip(first.T, second.T, strict=True)]
    reasons = [_why_no_test(a, b, overlap=overlap) for a, b in pairs]
    drawn = [pair for pair, reason in zip(pairs, reasons, strict=True) if reason is None]
    intervals = iter(bootstrap.difference_intervals(drawn, seed=seed, progress=progress))
    found = [
        _described(pair, next(intervals) if reason is None else no_interval(reason), reason)
        for pair, reason in zip(pairs, reasons, strict=True)
    ]
    family = len(found) - alone
    return [*with_q(found[:family]), *found[family:]]


def _defined(column: Floats) -> Floats:
    return column[~np.isnan(column)]


def _why_no_test(first: Floats, second: Floats, *, overlap: bool) -> Reason | None:
    if not first.size or not second.size:
        return Reason.NOBODY
    if overlap:
        return Reason.OVERLAP
    return Reason.TOO_FEW if min(first.size, second.size) < LEAST else None


def _described(
    pair: tuple[Floats, Floats], interval: Interval, reason: Reason | None
) -> TwoCohorts:
    first, second = pair
    means = tuple(Figure(float(x.mean())) if x.size else undefined(Reason.NOBODY) for x in pair)
    p = mann_whitney_p(first, second) if reason is None else undefined(reason)
    return TwoCohorts(
        n=(first.size, second.size),
        means=(means[0], means[1]),
        difference=mean_difference(first, second),
        interval=interval,
        delta=cliffs_delta(first, second),
        g=hedges_g(first, second),
        p=p,
        q=p,
    )


def mean_difference(first: Floats, second: Floats) -> Figure:
    """Return mean(first) − mean(second)."""
    if not first.size or not second.size:
        return undefined(Reason.NOBODY)
    return Figure(float(first.mean() - second.mean()))


def cliffs_delta(first: Floats, second: Floats) -> Figure:
    """Return Cliff's delta: P(first > second) − P(first < second) over all pairs.

    Cliff, N. (1993). Dominance statistics. Psychological Bulletin 114, 494-509.
    """
    if not first.size or not second.size:
        return undefined(Reason.NOBODY)
    a, b = np.round(first, DECIMALS), np.sort(np.round(second, DECIMALS))
    above = int(np.searchsorted(b, a, side="left").sum())
    below = int((b.size - np.searchsorted(b, a, side="right")).sum())
    return Figure((above - below) / (a.size * b.size))


def hedges_g(first: Floats, second: Floats) -> Figure:
    """Return Hedges' g: the difference in pooled standard deviations, corrected for small n.

    d = (mean₁ − mean₂) / s, s² pooled with n₁ + n₂ − 2; g = d·(1 − 3/(4·(n₁ + n₂) − 9)). Hedges,
    L. V. & Olkin, I. (1985). Statistical methods for meta-analysis, p. 81.
    """
    n = first.size + second.size
    if not first.size or not second.size:
        return undefined(Reason.NOBODY)
    if min(first.size, second.size) < 2:
        return undefined(Reason.TOO_FEW)
    if _is_constant(first) and _is_constant(second):
        return undefined(Reason.ALL_EQUAL)
    squares = sum(float(np.sum((x - x.mean()) ** 2)) for x in (first, second))
    d = float(first.mean() - second.mean()) / (squares / (n - 2)) ** 0.5
    return Figure(d * (1 - 3 / (4 * n - 9)))


def mann_whitney_p(first: Floats, second: Floats) -> Figure:
    """Return the two-sided p of the Mann-Whitney test as `scipy.stats.mannwhitneyu` gives it.

    Exact when one cohort has up to eight and there are no ties, as its `method="auto"`; with more
    than 500 in the other one always asymptotic.
    """
    from scipy.stats import mannwhitneyu

    a, b = np.round(first, DECIMALS), np.round(second, DECIMALS)
    if _is_constant(np.concatenate([a, b])):
        return undefined(Reason.ALL_EQUAL)
    method = "auto" if max(a.size, b.size) <= _EXACT_UP_TO else "asymptotic"
    return Figure(float(mannwhitneyu(a, b, alternative="two-sided", method=method).pvalue))


def _is_constant(values: Floats) -> bool:
    return float(np.ptp(np.round(values, DECIMALS))) == 0.0
