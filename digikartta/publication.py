"""What of a project's cohorts is shown to outsiders: figures of companies, never of a few."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache

import numpy as np

from digikartta.cohort import CohortFilters, CohortPool, figures, members
from digikartta.disclosure import Suppression
from digikartta.disclosure_groups import ClosedRounds, Ints
from digikartta.disclosure_ledger import ABSENT, CHANGED, Ledger
from digikartta.disclosure_public import COUNT, KnownFigure, KnownFigures


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """Figures of one dimension, 0 to 100; all None when suppressed, quartiles also when n < 10."""

    n: int | None
    mean: float | None
    median: float | None
    q1: float | None
    q3: float | None
    suppressed: Suppression | None


@dataclass(frozen=True, slots=True)
class PublicCohort:
    """A cohort as outsiders see it."""

    name: str
    n: int | None  # companies; None when suppressed
    suppressed: Suppression | None
    dimensions: Mapping[str, PublicFigures]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a company contributed to a published cohort."""

    organisation: int
    round: int
    scores: tuple[float | None, ...]  # in the order of the publication's dimensions


@dataclass(frozen=True, slots=True)
class PastCohort:
    """A cohort that was published: what was shown, and who stood behind it."""

    filters: CohortFilters
    dimensions: tuple[str, ...]
    shown: PublicCohort
    contributions: tuple[Contribution, ...]
    gone: int  # companies that stood behind it and are no more


@dataclass(frozen=True, slots=True, eq=False)
class NewCohort:
    """A cohort as it is about to be published."""

    filters: CohortFilters
    shown: PublicCohort
    contributions: tuple[Contribution, ...]


def least_companies(k: int) -> int:
    """Return how many companies a public figure needs, and a difference of two.

    Any company behind it may read it, and knows its own part: k others stand beside it.
    """
    return k + 1


def publish(
    pool: CohortPool,
    cohorts: Sequence[tuple[str, CohortFilters]],
    past: Sequence[PastCohort],
    *,
    k: int,
) -> list[NewCohort]:
    """Return what may be shown of cohorts, in their order, given all that was published before.

    Where two of them cannot both be shown, the one with more companies is.
    """
    least = least_companies(k)
    ledgers = {name: Ledger(pool.companies.organisation.size, k=least) for name in _names(pool)}
    for cohort in past:
        _remember(pool, ledgers, cohort)
    rows = [members(pool, filters) for _, filters in cohorts]
    made: dict[int, NewCohort] = {}
    for place in sorted(range(len(cohorts)), key=lambda place: -rows[place].size):
        made[place] = _judged(pool, ledgers, *cohorts[place], rows[place])
    return [made[place] for place in range(len(cohorts))]


def _names(pool: CohortPool) -> tuple[str, ...]:
    return (COUNT, *pool.rounds.dimensions)


def _judged(
    pool: CohortPool, ledgers: Mapping[str, Ledger], name: str, filters: CohortFilters, rows: Ints
) -> NewCohort:
    @cache
    def rows_of(other: CohortFilters) -> Ints:
        return members(pool, other)

    def reason(dimension: str) -> Suppression | None:
        own = _placed(pool, rows, dimension)
        return ledgers[dimension].judge(
            own, filters, lambda other: _placed(pool, rows_of(other), dimension)
        )

    hidden = reason(COUNT)
    dimensions = {
        dimension: _public(pool.rounds.scores[rows][:, at], hidden or reason(dimension))
        for at, dimension in enumerate(pool.rounds.dimensions)
    }
    shown = PublicCohort(name, None if hidden else int(rows.size), hidden, dimensions)
    return NewCohort(filters, shown, () if hidden else _contributions(pool, rows))


def _placed(pool: CohortPool, rows: Ints, dimension: str) -> Ints:
    """Return the rounds in these rows, each at its company's place, where they have a score."""
    if dimension != COUNT:
        at = pool.rounds.dimensions.index(dimension)
        rows = rows[~np.isnan(pool.rounds.scores[rows, at])]
    placed = np.full(pool.companies.organisation.size, ABSENT)
    placed[pool.company[rows]] = rows
    return placed


