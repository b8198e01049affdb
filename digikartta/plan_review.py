"""Reading the plan again at a later round: what was done, and whether the dimension moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from digikartta.action_plan import Planned


@dataclass(frozen=True, slots=True)
class StageLevels:
    """One closed round: each dimension's score and target, 0 to 100 or None."""

    stage: str
    closed_on: date
    scores: Mapping[str, float | None]
    targets: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class DimensionReview:
    """One dimension from the first round to the latest, with the actions that were to move it."""

    dimension: str
    scores: tuple[float | None, ...]  # one for each round, in time order
    change: float | None  # from the first round to the latest; None unless both have a score
    done: tuple[Planned, ...]  # by the day the latest round was closed
    unfinished: tuple[Planned, ...]  # on that day
    dropped: tuple[Planned, ...]


def plan_review(
    dimensions: Sequence[str], rounds: Sequence[StageLevels], plan: Sequence[Planned]
) -> list[DimensionReview]:
    """Return the dimensions that have an action, in order; empty until there are two rounds.

    Actions that were written down after the latest round are the next plan, and not reviewed.
    """
    if len(rounds) < 2:
        return []
    latest = rounds[-1].closed_on
    old = [planned for planned in plan if planned.created_on <= latest]
    reviews = (_of_dimension(dimension, rounds, old) for dimension in dimensions)
    return [review for review in reviews if review.done or review.unfinished or review.dropped]


def _of_dimension(
    dimension: str, rounds: Sequence[StageLevels], plan: Sequence[Planned]
) -> DimensionReview:
    own = [planned for planned in plan if planned.content.dimension == dimension]
    scores = tuple(one.scores.get(dimension) for one in rounds)
    first, last = scores[0], scores[-1]
    done = [p for p in own if p.done_on is not None and p.done_on <= rounds[-1].closed_on]
    dropped = [p for p in own if p.content.status == "dropped"]
    return DimensionReview(
        dimension,
        scores,
        None if first is None or last is None else last - first,
        tuple(done),
        tuple(p for p in own if p not in done and p not in dropped),
        tuple(dropped),
    )
