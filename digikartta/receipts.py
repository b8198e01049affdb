"""Which answers this process has told people are saved, to be compared with what is stored.

In memory on purpose: a second copy in the same database would be lost with the first. A server that
starts anew begins with an empty list, so what it can miss is what it has said itself.
"""

import threading
from collections.abc import Mapping

MOST_PEOPLE = 5000  # remembered at once; many halls full

_lock = threading.Lock()
_saved: dict[int, set[str]] = {}  # respondent → items; who came first stands first


def note(respondent_id: int, item: str) -> None:
    """Remember that a person was told that an answer is saved."""
    with _lock:
        _saved.setdefault(respondent_id, set()).add(item)
        if len(_saved) > MOST_PEOPLE:
            del _saved[next(iter(_saved))]


def missing(stored: Mapping[int, int]) -> int:
    """Return how many answers that were called saved are not there.

    `stored` is the number of answers of each person who is still there; 0 for one without any.
    """
    with _lock:
        return sum(max(0, len(_saved.get(person, ())) - count) for person, count in stored.items())
