"""Where everything stands on the future map: lanes, bars without overlap, arrows, today's line.

A picture is drawn from this in many ways (on a screen, as SVG, in draw.io), so it is in pixels of
whoever draws, and knows no colour and no library. Time runs from left to right, y downwards.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from operator import attrgetter

from digikartta.action_plan import Action, Planned
from digikartta.future_map import MapSettings, Milestone
from digikartta.map_packing import Axis, Item, Measures, Placed, packed

NO_LANE = ""  # what has no dimension or theme, and the milestones of the whole map
_SHORT_DAYS = 30  # how long a bar is whose action has one day only
_TICK_MONTHS = (1, 2, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class LaneSource:
    """A lane to be: its id, its name, and its levels, 0 to 100 or None."""

    id: str
    name: str
    before: float | None = None
    target: float | None = None
    least_height: float = 0  # what its name needs beside it


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane with its place."""

    source: LaneSource
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month on the axis."""

    x: float
    day: date
    label: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the end of an action to the beginning of one that waits for it."""

    before: int
    after: int
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class MapLayout:
    """The whole picture; `undated` and `outside` are ids of actions that are not in it."""

    settings: MapSettings
    width: float
    height: float
    lanes: tuple[Lane, ...]
    items: tuple[Item, ...]
    ticks: tuple[Tick, ...]
    arrows: tuple[Arrow, ...]
    today: float | None
    undated: tuple[int, ...]
    outside: tuple[int, ...]


def laid_out(
    settings: MapSettings,
    lanes: Sequence[LaneSource],
    plan: Sequence[Planned],
    milestones: Mapping[int, Milestone],
    *,
    today: date,
    measures: Measures,
    month: Callable[[date], str],
    label: Callable[[Action], str] = attrgetter("title"),
) -> MapLayout:
    """Return the picture; `label` says what stands over an action's bar.

    Dropped actions are not in it. Lanes that hold nothing stay, in order, but for the one with the
    id `NO_LANE`; what belongs to a lane that is not among `lanes` is left out.
    """
    axis = Axis(settings, measures.width)
    shown = [planned for planned in plan if planned.content.status != "dropped"]
    dated = [(p, days) for p in shown if (days := days_of(p.content)) is not None]
    things = [
        Placed(False, p.id, lane_of(p.content, settings), label(p.content), *days)
        for p, days in dated
    ]
    things += [
        Placed(True, key, lane_of(m, settings), m.title, m.day, m.day + timedelta(days=1))
        for key, m in milestones.items()
    ]
    inside = [thing for thing in things if axis.shows(thing.first, thing.after)]
    placed, items, height = _in_lanes(lanes, inside, axis, measures)
    visible = {item.id for item in items if not item.is_milestone}
    return MapLayout(
        settings,
        measures.width,
        height,
        tuple(placed),
        tuple(items),
        _ticks(axis, measures, month),
        _arrows(shown, items, measures),
        axis.x(today) if settings.starts_on <= today < settings.ends_on else None,
        undated=tuple(p.id for p in shown if days_of(p.content) is None),
        outside=tuple(p.id for p, _ in dated if p.id not in visible),
    )


def lane_of(content: Action | Milestone, settings: MapSettings) -> str:
    """Return the id of the lane that an action or a milestone belongs to."""
    return content.dimension if settings.lanes == "dimension" else content.theme


def days_of(action: Action) -> tuple[date, date] | None:
    """Return the first day of an action's bar and the first one after it; None without any day.

    An action with one day only is a short bar that begins or ends there.
    """
    short = timedelta(days=_SHORT_DAYS)
    if action.due_on is not None:
        after = action.due_on + timedelta(days=1)
        return (action.starts_on or after - short, after)
    return None if action.starts_on is None else (action.starts_on, action.starts_on + short)


def _in_lanes(
    sources: Sequence[LaneSource], things: Sequence[Placed], axis: Axis, measures: Measures
) -> tuple[list[Lane], list[Item], float]:
    lanes: list[Lane] = []
    items: list[Item] = []
    top = 0.0
    for source in sources:
        own = [thing for thing in things if thing.lane == source.id]
        if source.id == NO_LANE and not own:
            continue
        begin = top + measures.lane_head + measures.gap
        own_items, end = packed(own, begin, axis, measures)
        bottom = max(end, top + source.least_height)
        lanes.append(Lane(source, top, bottom))
        items += own_items
        top = bottom
    return lanes, items, top


def _ticks(axis: Axis, measures: Measures, month: Callable[[date], str]) -> tuple[Tick, ...]:
    """The densest months of the year whose labels do not touch, each with room for its label."""
    ticks: list[Tick] = []
    for step in _TICK_MONTHS:
        days = _months(axis.settings, step)
        ticks = [Tick(axis.x(day), day, month(day)) for day in days]
        if all(a.x + _room(a, measures) <= b.x for a, b in pairwise(ticks)):
            break
    return tuple(tick for tick in ticks if tick.x + _room(tick, measures) <= measures.width)


def _room(tick: Tick, measures: Measures) -> float:
    return measures.tick_width(tick.label) + measures.gap


def _months(settings: MapSettings, step: int) -> list[date]:
    first = settings.starts_on
    months = [
        date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1)
        for n in range(12 * settings.years)
    ]
    return [month for month in months if (month.month - 1) % step == 0]


def _arrows(
    plan: Sequence[Planned], items: Sequence[Item], measures: Measures
) -> tuple[Arrow, ...]:
    bars = {item.id: item for item in items if not item.is_milestone}
    return tuple(
        Arrow(before, planned.id, _path(bars[before], bars[planned.id], measures.gap))
        for planned in plan
        if planned.id in bars
        for before in planned.content.after
        if before in bars
    )


def _path(before: Item, after: Item, gap: float) -> tuple[tuple[float, float], ...]:
    """Down (or up) at the end of the first, then along to the beginning of the second."""
    start, end = (before.right, before.bar_middle), (after.left, after.bar_middle)
    if end[0] >= start[0] + gap:
        turn = start[0] + gap / 2
        return (start, (turn, start[1]), (turn, end[1]), end)
    # The second begins before the first has ended: around both of them.
    out, back = start[0] + gap / 2, max(end[0] - gap / 2, 0.0)
    between = (start[1] + end[1]) / 2
    return (start, (out, start[1]), (out, between), (back, between), (back, end[1]), end)
