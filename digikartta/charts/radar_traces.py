"""What a radar draws: polygons with gaps and the ring between the quartiles of the peer group."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from digikartta.charts import ring
from digikartta.charts.frame import MEASURES, TICKS, Size, Spec
from digikartta.charts.marks import MARKS
from digikartta.charts.palette import Kind, Palette, translucent

_OWN_FILL = 0.12  # opacity: the band and the grid stay visible through it


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of the radar; the label is translated."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Series:
    """One polygon: a value of 0 to 100 for each axis, or None where there is none."""

    kind: Kind
    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Quartiles of the peer group, 0 to 100, for each axis; None where there are none."""

    label: str
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]

    def quartiles(self) -> list[tuple[float, float] | None]:
        """Both quartiles of each axis, or None where one is missing."""
        pairs = zip(self.lower, self.upper, strict=True)
        return [None if low is None or high is None else (low, high) for low, high in pairs]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What every trace of one radar is drawn with."""

    axes: tuple[Axis, ...]
    palette: Palette
    size: Size
    number: Callable[[float], str]

    @property
    def scale(self) -> float:
        """Of lines and markers, against a phone."""
        return MEASURES[self.size].scale

    def hover(self, index: int, label: str, value: str) -> str:
        """Two lines: the axis; the series and its value."""
        return _escaped(self.axes[index].label) + "<br>" + _escaped(f"{label}: {value}")


def series_trace(drawing: Drawing, series: Series) -> Spec:
    """The polygon of a series, with markers; a missing value is a gap."""
    mark, colour = MARKS[series.kind], drawing.palette.line(series.kind)
    hover = [
        "" if value is None else drawing.hover(i, series.label, drawing.number(value))
        for i, value in enumerate(series.values)
    ]
    trace = _polar(drawing, ring.closed(series.values), name=series.label, hover=hover) | {
        "mode": "lines+markers",
        "line": {"color": colour, "width": mark.width * drawing.scale, "dash": mark.dash},
        "marker": {
            "color": colour,
            "symbol": mark.symbol,
            "size": mark.marker * drawing.scale,
            "line": {"color": colour, "width": drawing.scale},
        },
        "showlegend": True,
    }
    # With a gap the fill would cut straight across it and claim a value that is not there.
    if series.kind == "own" and None not in series.values:
        trace |= {"fill": "toself", "fillcolor": translucent(colour, _OWN_FILL)}
    return trace


def band_traces(drawing: Drawing, band: Band) -> list[Spec]:
    """The ring between the quartiles, its edges and one entry for the legend; [] if undefined."""
    spans = band.quartiles()
    if not any(spans):
        return []
    palette, scale = drawing.palette, drawing.scale
    thin, none = {"color": palette.peers, "width": 0.75 * scale}, {"width": 0}
    filled = {"mode": "lines", "fill": "toself", "fillcolor": palette.band}
    hover = [_band_hover(drawing, i, band.label, span) for i, span in enumerate(spans)]

    def trace(path: ring.Path) -> Spec:
        return _polar(drawing, path, name=band.label, hover=hover)

    return [
        trace(ring.polygons(spans)) | filled | {"line": none, "hoverinfo": "skip"},
        trace(ring.spokes(spans))
        | {"mode": "lines", "line": {"color": palette.band, "width": 10 * scale}},
        trace(ring.edges(spans)) | {"mode": "lines", "line": thin},
        # The polygons have a seam, so they carry no outline; the entry in the legend does.
        trace([None]) | filled | {"line": thin, "showlegend": True},
    ]


def scale_trace(drawing: Drawing) -> Spec:
    """The numbers of the rings, half-way between the first two axes where no value stands."""
    # On a phone the rings are too close for a number at each.
    numbered = (40.0, 80.0) if drawing.size == "phone" else TICKS[1:]
    return {
        "type": "scatterpolar",
        "r": list(numbered),
        "theta": [ring.angle(1, 2 * max(len(drawing.axes), 1))] * len(numbered),
        "mode": "text",
        "text": [drawing.number(value) for value in numbered],
        "textfont": {"size": MEASURES[drawing.size].small, "color": drawing.palette.muted},
        "hoverinfo": "skip",
        "cliponaxis": False,
        "showlegend": False,
    }


def _band_hover(drawing: Drawing, index: int, label: str, span: ring.Span | None) -> str:
    return drawing.hover(index, label, "–".join(map(drawing.number, span))) if span else ""


def _polar(drawing: Drawing, path: ring.Path, *, name: str, hover: Sequence[str]) -> Spec:
    count = len(drawing.axes)
    return {
        "type": "scatterpolar",
        "name": _escaped(name),
        "r": [point and point[1] for point in path],
        "theta": [point and ring.angle(point[0], count) for point in path],
        "text": ["" if point is None else hover[point[0]] for point in path],
        "hovertemplate": "%{text}<extra></extra>",
        "connectgaps": False,
        "showlegend": False,
    }


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
