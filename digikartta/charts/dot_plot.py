"""The dot plot: for each dimension where the company, its target and its peers stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import plotly.graph_objects as go

from digikartta.charts import label_text
from digikartta.charts.dot_traces import DotLabels, DotRow, Drawing, traces
from digikartta.charts.frame import (
    LINE_HEIGHT,
    MEASURES,
    TICKS,
    Size,
    Spec,
    figure,
    layout,
)
from digikartta.charts.label_rows import label_margin, scale_axis
from digikartta.charts.palette import Palette

__all__ = ["DotLabels", "DotRow", "dot_plot"]


@dataclass(frozen=True, slots=True)
class _Room:
    """Where a row's label stands and the room around its marks."""

    label_above: bool  # else to the left
    limit: int  # characters a line of the label
    number: int  # px for the number above the own marker
    marks: int  # px for the marks under it and the space to the next row


_ROOM: Mapping[Size, _Room] = MappingProxyType(
    {
        "phone": _Room(label_above=True, limit=42, number=28, marks=30),
        "desk": _Room(label_above=False, limit=26, number=32, marks=32),
        "projector": _Room(label_above=False, limit=24, number=54, marks=52),
    }
)


def dot_plot(
    rows: Sequence[DotRow],
    *,
    labels: DotLabels,
    palette: Palette,
    size: Size,
    number: Callable[[float], str],
    font_family: str = "Inter",
) -> go.Figure:
    """The figure, rows from top to bottom in the order given; what is undefined is not drawn.

    `number` formats a value for reading. The vertical axis is in px from the top.
    """
    room = _ROOM[size]
    texts = [label_text.lines(row.label, room.limit) for row in rows]
    above = _label_height(texts, size=size) if room.label_above else 0.0
    pitch = above + room.number + room.marks
    centres = [i * pitch + above + room.number for i in range(len(rows))]
    drawn = traces(rows, centres, Drawing(labels, palette, size, number))
    names = [trace["name"] for trace in drawn if trace["showlegend"]]
    lines = [line for text in texts for line in text]
    spec = layout(
        palette=palette,
        size=size,
        font_family=font_family,
        plot_height=pitch * max(len(rows), 1),
        margin=label_margin(lines, above=room.label_above, size=size),
        legend_labels=names,
    )
    spec["xaxis"] = scale_axis(TICKS, palette=palette, size=size, number=number)
    spec["yaxis"] = _down(rows, centres, pitch=pitch, palette=palette, size=size)
    if room.label_above:
        spec["annotations"] = [_label(row, i * pitch, size) for i, row in enumerate(rows)]
    return figure(drawn, spec)


def _label_height(texts: Sequence[Sequence[str]], *, size: Size) -> float:
    return max(map(len, texts), default=0) * MEASURES[size].text * LINE_HEIGHT


def _down(
    rows: Sequence[DotRow],
    centres: Sequence[float],
    *,
    pitch: float,
    palette: Palette,
    size: Size,
) -> Spec:
    room = _ROOM[size]
    return {
        "range": [pitch * max(len(rows), 1), 0],
        "autorange": False,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        # Plotly leaves out the grid lines at 0 and 100, where the plot ends.
        "showline": True,
        "mirror": True,
        "linecolor": palette.grid,
        "showticklabels": not room.label_above,
        "tickvals": list(centres),
        "ticktext": [label_text.wrap(row.label, room.limit) for row in rows],
        # Room for half of a marker that stands at 0.
        "ticklabelstandoff": round(10 * MEASURES[size].scale),
    }


def _label(row: DotRow, top: float, size: Size) -> Spec:
    return {
        "text": label_text.wrap(row.label, _ROOM[size].limit),
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "xshift": -6,
        "y": top,
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
    }
