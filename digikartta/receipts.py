"""Which answers this process has told people are saved, to be compared with what is stored.

In memory on purpose: a second copy in the same database would be lost with the first. A server that
starts anew begins with an empty list, so what it can miss is what it has said itself.
"""

import itertools
import threading
from collections.abc import Collection, Iterable, Mapping

MOST_PEOPLE = 5000  # remembered at once; many halls full

_lock = threading.Lock()
_numbers = itertools.count()
_saved: dict[int, dict[str, int]] = {}  # respondent → item → number; who came first stands first


def note(respondent_id: int, item: str) -> None:
    """Remember that a person was told that an answer is saved."""
    with _lock:
        _saved.setdefault(respondent_id, {}).setdefault(item, next(_numbers))
        if len(_saved) > MOST_PEOPLE:
            del _saved[next(iter(_saved))]


def moment() -> int:
    """Return a number that is greater than those of all receipts so far and of none to come.

    It is asked for before what is stored is read: an answer that is given meanwhile has a receipt,
    and is rightly not among what was read.
    """
    with _lock:
        return next(_numbers)


def count(people: Iterable[int], *, before: int) -> int:
    """Return how many answers of these people were called saved before a moment."""
    with _lock:
        numbers = (_saved.get(person, {}).values() for person in people)
        return sum(number < before for of_person in numbers for number in of_person)


def missing(stored: Mapping[int, Collection[str]], *, before: int) -> int:
    """Return how many answers that were called saved before a moment are not there.

    `stored` are the answered items of everybody who is still there; none of who has no answers.
    """
    with _lock:
        return sum(
            number < before and item not in items
            for person, items in stored.items()
            for item, number in _saved.get(person, {}).items()
        )
