"""What somebody has changed in a draw.io file of a plan, told before anything is stored.

Three versions are compared: the action when the file was written, as it is in the file, and as it
is in the plan now. What was changed on both sides is told as such.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from digikartta.action_plan import STATUSES, Action, Planned
from digikartta.drawio_file import Cell
from digikartta.drawio_marks import FIELDS, TITLES, Base, Marks, field_texts
from digikartta.problems import Problem

_DAYS = ("starts_on", "due_on")
_NEAR = 0.011  # px; draw.io writes whole numbers or two decimals
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
    statuses: Mapping[str, str],
) -> FileEdits:
    """Return what a file changes; `statuses` leads from their names, lower case, to their ids."""
    current = {planned.id: planned for planned in plan}
    wanted: dict[tuple[int, str], dict[str, None]] = defaultdict(dict)
    left: list[Problem] = []
    for action, field, value in _values(cells, marks, statuses, left):
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
    left += [*_missing(cells, marks), *_strangers(cells, marks), *_other_changes(cells, marks)]
    told = [problem for place, problem in enumerate(left) if problem not in left[:place]]
    return FileEdits(tuple(changes), tuple(told))


def _listed(values: Iterable[str]) -> str:
    return "; ".join(f"”{value}”" for value in values)


def _values(
    cells: Sequence[Cell], marks: Marks, statuses: Mapping[str, str], left: list[Problem]
) -> Iterator[tuple[int, str, str]]:
    """Every place of the file that says something about an action: which, what field, what."""
    for cell in cells:
        action = _action_of(cell)
        if action is None or action not in marks.actions:
            continue
        base = marks.actions[action]
        words = {name: cell.data[name] for name in FIELDS if name in cell.data}
        if cell.id.startswith("map-"):
            yield from ((action, name, day) for name, day in _days_of(cell, base, marks))
            words["title.label"] = cell.label
        elif cell.data.get("field", "") in FIELDS:
            words[f"{cell.data['field']}.label"] = cell.label
        for place, text in words.items():
            field = place.partition(".")[0]
            value = _understood(field, text.strip(), statuses)
            if value is not None:
                yield (action, field, value)
                continue
            details = {"title": base.fields["title"], "value": text[:60]}
            left.append(Problem("problem.drawio_not_understood", field, details))


def _action_of(cell: Cell) -> int | None:
    """The action of a cell that was written by us; a copy of one has another id."""
    number = cell.data.get("action", "")
    if not re.fullmatch(r"\d{1,18}", number):
        return None
    field = cell.data.get("field", "")
    ours = {f"map-{number}", f"plan-{number}-{field}"}
    return int(number) if cell.id in ours else None


def _understood(field: str, text: str, statuses: Mapping[str, str]) -> str | None:
    """What somebody wrote, as `field_texts` writes it; None when it is no such thing."""
    if field == "status":
        found = statuses.get(text.casefold(), text.casefold())
        return found if found in STATUSES else None
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


def _days_of(cell: Cell, base: Base, marks: Marks) -> Iterator[tuple[str, str]]:
    """The days that follow from where a bar was moved or drawn to; nothing when it was not."""
    if base.bar is None:
        return
    left, right = base.bar[0], base.bar[0] + base.bar[1]
    begins, ends = cell.x - left, cell.x + cell.width - right
    if abs(begins) < _NEAR and abs(ends) < _NEAR:
        return
    if abs(begins - ends) < _NEAR:
        yield from _shifted(base, round(begins / marks.per_day))
        return
    if abs(begins) >= _NEAR:
        yield ("starts_on", _at(cell.x, marks).isoformat())
    if abs(ends) >= _NEAR:
        last = _at(cell.x + cell.width, marks) - timedelta(days=1)
        yield ("due_on", last.isoformat())


def _at(x: float, marks: Marks) -> date:
    days = round((x - marks.left) / marks.per_day)
    return marks.origin + timedelta(days=max(-20_000, min(days, 20_000)))


def _shifted(base: Base, days: int) -> Iterator[tuple[str, str]]:
    for name in _DAYS:
        if base.fields[name] and days:
            moved = date.fromisoformat(base.fields[name]) + timedelta(days=days)
            yield (name, moved.isoformat())


def _missing(cells: Sequence[Cell], marks: Marks) -> Iterator[Problem]:
    """Actions of which not a single cell is left: they stay in the plan."""
    there = {_action_of(cell) for cell in cells}
    for action, base in marks.actions.items():
        if action not in there:
            yield Problem("problem.drawio_deleted", details={"title": base.fields["title"]})


def _strangers(cells: Sequence[Cell], marks: Marks) -> Iterator[Problem]:
    """Cells with words that are not ours: somebody has drawn them."""
    known = {*TITLES, *marks.others, *(f"milestone-{key}" for key in marks.milestones)}
    for cell in cells:
        is_ours = cell.id in known or _action_of(cell) in marks.actions
        if cell.label.strip() and not is_ours:
            yield Problem("problem.drawio_new_cell", details={"text": cell.label.strip()[:80]})


def _other_changes(cells: Sequence[Cell], marks: Marks) -> Iterator[Problem]:
    """Changed words and signs that do not belong to an action: they are drawn anew each time."""
    signs = {f"milestone-{key}": pair for key, pair in marks.milestones.items()}
    for cell in cells:
        label = cell.label.strip()
        if cell.id in marks.others and label != marks.others[cell.id].strip():
            details = {"before": marks.others[cell.id][:60], "after": label[:60]}
            yield Problem("problem.drawio_other_change", details=details)
        if cell.id in signs:
            title, x = signs[cell.id]
            if label != title or abs(cell.x - x) >= _NEAR:
                yield Problem("problem.drawio_milestone", details={"title": title})


def with_changes(action: Action, changes: Iterable[FileChange]) -> Action:
    """Return an action with what a file wants of it."""
    wanted: dict[str, Any] = {change.field: _value(change) for change in changes}
    return replace(action, **wanted)


def _value(change: FileChange) -> object:
    if change.field not in _DAYS:
        return change.after
    return date.fromisoformat(change.after) if change.after else None
