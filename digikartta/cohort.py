"""A cohort: the companies that a project team's filters choose, each with one closed round.

What a company is (industry, size, place, partner, tags, ...) is what the register says of it now.
Stage, project and period choose among its closed rounds: the latest of those that fit counts.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digikartta.disclosure_groups import ClosedRounds, Flags, Ints, Words
from digikartta.maturity import EDGES
from digikartta.peer_group import DETAILS_FROM

MAX_COHORTS = 6  # side by side: more lines on a radar cannot be told apart
MAX_NAME = 100
CLASSES = 1 + len(EDGES)  # stages of maturity


@dataclass(frozen=True, slots=True)
class CohortFilters:
    """What the companies have in common: one of the values of each field; empty is anything."""

    industries: tuple[str, ...] = ()
    size_classes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    growth_seeking: bool | None = None
    international: bool | None = None
    projects: tuple[str, ...] = ()  # as `cohort` of a round in a file of answers
    stages: tuple[str, ...] = ()
    closed_from: date | None = None
    closed_to: date | None = None

    def given(self) -> tuple[str, ...]:
        """Return the names of the fields that choose something."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) not in {(), None})


def written(filters: CohortFilters) -> str:
    """Return the filters as they are kept; fields that choose nothing are left out."""
    given = {name: value for name, value in asdict(filters).items() if name in filters.given()}
    return json.dumps(given, default=str, ensure_ascii=False, sort_keys=True)


def read(text: str) -> CohortFilters:
    """Return the filters that `written` wrote."""
    kept: dict[str, Any] = json.loads(text)
    for name in ("closed_from", "closed_to"):
        if name in kept:
            kept[name] = date.fromisoformat(kept[name])
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
    }
    return CohortFilters(**given)


@dataclass(frozen=True, slots=True, eq=False)
class Companies:
    """What the register says of each company that has a closed round; sorted by organisation."""

    organisation: Ints
    name: tuple[str, ...]
    industry: Words
    size_class: Words
    municipality: Words
    region: Words
    partner: Words
    growth_seeking: Ints  # 1 yes, 0 no, -1 not known
    international: Ints
    tags: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class CohortPool:
    """The closed rounds that cohorts are made of, and their companies."""

    rounds: ClosedRounds
    companies: Companies
    company: Ints  # of each round, its place among the companies
    in_time: Ints  # the rounds in order of day and id

    @classmethod
    def of(cls, rounds: ClosedRounds, companies: Companies) -> "CohortPool":
        """Return the pool; every round's company is among the companies."""
        place = np.searchsorted(companies.organisation, rounds.organisation)
        return cls(rounds, companies, place, np.lexsort((rounds.round, rounds.closed_on)))


def projects(pool: CohortPool) -> list[str]:
    """Return the projects that rounds of the pool belong to, by name."""
    return sorted(set(pool.rounds.cohort.tolist()) - {""})


def members(
    pool: CohortPool, filters: CohortFilters, *, seen: frozenset[int] | None = None
) -> Ints:
    """Return the rows of the rounds that count, one for each company, in order of company.

    `seen` are the ids of the companies that the reader sees; None is all of them.
    """
    fits = _fitting(pool.companies, filters)
    if seen is not None:
        fits &= np.isin(pool.companies.organisation, np.array(sorted(seen), dtype=np.int64))
    rows = pool.in_time[(_counting(pool.rounds, filters) & fits[pool.company])[pool.in_time]]
    latest = np.full(pool.companies.organisation.size, -1)
    latest[pool.company[rows]] = rows  # of several the last one stays: rows are in time order
    return latest[latest >= 0]


