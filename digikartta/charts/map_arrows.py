"""What waits for what on a future map: lines from an action to those that begin after it."""

from digikartta.charts.frame import Spec
from digikartta.charts.palette import Palette
from digikartta.map_layout import MapLayout

_HEAD = 3  # px from the tip of an arrow to the middle of its head


def arrows(layout: MapLayout, palette: Palette, *, text_size: float) -> list[Spec]:
    """Return lines under everything else, with a head where the waiting action begins."""
    x: list[float | None] = []
    y: list[float | None] = []
    for arrow in layout.arrows:
        x += [*(point[0] for point in arrow.points), None]
        y += [*(point[1] for point in arrow.points), None]
    if not x:
        return []
    ends = [arrow.points[-1] for arrow in layout.arrows]
    common = {"type": "scatter", "hoverinfo": "skip", "showlegend": False}
    line = {"color": palette.muted, "width": 1.5}
    head = {"symbol": "triangle-right", "size": text_size * 0.7, "color": palette.muted}
    return [
        common | {"mode": "lines", "x": x, "y": y, "line": line},
        common
        | {"mode": "markers", "x": [e[0] - _HEAD for e in ends], "y": [e[1] for e in ends]}
        | {"marker": head},
    ]
