"""Bootstrap intervals: bias-corrected and accelerated (BCa), 95 %, 9 999 resamples, fixed seed.

Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical
Association 82, 171-185. The same formulas as `scipy.stats.bootstrap(..., method="BCa")`, which
would draw every resample once more for each dimension.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from digikartta.cohort_statistics.figures import Floats, Interval, Reason, no_interval

CONFIDENCE = 0.95
RESAMPLES = 9_999
SEED = 21_482
Progress = Callable[[float], None]  # told the share that is done, 0 to 1, every few milliseconds
Samples = tuple[Floats, Floats]

_EQUAL = 0.5e-9  # scores that agree to 1e-9 are equal
_CELLS = 400_000  # values drawn at once: 2 ms of work and 6 MB, so that others get their turn


def bca_interval(
    observed: float, resampled: Floats, influence: Sequence[Floats], *, confidence: float
) -> Interval:
    """Return the BCa interval of a figure.

    `influence` holds for each sample (n − 1)·(mean of the leave-one-out figures − the figure
    without i), one value for each i. Undefined when nothing varies, when a resample has no figure,
    and when all resamples lie on one side of the figure.
    """
    if not np.isfinite(resampled).all() or not all(np.isfinite(u).all() for u in influence):
        return no_interval(Reason.UNSTABLE)
    if np.ptp(resampled) <= _EQUAL:
        return no_interval(Reason.ALL_EQUAL)
    shares = _shares(observed, resampled, influence, confidence)
    if shares is None:
        return no_interval(Reason.BCA_UNDEFINED)
    low, high = np.quantile(resampled, shares)
    return Interval(float(low), float(high))


def _shares(
    observed: float, resampled: Floats, influence: Sequence[Floats], confidence: float
) -> tuple[float, float] | None:
    """Return which quantiles of the resamples the interval's ends are, if there are any."""
    from scipy.special import ndtr, ndtri

    below = np.count_nonzero(resampled < observed - _EQUAL)
    equal = np.count_nonzero(np.abs(resampled - observed) <= _EQUAL)
    share = (below + equal / 2) / resampled.size
    if not 0 < share < 1:
        return None
    bias, acceleration = ndtri(share), _acceleration(influence)
    half = (1 - confidence) / 2
    ends = []
    for z in (ndtri(half), ndtri(1 - half)):
        divisor = 1 - acceleration * (bias + z)
        if divisor <= 0:
            return None
        ends.append(float(ndtr(bias + (bias + z) / divisor)))
    return ends[0], ends[1]


def _acceleration(influence: Sequence[Floats]) -> float:
    cubes = sum(float(np.sum(u**3)) / u.size**3 for u in influence)
    squares = sum(float(np.sum(u**2)) / u.size**2 for u in influence)
    return float(cubes / (6 * squares**1.5))


def difference_intervals(
    pairs: Sequence[Samples],
    *,
    seed: int,
    resamples: int = RESAMPLES,
    confidence: float = CONFIDENCE,
    progress: Progress = lambda _: None,
) -> list[Interval]:
    """Return for each pair of samples the interval of mean(first) − mean(second).

    Each sample is resampled by itself, at least two values each. An interval depends on nothing
    but the values of its pair, in whatever order, and changes its sign when the two are swapped.
    """
    ordered = [_in_order(pair) for pair in pairs]
    sizes = [(first.size, second.size) for (first, second), _ in ordered]
    found: dict[int, Interval] = {}
    kinds = sorted(set(sizes))
    for done, size in enumerate(kinds):
        places = [i for i, each in enumerate(sizes) if each == size]
        samples = [ordered[i][0] for i in places]

        def tell(share: float, done: int = done) -> None:
            progress((done + share) / len(kinds))

        differences = resampled_differences(samples, seed=seed, resamples=resamples, progress=tell)
        for place, row in zip(places, differences, strict=True):
            (first, second), swapped = ordered[place]
            interval = bca_interval(
                float(first.mean() - second.mean()),
                row,
                [first - first.mean(), second.mean() - second],
                confidence=confidence,
            )
            found[place] = interval.negated() if swapped else interval
    return [found[place] for place in range(len(pairs))]


def resampled_differences(
    pairs: Sequence[Samples], *, seed: int, resamples: int, progress: Progress = lambda _: None
) -> Floats:
    """Return one row of resampled differences of means for each pair; all of the same two sizes.

    The same draws serve every pair. How often each value was drawn is counted once, and every
    mean is then a product of these counts: a third of the time that looking values up takes.
    """
    found = np.empty((len(pairs), resamples))
    first, second = (np.column_stack([pair[side] for pair in pairs]) for side in (0, 1))
    rng = np.random.default_rng(seed)
    for start, stop in _chunks(resamples, len(first) + len(second)):
        means = [_resampled_means(rng, values, stop - start) for values in (first, second)]
        found[:, start:stop] = (means[0] - means[1]).T
        progress(stop / resamples)
    return found


def _resampled_means(rng: np.random.Generator, values: Floats, resamples: int) -> Floats:
    """Return resamples × columns: the mean of each column of values × columns."""
    n = len(values)
    times = np.empty((resamples, n))
    for place, drawn in enumerate(rng.integers(0, n, times.shape)):
        times[place] = np.bincount(drawn, minlength=n)
    return times @ values / n


def _chunks(resamples: int, values: int) -> Iterator[tuple[int, int]]:
    step = max(1, _CELLS // values)
    for start in range(0, resamples, step):
        yield start, min(start + step, resamples)


def _in_order(pair: Samples) -> tuple[Samples, bool]:
    """Return the pair sorted, the smaller sample first, and whether that swapped the two."""
    first, second = np.sort(pair[0]), np.sort(pair[1])
    swapped = (second.size, second.tolist()) < (first.size, first.tolist())
    return ((second, first) if swapped else (first, second)), swapped
