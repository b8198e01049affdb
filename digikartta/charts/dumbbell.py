"""Two measurements of each row, joined: where it stood and where it stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from digikartta.charts.frame import TICKS, Size, Spec
from digikartta.charts.label_rows import (
    LabelRows,
    hover_text,
    label_rows,
    row_figure,
    scale_axis,
)
from digikartta.charts.marks import MARKS
from digikartta.charts.palette import Kind, Palette


@dataclass(frozen=True, slots=True)
class DumbbellRow:
    """One row; both values are 0 to 100, or None where there is none."""

    label: str
    first: float | None
    second: float | None


@dataclass(frozen=True, slots=True)
class DumbbellLabels:
    """Translated names of the two ends."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class _End:
    kind: Kind
    name: str
    values: tuple[float | None, ...]
    others: tuple[float | None, ...]


def dumbbell(
    rows: Sequence[DumbbellRow],
    *,
    labels: DumbbellLabels,
    palette: Palette,
    size: Size,
    number: Callable[[float], str],
    kinds: tuple[Kind, Kind] = ("T0", "T2"),
    font_family: str = "Inter",
) -> go.Figure:
    """The figure, rows from top to bottom; the ends look like the two kinds of series.

    Numbers stand outside of the two ends, so that they never meet however near these are.
    """
    placed = label_rows([row.label for row in rows], size=size)
    firsts, seconds = tuple(r.first for r in rows), tuple(r.second for r in rows)
    ends = (
        _End(kinds[0], labels.first, firsts, seconds),
        _End(kinds[1], labels.second, seconds, firsts),
    )
    drawn = [_bars(rows, placed, palette)]
    drawn += [_marks(end, rows, placed, palette, number) for end in ends]
    across = scale_axis(TICKS, palette=palette, size=size, number=number)
    return row_figure(drawn, placed, across, palette=palette, font_family=font_family)


def _bars(rows: Sequence[DumbbellRow], placed: LabelRows, palette: Palette) -> Spec:
    x: list[float | None] = []
    y: list[float | None] = []
    for row, centre in zip(rows, placed.centres, strict=True):
        if row.first is not None and row.second is not None:
            x, y = [*x, row.first, row.second, None], [*y, centre, centre, None]
    return {
        "type": "scatter",
        "name": "",
        "x": x,
        "y": y,
        "mode": "lines",
        "line": {"color": palette.peers, "width": 3 * placed.scale},
        "hoverinfo": "skip",
        "cliponaxis": False,
        "showlegend": False,
    }


def _marks(
    end: _End,
    rows: Sequence[DumbbellRow],
    placed: LabelRows,
    palette: Palette,
    number: Callable[[float], str],
) -> Spec:
    found = [
        (row, centre, value, other)
        for row, centre, value, other in zip(
            rows, placed.centres, end.values, end.others, strict=True
        )
        if value is not None
    ]
    colour, mark = palette.line(end.kind), MARKS[end.kind]
    return {
        "type": "scatter",
        "name": end.name,
        "x": [value for _, _, value, _ in found],
        "y": [centre for _, centre, _, _ in found],
        "mode": "markers+text",
        "text": [number(value) for _, _, value, _ in found],
        "textposition": [_side(value, other, end.kind == "T0") for _, _, value, other in found],
        "textfont": {"color": palette.text},
        "marker": {
            "symbol": mark.symbol,
            "size": 1.4 * mark.marker * placed.scale,
            "color": colour,
            "line": {"color": colour, "width": 2 * placed.scale},
        },
        "hovertext": [
            hover_text(row.label, f"{end.name}: {number(value)}") for row, _, value, _ in found
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "showlegend": True,
    }


def _side(value: float, other: float | None, is_first: bool) -> str:  # noqa: FBT001  one of two ends
    """The side away from the other end; near an edge of the scale there is room above only."""
    if not 5 <= value <= 95:
        return "top center"
    if other is None:
        return "top center"
    left = value < other or (value == other and is_first)
    return "middle left" if left else "middle right"
