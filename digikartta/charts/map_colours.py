"""The colours of an action by its status, the same on the screen and in every file."""

from digikartta.charts.palette import Palette


def bar_colour(status: str, palette: Palette) -> str:
    """Return the colour of a bar; from idea to done it grows stronger."""
    return {
        "idea": palette.peers,
        "agreed": palette.t0,
        "started": palette.t1,
        "done": palette.t2,
    }.get(status, palette.peers)
