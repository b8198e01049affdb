"""How many take part as time goes by: rounds closed and people in them, by quarter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

QUARTERS = 4


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """The rounds of one stage that were closed on one day."""

    closed_on: date
    stage: str
    rounds: int
    respondents: int  # internal people with a score


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year, also one in which nothing was closed."""

    year: int
    quarter: int  # 1 to 4
    rounds: int
    respondents: int

    @property
    def respondents_per_round(self) -> float | None:
        """People in a round on average; None when there was no round."""
        return self.respondents / self.rounds if self.rounds else None


def by_quarter(days: Iterable[ClosedDay]) -> list[Quarter]:
    """Return every quarter from the first closed round to the last, in time order."""
    rounds: dict[int, int] = {}
    respondents: dict[int, int] = {}
    for day in days:
        place = QUARTERS * day.closed_on.year + (day.closed_on.month - 1) // 3
        rounds[place] = rounds.get(place, 0) + day.rounds
        respondents[place] = respondents.get(place, 0) + day.respondents
    every = range(min(rounds), max(rounds) + 1) if rounds else range(0)
    return [
        Quarter(
            place // QUARTERS, place % QUARTERS + 1, rounds.get(place, 0), respondents.get(place, 0)
        )
        for place in every
    ]
