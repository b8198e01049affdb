"""A reader asks for everything, and subtracts: an independent count with plain sets."""

from collections.abc import Iterator
from itertools import combinations, product

import pytest

from digikartta.disclosure import plan
from digikartta.peer_group import PeerFilters
from tests.digikartta.attack_shapes import REGIONS, SHAPES, create_shape
from tests.digikartta.peer_pools import TODAY, Row, create_pool

K = 5
AXES = ("stage", "year", "industry", "size_class", "cohort", "region", "municipality")

Filters = frozenset[tuple[str, str | int]]
Members = frozenset[tuple[int, int]]  # organisation and round


def latest_rounds(rows: list[Row], reader: int, view: dict[str, str | int]) -> list[Row]:
    """The latest round of each other organisation, in a stage and/or a year."""
    latest: dict[int, Row] = {}
    for row in sorted(rows, key=lambda row: (row.closed_on, row.round)):
        if row.organisation != reader and has(row, view):
            latest[row.organisation] = row
    return list(latest.values())


def has(row: Row, values: dict[str, str | int]) -> bool:
    return all(getattr(row, axis) == value for axis, value in values.items())


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
    views: dict[Filters, list[Row]] = {}
    asked: dict[Filters, Members] = {}
    shown: set[Filters] = set()
    for filters in combinations_of(rows, 3):
        view = {axis: filters[axis] for axis in ("stage", "year") if axis in filters}
        if frozenset(view.items()) not in views:
            views[frozenset(view.items())] = latest_rounds(rows, reader, view)
        inside = [row for row in views[frozenset(view.items())] if has(row, filters)]
        group, judgement = frozenset(filters.items()), whole.judge(PeerFilters(**filters))
        asked[group] = frozenset((row.organisation, row.round) for row in inside)
        assert judgement.n == len(asked[group])
        if judgement.suppressed is None:
            shown.add(group)
    return asked, shown


def attack(rows: list[Row], reader: int) -> tuple[list[str], int]:
    """Everything that gives 1 to k − 1 organisations away, and how many groups are shown."""
    asked, groups = ask_all(rows, reader)
    shown = {group: asked[group] for group in groups}
    found = [f"few {set(group)}" for group, inside in shown.items() if len(inside) < K]
    distinct = {inside: group for group, inside in shown.items()}
    found += [
        f"pair {set(distinct[a])} {set(distinct[b])}"
        for a, b in combinations(distinct, 2)
        if abs(len(a) - len(b)) < K and reveals_few(a ^ b)
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
