"""A plan as a table that somebody edits: what was shown, what has been typed, what is stored.

A cell that cannot be stored as it is stays in the table until it can, and an action that somebody
else has changed meanwhile stays as both wanted it until the second of them has chosen.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from digikartta.action_plan import Action, Planned, checked, differences
from digikartta.plan_words import COLUMNS
from digikartta.problems import InvalidInput, Problem

_DAYS = ("starts_on", "due_on")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows in the order shown; `number` tells one table from the next."""

    number: int
    ids: tuple[int, ...]
    shown: tuple[Action, ...]  # as the table was filled, before anything was typed
    stored: Mapping[int, Planned]  # as last known to be stored, by id
    pending: Mapping[int, Action]  # typed, and not stored yet


def sheet_of(
    plan: Sequence[Planned], *, number: int, pending: Mapping[int, Action] | None = None
) -> Sheet:
    """Return a new sheet; what is `pending` from the one before stands in it as typed."""
    ids = {planned.id for planned in plan}
    kept = {action: wanted for action, wanted in (pending or {}).items() if action in ids}
    return Sheet(
        number,
        tuple(planned.id for planned in plan),
        tuple(kept.get(planned.id, planned.content) for planned in plan),
        {planned.id: planned for planned in plan},
        kept,
    )


def typed(sheet: Sheet, cells: Mapping[int, Mapping[str, Any]]) -> Sheet:
    """Return the sheet after what has been typed: cells by row and column, all since it was shown.

    Raises `ValueError` for a row, a column or a value that such a table cannot hold.
    """
    pending = dict(sheet.pending)
    for row, values in cells.items():
        if not 0 <= row < len(sheet.ids):
            raise ValueError(f"no row {row}")
        action = sheet.ids[row]
        wanted = with_cells(sheet.shown[row], values)
        hidden = sheet.stored[action].content
        # What the table does not show is not taken back to what it was when the table was filled.
        wanted = replace(wanted, needs=hidden.needs, insights=hidden.insights, after=hidden.after)
        if differences(sheet.stored[action].content, wanted):
            pending[action] = wanted
        else:
            pending.pop(action, None)
    return replace(sheet, pending=pending)


def with_cells(action: Action, values: Mapping[str, Any]) -> Action:
    """Return an action with some of its cells as a table gives them."""
    changes: dict[str, Any] = {}
    for name, value in values.items():
        if name not in COLUMNS:
            raise ValueError(f"no column {name}")
        changes[name] = _value(name, value)
    return replace(action, **changes)


def _value(name: str, value: object) -> object:
    if name in _DAYS:
        return None if value in (None, "") else date.fromisoformat(str(value)[:10])
    if name == "cost":
        return None if value in (None, "") else int(float(str(value)))
    return "" if value is None else str(value)


def after_saving(sheet: Sheet, saved: Sequence[Planned]) -> Sheet:
    """Return the sheet once these actions are stored."""
    stored = {**sheet.stored, **{planned.id: planned for planned in saved}}
    pending = {
        action: wanted
        for action, wanted in sheet.pending.items()
        if action not in {planned.id for planned in saved}
    }
    return replace(sheet, stored=stored, pending=pending)


def settled(sheet: Sheet, action: int) -> Sheet:
    """Return the sheet without what was typed for one action."""
    return replace(sheet, pending={a: w for a, w in sheet.pending.items() if a != action})


def is_current(sheet: Sheet, plan: Sequence[Planned]) -> bool:
    """Whether what the sheet knows to be stored still is; else somebody else has changed it."""
    return {planned.id: planned for planned in plan} == dict(sheet.stored)


def in_order(
    sheet: Sheet, *, dimensions: Collection[str], waiting: Collection[int] = ()
) -> tuple[dict[int, Action], list[tuple[int, Problem]]]:
    """Return what is pending and can be stored, and what is wrong with the rest of it.

    Those `waiting` for a choice between two people's versions are in neither.
    """
    ready: dict[int, Action] = {}
    wrong: list[tuple[int, Problem]] = []
    for action, wanted in sheet.pending.items():
        if action in waiting:
            continue
        try:
            ready[action] = checked(wanted, dimensions=dimensions)
        except InvalidInput as error:
            wrong += [(action, problem) for problem in error.problems]
    return ready, wrong
