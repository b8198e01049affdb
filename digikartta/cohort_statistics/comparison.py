"""A whole comparison: who is in it, each dimension, the overall level, and the cautions."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from digikartta.cohort_statistics import cautions, selection
from digikartta.cohort_statistics.before_after import BeforeAfter, before_after
from digikartta.cohort_statistics.bootstrap import SEED, Progress
from digikartta.cohort_statistics.cautions import Caution
from digikartta.cohort_statistics.figures import Floats
from digikartta.cohort_statistics.selection import Cohort, CohortPool, Pairs
from digikartta.cohort_statistics.two_cohorts import TwoCohorts, two_cohorts
from digikartta.disclosure_groups import Ints, Words


@dataclass(frozen=True, slots=True, eq=False)
class CohortComparison:
    """Two cohorts; the overall level is a family of its own, so its q is its p."""

    n: tuple[int, int]  # organisations
    both: int  # organisations in both cohorts
    dimensions: Mapping[str, TwoCohorts]
    overall: TwoCohorts
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """Two times; the overall level is a family of its own, so its q is its p."""

    before: str  # stage
    after: str
    pairs: Pairs
    organisations: tuple[int, ...]  # of the pairs, in the order of the rows below
    scores_before: Floats  # pairs × dimensions, `overall` last, nan = no score
    scores_after: Floats
    dimensions: Mapping[str, BeforeAfter]
    overall: BeforeAfter
    cautions: tuple[Caution, ...]


def compare_cohorts(
    pool: CohortPool,
    first: Cohort,
    second: Cohort,
    *,
    seed: int = SEED,
    progress: Progress = lambda _: None,
) -> CohortComparison:
    """Return how the first cohort differs from the second."""
    rows = selection.members(pool.rounds, first), selection.members(pool.rounds, second)
    organisations = [pool.rounds.organisation[each] for each in rows]
    both = int(np.isin(organisations[0], organisations[1]).sum())
    scores = [pool.rounds.scores[each] for each in rows]
    *dimensions, overall = two_cohorts(
        scores[0], scores[1], overlap=both > 0, seed=seed, alone=1, progress=progress
    )
    told = cautions.of_groups(
        n=min(rows[0].size, rows[1].size),
        overlap=both > 0,
        versions=(_words(pool.questionnaire, rows[0]), _words(pool.questionnaire, rows[1])),
        stages=(_words(pool.rounds.stage, rows[0]), _words(pool.rounds.stage, rows[1])),
    )
    names = pool.rounds.dimensions[:-1]
    return CohortComparison(
        n=(rows[0].size, rows[1].size),
        both=both,
        dimensions=dict(zip(names, dimensions, strict=True)),
        overall=overall,
        cautions=tuple(told),
    )


def compare_times(
    pool: CohortPool,
    cohort: Cohort,
    *,
    before: str,
    after: str,
    progress: Progress = lambda _: None,
) -> Change:
    """Return what changed in the cohort from one stage to another."""
    pairs = selection.pairs(pool.rounds, cohort, before=before, after=after)
    first, last = pool.rounds.scores[pairs.before], pool.rounds.scores[pairs.after]
    dimensions, overall = (
        before_after(first[:, part], last[:, part], progress=tell)
        for part, tell in _parts(progress)
    )
    used = np.concatenate([pairs.before, pairs.after])
    told = cautions.of_change(
        pairs=pairs.n, share_paired=pairs.share, versions=_words(pool.questionnaire, used)
    )
    return Change(
        before=before,
        after=after,
        pairs=pairs,
        organisations=tuple(pool.rounds.organisation[pairs.before].tolist()),
        scores_before=first,
        scores_after=last,
        dimensions=dict(zip(pool.rounds.dimensions[:-1], dimensions, strict=True)),
        overall=overall[0],
        cautions=tuple(told),
    )


def _parts(progress: Progress) -> list[tuple[slice, Progress]]:
    """The dimensions and the overall level, each with its part of the progress."""
    return [
        (slice(None, -1), lambda share: progress(0.85 * share)),
        (slice(-1, None), lambda share: progress(0.85 + 0.15 * share)),
    ]


def _words(column: Words, rows: Ints) -> set[str]:
    return set(column[rows].tolist())
