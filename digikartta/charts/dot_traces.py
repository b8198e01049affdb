"""What a dot plot draws on its rows: one trace for each kind of mark."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from digikartta.charts.frame import MEASURES, Size, Spec
from digikartta.charts.marks import MARKS
from digikartta.charts.palette import Kind, Palette

_CUSTOMERS_BELOW = 13  # px under the other marks, so that a square never hides the own circle
_HOVER = "%{hovertext}<extra></extra>"


@dataclass(frozen=True, slots=True)
class DotRow:
    """One dimension; every figure is 0 to 100, or None where there is none."""

    label: str
    own: float | None
    target: float | None
    peers_median: float | None
    q1: float | None
    q3: float | None
    customers: float | None


@dataclass(frozen=True, slots=True)
class DotLabels:
    """Translated names of the marks, for the legend and the texts at the pointer."""

    own: str
    target: str
    peers_median: str
    quartiles: str
    customers: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What every trace of one dot plot is drawn with."""

    labels: DotLabels
    palette: Palette
    size: Size
    number: Callable[[float], str]

    @property
    def scale(self) -> float:
        """Of lines and markers, against a phone."""
        return MEASURES[self.size].scale

    def hover(self, row: DotRow, label: str, *values: float) -> str:
        """Two lines: the dimension; the mark and its value, or the range of its values."""
        shown = "–".join(map(self.number, values))
        return _escaped(row.label) + "<br>" + _escaped(f"{label}: {shown}")


_Places = Sequence[tuple[DotRow, float]]  # rows with the px at which they stand


def traces(rows: Sequence[DotRow], centres: Sequence[float], drawing: Drawing) -> list[Spec]:
    """The marks of all rows from back to front; a kind of mark without any value is left out.

    `centres` are the vertical positions of the rows in px.
    """
    places = list(zip(rows, centres, strict=True))
    drawn = [
        _quartiles(places, drawing),
        _median(places, drawing),
        _customers(places, drawing),
        _way(places, drawing),
        _target(places, drawing),
        _own(places, drawing),
    ]
    # From front to back in the legend: the own marker first.
    ranked = [trace | {"legendrank": rank} for rank, trace in enumerate(reversed(drawn), start=1)]
    return [trace for trace in reversed(ranked) if any(x is not None for x in trace["x"])]


def _quartiles(places: _Places, drawing: Drawing) -> Spec:
    name, palette = drawing.labels.quartiles, drawing.palette
    found = [
        (row, centre, row.q1, row.q3)
        for row, centre in places
        if row.q1 is not None and row.q3 is not None
    ]
    return _trace(
        [high - low for _, _, low, high in found],
        [centre for _, centre, _, _ in found],
        [drawing.hover(row, name, low, high) for row, _, low, high in found],
        name=name,
    ) | {
        "type": "bar",
        "orientation": "h",
        "base": [low for _, _, low, _ in found],
        "width": 11 * drawing.scale,
        # The pale fill lets the marks on it be seen; the outline lets the bar be seen.
        "marker": {"color": palette.band, "line": {"color": palette.peers, "width": 1}},
    }


def _median(places: _Places, drawing: Drawing) -> Spec:
    colour = drawing.palette.peers
    tick = {
        "symbol": "line-ns",
        "size": 10 * drawing.scale,
        "line": {"color": colour, "width": 3 * drawing.scale},
    }
    points = [(row, centre, row.peers_median) for row, centre in places]
    return _points(points, drawing, name=drawing.labels.peers_median) | {"marker": tick}


def _customers(places: _Places, drawing: Drawing) -> Spec:
    below = _CUSTOMERS_BELOW * drawing.scale
    points = [(row, centre + below, row.customers) for row, centre in places]
    marker = _marker("customers", drawing, diameter=9)
    return _points(points, drawing, name=drawing.labels.customers) | {"marker": marker}


def _way(places: _Places, drawing: Drawing) -> Spec:
    """Lines from the own marker to the target; the diamond and the circle tell the direction."""
    x: list[float | None] = []
    y: list[float] = []
    for row, centre in places:
        if row.own is not None and row.target is not None:
            x, y = [*x, row.own, row.target, None], [*y, *[centre] * 3]
    return _trace(x, y, [""] * len(x), name=drawing.labels.target) | {
        "mode": "lines",
        "line": {"color": drawing.palette.target, "width": 2 * drawing.scale},
        "hoverinfo": "skip",
        "hovertemplate": None,
        "showlegend": False,
    }


def _target(places: _Places, drawing: Drawing) -> Spec:
    points = [(row, centre, row.target) for row, centre in places]
    # Filled with the surface and not an open symbol, so that the line ends at its edge.
    marker = _marker("target", drawing, diameter=13) | {
        "symbol": "diamond",
        "color": drawing.palette.surface,
        "line": {"color": drawing.palette.target, "width": 2.5 * drawing.scale},
    }
    return _points(points, drawing, name=drawing.labels.target) | {"marker": marker}


def _own(places: _Places, drawing: Drawing) -> Spec:
    points = [(row, centre, row.own) for row, centre in places]
    return _points(points, drawing, name=drawing.labels.own) | {
        "marker": _marker("own", drawing, diameter=12),
        "mode": "markers+text",
        "text": [drawing.number(value) for _, _, value in points if value is not None],
        # Above is the one side where neither a line nor another mark can stand.
        "textposition": "top center",
        "textfont": {"color": drawing.palette.own, "weight": 600},
    }


def _marker(kind: Kind, drawing: Drawing, *, diameter: float) -> Spec:
    return {
        "symbol": MARKS[kind].symbol,
        "size": diameter * drawing.scale,
        "color": drawing.palette.line(kind),
    }


def _points(
    points: Sequence[tuple[DotRow, float, float | None]], drawing: Drawing, *, name: str
) -> Spec:
    found = [(row, y, value) for row, y, value in points if value is not None]
    return _trace(
        [value for _, _, value in found],
        [y for _, y, _ in found],
        [drawing.hover(row, name, value) for row, _, value in found],
        name=name,
    ) | {"mode": "markers"}


def _trace(
    x: Sequence[float | None], y: Sequence[float], hover: Sequence[str], *, name: str
) -> Spec:
    return {
        "type": "scatter",
        "name": _escaped(name),
        "x": x,
        "y": y,
        "hovertext": hover,
        "hovertemplate": _HOVER,
        # Markers at 0 and 100 are drawn whole.
        "cliponaxis": False,
        "showlegend": True,
    }


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
