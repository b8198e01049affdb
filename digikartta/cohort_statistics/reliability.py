"""How well the questions of a dimension go together: Cronbach's alpha, of this sample.

Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika 16,
297-334.
"""

from dataclasses import dataclass

import numpy as np

from digikartta.cohort_statistics.bootstrap import (
    CONFIDENCE,
    RESAMPLES,
    Progress,
    bca_interval,
)
from digikartta.cohort_statistics.figures import (
    DECIMALS,
    Figure,
    Floats,
    Interval,
    Reason,
    no_interval,
    undefined,
)
from digikartta.disclosure_groups import Ints

LEAST_RESPONDENTS = 30
_CELLS = 60_000  # numbers of people drawn at once: a few milliseconds, so that others get a turn


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha of one dimension, over people who answered all its questions."""

    respondents: int
    questions: int
    alpha: Figure  # at most 1; below 0 when the questions work against each other
    interval: Interval


def reliability(
    scores: Floats,
    people: Ints,
    *,
    seed: int,
    resamples: int = RESAMPLES,
    progress: Progress = lambda _: None,
) -> Reliability:
    """Return alpha with its BCa interval, people resampled.

    `scores` is sets of answers × questions, nan = not scored; `people` says how many gave each
    set. Undefined under 30 people, with a single question, and when everybody's sum is the same.
    """
    patterns, counts = _complete(scores, people)
    n, questions = int(counts.sum()), scores.shape[1]
    reason = _why_none(patterns, counts)
    if reason is not None:
        return Reliability(n, questions, undefined(reason), no_interval(reason))
    alpha = float(_alphas(patterns, counts[np.newaxis, :].astype(np.float64))[0])
    resampled = _resampled(patterns, counts, seed=seed, resamples=resamples, progress=progress)
    influence = _influence(patterns, counts)
    interval = bca_interval(alpha, resampled, [influence], confidence=CONFIDENCE)
    return Reliability(n, questions, Figure(alpha), interval)


def _complete(scores: Floats, people: Ints) -> tuple[Floats, Ints]:
    """The distinct complete sets of answers, in an order of their own, and their people."""
    whole = ~np.isnan(scores).any(axis=1)
    patterns, place = np.unique(np.round(scores[whole], DECIMALS), axis=0, return_inverse=True)
    counts = np.bincount(place.ravel(), weights=people[whole], minlength=len(patterns))
    return patterns, np.rint(counts).astype(np.int64)


def _why_none(patterns: Floats, counts: Ints) -> Reason | None:
    if patterns.shape[1] < 2:
        return Reason.ONE_QUESTION
    if counts.sum() < LEAST_RESPONDENTS:
        return Reason.TOO_FEW if counts.size else Reason.NOBODY
    return Reason.ALL_EQUAL if np.ptp(np.round(patterns.sum(axis=1), DECIMALS)) == 0 else None


def _alphas(patterns: Floats, counts: Floats) -> Floats:
    """Return alpha for each row of counts; nan where everybody's sum is the same.

    k/(k − 1)·(1 − sum of the questions' variances / variance of the sum); the n − 1 of the
    variances leaves the quotient.
    """
    questions = patterns.shape[1]
    # Around their means, so that squares lose no digits.
    centred = patterns - patterns.mean(axis=0)
    values = np.column_stack([centred, centred.sum(axis=1)])
    n = counts.sum(axis=1, keepdims=True)
    spread = counts @ values**2 - (counts @ values) ** 2 / n
    whole = spread[:, -1]
    tiny = whole <= 1e-9 * n[:, 0]
    quotient = spread[:, :-1].sum(axis=1) / np.where(tiny, 1.0, whole)
    return np.where(tiny, np.nan, questions / (questions - 1) * (1 - quotient))


def _resampled(
    patterns: Floats, counts: Ints, *, seed: int, resamples: int, progress: Progress
) -> Floats:
    """Return alpha of the resamples: as many people, each set drawn as often as it is given."""
    rng = np.random.default_rng(seed)
    n = int(counts.sum())
    found = np.empty(resamples)
    step = max(1, _CELLS // counts.size)
    for start in range(0, resamples, step):
        stop = min(start + step, resamples)
        drawn = rng.multinomial(n, counts / n, size=stop - start)
        found[start:stop] = _alphas(patterns, drawn.astype(np.float64))
        progress(stop / resamples)
    return found


def _influence(patterns: Floats, counts: Ints) -> Floats:
    """Return (n − 1)·(mean of alpha without one person − alpha without that person), per person."""
    n = int(counts.sum())
    centred = patterns - np.average(patterns, axis=0, weights=counts)
    values = np.column_stack([centred, centred.sum(axis=1)])
    sums, squares = counts @ values, counts @ values**2
    spread = squares - values**2 - (sums - values) ** 2 / (n - 1)
    questions = patterns.shape[1]
    whole = np.where(spread[:, -1] <= 1e-9 * n, np.nan, spread[:, -1])
    without = questions / (questions - 1) * (1 - spread[:, :-1].sum(axis=1) / whole)
    mean = np.average(without, weights=counts)
    return np.repeat((n - 1) * (mean - without), counts)
