"""The matrix of needs: importance upwards, effort to the right, a numbered point for each need."""

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import plotly.graph_objects as go

from digikartta.charts import label_text
from digikartta.charts.frame import LINE_HEIGHT, MEASURES, Margin, Size, Spec, figure, layout
from digikartta.charts.palette import Palette

_LOW, _HIGH = 0.45, 5.55  # half a step of room around the five places
_BOTTOM, _TOP = -0.1, 6.1  # and above and below them the names of the fields
# Between the fields: the middle counts as important and as easy.
_IMPORTANT, _LABORIOUS = 2.5, 3.5


@dataclass(frozen=True, slots=True)
class MatrixPoint:
    """One need, drawn at its place on the scales of 1 to 5."""

    item: str
    number: int
    text: str
    effort: float
    importance: float


@dataclass(frozen=True, slots=True)
class MatrixLabels:
    """Translated names of the axes and of the four fields."""

    importance: str
    effort: str
    first: str
    plan: str
    along: str
    later: str


@dataclass(frozen=True, slots=True)
class _Room:
    """Sizes in px."""

    plot: int
    marker: int
    limit: int  # characters in a line of the text at the pointer


_ROOM: Mapping[Size, _Room] = MappingProxyType(
    {
        "phone": _Room(plot=300, marker=24, limit=30),
        "desk": _Room(plot=430, marker=32, limit=44),
        "projector": _Room(plot=680, marker=52, limit=44),
    }
)


def need_matrix(
    points: Sequence[MatrixPoint],
    *,
    labels: MatrixLabels,
    palette: Palette,
    size: Size,
    number: Callable[[float], str],
    chosen: str = "",
    font_family: str = "Inter",
) -> go.Figure:
    """The figure; `chosen` is the need that stands out, by colour and by its ring."""
    small = MEASURES[size].small
    spec = layout(
        palette=palette,
        size=size,
        font_family=font_family,
        plot_height=_ROOM[size].plot,
        margin=Margin(
            left=small * LINE_HEIGHT * 2 + 8, right=8, top=8, bottom=small * LINE_HEIGHT * 2 + 10
        ),
    )
    spec["xaxis"] = _axis(labels.effort, palette, size, number) | {"range": [_LOW, _HIGH]}
    spec["yaxis"] = _axis(labels.importance, palette, size, number) | {"range": [_BOTTOM, _TOP]}
    spec["shapes"] = _fields(palette)
    spec["annotations"] = _names(labels, palette, size)
    return figure([_points(points, chosen, palette, size)], spec)


def _axis(title: str, palette: Palette, size: Size, number: Callable[[float], str]) -> Spec:
    small = MEASURES[size].small
    ticks = [1, 2, 3, 4, 5]
    return {
        "autorange": False,
        "fixedrange": True,
        "tickvals": ticks,
        "ticktext": [number(tick) for tick in ticks],
        "tickfont": {"size": small, "color": palette.muted},
        "title": {
            "text": html.escape(title, quote=False),
            "font": {"size": small, "color": palette.text},
            "standoff": 6,
        },
        "showgrid": True,
        "gridcolor": palette.grid,
        "zeroline": False,
        "showline": True,
        "mirror": True,
        "linecolor": palette.grid,
    }


def _fields(palette: Palette) -> list[Spec]:
    """The field to begin with is filled; lines divide all four."""
    line = {"color": palette.muted, "width": 1, "dash": "dot"}
    filled = {
        "type": "rect",
        "layer": "below",
        "x0": _LOW,
        "x1": _LABORIOUS,
        "y0": _IMPORTANT,
        "y1": _TOP,
        "fillcolor": palette.band,
        "line": {"width": 0},
    }
    across = {"type": "line", "layer": "below", "x0": _LOW, "x1": _HIGH, "line": line}
    down = {"type": "line", "layer": "below", "y0": _BOTTOM, "y1": _TOP, "line": line}
    return [
        filled,
        across | {"y0": _IMPORTANT, "y1": _IMPORTANT},
        down | {"x0": _LABORIOUS, "x1": _LABORIOUS},
    ]


def _names(labels: MatrixLabels, palette: Palette, size: Size) -> list[Spec]:
    places = (
        (labels.first, "left", "top"),
        (labels.plan, "right", "top"),
        (labels.along, "left", "bottom"),
        (labels.later, "right", "bottom"),
    )
    return [
        {
            "text": label_text.wrap(text, 20),
            "x": 0.01 if across == "left" else 0.99,
            "y": 0.99 if down == "top" else 0.01,
            "xref": "paper",
            "yref": "paper",
            "xanchor": across,
            "yanchor": down,
            "align": across,
            "showarrow": False,
            "font": {"size": MEASURES[size].small, "color": palette.muted},
        }
        for text, across, down in places
    ]


def _points(points: Sequence[MatrixPoint], chosen: str, palette: Palette, size: Size) -> Spec:
    room = _ROOM[size]
    is_chosen = [point.item == chosen for point in points]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [point.effort for point in points],
        "y": [point.importance for point in points],
        "customdata": [point.item for point in points],
        "text": [f"<b>{point.number}</b>" for point in points],
        "textfont": {"color": palette.surface, "size": MEASURES[size].text},
        "hovertext": [label_text.wrap(point.text, room.limit) for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "showlegend": False,
        "marker": {
            "size": [room.marker * (1.25 if is_it else 1) for is_it in is_chosen],
            "color": [palette.target if is_it else palette.own for is_it in is_chosen],
            "opacity": 1,
            "line": {
                "width": [3 if is_it else 1 for is_it in is_chosen],
                "color": [palette.text if is_it else palette.surface for is_it in is_chosen],
            },
        },
        # A tap on one shall not make the others pale: all of them stay to be read.
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}, "textfont": {"color": palette.surface}},
    }
