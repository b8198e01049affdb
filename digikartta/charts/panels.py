"""What one small chart of a timeline draws: points by stage, joined by lines with gaps."""

import html
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from digikartta.charts import label_text
from digikartta.charts.frame import MEASURES, TICKS, Size, Spec
from digikartta.charts.marks import MARKS
from digikartta.charts.palette import Palette
from digikartta.charts.panel_grid import Panel, number_room

DATE_LIMIT = 8  # characters a line: the stage and the date stand on lines of their own


@dataclass(frozen=True, slots=True)
class TimePoint:
    """One round: every value is 0 to 100, or None where there is none; the label has its date."""

    stage: Literal["T0", "T1", "T2"]
    label: str
    overall: float | None
    dimensions: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What every small chart of one timeline is drawn with."""

    points: tuple[TimePoint, ...]
    palette: Palette
    size: Size
    number: Callable[[float], str]
    plot_width: float  # px, at the narrowest


def trace(drawing: Drawing, panel: Panel, values: Sequence[float | None], *, place: int) -> Spec:
    """The points of one chart; `place` counts the charts from 1."""
    palette, scale = drawing.palette, MEASURES[drawing.size].scale
    stages = [point.stage for point in drawing.points]
    colours = [palette.line(stage) for stage in stages]
    return {
        "type": "scatter",
        "name": html.escape(panel.label, quote=False),
        "xaxis": _axis("x", place),
        "yaxis": _axis("y", panel.row),
        "x": list(range(len(values))),
        "y": list(values),
        "connectgaps": False,
        "cliponaxis": False,
        "mode": "lines+markers+text",
        "line": {"color": palette.peers, "width": 1.5 * scale},
        "marker": {
            "color": colours,
            "symbol": [MARKS[stage].symbol for stage in stages],
            "size": [MARKS[stage].marker * scale * 1.2 for stage in stages],
            "line": {"color": colours, "width": 1.5 * scale},
            # Plotly makes markers of several sizes translucent unless told otherwise.
            "opacity": 1,
        },
        "text": ["" if value is None else drawing.number(value) for value in values],
        "textposition": "top center",
        "textfont": {"size": MEASURES[drawing.size].small},
        "hovertext": _hover(drawing, panel, values),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hover(drawing: Drawing, panel: Panel, values: Sequence[float | None]) -> list[str]:
    lines = [
        "" if value is None else f"{point.label}: {drawing.number(value)}"
        for point, value in zip(drawing.points, values, strict=True)
    ]
    return [
        html.escape(f"{panel.label}\n{line}", quote=False).replace("\n", "<br>") for line in lines
    ]


def axes(drawing: Drawing, panel: Panel, *, place: int) -> Spec:
    """The rounds across; the leftmost chart of a row also has 0 to 100 up, for the whole row."""
    small = {"size": MEASURES[drawing.size].small, "color": drawing.palette.muted}
    fixed = {"autorange": False, "fixedrange": True, "zeroline": False, "tickfont": small}
    across = spread(drawing, panel)
    dates = [drawing.points[i].label for i in across.dated]
    last = max(len(drawing.points) - 1, 0)
    found: Spec = {
        _axis("xaxis", place): fixed
        | {
            "anchor": _axis("y", panel.row),
            "domain": [panel.left, panel.right],
            "range": [-across.beside, last + across.beside],
            "tickvals": list(across.dated),
            "ticktext": [label_text.wrap(date, DATE_LIMIT) for date in dates],
            "tickangle": 0,
            "showgrid": False,
            # Plotly leaves out the lines at 0 and 100, where the chart ends.
            "showline": True,
            "mirror": True,
            "linecolor": drawing.palette.grid,
        },
    }
    if panel.left == 0:
        found[_axis("yaxis", panel.row)] = fixed | {
            "anchor": _axis("x", place),
            "domain": [panel.bottom, panel.top],
            "range": [0, 100],
            "tickvals": list(TICKS),
            "ticktext": [drawing.number(tick) if tick in (0, 100) else "" for tick in TICKS],
            "gridcolor": drawing.palette.grid,
        }
    return found


def _axis(name: str, place: int) -> str:
    """Plotly's name of an axis: the first one has no number."""
    return name if place == 1 else f"{name}{place}"


@dataclass(frozen=True, slots=True)
class Spread:
    """How the points stand on the horizontal axis, in steps between two of them."""

    beside: float  # free at either end, so that the first and the last date fit
    dated: tuple[int, ...]  # points whose dates have room side by side; always the latest


def spread(drawing: Drawing, panel: Panel) -> Spread:
    """The densest dates that do not touch at the narrowest width."""
    last = len(drawing.points) - 1
    if last < 0:
        return Spread(0.5, ())
    small = MEASURES[drawing.size].small
    lines = [line for one in drawing.points for line in label_text.lines(one.label, DATE_LIMIT)]
    date = max((label_text.width(line, small) for line in lines), default=0.0)
    width = drawing.plot_width * (panel.right - panel.left)
    if width < 2 * date + small / 2:
        return Spread(0.5, (last,))
    beside = max(0.5, date * last / (2 * (width - date)))
    step = math.ceil((date + small / 2) * (last + 2 * beside) / width)
    return Spread(beside, tuple(range(last, -1, -step))[::-1])


def title(drawing: Drawing, panel: Panel, *, place: int) -> Spec:
    """The name of a chart over its upper left corner."""
    return {
        "text": panel.title,
        "xref": "paper",
        "yref": "paper",
        "x": panel.left,
        "y": panel.top,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": number_room(drawing.size),
        "align": "left",
        "showarrow": False,
        "font": {"size": MEASURES[drawing.size].text, "weight": 600 if place == 1 else 500},
    }
