"""How each kind of series is drawn besides its colour: line style and marker."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from digikartta.charts.palette import Kind


@dataclass(frozen=True, slots=True)
class Mark:
    """Line style and marker of a kind, at the size ``phone``."""

    dash: str  # a plotly dash name, or lengths in px
    symbol: str  # a plotly marker symbol
    width: float  # of the line, px
    marker: float  # diameter, px


# Every dash and every symbol occurs once: a chart reads without its colours.
MARKS: Mapping[Kind, Mark] = MappingProxyType(
    {
        "own": Mark("solid", "circle", 2.5, 7),
        "target": Mark("dash", "diamond-open", 2, 8),
        "peers": Mark("dot", "cross", 2, 6),
        "customers": Mark("dashdot", "square", 2, 7),
        "T0": Mark("longdash", "circle-open", 2, 7),
        "T1": Mark("longdashdot", "triangle-up", 2, 8),
        "T2": Mark("12px,2px", "hexagon", 2.5, 8),
    }
)
