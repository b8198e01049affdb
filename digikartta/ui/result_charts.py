"""The result in pictures. Heavy: imported by the pages that draw, never by those that ask."""

from collections.abc import Mapping, Sequence
from typing import Literal

import plotly.graph_objects as go
import streamlit as st

from digikartta.charts.dot_plot import DotLabels, DotRow, dot_plot
from digikartta.charts.palette import DARK, LIGHT, Palette
from digikartta.charts.radar import Axis, Band, Series, radar
from digikartta.charts.timeline import TimelineLabels, TimePoint, timeline
from digikartta.needs import by_need
from digikartta.questionnaire import Dimension, Questionnaire, Text
from digikartta.shown_figures import ShownFigures
from digikartta.texts import Texts
from digikartta.ui import visitor
from digikartta.ui.picture_files import offer_picture

Size = Literal["phone", "desk"]

# No tools of the chart library: they are small, English and of no use to whoever reads this.
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def palette() -> Palette:
    """Return the colours of the theme the visitor sees."""
    return DARK if visitor.is_dark() else LIGHT


def radar_of(shown: ShownFigures, t: Texts, *, size: Size, palette: Palette) -> go.Figure:
    """Return the radar: own, target, the peers' median and quartile band, and customers."""
    ids = shown.questionnaire.dimension_ids
    of = {score.dimension: score for score in shown.scores}
    series = [
        Series("peers", t("chart.median"), _of_peers(shown, "median")),
        Series("target", t("chart.target"), tuple(of[d].target for d in ids)),
        Series("customers", t("chart.customers"), tuple(shown.customers.get(d) for d in ids)),
        Series("own", t("chart.own"), tuple(of[d].score for d in ids)),
    ]
    lower, upper = _of_peers(shown, "q1"), _of_peers(shown, "q3")
    has_band = any(value is not None for value in lower)
    return radar(
        [Axis(d.id, name.in_language(t.language)) for d, name in _named(shown, size)],
        [one for one in series if any(value is not None for value in one.values)],
        band=Band(t("chart.quartiles"), lower, upper) if has_band else None,
        palette=palette,
        number=t.whole,
        size=size,
    )


def _named(shown: ShownFigures, size: Size) -> list[tuple[Dimension, Text]]:
    """Return dimensions and names, on a phone the short ones: the shape gets the room."""
    dimensions = shown.questionnaire.dimensions
    return [(each, each.short if size == "phone" else each.name) for each in dimensions]


def _of_peers(shown: ShownFigures, figure: str) -> tuple[float | None, ...]:
    return tuple(shown.of_peers(d, figure) for d in shown.questionnaire.dimension_ids)


def dots_of(shown: ShownFigures, t: Texts, *, size: Size, palette: Palette) -> go.Figure:
    """Return the dot plot, greatest need first."""
    rows = [
        DotRow(
            shown.questionnaire.dimension(score.dimension).name.in_language(t.language),
            score.score,
            score.target,
            shown.of_peers(score.dimension, "median"),
            shown.of_peers(score.dimension, "q1"),
            shown.of_peers(score.dimension, "q3"),
            shown.customers.get(score.dimension),
        )
        for score in by_need(shown.scores)
    ]
    labels = DotLabels(
        own=t("chart.own"),
        target=t("chart.target"),
        peers_median=t("chart.median"),
        quartiles=t("chart.quartiles"),
        customers=t("chart.customers"),
    )
    return dot_plot(rows, labels=labels, palette=palette, size=size, number=t.whole)


def timeline_of(
    questionnaire: Questionnaire,
    rounds: Sequence[tuple[str, str, Mapping[str, float | None]]],
    t: Texts,
    *,
    size: Size,
    palette: Palette,
) -> go.Figure:
    """Return the company's rounds in time order; each is (stage, label, scores by dimension)."""
    ids = questionnaire.dimension_ids
    points = [
        TimePoint(stage, label, scores.get("overall"), tuple(scores.get(d) for d in ids))  # type: ignore[arg-type]
        for stage, label, scores in rounds
    ]
    names = tuple(d.name.in_language(t.language) for d in questionnaire.dimensions)
    labels = TimelineLabels(overall=t("table.overall"), dimensions=names)
    return timeline(points, labels=labels, palette=palette, size=size, number=t.whole)


def show_chart(
    figure: go.Figure, t: Texts, *, key: str, alt: str, title: str, about: str = ""
) -> None:
    """Show a chart in the page's own look, and offer it as a file.

    `title` and `about`, what and on whom, stand over the chart in the file.
    """
    st.plotly_chart(figure, theme=None, key=key, config=_CONFIG, alt=alt)
    offer_picture(key, t, title=title, about=about)
