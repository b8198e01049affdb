"""The plan and its map as one draw.io file with two pages, plain XML with stable ids.

What is edited there comes back by `drawio_edits`: the words in a row of the plan, the words over a
bar, where a bar begins and ends, and on which lane it stands.
"""

from collections.abc import Mapping
from xml.etree import ElementTree

from digikartta.charts.label_text import width as text_width
from digikartta.drawio_marks import (
    MAP_PAGE,
    PLAN_PAGE,
    TITLES,
    Band,
    Marks,
    bases,
    field_texts,
    written,
)
from digikartta.exports.drawio_page import Page, rounded
from digikartta.exports.drawio_styles import (
    ARROW,
    BAND,
    CELL,
    HEAD,
    LANE,
    MILESTONE,
    TEXT,
    TICK,
    TITLE,
    TODAY,
    VISION,
    bar,
)
from digikartta.map_layout import Lane, MapLayout
from digikartta.map_packing import Item, Measures, broken
from digikartta.map_source import MapSource, levels_note, levels_text
from digikartta.plan_words import PlanWords

_COLUMNS = {
    **{"title": 320, "status": 110, "owner": 160, "starts_on": 120, "due_on": 130},
    **{"dimension": 260, "theme": 160, "cost": 140},
}
_LINE, _ROW, _TITLE, _BAR = 18, 40, 60, 20
_NAMES, _VISION = 240, 320
_TOP = 120  # of the lanes: under the title and the months
_PER_DAY = {1: 3.0, 2: 2.0, 3: 1.5, 5: 1.0}  # px; the longest map is 1 826 px wide
_TEXT = 12
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def drawio_file(source: MapSource, *, organisation: str, plan_key: str, words: PlanWords) -> bytes:
    """Return the file; `plan_key` is the secret that it is known by when it comes back."""
    layout = source.laid_out(_measures(source), words=words)
    plan, chart = _plan_page(source, organisation, words), _map_page(source, layout, words)
    title = words.t("drawio.map_title", organisation=organisation)
    chart.add(TITLES[1], title, (0, 0, 900, _TITLE - 20), TITLE)
    others = {**plan.words, **chart.words}
    marks = Marks(
        plan_key,
        source.settings.starts_on,
        _NAMES,
        _PER_DAY[source.settings.years],
        source.settings.lanes,
        tuple(_band(lane) for lane in layout.lanes),
        frozenset((arrow.before, arrow.after) for arrow in layout.arrows),
        bases(source.plan, {i.id: _bar(i) for i in layout.items if not i.is_milestone}),
        {
            i.id: (source.milestones[i.id].title, *_bar(i)[:2])
            for i in layout.items
            if i.is_milestone
        },
        {key: label for key, label in others.items() if key not in TITLES},
    )
    for page, key in zip((plan, chart), TITLES, strict=True):
        page.mark(key, written(marks))
    root = ElementTree.Element("mxfile", host="Digikartta")
    root.append(plan.element(PLAN_PAGE, words.t("plan.title")))
    root.append(chart.element(MAP_PAGE, words.t("map.title")))
    return (_DECLARATION + ElementTree.tostring(root, encoding="unicode")).encode()


def _measures(source: MapSource) -> Measures:
    days = (source.settings.ends_on - source.settings.starts_on).days
    return Measures(
        width=days * _PER_DAY[source.settings.years],
        line_height=_LINE,
        bar=_BAR,
        gap=12,
        widest_label=10_000,
        lane_head=0,
        text_width=lambda text: text_width(text, _TEXT) * 1.1,
        tick_width=lambda text: text_width(text, _TEXT) * 1.1,
    )


def _bar(item: Item) -> tuple[float, float, float]:
    x, y, width, _ = rounded((_NAMES + item.left, _TOP + item.bar_top, item.right - item.left, 0))
    return (x, y, width)


def _band(lane: Lane) -> Band:
    top, height = round(_TOP + lane.top, 2), round(lane.bottom - lane.top, 2)
    return Band(lane.source.id, top, top + height)


