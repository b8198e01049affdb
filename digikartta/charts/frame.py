"""What every chart shares: sizes for a phone, a desk and a projector, layout and legend."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

import plotly.graph_objects as go

from digikartta.charts import label_text
from digikartta.charts.palette import Palette
from digikartta.maturity import EDGES

Size = Literal["phone", "desk", "projector"]
Spec = dict[str, Any]  # a part of a figure as plotly's JSON

# Lines at the edges of the maturity stages.
TICKS = (0.0, *EDGES, 100.0)
LINE_HEIGHT = 1.3  # of a text, in multiples of its size; plotly's own
_CLEAR = "rgba(0,0,0,0)"
_KEY = 45  # px of a legend entry without its text


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes in px."""

    text: int
    small: int  # ticks
    scale: float  # of lines and markers, against a phone
    narrowest: int  # the width at which everything must still fit


MEASURES: Mapping[Size, Measures] = MappingProxyType(
    {
        "phone": Measures(text=12, small=11, scale=1, narrowest=330),
        "desk": Measures(text=14, small=12, scale=1.2, narrowest=680),
        # Text of at least 24 px is readable from the back of a room.
        "projector": Measures(text=26, small=24, scale=2, narrowest=1000),
    }
)


@dataclass(frozen=True, slots=True)
class Margin:
    """Room around the plot in px."""

    left: float
    right: float
    top: float
    bottom: float


def layout(
    *,
    palette: Palette,
    size: Size,
    font_family: str,
    plot_height: float,
    margin: Margin,
    legend_labels: Sequence[str] = (),
) -> Spec:
    """Layout without axes: transparent, own font, fixed height, free width.

    The legend, if there are labels for it, gets its room under the bottom margin.
    """
    text, small = MEASURES[size].text, MEASURES[size].small
    font = {"family": f"{font_family}, sans-serif", "size": text, "color": palette.text}
    width = MEASURES[size].narrowest - margin.left - margin.right
    bottom = margin.bottom + _legend_height(legend_labels, text=small, width=width)
    return {
        # An empty template: plotly's default one would add its own colours and 7 kB.
        "template": {},
        "height": round(plot_height + margin.top + bottom),
        "margin": {
            "l": round(margin.left),
            "r": round(margin.right),
            "t": round(margin.top),
            "b": round(bottom),
            "pad": 0,
        },
        "paper_bgcolor": _CLEAR,
        "plot_bgcolor": _CLEAR,
        "font": font,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": palette.surface, "bordercolor": palette.muted, "font": font},
        "dragmode": False,
        "showlegend": bool(legend_labels),
        "legend": _legend(place=margin.bottom / plot_height) | {"font": font | {"size": small}},
    }


def _legend(*, place: float) -> Spec:
    """Horizontal, in rows when it is long; `place` is in heights of the plot under it."""
    return {
        "orientation": "h",
        "x": 0.5,
        "xanchor": "center",
        "y": -place,
        "yanchor": "top",
        "bgcolor": _CLEAR,
        # A tap hides nothing: half a comparison would be taken for the whole.
        "itemclick": False,
        "itemdoubleclick": False,
    }


def _legend_height(labels: Sequence[str], *, text: int, width: float) -> float:
    """Estimated height in px over a plot `width` px wide; 0 without entries.

    Plotly sets the entries in columns as wide as the longest one.
    """
    if not labels:
        return 0
    widest = max(label_text.width(label, text) for label in labels) + _KEY
    columns = max(1, min(len(labels), int(width / widest)))
    return math.ceil(len(labels) / columns) * (text * LINE_HEIGHT + 5) + 10


def figure(traces: Sequence[Spec], layout: Spec) -> go.Figure:
    """The figure of these parts, unchecked: plotly's checks take longer than all the rest.

    The tests put every figure through the checks.
    """
    return go.Figure({"data": list(traces), "layout": layout}, _validate=False)
