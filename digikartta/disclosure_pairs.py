"""Groups so alike that their difference would reveal a few organisations.

Two figures on groups G and B let a reader work out a figure on the organisations that contribute
to one of them only, or to both with different rounds. When these are 1 to k − 1, the group that
ranks lower must not be shown. The order of rank: figures of an earlier day, then fewer filters,
then more organisations, then the order of the axes; so it depends on no order of questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digikartta.disclosure_groups import NOWHERE, VIEW, CodedRounds, Flags, Groups, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """The groups to be judged, each of at least k organisations."""

    axes: Ints  # the breakdown of each group
    number: Ints  # the group's number in it
    n: Ints
    start: Ints  # where its members begin in `members`
    members: Ints  # rows
    sample: Ints  # (groups, 2k − 1) some of its members' rows, filled up with NOWHERE

    @property
    def filters(self) -> Ints:
        """How many filters make the group."""
        return np.bitwise_count(self.axes).astype(np.int64)

    def without(self, targets: Ints) -> "Targets":
        """Return the others; they are still found among the members of all."""
        keep = np.ones(self.n.size, dtype=np.bool_)
        keep[targets] = False
        n, start, sample = self.n[keep], self.start[keep], self.sample[keep]
        return Targets(self.axes[keep], self.number[keep], n, start, self.members, sample)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of a target and a group of one other breakdown."""

    target: Ints
    group: Ints

    def where(self, chosen: Flags | Ints) -> "Pairs":
        """Return the pairs that are flagged or numbered."""
        return Pairs(self.target[chosen], self.group[chosen])


def targets_of(chosen: Sequence[tuple[Groups, Ints]], *, k: int) -> Targets:
    """Return the chosen groups of these breakdowns, all of at least k organisations."""
    parts = [_targets(groups, number, k) for groups, number in chosen]
    shift = np.cumsum([0, *(part.members.size for part in parts[:-1])])
    return Targets(
        np.concatenate([part.axes for part in parts]),
        np.concatenate([part.number for part in parts]),
        np.concatenate([part.n for part in parts]),
        np.concatenate([part.start + by for part, by in zip(parts, shift, strict=True)]),
        np.concatenate([part.members for part in parts]),
        np.concatenate([part.sample for part in parts]),
    )


def too_alike(targets: Targets, other: Groups, rounds: CodedRounds, *, day: int, k: int) -> Ints:
    """Return the targets that 1 to k − 1 organisations tell from a group of higher rank.

    `day` is the targets' own; `other` is a breakdown on that day or an earlier one.
    """
    pairs = _candidates(targets, other, k)
    if other.day == day:
        pairs = pairs.where(_outranked(targets, other, pairs))
    common = _common(targets, other, pairs)
    only_here, only_there = targets.n[pairs.target] - common, other.n[pairs.group] - common
    apart = only_here + only_there  # an organisation with two different rounds counts twice in it
    close = (np.maximum(only_here, only_there) < k) & (apart > 0)
    alike = close & (apart < k)
    if other.day == day:  # within one view everybody contributes one round: nothing counts twice
        close &= targets.axes[pairs.target] & VIEW != other.axes & VIEW
    unsure = np.flatnonzero(close & ~alike)
    if unsure.size:
        both = _in_both(targets, other, pairs.where(unsure), rounds)
        alike[unsure] = apart[unsure] - (both - common[unsure]) < k
    return np.unique(pairs.target[alike])


def _targets(groups: Groups, number: Ints, k: int) -> Targets:
    rows = np.flatnonzero(groups.group != NOWHERE)
    members = rows[np.argsort(groups.group[rows], kind="stable")]
    n, start = groups.n[number], (np.cumsum(groups.n) - groups.n)[number]
    place = np.arange(2 * k - 1)
    inside = place < n[:, None]
    sample = np.where(inside, members[np.where(inside, start[:, None] + place, 0)], NOWHERE)
    return Targets(np.full_like(number, groups.axes), number, n, start, members, sample)


def _candidates(targets: Targets, other: Groups, k: int) -> Pairs:
    """Return the pairs that could be alike: of nearly the same size, with enough sampled members.

    If fewer than k members of a target are outside a group, at least one of any k members, and
    all but k − 1 of any larger number, are in it.
    """
    group = other.group[targets.sample]
    size = np.append(other.n, 0)[group]  # the last one serves NOWHERE
    eligible = np.append((other.n >= k) & other.known, False)[group]
    close = eligible & (np.abs(size - targets.n[:, None]) < k)
    needed = (targets.sample != NOWHERE).sum(axis=1) - (k - 1)
    some = np.flatnonzero(close.sum(axis=1) >= needed)
    found = np.sort(np.where(close, group, NOWHERE)[some], axis=1)
    first = found != NOWHERE
    first[:, 1:] &= found[:, 1:] != found[:, :-1]
    line, column = np.nonzero(first)
    pairs = Pairs(some[line], found[line, column])
    shared = (group[pairs.target] == pairs.group[:, None]).sum(axis=1)
    return pairs.where(shared >= needed[pairs.target])


def _outranked(targets: Targets, other: Groups, pairs: Pairs) -> Flags:
    filters, axes = targets.filters[pairs.target], targets.axes[pairs.target]
    n, size = targets.n[pairs.target], other.n[pairs.group]
    broad = other.axes.bit_count()
    first = (size > n) | ((size == n) & (other.axes < axes))
    return np.asarray((broad < filters) | ((broad == filters) & first))


def _members(targets: Targets, pairs: Pairs) -> tuple[Ints, Ints]:
    """Return the rows of all members of the pairs' targets, and the pair that each belongs to."""
    n = targets.n[pairs.target]
    pair = np.repeat(np.arange(n.size), n)
    place = np.arange(pair.size) - np.repeat(np.cumsum(n) - n, n)
    return pair, targets.members[targets.start[pairs.target][pair] + place]


def _common(targets: Targets, other: Groups, pairs: Pairs) -> Ints:
    """Count, per pair, the rounds that contribute to both groups."""
    pair, row = _members(targets, pairs)
    shared = other.group[row] == pairs.group[pair]
    return np.bincount(pair[shared], minlength=pairs.target.size)


def _in_both(targets: Targets, other: Groups, pairs: Pairs, rounds: CodedRounds) -> Ints:
    """Count, per pair, the organisations that contribute to both groups, by whatever round."""
    wanted = np.zeros(other.n.size + 1, dtype=np.bool_)  # the last one serves NOWHERE
    wanted[pairs.group] = True
    rows = np.flatnonzero(wanted[other.group])
    limit = int(rounds.organisation[-1]) + 1
    present = np.sort(other.group[rows] * limit + rounds.organisation[rows])
    pair, row = _members(targets, pairs)
    asked = pairs.group[pair] * limit + rounds.organisation[row]
    place = np.minimum(np.searchsorted(present, asked), present.size - 1)
    return np.bincount(pair[present[place] == asked], minlength=pairs.target.size)
