"""Slopes: lines from one measurement to the next, their names where they end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import plotly.graph_objects as go

from digikartta.charts import label_text
from digikartta.charts.frame import LINE_HEIGHT, MEASURES, TICKS, Margin, Size, Spec, figure, layout
from digikartta.charts.label_rows import hover_text
from digikartta.charts.marks import MARKS
from digikartta.charts.palette import Palette

_LIMIT: Mapping[Size, int] = MappingProxyType({"phone": 20, "desk": 48, "projector": 26})
_LEAST_HEIGHT: Mapping[Size, int] = MappingProxyType({"phone": 400, "desk": 480, "projector": 620})


MARKED_AT_MOST = 300  # lines in one trace whose ends are marked; of more the marks hide the lines

_BESIDE = 0.09  # of the width between the ends, for the leaders to the texts


@dataclass(frozen=True, slots=True)
class SlopeLine:
    """One line, values 0 to 100; without a label it is one of many and thin."""

    label: str
    name: str  # at the pointer
    first: float
    second: float
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class SlopeEnds:
    """What the two ends are called."""

    first: str
    second: str


def slope(
    lines: Sequence[SlopeLine],
    *,
    ends: SlopeEnds,
    palette: Palette,
    size: Size,
    number: Callable[[float], str],
    font_family: str = "Inter",
) -> go.Figure:
    """The figure; names and numbers of the labelled lines are moved apart where they would meet."""
    measures = MEASURES[size]
    named = [line for line in lines if line.label]
    texts = [_end_text(line, number, size) for line in named]
    gap = max((text.count("<br>") + 1 for text in texts), default=1) * measures.text * LINE_HEIGHT
    height = max(_LEAST_HEIGHT[size], gap * (len(named) + 1))
    widest = max(
        (label_text.width(part, measures.text) for text in texts for part in text.split("<br>")),
        default=0.0,
    )
    margin = Margin(
        left=label_text.width("100", measures.text) + 18 * measures.scale,
        right=widest + 16 * measures.scale,
        top=2 * measures.text * LINE_HEIGHT + 12 * measures.scale,
        bottom=8,
    )
    spec = layout(
        palette=palette,
        size=size,
        font_family=font_family,
        plot_height=height,
        margin=margin,
    )
    spec["xaxis"], spec["yaxis"] = _across(palette), _up(palette)
    starts = [number(line.first) for line in named]
    sides = [
        _Side(0, [line.first for line in named], starts, measures.text * LINE_HEIGHT, height),
        _Side(1, [line.second for line in named], texts, gap, height),
    ]
    spec["annotations"] = [*_titles(ends, size), *(a for side in sides for a in _texts(side))]
    leaders = [leader for side in sides for leader in _leaders(side, palette, measures.scale)]
    return figure([*leaders, *_drawn(lines, palette, measures.scale, number)], spec)


@dataclass(frozen=True, slots=True)
class _Side:
    """One end of the labelled lines."""

    end: int  # 0 or 1
    values: Sequence[float]
    texts: Sequence[str]
    gap: float  # px that texts need
    height: float

    @property
    def places(self) -> list[float]:
        """Where the texts stand, on the scale of the values."""
        wanted = [self.height * value / 100 for value in self.values]
        moved = apart(wanted, gap=self.gap, height=self.height)
        return [100 * place / self.height for place in moved]

    @property
    def out(self) -> float:
        """Where the texts begin, beyond the end of the lines."""
        return 1 + _BESIDE if self.end else -_BESIDE


def _end_text(line: SlopeLine, number: Callable[[float], str], size: Size) -> str:
    return label_text.wrap(f"{number(line.second)}  {line.label}", _LIMIT[size])


def _drawn(
    lines: Sequence[SlopeLine], palette: Palette, scale: float, number: Callable[[float], str]
) -> list[Spec]:
    """The traces: one for each line with a label, and one for all the others that rise or fall.

    A browser draws ten thousand lines at once, but ten thousand traces take it minutes.
    """
    rising = [line for line in lines if not line.label and line.second >= line.first]
    falling = [line for line in lines if not line.label and line.second < line.first]
    many = [_trace(some, palette, scale, number) for some in (rising, falling) if some]
    return [*many, *(_trace([line], palette, scale, number) for line in lines if line.label)]


def _trace(
    lines: Sequence[SlopeLine], palette: Palette, scale: float, number: Callable[[float], str]
) -> Spec:
    """Lines of one look, with a gap after each."""
    line = lines[0]
    strong = bool(line.label)
    colour = palette.own if line.is_main else palette.t1 if strong else palette.peers
    said = [
        hover_text(each.name, f"{number(each.first)} → {number(each.second)}") for each in lines
    ]
    return {
        "type": "scatter",
        "name": "",
        "x": [0, 1, None] * len(lines),
        "y": [value for each in lines for value in (each.first, each.second, None)],
        "mode": "lines+markers" if len(lines) <= MARKED_AT_MOST else "lines",
        "line": {
            "color": colour,
            "width": (3.5 if line.is_main else 2 if strong else 1) * scale,
            "dash": "solid" if line.second >= line.first else "dot",
        },
        "marker": {
            # The third is the gap's and is never seen.
            "symbol": [MARKS[mark].symbol for mark in ("T0", "T2", "T2")] * len(lines),
            "size": (8 if strong else 5) * scale,
            "color": colour,
            "opacity": 1,
        },
        "opacity": 1 if strong else 0.6,
        "hovertext": [text for each in said for text in (each, each, "")],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "showlegend": False,
    }


def _texts(side: _Side) -> list[Spec]:
    return [
        {
            "text": text,
            "x": side.out,
            "y": place,
            "xanchor": "left" if side.end else "right",
            "xshift": 4 if side.end else -4,
            "yanchor": "middle",
            "align": "left",
            "showarrow": False,
        }
        for text, place in zip(side.texts, side.places, strict=True)
    ]


def _leaders(side: _Side, palette: Palette, scale: float) -> list[Spec]:
    """Thin lines from where a line ends to its text."""
    return [
        {
            "type": "scatter",
            "name": "",
            "x": [side.end, side.out],
            "y": [value, place],
            "mode": "lines",
            "line": {"color": palette.grid, "width": 1.5 * scale},
            "hoverinfo": "skip",
            "cliponaxis": False,
            "showlegend": False,
        }
        for value, place in zip(side.values, side.places, strict=True)
    ]


def _titles(ends: SlopeEnds, size: Size) -> list[Spec]:
    """What the ends are called, over them."""
    return [
        {
            "text": label_text.wrap(text, 20),
            "x": end,
            "y": 100,
            "xanchor": "right" if end else "left",
            "yanchor": "bottom",
            "yshift": 10 * MEASURES[size].scale,
            "showarrow": False,
            "font": {"size": MEASURES[size].text, "weight": 600},
        }
        for end, text in enumerate((ends.first, ends.second))
    ]


def apart(places: Sequence[float], *, gap: float, height: float) -> list[float]:
    """Return the places moved as little as needed to stand `gap` apart, from 0 to `height`.

    The order is kept, and texts that meet move to both sides. Where there is no room for all, they
    share it evenly.
    """
    order = sorted(range(len(places)), key=lambda i: places[i])
    step = min(gap, height / max(len(places) - 1, 1))
    even = _rising([places[i] - k * step for k, i in enumerate(order)])
    last = height - step * (len(places) - 1)
    found = [min(max(place, 0.0), last) + k * step for k, place in enumerate(even)]
    back = dict(zip(order, found, strict=True))
    return [back[i] for i in range(len(places))]


def _rising(values: Sequence[float]) -> list[float]:
    """The nearest values that never fall: neighbours out of order share their mean."""
    blocks: list[list[float]] = []
    for value in values:
        blocks.append([value])
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    return [_mean(block) for block in blocks for _ in block]


def _mean(block: Sequence[float]) -> float:
    return sum(block) / len(block)


def _across(palette: Palette) -> Spec:
    return {
        "range": [-_BESIDE, 1 + _BESIDE],
        "autorange": False,
        "fixedrange": True,
        "tickvals": [0, 1],
        "showticklabels": False,
        "showgrid": True,
        "gridcolor": palette.peers,
        "zeroline": False,
    }


def _up(palette: Palette) -> Spec:
    return {
        "range": [0, 100],
        "autorange": False,
        "fixedrange": True,
        "tickvals": list(TICKS),
        "showticklabels": False,
        "showgrid": True,
        "gridcolor": palette.grid,
        "zeroline": False,
    }
