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
        "c1": Mark("30px,1px", "circle-dot", 2.5, 8),
        "c2": Mark("8px,3px", "diamond", 2, 9),
        "c3": Mark("3px,3px", "square-open", 2, 8),
        "c4": Mark("14px,4px,3px,4px", "triangle-down", 2, 9),
        "c5": Mark("5px,2px", "x", 2, 7),
        "c6": Mark("1px,4px", "star", 2.5, 9),
    }
)
