"""The room's pictures for a projector. Heavy: imported by the projector's page alone."""

from collections.abc import Mapping

import plotly.graph_objects as go
import streamlit as st

from digikartta.agreement import Agreement
from digikartta.charts.frame import Size
from digikartta.charts.level_bars import LevelBar, level_bars
from digikartta.charts.palette import Palette
from digikartta.charts.radar import Axis, Series, radar
from digikartta.charts.side_by_side import Group, side_by_side
from digikartta.charts.spread import SpreadLabels, SpreadRow, spread
from digikartta.questionnaire import LevelsQuestion, Questionnaire
from digikartta.room import Beside, Room, Voices
from digikartta.texts import Texts
from digikartta.ui.screen import Wall

Scores = Mapping[str, float | None]
_LEGEND = 165  # px kept for the legend, whatever stands in it, so that the circle stays in place
# No tools of the chart library: nobody points at a wall.
_CONFIG = {"displayModeBar": False, "staticPlot": True}
# Plotly keeps what it has drawn while this stays the same, and changes only what is new.
_STEADY = "room"


def room_radar(room: Room, beside: Beside, t: Texts, *, palette: Palette, wall: Wall) -> go.Figure:
    """Return the group's radar as it grows: what is not on the wall yet is a gap."""
    ids = room.questionnaire.dimension_ids

    def values(scores: Scores) -> tuple[float | None, ...]:
        return tuple(scores.get(dimension) for dimension in ids)

    series = [
        Series("peers", t("room.median"), values(beside.peers)),
        Series("T0", t("room.earlier"), values(beside.earlier)),
        Series("target", t("chart.target"), values(room.targets())),
        Series("customers", t("chart.customers"), values(beside.customers)),
        Series("own", t("room.we"), values(room.scores())),
    ]
    figure = radar(
        _axes(room.questionnaire, t, is_short=wall.size == "phone"),
        [one for one in series if any(value is not None for value in one.values)],
        band=None,
        palette=palette,
        number=t.whole,
        size=wall.size,
    )
    return _steady(figure, width=wall.half, legend=_LEGEND if wall.size == "projector" else None)


def _axes(questionnaire: Questionnaire, t: Texts, *, is_short: bool) -> list[Axis]:
    """On a phone the shape gets the room."""
    return [
        Axis(d.id, (d.short if is_short else d.name).in_language(t.language))
        for d in questionnaire.dimensions
    ]


def spread_of(
    questionnaire: Questionnaire,
    spreads: Mapping[str, Agreement],
    t: Texts,
    *,
    palette: Palette,
    size: Size,
    width: int,
) -> go.Figure:
    """Return the spread of the answers to some questions with levels."""
    texts = {q.id: q.text.in_language(t.language) for q in questionnaire.questions}
    rows = [
        SpreadRow(texts[question], found.counts, found.mean)
        for question, found in spreads.items()
        if found.counts
    ]
    labels = SpreadLabels(answers=t("room.answers"), mean=t("room.mean"), level=t("room.level"))
    return _steady(
        spread(rows, labels=labels, palette=palette, size=size, number=t.decimal),
        width=width,
    )


def levels_of(
    question: LevelsQuestion,
    found: Agreement,
    voices: Voices,
    t: Texts,
    *,
    palette: Palette,
    wall: Wall,
) -> go.Figure:
    """Return one question with the sentence of each level, the highest on top.

    `voices` tell who chose a level, where the room may know.
    """
    bars = [
        LevelBar(
            f"{level.level}  {level.text.in_language(t.language)}",
            count,
            voices.get(str(level.level), ()),
        )
        for level, count in zip(question.levels, found.counts, strict=True)
    ]
    return _steady(
        level_bars(bars, answers=t("room.answers"), palette=palette, size=wall.size),
        width=wall.full,
    )


def roles_of(room: Room, t: Texts, *, palette: Palette, wall: Wall) -> go.Figure:
    """Return management, staff and customers side by side in the dimensions on the wall."""
    shown = [d for d in room.questionnaire.dimensions if d.id in room.pictures]
    groups = [
        Group(kind, t(f"room.role.{kind}"), tuple(room.in_roles(d.id).get(kind) for d in shown))
        for kind in ("management", "staff", "customers")
    ]
    rows = [d.name.in_language(t.language) for d in shown]
    return _steady(
        side_by_side(rows, groups, palette=palette, size=wall.size, number=t.whole),
        width=wall.full,
    )


def show_room_chart(figure: go.Figure, *, key: str, alt: str) -> None:
    """Show a chart at its own size."""
    st.plotly_chart(figure, theme=None, key=key, config=_CONFIG, alt=alt, width="content")


def _steady(figure: go.Figure, *, width: int, legend: int | None = None) -> go.Figure:
    """Let plotly change what is new and leave the rest; keep the room of the legend the same."""
    layout = figure.to_dict()["layout"]
    changes: dict[str, object] = {
        "uirevision": _STEADY,
        "transition": {"duration": 0},
        "width": width,
    }
    if legend is not None:
        margin = layout["margin"]
        plot = layout["height"] - margin["t"] - margin["b"]
        changes["margin"] = {**margin, "b": legend}
        changes["height"] = plot + margin["t"] + legend
    return go.Figure({**figure.to_dict(), "layout": {**layout, **changes}}, _validate=False)
