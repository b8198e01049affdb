"""What a draw.io file of a plan is known by, and what it was when it was written.

The marks travel in the file as data of its title cells: draw.io keeps them, also when the file is
saved compressed. They prove nothing; the plan's key only tells whose file it is.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from digikartta.action_plan import FIRST_DAY, LAST_DAY, Action, Planned
from digikartta.drawio_file import Cell
from digikartta.future_map import LANES
from digikartta.problems import InvalidInput, Problem

FORMAT = "1"
# What a file brings back.
FIELDS = ("title", "owner", "starts_on", "due_on", "status", "dimension", "theme")
PLAN_PAGE, MAP_PAGE = "digikartta-plan", "digikartta-map"
TITLES = ("plan-title", "map-title")


@dataclass(frozen=True, slots=True)
class Base:
    """An action as it was when the file was written; `bar` is x, y and width of its bar, if any."""

    fields: Mapping[str, str]
    bar: tuple[float, float, float] | None


@dataclass(frozen=True, slots=True)
class Band:
    """A lane of the map: its id, and from where to where it reaches in px."""

    lane: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Marks:
    """Whose file it is, the scale of its map, and what it was made of."""

    key: str
    origin: date  # the day at x = `left`
    left: float
    per_day: float  # px
    lanes_by: str  # the field that a lane stands for
    lanes: tuple[Band, ...]
    arrows: frozenset[tuple[int, int]]  # which action comes before which
    actions: Mapping[int, Base]
    milestones: Mapping[int, tuple[str, float, float]]  # title, x and y
    others: Mapping[str, str]  # id → label of every other cell with words


def field_texts(action: Action) -> dict[str, str]:
    """Return the fields that a file brings back, as text; days as ISO writes them."""
    return {name: _as_text(getattr(action, name)) for name in FIELDS}


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def written(marks: Marks) -> dict[str, str]:
    """Return the marks as data of a cell."""
    content = {
        "origin": marks.origin.isoformat(),
        "left": marks.left,
        "per_day": marks.per_day,
        "lanes_by": marks.lanes_by,
        "lanes": [[band.lane, band.top, band.bottom] for band in marks.lanes],
        "arrows": sorted(marks.arrows),
        "actions": {str(key): [dict(b.fields), b.bar] for key, b in marks.actions.items()},
        "milestones": {str(key): list(sign) for key, sign in marks.milestones.items()},
        "others": dict(marks.others),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return {"digikartta": FORMAT, "plan": marks.key, "snapshot": text}


def marks_of(cells: Sequence[Cell], *, key: str) -> Marks:
    """Return the marks of a file; raises `InvalidInput`: from elsewhere, another company's, broken.

    `key` is that of the company's plan.
    """
    titles = [cell for cell in cells if "digikartta" in cell.data and "plan" in cell.data]
    if not titles:
        raise InvalidInput([Problem("problem.drawio_elsewhere")])
    if any(cell.data["digikartta"] != FORMAT for cell in titles):
        raise InvalidInput([Problem("problem.drawio_version")])
    if not key or any(cell.data["plan"] != key for cell in titles):
        raise InvalidInput([Problem("problem.drawio_other_company")])
    try:
        return _read(key, json.loads(titles[0].data["snapshot"]))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise InvalidInput([Problem("problem.drawio_damaged")]) from error


def _read(key: str, raw: Any) -> Marks:
    return Marks(
        key,
        _day(raw["origin"]),
        _finite(raw["left"]),
        _positive(raw["per_day"]),
        _lane_field(raw["lanes_by"]),
        tuple(Band(str(lane), float(top), float(end)) for lane, top, end in raw["lanes"]),
        frozenset((int(before), int(after)) for before, after in raw["arrows"]),
        {int(each): _base(*pair) for each, pair in raw["actions"].items()},
        {int(each): _sign(*sign) for each, sign in raw["milestones"].items()},
        {str(each): str(label) for each, label in raw["others"].items()},
    )


def _base(fields: Any, bar: Any) -> Base:
    texts = {name: str(fields[name]) for name in FIELDS}
    for name in ("starts_on", "due_on"):
        if texts[name]:
            _day(texts[name])
    if bar is None:
        return Base(texts, None)
    x, y, width = map(_finite, bar)
    return Base(texts, (x, y, width))


def _sign(title: Any, x: Any, y: Any) -> tuple[str, float, float]:
    return (str(title), float(x), float(y))


def _lane_field(name: Any) -> str:
    if name not in LANES:
        raise ValueError("no such lanes")
    return str(name)


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError("no day of a plan")
    return day


def _finite(value: Any) -> float:
    number = float(value)
    if not isfinite(number):
        raise ValueError("no place")
    return number


def _positive(value: Any) -> float:
    number = float(value)
    if not 0.01 < number < 1000:
        raise ValueError("no scale")
    return number


def bases(
    plan: Sequence[Planned], bars: Mapping[int, tuple[float, float, float]]
) -> dict[int, Base]:
    """Return what is to be remembered of each action."""
    return {p.id: Base(field_texts(p.content), bars.get(p.id)) for p in plan}


def action_of(cell: Cell) -> int | None:
    """Return the action of a cell that was written by us; a copy of one has another id."""
    number = cell.data.get("action", "")
    if not re.fullmatch(r"\d{1,18}", number):
        return None
    ours = {f"map-{number}", *(f"plan-{number}-{field}" for field in FIELDS)}
    return int(number) if cell.id in ours else None
