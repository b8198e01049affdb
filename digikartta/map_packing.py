"""Packing what belongs to one lane of the map into rows, so that nothing touches."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from digikartta.future_map import MapSettings


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes in px, and how wide a text is."""

    width: float  # of the span of time
    line_height: float
    bar: float  # height of a bar and size of a milestone
    gap: float  # between two things, in both directions
    widest_label: float
    lane_head: float  # room above a lane's bars, for its name where it stands there
    text_width: Callable[[str], float]
    tick_width: Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Item:
    """An action's bar or a milestone's sign; `id` is that of what it stands for."""

    is_milestone: bool
    id: int
    lane: str
    lines: tuple[str, ...]
    left: float
    right: float
    label_left: float
    top: float  # of the label, over the bar
    bar_top: float
    starts_before: bool  # the bar begins before the span
    ends_after: bool

    @property
    def bar_middle(self) -> float:
        """Y of the middle of the bar."""
        return self.bar_top + self._bar / 2

    _bar: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Something to be packed: the days it covers, and what it shows."""

    is_milestone: bool
    id: int
    lane: str
    title: str
    first: date
    after: date  # the first day after it


class Axis:
    """The span of time, from days to px."""

    def __init__(self, settings: MapSettings, width: float) -> None:
        self.settings = settings
        self._per_day = width / (settings.ends_on - settings.starts_on).days

    def x(self, day: date) -> float:
        """X of the beginning of a day."""
        return (day - self.settings.starts_on).days * self._per_day

    def shows(self, first: date, after: date) -> bool:
        """Whether any day from `first` until `after` is in the span."""
        return first < self.settings.ends_on and after > self.settings.starts_on


def packed(
    things: Sequence[Placed], begin: float, axis: Axis, measures: Measures
) -> tuple[list[Item], float]:
    """Rows filled from the left, each thing into the first row where it touches nothing."""
    shapes = sorted(
        (_shape(thing, axis, measures) for thing in things),
        key=lambda shape: (shape.begin, shape.end, shape.thing.id),
    )
    rows: list[list[_Shape]] = []
    for shape in shapes:
        free = (row for row in rows if row[-1].end + measures.gap <= shape.begin)
        row = next(free, None)
        if row is None:
            rows.append([shape])
        else:
            row.append(shape)
    items: list[Item] = []
    top = begin
    for row in rows:
        label = max(len(shape.lines) for shape in row) * measures.line_height
        items += [shape.item(top + label, measures) for shape in row]
        top += label + measures.bar + measures.gap
    return items, top


@dataclass(frozen=True, slots=True)
class _Shape:
    """A thing with the room it takes from left to right, label and bar."""

    thing: Placed
    lines: tuple[str, ...]
    left: float
    right: float
    label_left: float
    begin: float
    end: float
    cut: tuple[bool, bool]

    def item(self, bar_top: float, measures: Measures) -> Item:
        return Item(
            self.thing.is_milestone,
            self.thing.id,
            self.thing.lane,
            self.lines,
            self.left,
            self.right,
            self.label_left,
            bar_top - len(self.lines) * measures.line_height,
            bar_top,
            *self.cut,
            measures.bar,
        )


def _shape(thing: Placed, axis: Axis, measures: Measures) -> _Shape:
    first, after = axis.x(thing.first), axis.x(thing.after)
    left, right = max(first, 0.0), min(after, measures.width)
    if thing.is_milestone:
        middle = min(max((left + right) / 2, measures.bar / 2), measures.width - measures.bar / 2)
        left, right = middle - measures.bar / 2, middle + measures.bar / 2
    widest = min(measures.widest_label, measures.width)
    lines = broken(thing.title, widest, measures.text_width)
    label = max(map(measures.text_width, lines), default=0.0)
    label_left = max(0.0, min(left, measures.width - label))
    begin, end = min(left, label_left), max(right, label_left + label)
    cut = (first < 0, after > measures.width)
    return _Shape(thing, lines, left, right, label_left, begin, end, cut)


def broken(text: str, widest: float, width: Callable[[str], float]) -> tuple[str, ...]:
    """Return the text in lines no wider than `widest`, broken between words, else inside one.

    A no-break space is no place to break at.
    """
    lines: list[str] = []
    for word in re.split(r"[ \t\n]+", text.strip()):
        if lines and width(f"{lines[-1]} {word}") <= widest:
            lines[-1] += f" {word}"
            continue
        rest = word
        while width(rest) > widest and len(rest) > 1:
            fitting = next(n for n in range(len(rest) - 1, 0, -1) if _fits(rest[:n], widest, width))
            lines.append(rest[:fitting])
            rest = rest[fitting:]
        lines.append(rest)
    return tuple(lines)


def _fits(text: str, widest: float, width: Callable[[str], float]) -> bool:
    return len(text) == 1 or width(text) <= widest
