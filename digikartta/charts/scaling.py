"""A figure as a whole, smaller or larger: text, lines, markers and room alike."""

from typing import Any

import plotly.graph_objects as go

# What plotly takes in px, wherever it stands; `width` only of lines and of the figure itself: a
# bar's is in units of its axis.
_PX = {"size", "ticklen", "ticklabelstandoff", "xshift", "yshift", "linewidth", "height"}
_MARGIN = {"l", "r", "t", "b"}


def scaled(figure: go.Figure, factor: float) -> go.Figure:
    """Return the figure with everything that is measured in px times `factor`."""
    if factor == 1:
        return figure
    return go.Figure(_scaled(figure.to_dict(), factor, within=""), _validate=False)


def _scaled(node: Any, factor: float, *, within: str) -> Any:
    if isinstance(node, dict):
        return {
            key: _times(value, factor)
            if _is_px(key, within)
            else _scaled(value, factor, within=key)
            for key, value in node.items()
        }
    if isinstance(node, (list, tuple)) and any(isinstance(part, dict) for part in node):
        return [_scaled(part, factor, within="") for part in node]
    return node


def _is_px(key: str, within: str) -> bool:
    if key == "width":
        return within in {"line", "layout"}
    return key in _PX or (within == "margin" and key in _MARGIN)


def _times(value: Any, factor: float) -> Any:
    if isinstance(value, (list, tuple)):
        return [part * factor for part in value]
    return value * factor
