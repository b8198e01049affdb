"""The spread of answers: for each question a circle at each level, as large as it is common."""

import html
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import plotly.graph_objects as go

from digikartta.charts import label_text
from digikartta.charts.frame import LINE_HEIGHT, MEASURES, Margin, Size, Spec, figure, layout
from digikartta.charts.palette import Palette

__all__ = ["SpreadLabels", "SpreadRow", "spread"]

_LEVELS = (1, 2, 3, 4, 5)
_INSIDE = 0.3  # of the largest circle: from here on its number has room in it


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One question: the answers at each of the five levels, and their mean, 1 to 5."""

    label: str
    counts: tuple[int, ...]
    mean: float | None


@dataclass(frozen=True, slots=True)
class SpreadLabels:
    """Translated names, for the legend, the axis and the texts at the pointer."""

    answers: str
    mean: str
    level: str


@dataclass(frozen=True, slots=True)
class _Room:
    """Sizes in px; `limit` is characters a line of a label."""

    limit: int
    pitch: int
    circle: int  # diameter of the largest


_ROOM: Mapping[Size, _Room] = MappingProxyType(
    {
        "phone": _Room(limit=18, pitch=74, circle=44),
        "desk": _Room(limit=34, pitch=86, circle=60),
        "projector": _Room(limit=38, pitch=144, circle=112),
    }
)


def spread(
    rows: Sequence[SpreadRow],
    *,
    labels: SpreadLabels,
    palette: Palette,
    size: Size,
    number: Callable[[float], str],
    font_family: str = "Inter",
) -> go.Figure:
    """The figure, rows from top to bottom in the order given; a level without answers is empty.

    `number` formats the mean for reading. Areas are shares of the answers to the question.
    """
    room = _ROOM[size]
    traces = [_circles(rows, labels, palette, size), _means(rows, labels, palette, size, number)]
    spec = layout(
        palette=palette,
        size=size,
        font_family=font_family,
        plot_height=room.pitch * max(len(rows), 1),
        margin=_margin(rows, size),
        legend_labels=[labels.answers, labels.mean],
    )
    small = {"size": MEASURES[size].small, "color": palette.muted}
    fixed = {"autorange": False, "fixedrange": True, "zeroline": False}
    spec["xaxis"] = fixed | {
        "range": [0.4, 5.6],
        "side": "top",
        "tickvals": list(_LEVELS),
        # The word stands once: in half of a projector's width five of them would touch.
        "ticktext": [html.escape(f"{labels.level} 1", quote=False), *map(str, _LEVELS[1:])],
        "tickfont": small,
        "gridcolor": palette.grid,
    }
    spec["yaxis"] = fixed | {
        "range": [len(rows) - 0.5, -0.5],
        "tickvals": list(range(len(rows))),
        "ticktext": [label_text.wrap(row.label, room.limit) for row in rows],
        "gridcolor": palette.grid,
        "ticklabelstandoff": round(8 * MEASURES[size].scale),
    }
    return figure(traces, spec)


def _circles(rows: Sequence[SpreadRow], labels: SpreadLabels, palette: Palette, size: Size) -> Spec:
    places = [
        (place, row, level, count)
        for place, row in enumerate(rows)
        for level, count in zip(_LEVELS, row.counts, strict=True)
        if count
    ]
    shares = [math.sqrt(count / sum(row.counts)) for _, row, _, count in places]
    return _trace(
        labels.answers,
        [level for _, _, level, _ in places],
        [place for place, *_ in places],
        [f"{row.label}\n{labels.level} {level}: {count}" for _, row, level, count in places],
    ) | {
        "mode": "markers+text",
        "text": [str(count) for *_, count in places],
        "textposition": [
            "middle center" if share >= _INSIDE else "middle right" for share in shares
        ],
        "textfont": {
            "color": [palette.surface if share >= _INSIDE else palette.text for share in shares],
            "weight": 700,
        },
        "marker": {
            "symbol": "circle",
            "size": [_ROOM[size].circle * share for share in shares],
            "color": palette.own,
            "opacity": 1,
        },
    }


def _means(
    rows: Sequence[SpreadRow],
    labels: SpreadLabels,
    palette: Palette,
    size: Size,
    number: Callable[[float], str],
) -> Spec:
    """A short upright line under the circles: it stands where no number does."""
    found = [(place, row.label, row.mean) for place, row in enumerate(rows) if row.mean is not None]
    scale = MEASURES[size].scale
    return _trace(
        labels.mean,
        [mean for _, _, mean in found],
        [place + 0.42 for place, *_ in found],
        [f"{label}\n{labels.mean}: {number(mean)}" for _, label, mean in found],
    ) | {
        "mode": "markers",
        "marker": {
            "symbol": "triangle-up",
            "size": 9 * scale,
            "color": palette.target,
        },
    }


def _trace(name: str, x: Sequence[float], y: Sequence[float], hover: Sequence[str]) -> Spec:
    return {
        "type": "scatter",
        "name": html.escape(name, quote=False),
        "x": list(x),
        "y": list(y),
        "hovertext": [html.escape(text, quote=False).replace("\n", "<br>") for text in hover],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "showlegend": True,
    }


def _margin(rows: Sequence[SpreadRow], size: Size) -> Margin:
    measures = MEASURES[size]
    lines = [line for row in rows for line in label_text.lines(row.label, _ROOM[size].limit)]
    widths = [label_text.width(line, measures.text) for line in lines]
    return Margin(
        left=max(widths, default=0) + 20 * measures.scale,
        right=8 * measures.scale,
        top=measures.small * LINE_HEIGHT + 12,
        bottom=6 * measures.scale,
    )
