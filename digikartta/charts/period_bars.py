"""Numbers of things by period, as bars in time order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import plotly.graph_objects as go

from digikartta.charts import label_text
from digikartta.charts.frame import LINE_HEIGHT, MEASURES, Margin, Size, Spec, figure, layout
from digikartta.charts.label_rows import hover_text
from digikartta.charts.palette import Palette

_HEIGHT: Mapping[Size, int] = MappingProxyType({"phone": 190, "desk": 220, "projector": 380})


@dataclass(frozen=True, slots=True)
class Period:
    """One period: its name, how many, and what is said of it at the pointer."""

    label: str
    n: int
    said: str


def period_bars(
    periods: Sequence[Period],
    *,
    palette: Palette,
    size: Size,
    number: Callable[[float], str],
    font_family: str = "Inter",
) -> go.Figure:
    """The figure; of many periods every second, third, … is named, the last one always."""
    measures = MEASURES[size]
    spec = layout(
        palette=palette,
        size=size,
        font_family=font_family,
        plot_height=_HEIGHT[size],
        margin=Margin(
            left=6,
            right=6,
            top=measures.text * LINE_HEIGHT + 6,
            bottom=measures.small * LINE_HEIGHT + 8,
        ),
    )
    shown = _named(periods, size)
    spec["xaxis"] = _across(periods, shown, palette, size)
    spec["yaxis"] = _up(periods, palette)
    return figure([_bars(periods, shown, palette, number)], spec)


def _bars(
    periods: Sequence[Period],
    shown: Sequence[int],
    palette: Palette,
    number: Callable[[float], str],
) -> Spec:
    return {
        "type": "bar",
        "name": "",
        "x": list(range(len(periods))),
        "y": [period.n for period in periods],
        "width": 0.7,
        "marker": {"color": palette.own},
        "text": [number(p.n) if i in shown else "" for i, p in enumerate(periods)],
        "textposition": "outside",
        "textangle": 0,
        "cliponaxis": False,
        "hovertext": [hover_text(period.label, period.said) for period in periods],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
    }


def _across(periods: Sequence[Period], shown: Sequence[int], palette: Palette, size: Size) -> Spec:
    return {
        "range": [-0.6, len(periods) - 0.4],
        "autorange": False,
        "fixedrange": True,
        "tickvals": list(shown),
        "ticktext": [periods[i].label for i in shown],
        "tickfont": {"size": MEASURES[size].small, "color": palette.muted},
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
    }


def _up(periods: Sequence[Period], palette: Palette) -> Spec:
    most = max((period.n for period in periods), default=0)
    return {
        "range": [0, 1.15 * max(most, 1)],
        "autorange": False,
        "fixedrange": True,
        "showticklabels": False,
        "showgrid": False,
        "zeroline": True,
        "zerolinecolor": palette.muted,
    }


def _named(periods: Sequence[Period], size: Size) -> list[int]:
    """The densest names that do not touch at the narrowest width."""
    measures = MEASURES[size]
    widest = max((label_text.width(p.label, measures.small) for p in periods), default=1.0)
    fitting = max(1, int(measures.narrowest / (widest + measures.small)))
    step = -(-len(periods) // fitting) or 1
    return list(range(len(periods) - 1, -1, -step))[::-1]
