"""Rows with a label each: to the left of the marks, on a phone above them."""

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import plotly.graph_objects as go

from digikartta.charts import label_text
from digikartta.charts.frame import (
    LINE_HEIGHT,
    MEASURES,
    Margin,
    Size,
    Spec,
    figure,
    layout,
)
from digikartta.charts.palette import Palette


@dataclass(frozen=True, slots=True)
class _Room:
    label_above: bool
    limit: int  # characters a line of the label
    above: int  # px over the middle of the marks, for a number there
    below: int  # px under it


_ROOM: Mapping[Size, _Room] = MappingProxyType(
    {
        "phone": _Room(label_above=True, limit=44, above=24, below=18),
        "desk": _Room(label_above=False, limit=38, above=26, below=18),
        "projector": _Room(label_above=False, limit=26, above=46, below=30),
    }
)


@dataclass(frozen=True, slots=True)
class LabelRows:
    """Where the rows stand; the vertical axis is in px from the top."""

    labels: tuple[str, ...]
    size: Size
    centres: tuple[float, ...]  # of the marks
    height: float

    @property
    def scale(self) -> float:
        """Of lines and markers, against a phone."""
        return MEASURES[self.size].scale

    def margin(self) -> Margin:
        """The room around the plot: labels to the left, ticks on top."""
        lines = [line for label in self.labels for line in _lines(label, self.size)]
        return label_margin(lines, above=_ROOM[self.size].label_above, size=self.size)

    def axis(self, palette: Palette) -> Spec:
        """The vertical axis with the labels, where they stand to the left."""
        return {
            "range": [self.height, 0],
            "autorange": False,
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "showline": True,
            "mirror": True,
            "linecolor": palette.grid,
            "showticklabels": not _ROOM[self.size].label_above,
            "tickvals": list(self.centres),
            "ticktext": [_wrapped(label, self.size) for label in self.labels],
            "ticklabelstandoff": round(10 * self.scale),
        }

    def annotations(self, palette: Palette) -> list[Spec]:
        """The labels over their rows, where there is no room to the left."""
        if not _ROOM[self.size].label_above:
            return []
        return [
            {
                "text": _wrapped(label, self.size),
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "xshift": -6,
                "y": centre - _ROOM[self.size].above - _label_height(self.labels, self.size),
                "yanchor": "top",
                "align": "left",
                # No line of the scale runs through a label.
                "bgcolor": palette.page,
                "showarrow": False,
            }
            for label, centre in zip(self.labels, self.centres, strict=True)
        ]


def label_rows(labels: Sequence[str], *, size: Size) -> LabelRows:
    """Return the rows from top to bottom in the order given."""
    room = _ROOM[size]
    label = _label_height(labels, size) if room.label_above else 0.0
    beside = 0.0 if room.label_above else _label_height(labels, size) + 6
    pitch = max(label + room.above + room.below, beside)
    centres = tuple(i * pitch + label + room.above for i in range(len(labels)))
    return LabelRows(tuple(labels), size, centres, pitch * max(len(labels), 1))


def label_margin(lines: Sequence[str], *, above: bool, size: Size) -> Margin:
    """Return the room around rows with these lines of labels, above the marks or beside them."""
    measures = MEASURES[size]
    widest = max((label_text.width(line, measures.text) for line in lines), default=0.0)
    return Margin(
        left=12 if above else widest + 20 * measures.scale,
        right=14 * measures.scale,
        top=measures.small * LINE_HEIGHT + 10,
        bottom=6,
    )


def row_figure(
    traces: Sequence[Spec],
    placed: LabelRows,
    across: Spec,
    *,
    palette: Palette,
    font_family: str,
) -> go.Figure:
    """Return the figure of these rows over an axis; traces without any point are left out."""
    drawn = [trace for trace in traces if trace["x"]]
    spec = layout(
        palette=palette,
        size=placed.size,
        font_family=font_family,
        plot_height=placed.height,
        margin=placed.margin(),
        legend_labels=[trace["name"] for trace in drawn if trace["showlegend"]],
    )
    spec["xaxis"] = across
    spec["yaxis"] = placed.axis(palette)
    spec["annotations"] = placed.annotations(palette)
    return figure(drawn, spec)


def scale_axis(
    ticks: Sequence[float],
    *,
    palette: Palette,
    size: Size,
    number: Callable[[float], str],
    zero: bool = False,
) -> Spec:
    """Return the horizontal axis over the rows, from the first tick to the last."""
    return {
        "range": [ticks[0], ticks[-1]],
        "autorange": False,
        "fixedrange": True,
        "side": "top",
        "ticklabelstandoff": 4,
        "tickvals": list(ticks),
        "ticktext": [number(tick) for tick in ticks],
        "tickfont": {"size": MEASURES[size].small, "color": palette.muted},
        "tickangle": 0,
        "showgrid": True,
        "gridcolor": palette.grid,
        "zeroline": zero,
        "zerolinecolor": palette.muted,
        "zerolinewidth": 1.5 * MEASURES[size].scale,
    }


def hover_text(label: str, *lines: str) -> str:
    """Return the text at the pointer: the row, and what is said of it."""
    return "<br>".join(html.escape(line, quote=False) for line in (label, *lines))


def _lines(label: str, size: Size) -> list[str]:
    return label_text.lines(label, _ROOM[size].limit)


def _wrapped(label: str, size: Size) -> str:
    return label_text.wrap(label, _ROOM[size].limit)


def _label_height(labels: Sequence[str], size: Size) -> float:
    lines = max((len(_lines(label, size)) for label in labels), default=0)
    return lines * MEASURES[size].text * LINE_HEIGHT
