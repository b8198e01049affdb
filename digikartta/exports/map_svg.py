"""The future map as a picture of lines and words, for files; the same layout as on the screen."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from digikartta.action_plan import UNFINISHED
from digikartta.charts.label_text import width as text_width
from digikartta.charts.map_colours import bar_colour
from digikartta.charts.map_measures import SIZES, map_layout, name_lines
from digikartta.charts.palette import LIGHT
from digikartta.map_layout import Lane, MapLayout
from digikartta.map_packing import Item, broken
from digikartta.map_source import MapSource, levels_text
from digikartta.plan_words import PlanWords

_DESK = SIZES["desk"]
_TEXT, _LINE = _DESK.text, _DESK.text * 1.3
_TOP = 34  # of the lanes: under the months
_FONT = "Libertinus Serif"


def map_svg(source: MapSource, *, words: PlanWords, width: float) -> tuple[str, MapLayout]:
    """Return the picture, `width` px wide in all, and what stands where in it."""
    layout = map_layout(source, words=words, size="desk", width=width)
    vision = _vision_lines(source)
    legend = _TOP + max(layout.height, (len(vision) + 3) * _LINE) + 2 * _LINE
    height = legend + _LINE
    parts = [
        *_lanes(layout, words),
        *_ticks(layout),
        *_arrows(layout),
        *(part for item in layout.items for part in _item(item, source)),
        *_today(layout, words),
        *_vision(source, layout, vision, words),
        *_legend(words, legend),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:.0f}" '
        f'viewBox="0 0 {width:g} {height:.0f}" font-family={quoteattr(_FONT)}>'
    )
    return head + "".join(parts) + "</svg>", layout


def _words(text: str, x: float, y: float, *, colour: str = LIGHT.text, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{_TEXT}" fill="{colour}"{weight}>'
        f"{escape(text)}</text>"
    )


def _box(x: float, y: float, size: tuple[float, float], look: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{size[0]:.1f}" height="{size[1]:.1f}" {look}/>'


def _line(points: list[tuple[float, float]], look: str) -> str:
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{places}" fill="none" {look}/>'


def _lanes(layout: MapLayout, words: PlanWords) -> Iterator[str]:
    for number, lane in enumerate(layout.lanes):
        if number % 2 == 0:
            size = (_DESK.names + layout.width, lane.bottom - lane.top)
            yield _box(0, _TOP + lane.top, size, f'fill="{LIGHT.band}" fill-opacity="0.55"')
        yield from _lane_name(lane, words)


def _lane_name(lane: Lane, words: PlanWords) -> Iterator[str]:
    y = _TOP + lane.top + _LINE
    for line in name_lines(lane.source.name, _DESK):
        yield _words(line, 6, y, bold=True)
        y += _LINE
    yield _words(levels_text(lane.source, words), 6, y)


def _ticks(layout: MapLayout) -> Iterator[str]:
    for tick in layout.ticks:
        x = _DESK.names + tick.x
        ends = [(x, _TOP - 4.0), (x, _TOP + layout.height)]
        yield _line(ends, f'stroke="{LIGHT.grid}"')
        yield _words(tick.label, x + 2, _TOP - 8, colour=LIGHT.muted)


def _arrows(layout: MapLayout) -> Iterator[str]:
    for arrow in layout.arrows:
        points = [(_DESK.names + x, _TOP + y) for x, y in arrow.points]
        yield _line(points, f'stroke="{LIGHT.muted}" stroke-width="1.2"')
        x, y = points[-1]
        head = f"{x:.1f},{y:.1f} {x - 6:.1f},{y - 4:.1f} {x - 6:.1f},{y + 4:.1f}"
        yield f'<polygon points="{head}" fill="{LIGHT.muted}"/>'


def _item(item: Item, source: MapSource) -> Iterator[str]:
    x, y = _DESK.names + item.left, _TOP + item.bar_top
    size = item.right - item.left
    if item.is_milestone:
        half = size / 2
        corners = ((half, 0), (size, half), (half, size), (0, half))
        points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
        yield f'<polygon points="{points}" fill="{LIGHT.customers}"/>'
    else:
        action = source.action(item.id).content
        is_late = action.due_on is not None and action.due_on < source.today
        look = _look(action.status, is_late=is_late and action.status in UNFINISHED)
        yield _box(x, y, (max(size, 3), _DESK.bar), look)
    for number, line in enumerate(item.lines):
        foot = _TOP + item.top + (number + 1) * _LINE - 5
        yield _words(line, _DESK.names + item.label_left, foot)


def _look(status: str, *, is_late: bool = False) -> str:
    """Told apart without colour too: an idea is hollow and dashed, what is done has a dark edge."""
    colour = bar_colour(status, LIGHT)
    edge = LIGHT.target if is_late else colour
    width = 3 if is_late or status == "done" else 1.5
    dash = ' stroke-dasharray="4 2"' if status == "idea" else ""
    fill = LIGHT.surface if status == "idea" else colour
    half = ' fill-opacity="0.45"' if status == "agreed" else ""
    return f'fill="{fill}"{half} stroke="{edge}" stroke-width="{width}"{dash}'


def _today(layout: MapLayout, words: PlanWords) -> Iterator[str]:
    if layout.today is not None:
        x = _DESK.names + layout.today
        look = f'stroke="{LIGHT.target}" stroke-width="1.5" stroke-dasharray="6 4"'
        yield _line([(x, float(_TOP)), (x, _TOP + layout.height)], look)
        yield _words(words.t("map.today"), x, _TOP + layout.height + _LINE, colour=LIGHT.target)


def _vision_lines(source: MapSource) -> tuple[str, ...]:
    room = _DESK.vision - 2 * _TEXT
    return broken(source.vision, room, lambda text: text_width(text, _TEXT))


def _vision(
    source: MapSource, layout: MapLayout, lines: tuple[str, ...], words: PlanWords
) -> Iterator[str]:
    if not source.vision:
        return
    x = _DESK.names + layout.width + _TEXT
    look = f'fill="none" stroke="{LIGHT.own}" stroke-width="2"'
    size = (_DESK.vision - _TEXT - 2, (len(lines) + 2) * _LINE)
    yield _box(x - 6, _TOP, size, look)
    yield _words(words.t("map.vision"), x + 2, _TOP + _LINE, colour=LIGHT.own, bold=True)
    for number, line in enumerate(lines, start=2):
        yield _words(line, x + 2, _TOP + number * _LINE, colour=LIGHT.own)


def _legend(words: PlanWords, y: float) -> Iterator[str]:
    x = 6.0
    for status in ("idea", "agreed", "started", "done"):
        name = words.status(status)
        yield _box(x, y - _DESK.bar + 2, (26, _DESK.bar), _look(status))
        yield _words(name, x + 34, y)
        x += 34 + text_width(name, _TEXT) + 24
