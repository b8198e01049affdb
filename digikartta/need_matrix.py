"""Importance and effort of needs, 1 to 5 each: which to take first, and where each stands."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from digikartta.problems import InvalidInput, Problem

LOWEST, HIGHEST = 1, 5
MIDDLE = 3
FIELDS = ("first", "plan", "along", "later")
_CELL = 0.84  # of the room between two grid lines: points of one place stay near it

Field = Literal["first", "plan", "along", "later"]


@dataclass(frozen=True, slots=True)
class Placement:
    """What a group has set together for one need."""

    importance: int  # 1 to 5
    effort: int  # 1 to 5

    @property
    def field(self) -> Field:
        """Which of the four fields it stands in; the middle counts as important and as easy."""
        if self.importance >= MIDDLE:
            return "first" if self.effort <= MIDDLE else "plan"
        return "along" if self.effort <= MIDDLE else "later"


def checked(placement: Placement) -> Placement:
    """Return the placement, or raise `InvalidInput` when a figure is not 1 to 5."""
    if not all(LOWEST <= v <= HIGHEST for v in (placement.importance, placement.effort)):
        raise InvalidInput([Problem("problem.placement")])
    return placement


def in_order(placements: Mapping[str, Placement], votes: Mapping[str, int]) -> list[str]:
    """Return the placed items: the most important first, then the easiest, then the most dots."""
    return sorted(
        placements,
        key=lambda item: (
            -placements[item].importance,
            placements[item].effort,
            -votes.get(item, 0),
        ),
    )


@dataclass(frozen=True, slots=True)
class Point:
    """Where a need is drawn; needs of one place stand side by side around it."""

    item: str
    effort: float  # to the right
    importance: float  # upwards


def points(placements: Mapping[str, Placement]) -> list[Point]:
    """Return where to draw each need, so that none hides another."""
    together: dict[Placement, list[str]] = {}
    for item, placement in placements.items():
        together.setdefault(placement, []).append(item)
    return [
        Point(item, placement.effort + right, placement.importance + up)
        for placement, items in together.items()
        for item, (right, up) in zip(items, _apart(len(items)), strict=True)
    ]


def _apart(count: int) -> Sequence[tuple[float, float]]:
    """Return as many places around the origin: a square grid, filled row by row from the top."""
    columns = math.ceil(math.sqrt(count))
    rows = math.ceil(count / columns)
    step = _CELL / max(columns, 2)
    return [
        (
            (place % columns - (columns - 1) / 2) * step,
            ((rows - 1) / 2 - place // columns) * step,
        )
        for place in range(count)
    ]
