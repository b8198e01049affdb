"""The pool of closed rounds, and the groups of organisations that filters can make of it.

A *breakdown* is a set of axes (stage, year, industry, ...), written as the sum of their bits; its
groups are all combinations of values that some round has. The empty breakdown has one group:
everybody. Municipalities lie in regions, so a breakdown by municipality is also one by region.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.str_] | NDArray[np.object_]
Value = str | int | tuple[str, str]  # a municipality comes with its region
V = TypeVar("V", str, int, tuple[str, str])

STAGE, YEAR, INDUSTRY, SIZE_CLASS, COHORT, REGION, MUNICIPALITY = (1 << bit for bit in range(7))
AXES = (STAGE, YEAR, INDUSTRY, SIZE_CLASS, COHORT, REGION, MUNICIPALITY)
VIEW = STAGE | YEAR  # the axes that decide which round of an organisation counts
BREAKDOWNS = tuple(
    sorted(
        (axes for axes in range(1 << 7) if not axes & MUNICIPALITY or axes & REGION),
        key=lambda axes: (axes.bit_count(), axes),
    )
)
TABLE = 1 << 17  # up to so many possible codes a table of them is faster than sorting
NOWHERE = -1  # "no such row" or "no such group" in an array of indices


@dataclass(frozen=True, slots=True, eq=False)
class ClosedRounds:
    """The pool: one row per closed round of a comparable questionnaire version, in any order.

    `closed_on` is the proleptic ordinal of the day, `year` its calendar year. Scores are 0 to 100,
    nan = undefined. An attribute that is not known is "".
    """

    dimensions: tuple[str, ...]  # the columns of scores; the last is "overall"
    organisation: Ints
    round: Ints  # unique
    closed_on: Ints
    year: Ints
    stage: Words
    industry: Words
    size_class: Words
    municipality: Words
    region: Words
    cohort: Words
    scores: NDArray[np.float64]  # (rows, dimensions)


@dataclass(frozen=True, slots=True)
class PeerFilters:
    """What the members of a peer group have in common; None = anything.

    A municipality implies its region. What is not known cannot be chosen: ValueError for "".
    """

    industry: str | None = None
    size_class: str | None = None
    municipality: str | None = None
    region: str | None = None
    cohort: str | None = None
    stage: str | None = None
    year: int | None = None

    def __post_init__(self) -> None:
        words = (self.industry, self.size_class, self.municipality, self.region)
        if "" in (*words, self.cohort, self.stage):
            msg = "an unknown value cannot be chosen; leave the filter out"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One axis: the class of every row. Classes are numbered in the order of their values."""

    code: Ints
    known: Flags
    classes: Mapping[Value, int]


@dataclass(frozen=True, slots=True, eq=False)
class CodedRounds:
    """The rounds one reader may be compared with, sorted by organisation, day and round id."""

    row: Ints  # where the round stands in the pool
    round_id: Ints
    organisation_id: Ints
    organisation: Ints  # numbered from 0
    closed_on: Ints
    columns: Mapping[int, Column]  # per axis
    defined: Flags  # (rows, dimensions): the score exists

    def codes(self, axes: int, rows: Ints | slice = slice(None)) -> tuple[Ints, int]:
        """Return one number per row that says its group in a breakdown, and their upper limit."""
        code, limit = np.zeros_like(self.row[rows]), 1
        for axis in _coded(axes):
            column = self.columns[axis]
            code = code * len(column.classes) + column.code[rows]
            limit *= len(column.classes)
        return code, limit

    def code_of(self, axes: int, values: Mapping[int, Value]) -> int | None:
        """Return the number of the group with these values per axis, None if no round has them."""
        code = 0
        for axis in _coded(axes):
            classes = self.columns[axis].classes
            if values[axis] not in classes:
                return None
            code = code * len(classes) + classes[values[axis]]
        return code

    def known(self, axes: int, rows: Ints) -> Flags:
        """Whether the values of rows are known on all these axes."""
        flags = np.ones(rows.size, dtype=np.bool_)
        for axis in _axes_of(axes):
            flags &= self.columns[axis].known[rows]
        return flags

    def latest(self, view: int, day: int) -> Flags:
        """Whether a row is its organisation's latest up to a day, in its own stage and/or year."""
        rows = np.flatnonzero(self.closed_on <= day)
        codes, limit = self.codes(view, rows)
        series = self.organisation[rows] * limit + codes
        order = np.argsort(series, kind="stable")  # keeps day and round id in order
        series = series[order]
        last = np.append(series[1:] != series[:-1], np.ones(min(1, rows.size), dtype=np.bool_))
        flags = np.zeros(self.row.size, dtype=np.bool_)
        flags[rows[order[last]]] = True
        return flags


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """All non-empty groups of one breakdown on one day, numbered in the order of their codes."""

    axes: int
    day: int
    group: Ints  # of each row; NOWHERE if the row is in none; the last entry serves row NOWHERE
    code: Ints
    n: Ints  # organisations
    known: Flags  # no value is unknown: the group can be chosen
    example: Ints  # one row of each group

    def numbers(self, code: Ints) -> Ints:
        """Return the numbers of the groups with these codes, NOWHERE for an empty group."""
        if not self.code.size:
            return np.full_like(code, NOWHERE)
        place = np.minimum(np.searchsorted(self.code, code), self.code.size - 1)
        return np.where(self.code[place] == code, place, NOWHERE)


