"""Before and after: what changed in the organisations that were measured twice."""

from dataclasses import dataclass

import numpy as np

from digikartta.cohort_statistics.bootstrap import CONFIDENCE, Progress
from digikartta.cohort_statistics.false_discovery import with_q
from digikartta.cohort_statistics.figures import Figure, Floats, Interval, Reason, undefined
from digikartta.cohort_statistics.hodges_lehmann import shift, shift_interval
from digikartta.cohort_statistics.signed_ranks import rank_biserial, whole, wilcoxon_p


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """One dimension; scores 0 to 100, a change is after − before."""

    n: int  # pairs: organisations with both scores
    before: Figure  # mean of the pairs
    after: Figure
    rose: int
    same: int
    fell: int
    shift: Figure  # Hodges-Lehmann
    interval: Interval  # of the shift
    rank_biserial: Figure  # −1 to 1
    p: Figure  # Wilcoxon signed-rank, two-sided
    q: Figure


def before_after(
    before: Floats, after: Floats, *, progress: Progress = lambda _: None
) -> list[BeforeAfter]:
    """Return each dimension; the columns are one family of tests.

    Both are organisations × dimensions with the same organisation in a row, nan = no score.
    """
    found = []
    for done, (first, second) in enumerate(zip(before.T, after.T, strict=True), start=1):
        both = ~np.isnan(first) & ~np.isnan(second)
        found.append(_dimension(first[both], second[both]))
        progress(done / before.shape[1])
    return with_q(found)


def _dimension(before: Floats, after: Floats) -> BeforeAfter:
    changes = whole(after - before)
    p = wilcoxon_p(changes)
    return BeforeAfter(
        n=changes.size,
        before=_mean(before),
        after=_mean(after),
        rose=int(np.count_nonzero(changes > 0)),
        same=int(np.count_nonzero(changes == 0)),
        fell=int(np.count_nonzero(changes < 0)),
        shift=shift(changes),
        interval=shift_interval(changes, confidence=CONFIDENCE),
        rank_biserial=rank_biserial(changes),
        p=p,
        q=p,
    )


def _mean(values: Floats) -> Figure:
    return Figure(float(values.mean())) if values.size else undefined(Reason.NOBODY)
