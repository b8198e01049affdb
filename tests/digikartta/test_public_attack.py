"""Who holds links and files asks for every cohort, and subtracts: a count with plain sets.

The reader may be one of the companies, which takes its own part away as well.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest

from digikartta.cohort import CohortFilters, CohortPool, Companies
from digikartta.publication import NewCohort, PastCohort, publish
from tests.digikartta.attack_counts import Members, told_apart_by_few
from tests.digikartta.attack_shapes import SHAPES, create_shape
from tests.digikartta.peer_pools import Row, create_pool

K = 5
LEAST = K + 1  # the reader and K others
EVERYBODY = CohortFilters()
TAGS = ("vienti", "pilotti")
Shown = dict[CohortFilters, Members]


def create_public_pool(rows: list[Row], *, seed: int) -> CohortPool:
    """The rounds and their companies; partner, tags and growth-seeking at random."""
    chance = random.Random(seed)  # noqa: S311 - example data
    latest = {row.organisation: row for row in rows}
    every = [latest[organisation] for organisation in sorted(latest)]

    def words(name: str) -> np.ndarray:
        return np.array([getattr(row, name) for row in every], dtype=np.str_)

    companies = Companies(
        organisation=np.array([row.organisation for row in every], dtype=np.int64),
        name=tuple(str(row.organisation) for row in every),
        industry=words("industry"),
        size_class=words("size_class"),
        municipality=words("municipality"),
        region=words("region"),
        partner=np.array([chance.choice(("Omnia", "Taitotalo")) for _ in every], dtype=np.str_),
        growth_seeking=np.array([chance.choice((1, 0, -1)) for _ in every], dtype=np.int64),
        international=np.full(len(every), -1),
        tags=tuple(frozenset(t for t in TAGS if chance.random() < 0.4) for _ in every),
    )
    return CohortPool.of(create_pool(rows), companies)


def values_of(pool: CohortPool) -> dict[str, list[object]]:
    """Every axis with its values, as filters take them."""

    def each(column: Iterable[str]) -> list[object]:
        return [(value,) for value in sorted(set(column)) if value]

    return {
        "industries": each(pool.companies.industry.tolist()),
        "size_classes": each(pool.companies.size_class.tolist()),
        "regions": each(pool.companies.region.tolist()),
        "partners": each(pool.companies.partner.tolist()),
        "tags": each(TAGS),
        "growth_seeking": [True, False],
        "projects": each(pool.rounds.cohort.tolist()),
        "stages": each(pool.rounds.stage.tolist()),
    }


def combinations_of(pool: CohortPool, most: int) -> Iterator[CohortFilters]:
    values = values_of(pool)
    for count in range(most + 1):
        for axes in combinations(values, count):
            for chosen in product(*(values[axis] for axis in axes)):
                yield CohortFilters(**dict(zip(axes, chosen, strict=True)))  # type: ignore[arg-type]


def members_of(rows: list[Row], pool: CohortPool, filters: CohortFilters) -> Members:
    """The companies and rounds behind a cohort, counted here."""
    place = {at: n for n, at in enumerate(pool.companies.organisation.tolist())}
    latest: dict[int, Row] = {}
    for row in sorted(rows, key=lambda row: (row.closed_on, row.round)):
        if _has(row, pool.companies, place[row.organisation], filters):
            latest[row.organisation] = row
    return frozenset((row.organisation, row.round) for row in latest.values())


def _has(row: Row, companies: Companies, at: int, filters: CohortFilters) -> bool:
    flag = {True: 1, False: 0, None: companies.growth_seeking[at]}[filters.growth_seeking]
    return (
        (not filters.industries or row.industry in filters.industries)
        and (not filters.size_classes or row.size_class in filters.size_classes)
        and (not filters.regions or row.region in filters.regions)
        and (not filters.partners or companies.partner[at] in filters.partners)
        and (not filters.tags or bool(companies.tags[at] & set(filters.tags)))
        and companies.growth_seeking[at] == flag
        and (not filters.projects or row.cohort in filters.projects)
        and (not filters.stages or row.stage in filters.stages)
    )


def few(members: Iterable[tuple[int, int]]) -> bool:
    """Whether a difference concerns 1 to k − 1 companies beside the reader, or the reader alone."""
    return 0 < len({organisation for organisation, _ in members}) < LEAST


def leaks(shown: Shown) -> list[str]:
    """Everything that gives 1 to k − 1 companies away."""
    found = [f"few {name}" for name, inside in shown.items() if len(inside) < LEAST]
    distinct = {inside: name for name, inside in shown.items()}
    names = list(distinct.values())
    found += [f"pair {names[a]} {names[b]}" for a, b in told_apart_by_few(list(distinct), k=LEAST)]
    for name, classes in breakdowns(shown):
        if few(shown[name] ^ frozenset().union(*classes)):
            found.append(f"remainder {name}")
    return found


def breakdowns(shown: Shown) -> Iterator[tuple[CohortFilters, list[Members]]]:
    """The public classes of a cohort by one more filter, those that share nobody."""
    found: dict[tuple[CohortFilters, str], list[Members]] = {}
    for filters, inside in shown.items():
        for axis in filters.given():
            whole = replace(filters, **{axis: getattr(EVERYBODY, axis)})
            found.setdefault((whole, axis), []).append(inside)
    for (whole, _), classes in found.items():
        if whole in shown and all(not a & b for a, b in combinations(classes, 2)):
            yield whole, classes
        elif whole in shown:
            yield from ((whole, [one]) for one in classes)


def shown_of(rows: list[Row], pool: CohortPool, published: Iterable[NewCohort]) -> Shown:
    return {
        cohort.filters: members_of(rows, pool, cohort.filters)
        for cohort in published
        if cohort.shown.suppressed is None
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_no_public_figures_give_away_fewer_than_k(shape: str) -> None:
    rows = create_shape(3, **SHAPES[shape])
    pool = create_public_pool(rows, seed=3)
    asked = [("", filters) for filters in combinations_of(pool, 3)]
    published = publish(pool, asked, [], k=K)
    for cohort in published:
        if cohort.shown.suppressed is None:
            assert cohort.shown.n == len(members_of(rows, pool, cohort.filters))
    shown = shown_of(rows, pool, published)
    assert leaks(shown) == []
    assert len(shown) >= 10  # and not because there is nothing to see


def past_of(cohort: NewCohort, pool: CohortPool) -> PastCohort:
    return PastCohort(
        cohort.filters, pool.rounds.dimensions, cohort.shown, cohort.contributions, gone=0
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("shape", ["27 companies", "few in three stages"])
def test_links_and_files_in_any_order_over_time_give_away_no_fewer_than_k(
    shape: str, seed: int
) -> None:
    # Links and files go out in turn while companies close more rounds; everybody who holds one is
    # one reader. What was shown then and what is shown now must not be told apart by a few either.
    rows = create_shape(seed, **SHAPES[shape])
    chance = random.Random(seed)  # noqa: S311 - example data
    days = sorted({row.closed_on for row in rows})
    past: list[PastCohort] = []
    figures: dict[Members, str] = {}
    for day in days[len(days) // 2 :: 4]:
        so_far = [row for row in rows if row.closed_on <= day]
        pool = create_public_pool(so_far, seed=seed)
        every = list(combinations_of(pool, 2))
        for filters in chance.sample(every, 24):
            (cohort,) = publish(pool, [("", filters)], past, k=K)
            if cohort.shown.suppressed is None:
                past.append(past_of(cohort, pool))
                figures[members_of(so_far, pool, filters)] = str(filters)
    assert not [figures[inside] for inside in figures if len(inside) < LEAST]
    assert not [(figures[a], figures[b]) for a, b in combinations(figures, 2) if few(a ^ b)]
    assert len(figures) >= 3
