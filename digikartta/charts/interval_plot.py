"""Effects with their intervals: a dot and whiskers for each row, and the line of no effect."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from digikartta.charts.frame import Size, Spec
from digikartta.charts.label_rows import (
    LabelRows,
    hover_text,
    label_rows,
    row_figure,
    scale_axis,
)
from digikartta.charts.palette import Palette

_STEPS = (1, 2, 5, 10, 20, 25, 50)
_TICKS_AT_MOST = {"phone": 5, "desk": 9, "projector": 7}


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """One effect; a value that is None leaves its row empty, ends that are None the whiskers."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    is_clear: bool


@dataclass(frozen=True, slots=True)
class IntervalLabels:
    """Translated names of the two kinds of dots; an empty one is not told."""

    clear: str
    unclear: str


def interval_plot(
    rows: Sequence[IntervalRow],
    *,
    labels: IntervalLabels,
    palette: Palette,
    size: Size,
    number: Callable[[float], str],
    ticks: Sequence[float] = (),
    font_family: str = "Inter",
) -> go.Figure:
    """The figure, rows from top to bottom; without `ticks` the axis takes what the rows need.

    `number` formats a value for reading. A clear effect is filled, another one open.
    """
    placed = label_rows([row.label for row in rows], size=size)
    drawn = [
        _whiskers(rows, placed, palette),
        _dots(rows, placed, palette, number, name=labels.unclear, clear=False),
        _dots(rows, placed, palette, number, name=labels.clear, clear=True),
    ]
    across = scale_axis(
        ticks or _ticks(rows, size), palette=palette, size=size, number=number, zero=True
    )
    return row_figure(drawn, placed, across, palette=palette, font_family=font_family)


def _whiskers(rows: Sequence[IntervalRow], placed: LabelRows, palette: Palette) -> Spec:
    x: list[float | None] = []
    y: list[float | None] = []
    for row, centre in zip(rows, placed.centres, strict=True):
        if row.low is not None and row.high is not None:
            x, y = [*x, row.low, row.high, None], [*y, centre, centre, None]
    return {
        "type": "scatter",
        "name": "",
        "x": x,
        "y": y,
        "mode": "lines+markers",
        "line": {"color": palette.peers, "width": 2 * placed.scale},
        "marker": {
            "symbol": "line-ns",
            "size": 7 * placed.scale,
            "line": {"color": palette.peers, "width": 2 * placed.scale},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
        "showlegend": False,
    }


def _dots(
    rows: Sequence[IntervalRow],
    placed: LabelRows,
    palette: Palette,
    number: Callable[[float], str],
    *,
    name: str,
    clear: bool,
) -> Spec:
    found = [
        (row, centre, row.value)
        for row, centre in zip(rows, placed.centres, strict=True)
        if row.value is not None and row.is_clear is clear
    ]
    colour = palette.own if clear else palette.peers
    return {
        "type": "scatter",
        "name": name,
        "x": [value for _, _, value in found],
        "y": [centre for _, centre, _ in found],
        "mode": "markers+text",
        "text": [number(value) for _, _, value in found],
        "textposition": "top center",
        "textfont": {"color": palette.own if clear else palette.text, "weight": 600},
        "marker": {
            "symbol": "circle",
            "size": 11 * placed.scale,
            "color": colour if clear else palette.surface,
            "line": {"color": colour, "width": 2.5 * placed.scale},
        },
        "hovertext": [hover_text(row.label, _said(row, number)) for row, _, _ in found],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "showlegend": bool(name),
    }


def _said(row: IntervalRow, number: Callable[[float], str]) -> str:
    value = "" if row.value is None else number(row.value)
    if row.low is None or row.high is None:
        return value
    return f"{value} ({number(row.low)} … {number(row.high)})"


def _ticks(rows: Sequence[IntervalRow], size: Size) -> list[float]:
    """Round ticks that hold every value, zero among them, and a little room for the numbers."""
    values = [v for row in rows for v in (row.value, row.low, row.high) if v is not None]
    low, high = min(values, default=0.0), max(values, default=0.0)
    low, high = min(low, 0.0), max(high, 0.0)
    room = 0.04 * max(high - low, 1.0)
    for step in _STEPS:
        first, last = math.floor((low - room) / step), math.ceil((high + room) / step)
        if last - first < _TICKS_AT_MOST[size]:
            return [float(step * i) for i in range(first, last + 1)]
    return [-100.0, -50.0, 0.0, 50.0, 100.0]
