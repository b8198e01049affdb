"""The looks of cells in draw.io: plain words, never HTML, in the colours of the light theme."""

from digikartta.charts.map_colours import bar_colour
from digikartta.charts.palette import LIGHT
from digikartta.exports.drawio_page import Style

_WORDS: Style = {
    **{"html": "0", "fontFamily": "Helvetica", "fontSize": "12", "fontColor": LIGHT.text},
    "spacing": "4",
}
_PLAIN: Style = {**_WORDS, "whiteSpace": "wrap", "align": "left", "strokeColor": "none"}
_CLEAR: Style = {"fillColor": "none"}

TITLE: Style = {**_PLAIN, **_CLEAR, "fontSize": "20", "fontStyle": "1", "verticalAlign": "middle"}
HEAD: Style = {
    **_PLAIN,
    **{"fontStyle": "1", "fillColor": LIGHT.band, "strokeColor": LIGHT.grid},
    "verticalAlign": "middle",
}
CELL: Style = {
    **_PLAIN,
    **{"fillColor": LIGHT.surface, "strokeColor": LIGHT.grid, "verticalAlign": "middle"},
}
# The band of a lane cannot be dragged along by mistake when a bar is meant.
LANE: Style = {**_WORDS, "fillColor": LIGHT.surface, "strokeColor": LIGHT.grid, "locked": "1"}
BAND: Style = {**LANE, "fillColor": LIGHT.band}
TEXT: Style = {**_PLAIN, **_CLEAR, "fontStyle": "1", "verticalAlign": "top"}
TICK: Style = {**_PLAIN, **_CLEAR, "fontColor": LIGHT.muted, "verticalAlign": "bottom"}
VISION: Style = {
    **_PLAIN,
    **{"fillColor": LIGHT.surface, "strokeColor": LIGHT.own, "strokeWidth": "2"},
    **{"verticalAlign": "top", "spacing": "12", "fontSize": "14"},
}
TODAY: Style = {
    **_WORDS,
    **{"endArrow": "none", "dashed": "1", "strokeWidth": "2", "strokeColor": LIGHT.target},
    **{"fontColor": LIGHT.target, "verticalAlign": "bottom", "locked": "1"},
}
ARROW: Style = {
    **{"edgeStyle": "orthogonalEdgeStyle", "rounded": "0", "endArrow": "block", "html": "0"},
    **{"strokeColor": LIGHT.muted, "exitX": "1", "exitY": "0.5", "entryX": "0", "entryY": "0.5"},
}
# The words stand over the sign or the bar, from its left edge on, however short it is.
_ABOVE: Style = {
    **_WORDS,
    **{"verticalLabelPosition": "top", "verticalAlign": "bottom", "align": "left"},
    "spacingLeft": "-4",
}
MILESTONE: Style = {
    **{"shape": "rhombus", "perimeter": "rhombusPerimeter"},
    **_ABOVE,
    **{"fillColor": LIGHT.customers, "strokeColor": LIGHT.customers},
}


def bar(status: str) -> Style:
    """Return the look of an action's bar."""
    colour = bar_colour(status, LIGHT)
    return {**_ABOVE, "rounded": "0", "fillColor": colour, "strokeColor": colour}