def _public(
    scores: "np.ndarray[tuple[int], np.dtype[np.float64]]", hidden: Suppression | None
) -> PublicFigures:
    if hidden:
        return PublicFigures(None, None, None, None, None, hidden)
    found = figures(scores)
    return PublicFigures(found.n, found.mean, found.median, found.q1, found.q3, None)


def _contributions(pool: CohortPool, rows: Ints) -> tuple[Contribution, ...]:
    rounds = pool.rounds
    return tuple(
        Contribution(
            int(rounds.organisation[row]),
            int(rounds.round[row]),
            tuple(None if np.isnan(score) else float(score) for score in rounds.scores[row]),
        )
        for row in rows.tolist()
    )


def _remember(pool: CohortPool, ledgers: Mapping[str, Ledger], cohort: PastCohort) -> None:
    """Note what was shown of a cohort, by what its companies would contribute now."""
    if cohort.shown.suppressed:
        return
    place = {at: n for n, at in enumerate(pool.companies.organisation.tolist())}
    row = {at: n for n, at in enumerate(pool.rounds.round.tolist())}
    here = [c for c in cohort.contributions if c.organisation in place]
    left = len(cohort.contributions) - len(here) + cohort.gone
    for dimension, ledger in ledgers.items():
        if not _was_shown(cohort, dimension):
            continue
        known = np.full(pool.companies.organisation.size, ABSENT)
        for c in here:
            known[place[c.organisation]] = _now(pool, cohort, c, dimension, row.get(c.round))
        ledger.add(known, cohort.filters, beyond=left)


def known_figures(rounds: ClosedRounds, past: Sequence[PastCohort]) -> KnownFigures:
    """Return all that was ever shown, by whose rounds would contribute the same now."""
    place = {at: n for n, at in enumerate(rounds.round.tolist())}
    return {
        name: [
            _known_figure(rounds, place, cohort, name)
            for cohort in past
            if not cohort.shown.suppressed and _was_shown(cohort, name)
        ]
        for name in (COUNT, *rounds.dimensions)
    }


def _known_figure(
    rounds: ClosedRounds, place: Mapping[int, int], cohort: PastCohort, dimension: str
) -> KnownFigure:
    at = None if dimension == COUNT else cohort.dimensions.index(dimension)
    behind = [c for c in cohort.contributions if at is None or c.scores[at] is not None]
    column = None if at is None else rounds.scores[:, rounds.dimensions.index(dimension)]
    same = [
        c.round
        for c in behind
        if (row := place.get(c.round)) is not None
        and (at is None or column is None or column[row] == c.scores[at])
    ]
    return KnownFigure(
        np.array(same, dtype=np.int64),
        np.array([c.organisation for c in behind], dtype=np.int64),
        cohort.gone,
    )


def _was_shown(cohort: PastCohort, dimension: str) -> bool:
    if dimension == COUNT:
        return True
    found = cohort.shown.dimensions.get(dimension)
    return found is not None and found.suppressed is None


def _now(
    pool: CohortPool, cohort: PastCohort, past: Contribution, dimension: str, row: int | None
) -> int:
    """Return the row that stands for a past contribution, or that it is none or has changed."""
    if dimension == COUNT:
        return CHANGED if row is None else row
    score = past.scores[cohort.dimensions.index(dimension)]
    if score is None:
        return ABSENT
    if row is None:
        return CHANGED
    now = pool.rounds.scores[row, pool.rounds.dimensions.index(dimension)]
    return row if now == score else CHANGED


def written(cohort: PublicCohort) -> str:
    """Return what was shown as it is kept."""
    return json.dumps(asdict(cohort), ensure_ascii=False)


def read(text: str) -> PublicCohort:
    """Return what `written` wrote."""
    kept = json.loads(text)
    dimensions = {
        name: PublicFigures(**{**found, "suppressed": _reason(found["suppressed"])})
        for name, found in kept["dimensions"].items()
    }
    return PublicCohort(kept["name"], kept["n"], _reason(kept["suppressed"]), dimensions)


def _reason(text: str | None) -> Suppression | None:
    return None if text is None else Suppression(text)
