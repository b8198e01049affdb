"""Groups of people side by side: for each dimension where each of them stands."""

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import plotly.graph_objects as go

from digikartta.charts import label_text
from digikartta.charts.frame import (
    LINE_HEIGHT,
    MEASURES,
    TICKS,
    Margin,
    Size,
    Spec,
    figure,
    layout,
)
from digikartta.charts.palette import Palette

__all__ = ["Group", "side_by_side"]

Kind = Literal["management", "staff", "customers"]


@dataclass(frozen=True, slots=True)
class Group:
    """One group: a value of 0 to 100 for each row, or None where there is none."""

    kind: Kind
    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    symbol: str
    shift: float  # in rows, so that equal values stand under each other
    filled: bool


_LOOKS: Mapping[Kind, _Look] = MappingProxyType(
    {
        "management": _Look("diamond", -0.26, filled=True),
        "staff": _Look("circle", 0.0, filled=False),
        "customers": _Look("square", 0.26, filled=True),
    }
)
_PITCH: Mapping[Size, int] = MappingProxyType({"phone": 66, "desk": 66, "projector": 72})
# On a projector; on a narrower chart the lines of a row do not touch.
_MARK = 1.0  # points from the middle of a mark to its edge
_NUMBER = 5.0  # points that two digits take beside their mark
_LIMIT: Mapping[Size, int] = MappingProxyType({"phone": 18, "desk": 30, "projector": 34})


def side_by_side(
    rows: Sequence[str],
    groups: Sequence[Group],
    *,
    palette: Palette,
    size: Size,
    number: Callable[[float], str],
    font_family: str = "Inter",
) -> go.Figure:
    """The figure, rows from top to bottom; a group without any value is left out.

    Raises ValueError when a group does not have exactly one value for each row.
    """
    for group in groups:
        if len(group.values) != len(rows):
            raise ValueError(f"{group.label!r} has {len(group.values)} values for {len(rows)} rows")
    shown = [group for group in groups if any(value is not None for value in group.values)]
    measures = MEASURES[size]
    lines = [line for row in rows for line in label_text.lines(row, _LIMIT[size])]
    widths = [label_text.width(line, measures.text) for line in lines]
    spec = layout(
        palette=palette,
        size=size,
        font_family=font_family,
        plot_height=_PITCH[size] * max(len(rows), 1),
        margin=Margin(
            max(widths, default=0) + 20 * measures.scale,
            34 * measures.scale,
            measures.small * LINE_HEIGHT + 10,
            6,
        ),
        legend_labels=[group.label for group in groups],
    )
    spec |= _axes(rows, palette, size, number)
    line = measures.small / _PITCH[size]
    on_the_left = [_on_the_left(shown, row, line) for row in range(len(rows))]
    traces = [
        _trace(rows, group, palette, size, number)
        | _numbers(group, [group.kind in kinds for kinds in on_the_left], number)
        for group in shown
    ]
    return figure(traces, spec)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A part of a row that something stands on: where in the row, and from which point to which."""

    shift: float
    start: float
    end: float

    def meets(self, other: "_Taken", line: float) -> bool:
        near = abs(self.shift - other.shift) < line
        return near and self.start < other.end and other.start < self.end


def _on_the_left(groups: Sequence[Group], row: int, line: float) -> set[Kind]:
    """Return whose number stands to the left of its mark: it would touch something on the right.

    It stays on the right where it would touch something on the left as well. `line` is the height
    of a number in rows.
    """
    there = [(g.kind, _LOOKS[g.kind].shift, v) for g in groups if (v := g.values[row]) is not None]
    marks = {kind: _Taken(shift, v - _MARK, v + _MARK) for kind, shift, v in there}
    numbers: list[_Taken] = []
    left: set[Kind] = set()
    for kind, shift, value in there:
        others = [mark for whose, mark in marks.items() if whose != kind] + numbers
        right_side = _Taken(shift, value + _MARK, value + _MARK + _NUMBER)
        left_side = _Taken(shift, value - _MARK - _NUMBER, value - _MARK)
        is_left = (
            left_side.start >= 0
            and any(right_side.meets(other, line) for other in others)
            and not any(left_side.meets(other, line) for other in others)
        )
        left |= {kind} if is_left else set()
        numbers.append(left_side if is_left else right_side)
    return left


def _numbers(group: Group, on_the_left: Sequence[bool], number: Callable[[float], str]) -> Spec:
    """The numbers beside the marks of a group, in each row on one side of it."""
    found = [(v, left) for v, left in zip(group.values, on_the_left, strict=True) if v is not None]
    return {
        "text": [f"{number(v)}  " if left else f"  {number(v)}" for v, left in found],
        "textposition": ["middle left" if left else "middle right" for _, left in found],
    }


def _axes(
    rows: Sequence[str], palette: Palette, size: Size, number: Callable[[float], str]
) -> Spec:
    fixed = {"autorange": False, "fixedrange": True, "zeroline": False}
    return {
        "xaxis": fixed
        | {
            "range": [0, 100],
            "side": "top",
            "tickvals": list(TICKS),
            "ticktext": [number(tick) for tick in TICKS],
            "tickfont": {"size": MEASURES[size].small, "color": palette.muted},
            "gridcolor": palette.grid,
        },
        "yaxis": fixed
        | {
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": [label_text.wrap(row, _LIMIT[size]) for row in rows],
            "showgrid": False,
            "ticklabelstandoff": round(10 * MEASURES[size].scale),
            "showline": True,
            "mirror": True,
            "linecolor": palette.grid,
        },
    }


def _trace(
    rows: Sequence[str],
    group: Group,
    palette: Palette,
    size: Size,
    number: Callable[[float], str],
) -> Spec:
    look, scale = _LOOKS[group.kind], MEASURES[size].scale
    colour = palette.customers if group.kind == "customers" else palette.own
    found = [(i, value) for i, value in enumerate(group.values) if value is not None]
    hover = [f"{rows[i]}\n{group.label}: {number(value)}" for i, value in found]
    return {
        "type": "scatter",
        "name": html.escape(group.label, quote=False),
        "x": [value for _, value in found],
        "y": [i + look.shift for i, _ in found],
        "mode": "markers+text",
        "textfont": {"size": MEASURES[size].small, "color": palette.text},
        "marker": {
            "symbol": look.symbol,
            "size": 10 * scale,
            "color": colour if look.filled else palette.surface,
            "line": {"color": colour, "width": 2.5 * scale},
        },
        "hovertext": [html.escape(text, quote=False).replace("\n", "<br>") for text in hover],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "showlegend": True,
    }
