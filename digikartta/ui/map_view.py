"""The future map to look at: the picture, what is not on it, and the same as a table."""

from collections.abc import Sequence
from html import escape
from typing import Literal

import streamlit as st

from digikartta.action_plan import Planned
from digikartta.charts.future_map import future_map
from digikartta.charts.map_measures import map_layout
from digikartta.charts.palette import DARK, LIGHT
from digikartta.map_layout import MapLayout, lane_of
from digikartta.map_source import MapSource, lane_names, levels_note, levels_text
from digikartta.plan_words import PlanWords
from digikartta.ui import visitor
from digikartta.ui.html import block

_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
_NAMED = 5  # actions that are not on the map; the rest are counted


def show_vision(source: MapSource, words: PlanWords) -> None:
    """Show the vision in words; a phone's picture has no room for it."""
    if source.vision:
        block(
            '<div class="dk-vision"><p class="dk-number">{title}</p><p>{vision}</p></div>',
            title=words.t("map.vision"),
            vision=source.vision,
        )


def show_map(
    source: MapSource,
    words: PlanWords,
    *,
    size: Literal["phone", "desk", "projector"],
    width: float,
) -> MapLayout:
    """Show the picture and return what stands where in it."""
    layout = map_layout(source, words=words, size=size, width=width)
    figure = future_map(
        source, layout, words=words, palette=DARK if visitor.is_dark() else LIGHT, size=size
    )
    alt = words.t("map.alt", lanes=len(layout.lanes), years=source.settings.years)
    st.plotly_chart(figure, theme=None, key="future_map", config=_CONFIG, alt=alt)
    return layout


def show_left_out(source: MapSource, layout: MapLayout, words: PlanWords) -> None:
    """Say what the levels are, and which actions are not in the picture and why."""
    if note := levels_note(source, words):
        st.caption(note)
    for kind, ids in (("undated", layout.undated), ("outside", layout.outside)):
        if ids:
            titles = [source.action(number).content.title for number in ids[:_NAMED]]
            more = len(ids) - len(titles)
            rest = [words.t.n("plan.list.more", more)] if more else []
            st.caption(words.t(f"map.{kind}", titles="; ".join(titles + rest)))


def show_map_table(source: MapSource, words: PlanWords) -> None:
    """Show what is on the map as a table: by lane, in time order."""
    t = words.t
    caption = escape(" ".join((t("map.table_caption"), levels_note(source, words))).strip())
    names = ("title", "owner", "starts_on", "due_on", "status", "after")
    heads = (t("map.lane"), *(words.field(name) for name in names))
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    rows = "".join(_rows_of_lane(source, lane.id, names, words) for lane in source.lanes)
    st.html(
        f'<div class="dk-table dk-texts" tabindex="0" role="region" aria-label="{caption}">'
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _rows_of_lane(source: MapSource, lane: str, names: Sequence[str], words: PlanWords) -> str:
    own = [p for p in source.plan if lane_of(p.content, source.settings) == lane]
    marks = [m for m in source.milestones.values() if lane_of(m, source.settings) == lane]
    name = lane_names(source)[lane]
    levels = next(levels_text(each, words) for each in source.lanes if each.id == lane)
    head = f"<th scope='row'>{escape(name)}<br><small>{escape(levels)}</small></th>"
    rows = [
        head + "".join(f"<td>{escape(words.of(p.content, name))}</td>" for name in names)
        for p in sorted(own, key=_by_time)
    ]
    rows += [
        f"{head}<td>◆ {escape(m.title)}</td><td>–</td><td>–</td>"
        f"<td>{escape(words.t.day(m.day))}</td><td>–</td><td>–</td>"
        for m in sorted(marks, key=lambda m: m.day)
    ]
    return "".join(f"<tr>{row}</tr>" for row in rows)


def _by_time(planned: Planned) -> tuple[str, int]:
    day = planned.content.starts_on or planned.content.due_on
    return (day.isoformat() if day else "9999", planned.id)