def _fitting(companies: Companies, filters: CohortFilters) -> Flags:
    fits = np.ones(companies.organisation.size, dtype=np.bool_)
    words = {
        "industries": companies.industry,
        "size_classes": companies.size_class,
        "regions": companies.region,
        "municipalities": companies.municipality,
        "partners": companies.partner,
    }
    for name, column in words.items():
        if wanted := getattr(filters, name):
            fits &= np.isin(column, wanted)
    for name in ("growth_seeking", "international"):
        flag = getattr(filters, name)
        if flag is not None:
            fits &= getattr(companies, name) == int(flag)
    if filters.tags:
        wanted_tags = frozenset(filters.tags)
        fits &= np.array(
            [not wanted_tags.isdisjoint(own) for own in companies.tags], dtype=np.bool_
        )
    return fits


def _counting(rounds: ClosedRounds, filters: CohortFilters) -> Flags:
    counts = np.ones(rounds.round.size, dtype=np.bool_)
    if filters.projects:
        counts &= np.isin(rounds.cohort, filters.projects)
    if filters.stages:
        counts &= np.isin(rounds.stage, filters.stages)
    if filters.closed_from:
        counts &= rounds.closed_on >= filters.closed_from.toordinal()
    if filters.closed_to:
        counts &= rounds.closed_on <= filters.closed_to.toordinal()
    return counts


@dataclass(frozen=True, slots=True)
class CohortFigures:
    """Figures of one dimension, 0 to 100, over the companies with a score there.

    Quartiles are None when n < 10, all but n and the classes when n = 0.
    """

    n: int
    mean: float | None
    median: float | None
    q1: float | None
    q3: float | None
    classes: tuple[int, ...]  # companies in each stage of maturity


def figures(scores: NDArray[np.float64]) -> CohortFigures:
    """Return the figures of these scores; nan is no score."""
    values = scores[~np.isnan(scores)]
    places = np.searchsorted(EDGES, values, side="right")
    classes = tuple(np.bincount(places, minlength=CLASSES).tolist())
    if not values.size:
        return CohortFigures(0, None, None, None, None, classes)
    mean, median = float(np.mean(values)), float(np.median(values))
    if values.size < DETAILS_FROM:
        return CohortFigures(values.size, mean, median, None, None, classes)
    q1, q3 = (float(np.quantile(values, share)) for share in (0.25, 0.75))
    return CohortFigures(values.size, mean, median, q1, q3, classes)


@dataclass(frozen=True, slots=True)
class CohortView:
    """A cohort with its figures by dimension, `overall` last."""

    name: str
    n: int  # companies
    dimensions: dict[str, CohortFigures]


def view(pool: CohortPool, rows: Ints, *, name: str) -> CohortView:
    """Return the figures of the rounds in these rows."""
    columns = zip(pool.rounds.dimensions, pool.rounds.scores[rows].T, strict=True)
    found = {dimension: figures(scores) for dimension, scores in columns}
    return CohortView(name, int(rows.size), found)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One company of a cohort with its scores in the order of the dimensions."""

    organisation: int
    name: str
    stage: str
    closed_on: date
    scores: tuple[float | None, ...]


def heat_rows(pool: CohortPool, rows: Ints, *, limit: int | None = None) -> list[HeatRow]:
    """Return the companies, highest overall first, those without an overall score last.

    With a `limit` the first so many: of ten thousand companies nobody reads more on a page.
    """
    overall = pool.rounds.scores[rows][:, -1]
    names = np.array([pool.companies.name[place] for place in pool.company[rows]], dtype=np.str_)
    order = np.lexsort((names, -np.nan_to_num(overall, nan=-1.0)))[:limit]
    return list(_heat_rows(pool, rows[order], names[order].tolist()))


def _heat_rows(pool: CohortPool, rows: Ints, names: Sequence[str]) -> Iterator[HeatRow]:
    rounds = pool.rounds
    for row, name in zip(rows.tolist(), names, strict=True):
        scores = (None if np.isnan(score) else float(score) for score in rounds.scores[row])
        yield HeatRow(
            int(rounds.organisation[row]),
            name,
            str(rounds.stage[row]),
            date.fromordinal(int(rounds.closed_on[row])),
            tuple(scores),
        )
