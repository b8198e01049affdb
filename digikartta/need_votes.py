"""Voting on needs: three dots each, and when the totals may be shown.

While a vote is open only the number of voters is shown: a total that moves with each vote gives
single votes away. Once it has ended, the totals need as many voters as every breakdown inside a
company does; where fewer people than that took part in the round at all, what they say is their
own named result, as they were told when they joined.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from digikartta.problems import InvalidInput, Problem

DOTS = 3
BEFORE, OPEN, ENDED = "before", "open", "ended"
STATES = (BEFORE, OPEN, ENDED)

State = Literal["before", "open", "ended"]
Ballot = Mapping[str, int]  # item → dots, 1 to 3


def placed(ballot: Ballot, item: str, dots: int, *, items: Iterable[str]) -> dict[str, int]:
    """Return a person's ballot with so many dots on one item.

    Raises `InvalidInput` for an item that is not voted on, and for more than three dots in all.
    """
    if item not in set(items) or not 0 <= dots <= DOTS:
        raise InvalidInput([Problem("problem.vote_unknown")])
    changed = {**ballot, item: dots}
    if sum(changed.values()) > DOTS:
        raise InvalidInput([Problem("problem.vote_dots", details={"dots": DOTS})])
    return {voted: count for voted, count in changed.items() if count}


def left(ballot: Ballot) -> int:
    """Return how many dots a person has not placed yet."""
    return DOTS - sum(ballot.values())


@dataclass(frozen=True, slots=True)
class VoteCount:
    """What may be shown of a vote; `totals` is None with the reason `withheld`."""

    state: State
    participants: int  # own people in the round
    voters: int  # of them, who have placed at least one dot
    totals: Mapping[str, int] | None  # item → dots, only items that got some
    withheld: Literal["", "not_ended", "too_few"]


def count_votes(
    ballots: Sequence[Ballot], *, state: State, participants: int, least: int
) -> VoteCount:
    """Count the ballots, one of each voter; no totals while open or of too few voters."""
    voters = sum(1 for ballot in ballots if ballot)
    if state != ENDED:
        return VoteCount(state, participants, voters, None, "not_ended")
    if voters < min(least, participants) or not voters:
        return VoteCount(state, participants, voters, None, "too_few")
    totals: Counter[str] = Counter()
    for ballot in ballots:
        totals.update(ballot)
    return VoteCount(state, participants, voters, dict(totals), "")
