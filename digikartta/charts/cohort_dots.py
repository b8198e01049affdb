"""Cohorts side by side: for each dimension the median of each and the span of its quartiles."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from digikartta.charts import label_text
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
from digikartta.charts.marks import MARKS
from digikartta.charts.palette import COHORTS, Palette

_LIMIT = 26  # characters a line of a dimension's name
_PITCH = 17  # px from one cohort to the next
_GAP = 22  # px between two dimensions


@dataclass(frozen=True, slots=True)
class CohortDot:
    """One cohort in one dimension, 0 to 100; None where there is no figure."""

    n: int | None
    median: float | None
    q1: float | None
    q3: float | None


@dataclass(frozen=True, slots=True)
class CohortSeries:
    """One cohort; a dot for each dimension, in their order."""

    name: str
    dots: tuple[CohortDot, ...]


def cohort_dots(
    dimensions: Sequence[str],
    cohorts: Sequence[CohortSeries],
    *,
    hover: Callable[[str, str, CohortDot], str],
    palette: Palette,
    size: Size,
    number: Callable[[float], str],
    font_family: str = "Inter",
) -> go.Figure:
    """The figure, dimensions from top to bottom, in each the cohorts in their order.

    `hover` says in words what a dot shows: dimension, cohort, figures. What is undefined is not
    drawn. The vertical axis is in px from the top.
    """
    above = size == "phone"  # the names stand over their rows, not beside them
    texts = [label_text.lines(name, 42 if above else _LIMIT) for name in dimensions]
    head = (max(map(len, texts), default=0) * MEASURES[size].text * LINE_HEIGHT) if above else 0
    step = _PITCH * MEASURES[size].scale
    block = max(len(cohorts) * step, 0 if above else _tallest(texts, size)) + _GAP + head
    tops = [place * block + head for place in range(len(dimensions))]
    traces: list[Spec] = []
    for order, cohort in enumerate(cohorts):
        centres = [top + (order + 0.5) * step for top in tops]
        places = list(zip(dimensions, cohort.dots, centres, strict=True))
        traces += _of_cohort(order, cohort.name, places, _Look(hover, palette, size))
    lines = [line for text in texts for line in text]
    spec = layout(
        palette=palette,
        size=size,
        font_family=font_family,
        plot_height=max(block * len(dimensions), 1),
        margin=label_margin(lines, above=above, size=size),
        legend_labels=[cohort.name for cohort in cohorts],
    )
    spec["xaxis"] = scale_axis(TICKS, palette=palette, size=size, number=number)
    spec["yaxis"] = _down(block * len(dimensions), palette)
    spec["annotations"] = [
        _label(name, place * block, above=above, size=size, middle=len(cohorts) * step / 2)
        for place, name in enumerate(dimensions)
    ]
    return figure(traces, spec)


def _tallest(texts: Sequence[Sequence[str]], size: Size) -> float:
    return max(map(len, texts), default=0) * MEASURES[size].text * LINE_HEIGHT


@dataclass(frozen=True, slots=True)
class _Look:
    hover: Callable[[str, str, CohortDot], str]
    palette: Palette
    size: Size


def _of_cohort(
    order: int, cohort: str, places: Sequence[tuple[str, CohortDot, float]], look: _Look
) -> list[Spec]:
    kind = COHORTS[order]
    colour, scale = look.palette.line(kind), MEASURES[look.size].scale
    spans = [
        ([d.q1, d.q3, None], [y, y, None])
        for _, d, y in places
        if d.q1 is not None and d.q3 is not None
    ]
    found = [(name, d, y) for name, d, y in places if d.median is not None]
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": [x for xs, _ in spans for x in xs],
        "y": [y for _, ys in spans for y in ys],
        "line": {"color": colour, "width": 4 * scale},
        "opacity": 0.45,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    dots = {
        "type": "scatter",
        "mode": "markers",
        "name": html.escape(cohort, quote=False),
        "x": [d.median for _, d, _ in found],
        "y": [y for _, _, y in found],
        "hovertext": [
            html.escape(look.hover(dimension, cohort, d), quote=False) for dimension, d, _ in found
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "symbol": MARKS[kind].symbol,
            "size": (MARKS[kind].marker + 2) * scale,
            "color": colour,
            "line": {"color": colour, "width": scale},
        },
        "cliponaxis": False,
        "showlegend": True,
    }
    return [line, dots]


def _down(height: float, palette: Palette) -> Spec:
    return {
        "range": [height, -4],
        "autorange": False,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "mirror": True,
        "linecolor": palette.grid,
        "showticklabels": False,
    }


def _label(name: str, top: float, *, above: bool, size: Size, middle: float) -> Spec:
    return {
        "text": label_text.wrap(name, 42 if above else _LIMIT),
        "xref": "paper",
        "x": 0,
        "xanchor": "left" if above else "right",
        "xshift": -6 if above else -10 * MEASURES[size].scale,
        "y": top if above else top + middle,
        "yanchor": "top" if above else "middle",
        "align": "left" if above else "right",
        "showarrow": False,
    }
