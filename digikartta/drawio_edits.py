"""What somebody has changed in a draw.io file of a plan, told before anything is stored.

Three versions are compared: the action when the file was written, as it is in the file, and as it
is in the plan now. What was changed on both sides is told as such.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from digikartta.action_plan import Action, Planned
from digikartta.drawio_bars import days_of, is_on_other_height, lane_under, moved_lanes
from digikartta.drawio_file import Cell
from digikartta.drawio_marks import FIELDS, Marks, action_of, field_texts
from digikartta.drawio_unread import not_brought_back
from digikartta.problems import Problem

_DAYS = ("starts_on", "due_on")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_NOTHING = {"", "–", "-"}


@dataclass(frozen=True, slots=True)
class FileChange:
    """One field of one action that the file wants to be another."""

    action: int
    field: str
    before: str  # when the file was written, as `field_texts` gives it
    now: str  # in the plan
    after: str  # in the file

    @property
    def is_disputed(self) -> bool:
        """Whether the plan has been changed too since the file was written."""
        return self.now not in (self.before, self.after)


@dataclass(frozen=True, slots=True)
class FileEdits:
    """What a file brings, and what in it is left alone, with the reason."""

    changes: tuple[FileChange, ...]
    left_alone: tuple[Problem, ...]


def edits_in(
    cells: Sequence[Cell],
    marks: Marks,
    plan: Sequence[Planned],
    *,
    names: Mapping[str, Mapping[str, str]],
) -> FileEdits:
    """Return what a file changes.

    `names` leads from what people write, lower case, to ids: of `status` and of `dimension`.
    """
    current = {planned.id: planned for planned in plan}
    wanted: dict[tuple[int, str], dict[str, None]] = defaultdict(dict)
    left: list[Problem] = []
    for action, field, value in _values(cells, marks, names, left):
        if value != marks.actions[action].fields[field]:
            wanted[action, field][value] = None
    changes = []
    for (action, field), values in wanted.items():
        before = marks.actions[action].fields[field]
        if action not in current:
            left.append(Problem("problem.drawio_action_gone", details={"text": before}))
        elif len(values) > 1:
            details = {"title": marks.actions[action].fields["title"], "values": _listed(values)}
            left.append(Problem("problem.drawio_ambiguous", field, details))
        else:
            now = field_texts(current[action].content)[field]
            [after] = values
            if now != after:
                changes.append(FileChange(action, field, before, now, after))
    left += not_brought_back(cells, marks)
    told = {(each.key, each.where, str(each.details)): each for each in left}
    return FileEdits(tuple(changes), tuple(told.values()))


def _listed(values: Iterable[str]) -> str:
    return "; ".join(f"”{value}”" for value in values)


def _values(
    cells: Sequence[Cell],
    marks: Marks,
    names: Mapping[str, Mapping[str, str]],
    left: list[Problem],
) -> Iterator[tuple[int, str, str]]:
    """Every place of the file that says something about an action: which, what field, what."""
    reads_lanes = not moved_lanes(cells, marks)
    for cell in cells:
        action = action_of(cell)
        if action is None or action not in marks.actions:
            continue
        base = marks.actions[action]
        if cell.id.startswith("map-"):
            yield from ((action, name, day) for name, day in days_of(cell, base, marks))
            if reads_lanes and is_on_other_height(cell, base):
                yield from _lane(action, cell, marks, left)
        for field, text in _words(cell):
            value = _understood(field, text.strip(), base.fields[field], names)
            if value is not None:
                yield (action, field, value)
                continue
            details = {"title": base.fields["title"], "value": text[:60]}
            left.append(Problem("problem.drawio_not_understood", field, details))


def _lane(
    action: int, cell: Cell, marks: Marks, left: list[Problem]
) -> Iterator[tuple[int, str, str]]:
    """The dimension or theme that follows from the lane onto which a bar was moved."""
    lane = lane_under(cell, marks)
    if lane is not None:
        yield (action, marks.lanes_by, lane)
    else:
        details = {"title": marks.actions[action].fields["title"]}
        left.append(Problem("problem.drawio_between_lanes", marks.lanes_by, details))


def _words(cell: Cell) -> Iterator[tuple[str, str]]:
    """What a cell says of an action: its label, and what stands under "Edit data"."""
    own = "title" if cell.id.startswith("map-") else cell.id.rpartition("-")[2]
    yield (own, cell.label)
    yield from ((name, cell.data[name]) for name in FIELDS if name in cell.data)


def _understood(
    field: str, text: str, before: str, names: Mapping[str, Mapping[str, str]]
) -> str | None:
    """What somebody wrote, as `field_texts` writes it; None when it is no such thing."""
    if text == before:
        return text
    if field in names:
        return names[field].get(text.casefold())
    if field not in _DAYS:
        return text
    if text in _NOTHING:
        return ""
    day = _day(text)
    return day.isoformat() if day else None


def _day(text: str) -> date | None:
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def with_changes(action: Action, changes: Iterable[FileChange]) -> Action:
    """Return an action with what a file wants of it."""
    wanted: dict[str, Any] = {change.field: _value(change) for change in changes}
    return replace(action, **wanted)


def _value(change: FileChange) -> object:
    if change.field not in _DAYS:
        return change.after
    return date.fromisoformat(change.after) if change.after else None