def coded_rounds(pool: ClosedRounds, *, organisation: int, on_or_before: int) -> CodedRounds:
    """Return what can be compared with: rounds of others that were closed by that day."""
    keep = np.flatnonzero((pool.organisation != organisation) & (pool.closed_on <= on_or_before))
    order = (pool.round[keep], pool.closed_on[keep], pool.organisation[keep])
    rows = keep[np.lexsort(order)]
    ids = pool.organisation[rows]
    numbers = np.cumsum(np.append(False, ids[1:] != ids[:-1])) if rows.size else ids
    columns, defined = _columns(pool, rows), ~np.isnan(pool.scores[rows])
    return CodedRounds(rows, pool.round[rows], ids, numbers, pool.closed_on[rows], columns, defined)


def groups_of(rounds: CodedRounds, latest: Flags, *, axes: int, day: int) -> Groups:
    """Return the groups that the organisations' latest rounds make in a breakdown."""
    rows = np.flatnonzero(latest)
    code, group = _numbered(*rounds.codes(axes, rows))
    group_of_row = np.full(rounds.row.size + 1, NOWHERE)
    group_of_row[rows] = group
    example = np.empty_like(code)
    example[group] = rows
    n = np.bincount(group, minlength=code.size)
    return Groups(axes, day, group_of_row, code, n, rounds.known(axes, example), example)


def broader(axes: int) -> Iterator[int]:
    """Yield the breakdowns with one axis less; a region cannot go before its municipality."""
    for axis in _axes_of(axes):
        if axis != REGION or not axes & MUNICIPALITY:
            yield axes ^ axis


def chosen(filters: PeerFilters, rounds: CodedRounds) -> tuple[int, int | None]:
    """Return the breakdown that the filters ask for, and the code of their group in it."""
    values: dict[int, Value | None] = {
        STAGE: filters.stage,
        YEAR: filters.year,
        INDUSTRY: filters.industry,
        SIZE_CLASS: filters.size_class,
        COHORT: filters.cohort,
        REGION: filters.region,
    }
    if filters.municipality is not None:
        place = _place(filters.municipality, filters.region, rounds)
        values |= {REGION: place[0], MUNICIPALITY: place}
    given = {axis: value for axis, value in values.items() if value is not None}
    return sum(given), rounds.code_of(sum(given), given)


def _place(municipality: str, region: str | None, rounds: CodedRounds) -> tuple[str, str]:
    if region is not None:
        return region, municipality
    places = (p for p in rounds.columns[MUNICIPALITY].classes if isinstance(p, tuple))
    return next((p for p in places if p[1] == municipality), ("", municipality))


def _axes_of(axes: int) -> Iterator[int]:
    return (axis for axis in AXES if axes & axis)


def _coded(axes: int) -> Iterator[int]:
    return _axes_of(axes & ~REGION if axes & MUNICIPALITY else axes)


def _columns(pool: ClosedRounds, rows: Ints) -> dict[int, Column]:
    words = {
        STAGE: pool.stage,
        INDUSTRY: pool.industry,
        SIZE_CLASS: pool.size_class,
        COHORT: pool.cohort,
        REGION: pool.region,
    }
    columns = {axis: _column(column[rows].tolist()) for axis, column in words.items()}
    columns[YEAR] = _column(pool.year[rows].tolist())
    places = zip(pool.region[rows].tolist(), pool.municipality[rows].tolist(), strict=True)
    columns[MUNICIPALITY] = _column(list(places))
    return columns


def _column(values: Sequence[V]) -> Column:
    """Number the values in their own order, so that the order of rows changes nothing."""
    classes: dict[Value, int] = {value: code for code, value in enumerate(sorted(set(values)))}
    code = np.fromiter(map(classes.__getitem__, values), dtype=np.int64, count=len(values))
    known = np.array([_is_known(value) for value in classes], dtype=np.bool_)
    return Column(code, known[code], classes)


def _is_known(value: Value) -> bool:
    return value[1] != "" if isinstance(value, tuple) else value != ""


def _numbered(code: Ints, limit: int) -> tuple[Ints, Ints]:
    """Return the distinct codes in order, and the number of each row's code among them."""
    if limit > TABLE:
        return np.unique(code, return_inverse=True)
    present = np.zeros(limit, dtype=np.bool_)
    present[code] = True
    distinct = np.flatnonzero(present)
    number = np.empty(limit, dtype=np.int64)
    number[distinct] = np.arange(distinct.size)
    return distinct, number[code]
