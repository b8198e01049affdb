"""The radar: a shape on 0 to 100, first axis up, clockwise."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import plotly.graph_objects as go

from digikartta.charts import label_text, ring
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
from digikartta.charts.palette import COHORTS, Kind, Palette
from digikartta.charts.radar_traces import (
    Axis,
    Band,
    Drawing,
    Series,
    band_traces,
    scale_trace,
    series_trace,
)

__all__ = ["Axis", "Band", "Series", "radar"]

LABEL_LIMIT = 16  # characters a line
# Px on a phone between the circle and a label: a marker at 100 does not touch its label.
_LABEL_GAP = 8
_TICK = 4  # the part of the gap that is an unseen tick; plotly adds the rest itself
# Drawn from back to front; the legend keeps the order of the caller.
_DEPTH: tuple[Kind, ...] = (
    *("peers", "customers", "target", "T0", "T1", "T2", "own"),
    *COHORTS[::-1],
)


@dataclass(frozen=True, slots=True)
class _Circle:
    """Sizes in px."""

    least: int  # radius at the narrowest width
    best: int  # radius when the width allows
    label: int  # text at the axes


_CIRCLES: Mapping[Size, _Circle] = MappingProxyType(
    {
        "phone": _Circle(least=76, best=112, label=12),
        "desk": _Circle(least=130, best=180, label=14),
        "projector": _Circle(least=230, best=290, label=26),
    }
)


def radar(
    axes: Sequence[Axis],
    series: Sequence[Series],
    *,
    band: Band | None,
    palette: Palette,
    number: Callable[[float], str],
    size: Size = "desk",
    font_family: str = "Inter",
) -> go.Figure:
    """The figure; undefined values are gaps, a series without any value is left out.

    `number` formats a value for reading. Raises ValueError when a series or the band does not
    have exactly one value for each axis.
    """
    _check(axes, series, band)
    drawing = Drawing(tuple(axes), palette, size, number)
    traces = band_traces(drawing, band) if band else []
    traces += [scale_trace(drawing), *_series_traces(drawing, series)]
    names = [trace["name"] for trace in traces if trace["showlegend"]]
    spec = layout(
        palette=palette,
        size=size,
        font_family=font_family,
        plot_height=2 * _CIRCLES[size].best,
        margin=_margin(axes, size=size),
        legend_labels=names,
    )
    spec["polar"] = {
        "bgcolor": "rgba(0,0,0,0)",
        "radialaxis": _radial_axis(drawing),
        "angularaxis": _angular_axis(drawing),
    }
    return figure(traces, spec)


def _check(axes: Sequence[Axis], series: Sequence[Series], band: Band | None) -> None:
    lengths = [(one.label, len(one.values)) for one in series]
    if band:
        lengths += [(band.label, len(band.lower)), (band.label, len(band.upper))]
    for label, length in lengths:
        if length != len(axes):
            raise ValueError(f"{label!r} has {length} values for {len(axes)} axes")


def _series_traces(drawing: Drawing, series: Sequence[Series]) -> list[Spec]:
    shown = [one for one in series if any(value is not None for value in one.values)]
    from_back = sorted(enumerate(shown, start=1), key=lambda place: _DEPTH.index(place[1].kind))
    return [series_trace(drawing, one) | {"legendrank": rank} for rank, one in from_back]


def _radial_axis(drawing: Drawing) -> Spec:
    return {
        "range": [0, 100],
        "autorange": False,
        "tickvals": list(TICKS),
        # The numbers are a trace: here they would be turned, and hidden by the band.
        "showticklabels": False,
        "ticks": "",
        "showline": False,
        "gridcolor": drawing.palette.grid,
        "layer": "below traces",
    }


def _angular_axis(drawing: Drawing) -> Spec:
    count = len(drawing.axes)
    return {
        "type": "linear",
        "thetaunit": "degrees",
        "rotation": 90,
        "direction": "clockwise",
        "tickvals": [ring.angle(i, count) for i in range(count)],
        "ticktext": [label_text.wrap(axis.label, LABEL_LIMIT) for axis in drawing.axes],
        "tickfont": {"size": _CIRCLES[drawing.size].label, "color": drawing.palette.text},
        "ticks": "outside",
        "ticklen": round(_TICK * drawing.scale),
        "tickcolor": "rgba(0,0,0,0)",
        "gridcolor": drawing.palette.grid,
        "linecolor": drawing.palette.grid,
        "layer": "below traces",
    }


def _margin(axes: Sequence[Axis], *, size: Size) -> Margin:
    """Room for the labels, in px, that is enough from the narrowest width on."""
    reaches = [_reach(i, len(axes), axis.label, size=size) for i, axis in enumerate(axes)]
    gap = _LABEL_GAP * MEASURES[size].scale
    return Margin(
        left=gap + max((reach.left for reach in reaches), default=0),
        right=gap + max((reach.right for reach in reaches), default=0),
        top=gap + max((reach.top for reach in reaches), default=0),
        bottom=2 * gap + max((reach.bottom for reach in reaches), default=0),
    )


def _reach(index: int, count: int, label: str, *, size: Size) -> Margin:
    """How far a label stands out of the square around the circle, px; at least 0.

    Labels hang on the circle like plotly's: beside it at the sides, above and below at the ends,
    and shifted up or down by half their height times (1 + sine) in between.
    """
    text, radius = _CIRCLES[size].label, _CIRCLES[size].least
    shown = label_text.lines(label, LABEL_LIMIT)
    across = max((label_text.width(line, text) for line in shown), default=0)
    down = len(shown) * text * LINE_HEIGHT
    turn = math.radians(ring.angle(index, count))
    right, up = math.sin(turn), math.cos(turn)
    beside = (0.5 if abs(right) < 0.1 else 1.0) * across
    above = down * (1 + up) / 2
    return Margin(
        left=max(0.0, beside - radius * (1 + right)) if right < 0.1 else 0,
        right=max(0.0, beside - radius * (1 - right)) if right > -0.1 else 0,
        top=max(0.0, above - radius * (1 - up)),
        bottom=max(0.0, down - above - radius * (1 + up)),
    )
