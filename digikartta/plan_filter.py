"""Which actions of a plan somebody wants to see, and how the plan stands at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from digikartta.action_plan import Action, Planned, standing

STANDINGS = ("overdue", "upcoming")


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What is chosen; None or nothing is everything but what was dropped."""

    status: str | None = None
    owner: str | None = None
    dimension: str | None = None
    standing: str | None = None

    def takes(self, action: Action, *, today: date) -> bool:
        """Whether the action is one of those chosen."""
        if self.status is None and action.status == "dropped":
            return False
        pairs = (
            (self.status, action.status),
            (self.owner, action.owner),
            (self.dimension, action.dimension),
        )
        if any(chosen is not None and chosen != own for chosen, own in pairs):
            return False
        return self.standing is None or standing(action, today) == self.standing


@dataclass(frozen=True, slots=True)
class Glance:
    """The plan at a glance: late and soon due ones, earliest first, and how many stand where."""

    overdue: tuple[Planned, ...]
    upcoming: tuple[Planned, ...]
    started: int
    done: int
    all: int  # without those dropped


def glance(plan: Sequence[Planned], today: date) -> Glance:
    """Return how a plan stands at a day."""
    shown = [planned for planned in plan if planned.content.status != "dropped"]
    of = {name: [p for p in shown if standing(p.content, today) == name] for name in STANDINGS}
    return Glance(
        tuple(sorted(of["overdue"], key=_by_day)),
        tuple(sorted(of["upcoming"], key=lambda p: _next_day(p.content, today))),
        sum(planned.content.status == "started" for planned in shown),
        sum(planned.content.status == "done" for planned in shown),
        len(shown),
    )


def _by_day(planned: Planned) -> tuple[date, int]:
    return (planned.content.due_on or date.max, planned.id)


def _next_day(action: Action, today: date) -> date:
    days = [action.due_on] if action.status == "started" else [action.starts_on, action.due_on]
    return min(day for day in days if day is not None and day >= today)


def owners_of(plan: Sequence[Planned]) -> list[str]:
    """Return the responsible persons of a plan, in alphabetical order."""
    return sorted({p.content.owner for p in plan if p.content.owner}, key=str.casefold)


def themes_of(plan: Sequence[Planned]) -> list[str]:
    """Return the themes of a plan, in alphabetical order."""
    return sorted({p.content.theme for p in plan if p.content.theme}, key=str.casefold)
