"""The shift between two measurements: the Hodges-Lehmann estimate and its interval.

Both are order statistics of the Walsh averages (dᵢ + dⱼ)/2, i ≤ j. Hollander, M., Wolfe, D. A. &
Chicken, E. (2014). Nonparametric statistical methods, 3rd ed., sections 3.2 and 3.3.
"""

from statistics import NormalDist

import numpy as np

from digikartta.cohort_statistics.figures import (
    DECIMALS,
    Figure,
    Interval,
    Reason,
    no_interval,
    undefined,
)
from digikartta.cohort_statistics.signed_ranks import LEAST_PAIRS, Ints, sums_of_signs

_EXACT_UP_TO = 50  # pairs, as in the test; beyond, the normal approximation
_DOUBLE = 2 * 10**DECIMALS  # sums of two differences in 1e-9 → their averages


def shift(differences: Ints) -> Figure:
    """Return the median of the Walsh averages, in points; differences in 1e-9."""
    if not differences.size:
        return undefined(Reason.NOBODY)
    d = np.sort(differences)
    averages = d.size * (d.size + 1) // 2
    lower = _sum_at(d, (averages + 1) // 2)
    upper = lower if averages % 2 else _sum_at(d, averages // 2 + 1)
    return Figure((lower + upper) / 2 / _DOUBLE)


def shift_interval(differences: Ints, *, confidence: float) -> Interval:
    """Return the interval of the shift, in points; with ties it is the wider for it.

    Undefined under six pairs, where no two averages are 95 % apart, and when all differences are
    equal.
    """
    if differences.size < LEAST_PAIRS:
        return no_interval(Reason.TOO_FEW)
    if np.ptp(differences) == 0:
        return no_interval(Reason.ALL_EQUAL)
    d = np.sort(differences)
    place = lower_place(d.size, confidence=confidence)
    averages = d.size * (d.size + 1) // 2
    return Interval(_sum_at(d, place) / _DOUBLE, _sum_at(d, averages + 1 - place) / _DOUBLE)


def lower_place(n: int, *, confidence: float) -> int:
    """Return which Walsh average, counted from 1, is the lower end: `qsignrank((1 − c)/2, n)` in R.

    For more than 50 pairs the normal approximation, rounded down, and at least 1.
    """
    half = (1 - confidence) / 2
    if n <= _EXACT_UP_TO:
        counts = sums_of_signs(np.arange(1, n + 1, dtype=np.int64))
        return max(1, int(np.searchsorted(np.cumsum(counts), half * 2.0**n)))
    mean = n * (n + 1) / 4
    deviation = (n * (n + 1) * (2 * n + 1) / 24) ** 0.5
    return max(1, int(mean + NormalDist().inv_cdf(half) * deviation))


def _sum_at(d: Ints, place: int) -> int:
    """Return the sum dᵢ + dⱼ, i ≤ j, at a place counted from 1, of sorted whole differences.

    There are n·(n + 1)/2 sums: too many to be sorted, but easily counted.
    """
    low, high = 2 * int(d[0]), 2 * int(d[-1])
    while low < high:
        middle = (low + high) // 2
        if _sums_up_to(d, middle) >= place:
            high = middle
        else:
            low = middle + 1
    return low


def _sums_up_to(d: Ints, limit: int) -> int:
    every = int(np.searchsorted(d, limit - d, side="right").sum())
    with_itself = int(np.count_nonzero(2 * d <= limit))
    return (every + with_itself) // 2