def _plan_page(source: MapSource, organisation: str, words: PlanWords) -> Page:
    page = Page()
    title = words.t("drawio.plan_title", organisation=organisation)
    page.add(TITLES[0], title, (0, 0, 900, _TITLE - 20), TITLE)
    x = 0
    for name, width in _COLUMNS.items():
        page.add(f"head-{name}", words.field(name), (x, _TITLE, width, _ROW), HEAD)
        x += width
    top = _TITLE + _ROW
    for planned in source.plan:
        lines = broken(planned.content.title, _COLUMNS["title"] - 16, _plan_text_width)
        height = max(_ROW, len(lines) * _LINE + 12)
        fields = field_texts(planned.content)
        x = 0
        for name, width in _COLUMNS.items():
            value = words.of(planned.content, name)
            data = _data(planned.id, name, fields)
            label = "" if value == "–" else value
            page.add(f"plan-{planned.id}-{name}", label, (x, top, width, height), CELL, data)
            x += width
        top += height
    return page


def _plan_text_width(text: str) -> float:
    return text_width(text, _TEXT) * 1.1


def _data(action: int, column: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Every cell tells its action, and its id the field; the one with the title holds all of them.

    A cell of what no file brings back tells nothing, so that a change of its words is noticed.
    """
    if column not in fields:
        return {}
    own = {"action": str(action)}
    return own | dict(fields) if column == "title" else own


def _map_page(source: MapSource, layout: MapLayout, words: PlanWords) -> Page:
    page = Page()
    _add_lanes(page, layout, words)
    if note := levels_note(source, words):
        page.add("note", note, (8, _TOP + layout.height + 12, _NAMES + layout.width, 24), TICK)
    for tick in layout.ticks:
        spot = (_NAMES + tick.x, _TOP - 28, 90, 24)
        page.add(f"tick-{tick.day.isoformat()}", tick.label, spot, TICK)
    if layout.today is not None:
        place = (_NAMES + layout.today, _TOP, 0, layout.height)
        page.add_line("today", words.t("map.today"), place, TODAY)
    for item in layout.items:
        _add_item(page, source, item, words)
    for arrow in layout.arrows:
        ends = (f"map-{arrow.before}", f"map-{arrow.after}")
        page.add_edge(f"after-{arrow.after}-{arrow.before}", ends, ARROW)
    if source.vision:
        text = f"{words.t('map.vision')}\n\n{source.vision}"
        left = _NAMES + layout.width + 40
        page.add("vision", text, (left, _TOP, _VISION, max(layout.height, 160)), VISION)
    return page


def _add_lanes(page: Page, layout: MapLayout, words: PlanWords) -> None:
    for number, lane in enumerate(layout.lanes):
        levels = levels_text(lane.source, words)
        name = "\n".join(part for part in (lane.source.name, levels) if part)
        top, height = _TOP + lane.top, lane.bottom - lane.top
        band = LANE if number % 2 else BAND
        page.add_shape(f"lane-{number}", (0, top, _NAMES + layout.width, height), band)
        page.add(f"lane-name-{number}", name, (8, top + 4, _NAMES - 16, 40), TEXT)


def _add_item(page: Page, source: MapSource, item: Item, words: PlanWords) -> None:
    x, y, width = _bar(item)
    place = (x, y, width, _BAR)
    if item.is_milestone:
        milestone = source.milestones[item.id]
        data = {"milestone": str(item.id), "tooltip": words.t.day(milestone.day)}
        page.add(f"milestone-{item.id}", milestone.title, place, MILESTONE, data)
        return
    action = source.action(item.id).content
    tip = " · ".join(
        part for part in (action.owner, words.days(action), words.status(action.status)) if part
    )
    data = {"action": str(item.id), **field_texts(action), "tooltip": tip}
    page.add(f"map-{item.id}", action.title, place, bar(action.status), data)
