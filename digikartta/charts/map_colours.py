"""The colours of an action by its status, the same on the screen and in every file."""

from digikartta.charts.frame import Spec
from digikartta.charts.palette import Palette


def bar_colour(status: str, palette: Palette) -> str:
    """Return the colour of a bar; from idea to done it grows stronger."""
    return {
        "idea": palette.peers,
        "agreed": palette.t0,
        "started": palette.t1,
        "done": palette.t2,
    }.get(status, palette.peers)


def late_in_legend(name: str, palette: Palette) -> Spec:
    """Return a trace that draws nothing: the legend tells by it what the frame of a bar means."""
    edge = {"color": palette.target, "width": 3}
    marker = {"color": "rgba(0,0,0,0)", "line": edge}
    return {"type": "bar", "x": [None], "y": [None], "name": name, "marker": marker}
