"""The timeline: a company's own rounds, a wide chart over a small one for each dimension."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import plotly.graph_objects as go

from digikartta.charts import label_text, panels
from digikartta.charts.frame import MEASURES, Margin, Size, figure, layout
from digikartta.charts.palette import Palette
from digikartta.charts.panel_grid import Shape
from digikartta.charts.panel_grid import panels as placed_panels
from digikartta.charts.panels import DATE_LIMIT, Drawing, TimePoint

__all__ = ["TimePoint", "TimelineLabels", "timeline"]


@dataclass(frozen=True, slots=True)
class TimelineLabels:
    """Translated names of the charts; as many dimensions as each point has values."""

    overall: str
    dimensions: tuple[str, ...]


_SHAPES: Mapping[Size, Shape] = MappingProxyType(
    {
        "phone": Shape(columns=2, wide=130, small=84, gap=18, limit=18),
        "desk": Shape(columns=4, wide=170, small=110, gap=24, limit=16),
        "projector": Shape(columns=3, wide=150, small=100, gap=22, limit=18),
    }
)


def timeline(
    points: Sequence[TimePoint],
    *,
    labels: TimelineLabels,
    palette: Palette,
    size: Size,
    number: Callable[[float], str],
    font_family: str = "Inter",
) -> go.Figure:
    """The figure, points evenly spaced in the order given; a missing value is a gap.

    `number` formats a value for reading. Raises ValueError when a point does not have exactly one
    value for each dimension.
    """
    _check(points, labels)
    margin = _margin(size)
    width = MEASURES[size].narrowest - margin.left - margin.right
    drawing = Drawing(tuple(points), palette, size, number, width)
    placed = placed_panels(
        labels.overall,
        labels.dimensions,
        shape=_SHAPES[size],
        date_lines=_date_lines(points),
        size=size,
    )
    spec = layout(
        palette=palette,
        size=size,
        font_family=font_family,
        plot_height=placed.height,
        margin=margin,
    )
    numbered = list(enumerate(placed.panels, start=1))
    for place, panel in numbered:
        spec |= panels.axes(drawing, panel, place=place)
    spec["annotations"] = [panels.title(drawing, panel, place=i) for i, panel in numbered]
    values = zip(*((point.overall, *point.dimensions) for point in points), strict=True)
    traces = [
        panels.trace(drawing, panel, row, place=place)
        for (place, panel), row in zip(numbered, values, strict=bool(points))
    ]
    return figure(traces, spec)


def _check(points: Sequence[TimePoint], labels: TimelineLabels) -> None:
    expected = len(labels.dimensions)
    for point in points:
        if len(point.dimensions) != expected:
            found = len(point.dimensions)
            raise ValueError(f"{point.label!r} has {found} values for {expected} dimensions")


def _date_lines(points: Sequence[TimePoint]) -> int:
    return max((len(label_text.lines(point.label, DATE_LIMIT)) for point in points), default=0)


def _margin(size: Size) -> Margin:
    """Room for the numbers of the vertical axes on the left."""
    measures = MEASURES[size]
    left = label_text.width("100", measures.small) + 6 * measures.scale
    return Margin(left=left, right=4 * measures.scale, top=2, bottom=0)
