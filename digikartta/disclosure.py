"""Which peer groups one reader may see, so that no figures on 1 to k − 1 organisations follow.

A group is suppressed when

1. it has fewer than k organisations, or one of its values is unknown;
2. 1 to k − 1 organisations tell it from a group of higher rank: one that it is a part of, another
   view of the same filters, or any other (`digikartta.disclosure_pairs`); or from a figure on
   cohorts that has been public (`digikartta.disclosure_public`);
3. a broader group is suppressed: its parts would add up to it;
4. a breakdown would give it back, or give a smaller class back: of the classes of a group that is
   shown, either all are shown, or at least two are not and together they have k organisations.
   Where this does not hold, the smallest class shown is suppressed as well.

All of it follows from the data and from what was published, never from what was asked before, and
the answer for a group needs only the groups with fewer filters; so a plan works out what it is
asked for, and keeps it.

Stage and year are axes like the others, with one difference: an organisation contributes its
latest round *there*, so the classes may also hold rounds that do not count in the whole. A class
with k or more of these cannot be subtracted from the whole and does not bind the others.

Pairs of figures and breakdowns against their whole are covered. Sums over three or more figures
that are not one breakdown (two tables laid across each other) are not, nor are the relations
between dimensions: where few members lack a dimension, the overall mean and the means of the
dimensions together say something about these few.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby, product

import numpy as np

from digikartta.disclosure_groups import (
    BREAKDOWNS,
    NOWHERE,
    VIEW,
    ClosedRounds,
    CodedRounds,
    Flags,
    Groups,
    Ints,
    PeerFilters,
    broader,
    chosen,
    coded_rounds,
    groups_of,
)
from digikartta.disclosure_pairs import targets_of, too_alike
from digikartta.disclosure_public import (
    COUNT,
    NOTHING_PUBLISHED,
    KnownFigure,
    KnownFigures,
    MetFigure,
    met_figures,
    too_alike_to_public,
)

SMALLEST_K = 3  # no setting may go below it


class Suppression(StrEnum):
    """Why a figure is not shown."""

    TOO_FEW = "too_few"  # fewer than k organisations
    REMAINDER = "remainder"  # those left out of a broader group would be revealed
    COMPLEMENT = "complement"  # another class of the same breakdown is suppressed
    DIFFERENCING = "differencing"  # 1 to k − 1 organisations tell it from another figure


SHOWN, *_HIDDEN = range(1 + len(Suppression))  # a number per group in the arrays below
TOO_FEW, REMAINDER, COMPLEMENT, DIFFERENCING = _HIDDEN
REASONS: tuple[Suppression | None, ...] = (None, *Suppression)


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """What may be said about one group."""

    n: int  # organisations, also when suppressed
    suppressed: Suppression | None
    rows: Ints  # where the rounds that contribute stand in the pool, in order of organisation


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """How the groups of a breakdown are classes of the groups of a broader one."""

    axes: int  # the broader breakdown
    whole: Ints  # of each class, the number of the broader group; NOWHERE if that is empty
    wholes: int  # how many broader groups there are
    counted: Ints  # rounds of the class that contribute to the broader group too
    extra: Ints  # rounds of the class that do not: an organisation has a later one


@dataclass(frozen=True, slots=True)
class Reader:
    """One organisation that looks at the others, and what it can know besides."""

    organisation: int
    days: tuple[int, ...]  # of its figures; the last is today's, the others were seen before
    k: int
    dimensions: tuple[str, ...]
    published: KnownFigures


class Plan:
    """Judges the groups that one reader may ask for, as `plan` prepared it."""

    def __init__(
        self,
        rounds: CodedRounds,
        reader: "Reader",
        *,
        counting: Flags,
        published: Sequence[KnownFigure] = (),
    ) -> None:
        self._rounds, self._reader, self._counting, self._published = (
            rounds,
            reader,
            counting,
            published,
        )
        self._days, self._k = reader.days, reader.k
        self._latest: dict[tuple[int, int], Flags] = {}
        self._groups: dict[tuple[int, int], Groups] = {}
        self._reasons: dict[int, Ints] = {}  # per breakdown, of each group

    def per_dimension(self) -> list["Plan"]:
        """Return, per dimension, the plan for the members whose round there has a score.

        Dimensions with the same members share one, and so its work.
        """
        plans = {self._basis: self}
        found = []
        for name, counting in zip(self._reader.dimensions, self._rounds.defined.T, strict=True):
            published = self._reader.published.get(name, ())
            other = Plan(self._rounds, self._reader, counting=counting, published=published)
            found.append(plans.setdefault(other._basis, other))
        return found

    @property
    def _basis(self) -> tuple[object, ...]:
        """All that the judgements depend on, and that differs between dimensions."""
        return self._counting.tobytes(), *(figure.content for figure in self._published)

    @cached_property
    def _met(self) -> list[MetFigure]:
        return met_figures(self._rounds, self._published, reader=self._reader.organisation)

    def judge(self, filters: PeerFilters) -> Judgement:
        """Return the size of a group, whether it may be shown, and its rounds."""
        axes, code = chosen(filters, self._rounds)
        groups = self._groups_of(axes, self._days[-1])
        number = NOWHERE if code is None else int(groups.numbers(np.array([code]))[0])
        if number == NOWHERE:
            return Judgement(0, Suppression.TOO_FEW, np.empty(0, dtype=np.int64))
        self._decide([part for part in BREAKDOWNS if part & axes == part])
        rows = self._rounds.row[groups.group[:-1] == number]
        return Judgement(rows.size, REASONS[self._reasons[axes][number]], rows)

    def _groups_of(self, axes: int, day: int) -> Groups:
        view = axes & VIEW
        if (view, day) not in self._latest:
            self._latest[view, day] = self._rounds.latest(view, day) & self._counting
        if (axes, day) not in self._groups:
            latest = self._latest[view, day]
            self._groups[axes, day] = groups_of(self._rounds, latest, axes=axes, day=day)
        return self._groups[axes, day]

    def _decide(self, breakdowns: Sequence[int]) -> None:
        """Find the reasons of all groups of these breakdowns; broader ones come first."""
        new = (axes for axes in breakdowns if axes not in self._reasons)
        for _, level in groupby(new, key=int.bit_count):
            several = [self._groups_of(axes, self._days[-1]) for axes in level]
            splits = [
                [self._split(groups, axes) for axes in broader(groups.axes)] for groups in several
            ]
            for groups, parts in zip(several, splits, strict=True):
                self._reasons[groups.axes] = self._first_reasons(groups, parts)
            self._suppress_alike(several)
            for groups, parts in zip(several, splits, strict=True):
                _complete(self._reasons[groups.axes], groups, parts, k=self._k)

    def _first_reasons(self, groups: Groups, splits: Sequence[Split]) -> Ints:
        """Return who is too small, unknown, part of a suppressed group or like a public figure."""
        reasons = np.where((groups.n < self._k) | ~groups.known, TOO_FEW, SHOWN)
        for split in splits:
            above = np.append(self._reasons[split.axes], TOO_FEW)[split.whole]
            reasons = np.where(reasons == SHOWN, above, reasons)
        if self._published:
            alike = too_alike_to_public(groups, self._met, k=self._k)
            reasons = np.where((reasons == SHOWN) & alike, DIFFERENCING, reasons)
        return reasons

    def _suppress_alike(self, several: Sequence[Groups]) -> None:
        """Suppress groups that are too much like one of higher rank; all have as many filters."""
        shown = [np.flatnonzero(self._reasons[groups.axes] == SHOWN) for groups in several]
        targets = targets_of(list(zip(several, shown, strict=True)), k=self._k)
        *earlier, today = self._days
        filters = several[0].axes.bit_count()  # groups with more of them never rank higher
        as_many = [axes for axes in BREAKDOWNS if axes.bit_count() <= filters]
        for day, axes in (*product(earlier, BREAKDOWNS), *product([today], as_many)):
            other = self._groups_of(axes, day)
            found = too_alike(targets, other, self._rounds, day=today, k=self._k)
            for own, number in zip(targets.axes[found], targets.number[found], strict=True):
                is_part = day == today and own & VIEW == axes & VIEW and own & axes == axes
                self._reasons[own][number] = REMAINDER if is_part else DIFFERENCING
            targets = targets.without(found)

    def _split(self, groups: Groups, axes: int) -> Split:
        """Return how groups are classes of the groups of a broader breakdown."""
        wider = self._groups_of(axes, groups.day)
        whole = wider.numbers(self._rounds.codes(axes, groups.example)[0])
        rows = np.flatnonzero((groups.group != NOWHERE) & (wider.group != NOWHERE))
        counted = np.bincount(groups.group[rows], minlength=groups.n.size)
        return Split(axes, whole, wider.n.size, counted, groups.n - counted)


def plan(
    pool: ClosedRounds,
    *,
    organisation: int,
    on_or_before: int,
    k: int,
    earlier: Sequence[int] = (),
    published: KnownFigures = NOTHING_PUBLISHED,
) -> Plan:
    """Return the plan that judges every group of one reader, the pool without the reader's own.

    Rounds closed after `on_or_before` (proleptic ordinal of a day) do not count. `earlier` are the
    days for which the same reader sees other peer figures; later ones among them change nothing.
    `published` are the figures on cohorts that anybody may know.
    Raises ValueError when k is below 3.
    """
    if k < SMALLEST_K:
        msg = f"k is {k}, but figures on fewer than {SMALLEST_K} organisations are never shown"
        raise ValueError(msg)
    rounds = coded_rounds(pool, organisation=organisation, on_or_before=on_or_before)
    days = (*sorted(day for day in set(earlier) if day < on_or_before), on_or_before)
    reader = Reader(organisation, days, k, pool.dimensions, published)
    everybody = np.ones(rounds.row.size, dtype=np.bool_)
    return Plan(rounds, reader, counting=everybody, published=published.get(COUNT, ()))


def _complete(reasons: Ints, groups: Groups, splits: Sequence[Split], *, k: int) -> None:
    """Suppress the smallest class of every breakdown that gives something back, until none does."""
    by_size = np.argsort(groups.n, kind="stable")  # ties in the order of their codes
    while True:
        shown = by_size[reasons[by_size] == SHOWN]
        found = [_smallest_of_unsafe(split, shown, k) for split in splits]
        if not any(classes.size for classes in found):
            return
        reasons[np.concatenate(found)] = COMPLEMENT


def _smallest_of_unsafe(split: Split, shown: Ints, k: int) -> Ints:
    """Return the first class shown of each whole whose classes shown could be subtracted from it.

    What is left after that subtraction concerns the classes left out and the extra rounds. It is
    nothing, or at least k organisations in two classes; one class alone would be given back.
    """
    binding = shown[split.extra[shown] < k]
    left = np.ones(split.whole.size, dtype=np.bool_)
    left[binding] = False
    left &= (split.whole != NOWHERE) & (split.counted > 0)
    given_back = left & (split.extra < k)
    given_back[shown] = False
    organisations = _sums(split, left, split.counted)
    exact = (organisations == 0) & (_sums(split, binding, split.extra) == 0)
    single = (_sums(split, left) == 1) & (_sums(split, given_back) == 1)
    unsafe = ~exact & ((organisations < k) | single)
    candidates: Ints = binding[unsafe[split.whole[binding]]]
    return candidates[np.unique(split.whole[candidates], return_index=True)[1]]


def _sums(split: Split, classes: Ints | Flags, amounts: Ints | None = None) -> Ints:
    """Add up, per whole, the amounts of some of its classes, or count these."""
    sums = np.zeros(split.wholes, dtype=np.int64)
    whole = split.whole[classes]
    np.add.at(sums, whole, np.ones_like(whole) if amounts is None else amounts[classes])
    return sums
