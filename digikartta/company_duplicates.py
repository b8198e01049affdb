"""Companies that look like one and the same: by Y-tunnus, or by a name that is nearly the same."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

_FORMS = {"oy", "ab", "oyj", "abp", "ky", "kb", "tmi", "ay", "osk", "ltd", "inc", "oyab"}
_WORD = re.compile(r"[\w]+")
_SHORTEST_ALIKE = 5  # letters; shorter names that differ in one are other names
MAX_PAIRS = 200


@dataclass(frozen=True, slots=True)
class NamedCompany:
    """A company as far as it is needed to find its double."""

    id: int
    name: str
    business_id: str | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Double:
    """Two companies that may be one; the first is the one to keep."""

    keep: NamedCompany
    remove: NamedCompany
    reason: Literal["business_id", "name"]


def doubles(companies: Iterable[NamedCompany]) -> list[Double]:
    """Return the pairs, those of the same Y-tunnus first; at most as many as one can look through.

    Names are compared without the form of the company, signs and blanks. Two that differ in one
    letter are alike, unless both have a Y-tunnus: then they are two companies.
    """
    every = sorted(companies, key=lambda one: (not one.confirmed, one.id))
    found: dict[tuple[int, int], Double] = {}
    for double in (*_same_number(every), *_alike(every)):
        found.setdefault((double.keep.id, double.remove.id), double)
        if len(found) == MAX_PAIRS:
            break
    return list(found.values())


def is_alike(name: str, other: str) -> bool:
    """Whether two names may be those of one company."""
    one, two = plain_name(name), plain_name(other)
    return one == two or (min(len(one), len(two)) >= _SHORTEST_ALIKE and _close(one, two))


def plain_name(name: str) -> str:
    """Return what is compared of a name: `Saari & Co. Oy` → `saarico`."""
    words = _WORD.findall(name.casefold())
    return "".join(word for word in words if word not in _FORMS) or "".join(words)


def _same_number(every: Sequence[NamedCompany]) -> Iterator[Double]:
    by_number: dict[str, list[NamedCompany]] = defaultdict(list)
    for company in every:
        if company.business_id:
            by_number[company.business_id].append(company)
    for same in by_number.values():
        for keep, remove in combinations(same, 2):
            if keep.confirmed:
                yield Double(keep, remove, "business_id")


def _alike(every: Sequence[NamedCompany]) -> Iterator[Double]:
    """Names that become equal when at most one letter of each is left out."""
    names = {company.id: plain_name(company.name) for company in every}
    by_rest: dict[str, list[NamedCompany]] = defaultdict(list)
    for company in every:
        if company.confirmed:
            for rest in _rests(names[company.id]):
                by_rest[rest].append(company)
    for alike in by_rest.values():
        for keep, remove in combinations(alike, 2):
            if not (keep.business_id and remove.business_id) and _close(
                names[keep.id], names[remove.id]
            ):
                yield Double(keep, remove, "name")


def _rests(name: str) -> set[str]:
    if len(name) < _SHORTEST_ALIKE:
        return {name}
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


def _close(one: str, other: str) -> bool:
    """Whether one letter is changed, added or left out, or two neighbours are swapped."""
    if one == other:
        return True
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    start = next((at for at, sign in enumerate(shorter) if sign != longer[at]), len(shorter))
    rest, tail = shorter[start:], longer[start:]
    if len(longer) > len(shorter):
        return rest == tail[1:]
    swapped = rest[1::-1] + rest[2:]
    return rest[1:] == tail[1:] or swapped == tail
