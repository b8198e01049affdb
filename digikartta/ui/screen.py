"""The width of the visitor's screen, for charts whose text must be readable on it."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

PHONE_WIDTH = 720  # px; below it a chart's labels need their phone layout

# A window is resized in many small steps: the server hears of the last one.
_WIDTH = """
export default function({ setStateValue }) {
  let told, waiting
  const tell = () => {
    const width = document.documentElement.clientWidth
    if (width !== told) setStateValue('width', told = width)
  }
  const settled = () => {
    clearTimeout(waiting)
    waiting = setTimeout(tell, 300)
  }
  tell()
  window.addEventListener('resize', settled)
  return () => {
    clearTimeout(waiting)
    window.removeEventListener('resize', settled)
  }
}
"""


_USUAL = {"phone": 390, "desk": 1200}  # px, until the width is known
_PROJECTOR_WIDTH = 1800
_PHONE_EDGES = 28  # px beside the content, as in style.css
_DESK_SHARE, _DESK_EDGES, _WIDEST = 0.94, 36, 1840


def chart_size() -> Literal["phone", "desk"]:
    """Return which layout a chart takes; a guess by the browser's name until the width is known."""
    return "phone" if _screen_width() < PHONE_WIDTH else "desk"


def wall_size() -> tuple[Literal["phone", "desk", "projector"], float]:
    """Return the layout of a picture as wide as the page allows, and that width in px.

    The page is one with `.dk-wall`; a screen as wide as a projector's is read from far away.
    """
    width = _screen_width()
    if width < PHONE_WIDTH:
        return "phone", width - _PHONE_EDGES
    size: Literal["desk", "projector"] = "projector" if width >= _PROJECTOR_WIDTH else "desk"
    return size, min(_DESK_SHARE * width, _WIDEST) - _DESK_EDGES


def _screen_width() -> int:
    width = _told_width()
    if width is None:
        is_phone = "Mobi" in (st.context.headers.get("User-Agent") or "")
        return _USUAL["phone" if is_phone else "desk"]
    return width


def _told_width() -> int | None:
    answer = st.components.v2.component("dk_width", js=_WIDTH)(
        key="dk_width", on_width_change=lambda: None
    )
    width = answer.get("width")
    return None if width is None else int(width)


@dataclass(frozen=True, slots=True)
class Wall:
    """How a room's charts are drawn in one window: the layout, and widths in px before `scale`.

    `full` is a chart that has the page to itself, `half` one with words beside it.
    """

    size: Literal["phone", "projector"]
    scale: float
    full: int
    half: int


_FULL, _HALF = 1820, 1060  # px on a page of 1920
_COLUMNS_FROM = 641  # px; in a narrower window columns stand below one another
# Width of the window in px from which a wall is drawn so large, against 1920 px.
_WALL_SCALES = ((2400, 1.333), (1701, 1.0), (1561, 0.833), (1401, 0.75), (961, 0.667))


def wall() -> Wall:
    """Return how a projector's charts are drawn; the style sheet scales the words alike."""
    return wall_of(_told_width() or 1920)


def wall_of(width: int) -> Wall:
    """Return the wall in a window of this width; on a phone it is read from near."""
    for least, scale in _WALL_SCALES:
        if width >= least:
            return Wall("projector", scale, _FULL, _HALF)
    full = width - _PHONE_EDGES
    return Wall("phone", 1.0, full, full if width < _COLUMNS_FROM else round(full * _HALF / _FULL))
