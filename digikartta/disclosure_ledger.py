"""What of cohorts may become public, given all that has been public before.

Whoever holds a shared link or a public file is taken for one reader who forgets nothing. A figure
on a cohort is suppressed when

1. it has fewer than k companies;
2. 1 to k − 1 companies tell it from a broader cohort: the same with any of its filters left out;
3. 1 to k − 1 companies tell it from a figure that has been public;
4. of a breakdown of a broader cohort by one more filter 1 to k − 1 companies are left over, once
   all its public classes are taken away; or what is left over is public by that and falls under 3.

A *contribution* is the closed round with which a company stands behind a figure: an array with a
place for every company, `ABSENT` where it is not among them. A company tells two figures apart when
it contributes to one only, or with another round or score. Pairs of figures and breakdowns by one
filter are covered; sums over more figures that are no breakdown are not.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from itertools import combinations

import numpy as np

from digikartta.cohort import CohortFilters
from digikartta.disclosure import SMALLEST_K, Suppression
from digikartta.disclosure_groups import Flags, Ints

ABSENT = -1
CHANGED = -2  # it contributed something that it would not contribute now
_AXES = tuple(field.name for field in fields(CohortFilters))
Contributions = Callable[[CohortFilters], Ints]  # of any cohort, as it is now


class Ledger:
    """The figures on one dimension that have been public."""

    def __init__(self, companies: int, *, k: int) -> None:
        """Begin with nothing; ValueError when k is below 3."""
        if k < SMALLEST_K:
            msg = f"k is {k}, but figures on fewer than {SMALLEST_K} companies are never shown"
            raise ValueError(msg)
        self._k = k
        self._known = np.full((8, companies), ABSENT)
        self._size = np.zeros(8, dtype=np.int64)  # companies that have a place
        self._beyond = np.zeros(8, dtype=np.int64)  # and those that have none
        self._count = 0
        self._public: dict[CohortFilters, int] = {}
        self._classes: dict[tuple[CohortFilters, str], list[int]] = {}

    def add(self, own: Ints, filters: CohortFilters | None, *, beyond: int = 0) -> None:
        """Note a public figure; without `filters` it follows from others.

        `beyond` are contributors that no place stands for any more: companies that were erased.
        """
        if self._count == len(self._known):
            self._known = np.vstack([self._known, np.full_like(self._known, ABSENT)])
            self._size = np.concatenate([self._size, np.zeros_like(self._size)])
            self._beyond = np.concatenate([self._beyond, np.zeros_like(self._beyond)])
        self._known[self._count], self._beyond[self._count] = own, beyond
        self._size[self._count] = np.count_nonzero(own != ABSENT)
        if filters is not None:
            self._public[filters] = self._count
            for axis in filters.given():
                self._classes.setdefault((without(filters, axis), axis), []).append(self._count)
        self._count += 1

    def judge(self, own: Ints, filters: CohortFilters, of: Contributions) -> Suppression | None:
        """Return why a figure may not become public, or note it as public and return None."""
        if np.count_nonzero(own != ABSENT) < self._k:
            return Suppression.TOO_FEW
        if any(self._few(int(np.count_nonzero(own != of(b)))) for b in broader(filters)):
            return Suppression.REMAINDER
        if self._is_alike(own):
            return Suppression.DIFFERENCING
        left = list(self._left_over(own, filters, of))
        if any(self._few(count) for count, _ in left):
            return Suppression.COMPLEMENT
        derived = [rest for _, rest in left if rest is not None]
        if any(self._is_alike(rest) for rest in derived):
            return Suppression.COMPLEMENT
        for figure, name in ((own, filters), *((rest, None) for rest in derived)):
            self.add(figure, name)
        return None

    def _few(self, companies: int) -> bool:
        return 0 < companies < self._k

    def _is_alike(self, own: Ints) -> bool:
        # No fewer tell two figures apart than one has more companies than the other.
        least = abs(self._size[: self._count] - np.count_nonzero(own != ABSENT))
        near = np.flatnonzero(least + self._beyond[: self._count] < self._k)
        apart = np.count_nonzero(self._known[near] != own, axis=1) + self._beyond[near]
        return bool(((apart > 0) & (apart < self._k)).any())

    def _left_over(
        self, own: Ints, filters: CohortFilters, of: Contributions
    ) -> Iterator[tuple[int, Ints | None]]:
        """Yield, per breakdown, how many companies are left over, and the figure that follows.

        No figure follows as long as the whole is not public.
        """
        for axis in _AXES:
            whole = without(filters, axis)
            if axis in filters.given():
                classes = [own, *self._disjoint(self._classes.get((whole, axis), ()), own)]
                yield from _rests(of(whole), classes, follows=whole in self._public)
            else:
                parts = self._disjoint(self._classes.get((filters, axis), ()))
                if parts:
                    yield from _rests(own, parts, follows=True)

    def _disjoint(self, numbers: "list[int] | tuple[int, ...]", *own: Ints) -> list[Ints]:
        """Return the known figures that share no contribution with each other nor with `own`."""
        kept = list(own)
        for number in numbers:
            figure = self._known[number]
            if not any(((figure == other) & (figure != ABSENT)).any() for other in kept):
                kept.append(figure)
        return kept[len(own) :]


def _rests(whole: Ints, classes: list[Ints], *, follows: bool) -> Iterator[tuple[int, Ints | None]]:
    """Yield what is left of a whole without its classes.

    Classes may hold rounds that do not count in the whole; then they are also tried without these.
    """
    inside = [c for c in classes if not _outside(c, whole).any()]
    for some in (classes, inside) if len(inside) < len(classes) else (classes,):
        covered = np.zeros(whole.size, dtype=np.bool_)
        outside = np.zeros(whole.size, dtype=np.bool_)
        for one in some:
            covered |= (one == whole) & (whole != ABSENT)
            outside |= _outside(one, whole)
        left = ((whole != ABSENT) & ~covered) | outside
        pure = follows and not outside.any() and left.any()
        yield int(np.count_nonzero(left)), np.where(left, whole, ABSENT) if pure else None


def _outside(part: Ints, whole: Ints) -> Flags:
    return np.asarray((part != ABSENT) & (part != whole))


def without(filters: CohortFilters, *axes: str) -> CohortFilters:
    """Return the filters with some of them left out."""
    empty = {axis: getattr(_EVERYBODY, axis) for axis in axes}
    return replace(filters, **empty)


_EVERYBODY = CohortFilters()


def broader(filters: CohortFilters) -> Iterator[CohortFilters]:
    """Yield the filters with one, two, … and all of them left out."""
    given = filters.given()
    for count in range(1, len(given) + 1):
        for axes in combinations(given, count):
            yield without(filters, *axes)
