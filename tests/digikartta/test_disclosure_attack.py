"""A reader asks for everything, and subtracts: an independent count with plain sets."""

import random
from collections.abc import Iterator
from itertools import combinations, product

import pytest

from digikartta.disclosure import plan
from digikartta.peer_group import PeerFilters
from tests.digikartta.attack_counts import Members, told_apart_by_few
from tests.digikartta.attack_shapes import REGIONS, SHAPES, create_shape
from tests.digikartta.peer_pools import TODAY, Row, create_pool

K = 5
AXES = ("stage", "year", "industry", "size_class", "cohort", "region", "municipality")

Filters = frozenset[tuple[str, str | int]]


def latest_rounds(rows: list[Row], reader: int, view: Filters) -> Members:
    """The latest round of each other organisation, in a stage and/or a year."""
    latest: dict[int, int] = {}
    for row in sorted(rows, key=lambda row: (row.closed_on, row.round)):
        if row.organisation != reader and all(getattr(row, axis) == value for axis, value in view):
            latest[row.organisation] = row.round
    return frozenset(latest.items())


def every_group(rows: list[Row], reader: int) -> Iterator[tuple[dict[str, str | int], Members]]:
    """Every combination of up to three filters, and who is in it."""
    having: dict[tuple[str, str | int], set[tuple[int, int]]] = {}
    for row in rows:
        for axis in AXES:
            having.setdefault((axis, getattr(row, axis)), set()).add((row.organisation, row.round))
    views: dict[Filters, Members] = {}
    for filters in combinations_of(rows, 3):
        view = frozenset((axis, filters[axis]) for axis in ("stage", "year") if axis in filters)
        if view not in views:
            views[view] = latest_rounds(rows, reader, view)
        yield filters, views[view].intersection(*(having[each] for each in filters.items()))


def reveals_few(*difference: frozenset[tuple[int, int]]) -> bool:
    """Whether 1 to k − 1 organisations are in what is left over."""
    return 1 <= len({organisation for organisation, _ in frozenset().union(*difference)}) < K


def combinations_of(rows: list[Row], upto: int) -> Iterator[dict[str, str | int]]:
    values = {axis: sorted({getattr(row, axis) for row in rows} - {""}) for axis in AXES}
    for number in range(upto + 1):
        for axes in combinations(AXES, number):
            if not {"region", "municipality"} <= set(axes):
                for chosen in product(*(values[axis] for axis in axes)):
                    yield dict(zip(axes, chosen, strict=True))


def classes(whole: Filters, asked: dict[Filters, Members]) -> Iterator[list[Filters]]:
    """The groups of each breakdown of a group, by one more filter."""
    filters = dict(whole)
    for axis in AXES:
        if axis in filters or (axis == "region" and "municipality" in filters):
            continue
        if axis == "municipality":  # it takes its region's place
            if "region" not in filters:
                continue
            rest = {(a, v) for a, v in filters.items() if a != "region"}
            towns = [m for m, region in REGIONS.items() if region == filters["region"]]
            parts = [frozenset(rest | {(axis, town)}) for town in towns]
        else:
            parts = [g for g in asked if g >= whole and {a for a, _ in g - whole} == {axis}]
        yield [part for part in parts if asked.get(part)]


def ask_all(rows: list[Row], reader: int) -> tuple[dict[Filters, Members], set[Filters]]:
    """The members of every group of up to three filters, counted here, and which are shown."""
    whole = plan(create_pool(rows), organisation=reader, on_or_before=TODAY, k=K)
    asked: dict[Filters, Members] = {}
    shown: set[Filters] = set()
    for filters, inside in every_group(rows, reader):
        group, judgement = frozenset(filters.items()), whole.judge(PeerFilters(**filters))
        asked[group] = inside
        assert judgement.n == len(inside)
        if judgement.suppressed is None:
            shown.add(group)
    return asked, shown


def attack(rows: list[Row], reader: int) -> tuple[list[str], int]:
    """Everything that gives 1 to k − 1 organisations away, and how many groups are shown."""
    asked, groups = ask_all(rows, reader)
    shown = {group: asked[group] for group in groups}
    found = [f"few {set(group)}" for group, inside in shown.items() if len(inside) < K]
    distinct = {inside: group for group, inside in shown.items()}
    figures = list(distinct)
    found += [
        f"pair {set(distinct[figures[a]])} {set(distinct[figures[b]])}"
        for a, b in told_apart_by_few(figures, k=K)
    ]
    for group, inside in shown.items():
        if len(group) < 3:
            for parts in classes(group, asked):
                found += remainders(group, inside, parts, asked, shown)
    return found, len(shown)


def remainders(
    group: Filters,
    inside: Members,
    parts: list[Filters],
    asked: dict[Filters, Members],
    shown: dict[Filters, Members],
) -> list[str]:
    """What the classes shown leave over of a group; or give back, when only one is not shown."""
    seen = [shown[part] for part in parts if part in shown]
    rest = inside ^ frozenset().union(*seen)
    found = [f"remainder {set(group)}"] if reveals_few(rest) else []
    hidden = [asked[part] for part in parts if part not in shown]
    if seen and len(hidden) == 1 and rest == hidden[0]:
        found.append(f"given back {set(group)}")
    return found


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", [1, 2])
def test_no_figures_of_one_reader_give_away_fewer_than_k(shape: str, seed: int) -> None:
    rows = create_shape(seed, **SHAPES[shape])
    for reader in (1, 7):
        found, shown = attack(rows, reader)
        assert found == []
        assert shown > 10  # and not because there is nothing to see


def test_the_pairs_that_a_few_tell_apart_are_those_that_plain_sets_find() -> None:
    chance = random.Random(1)  # noqa: S311 - example data
    figures = [
        frozenset((one, chance.choice((one, one, one, 100 + one))) for one in chosen)
        for chosen in (chance.sample(range(12), chance.randint(5, 12)) for _ in range(60))
    ]
    expected = [
        (a, b)
        for a, b in combinations(range(len(figures)), 2)
        if reveals_few(figures[a] ^ figures[b])
    ]
    assert told_apart_by_few(figures, k=K) == expected
    assert 20 < len(expected) < 1000
