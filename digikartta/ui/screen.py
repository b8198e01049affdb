"""How large the visitor's screen is, for charts whose text must be readable on it."""

import math
from dataclasses import dataclass
from typing import Literal

import streamlit as st

PHONE_WIDTH = 720  # px; below it a chart's labels need their phone layout

_WIDTH = """
export default function({ setStateValue }) {
  const tell = () => setStateValue('width', Math.round(window.innerWidth))
  tell()
  window.addEventListener('orientationchange', tell)
  return () => window.removeEventListener('orientationchange', tell)
}
"""
# A window is resized in many small steps: the server hears of the last one. The height of a narrow
# one is nobody's business: it changes whenever a phone hides its address bar.
_WINDOW = """
export default function({ setStateValue, data }) {
  let told, waiting
  const tell = () => {
    const { clientWidth: width, clientHeight } = document.documentElement
    const size = [width, width < data.narrow ? 0 : clientHeight]
    if (String(size) !== told) setStateValue('size', size)
    told = String(size)
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
    """How a room is drawn in one window: charts in which layout, and all of it how large.

    `full` is the width of a chart that has the page to itself, `half` of one with words beside it,
    both in px before `scale`.
    """

    size: Literal["phone", "desk", "projector"]
    scale: float  # of charts
    words: float
    full: int
    half: int


_PAGE_WIDTH, _PAGE_HEIGHT = 1920, 1080  # px of the page that a wall is drawn for
_FULL, _HALF = 1820, 1060
_NARROW = 961  # px; room.css puts everything below one another in a narrower window
_NARROW_WORDS = 0.6
_STEP = 0.025  # of scales: each is drawn on its own


def wall() -> Wall:
    """Return how this window's wall is drawn; it follows when the window changes its size."""
    answer = st.components.v2.component("dk_window", js=_WINDOW)(
        data={"narrow": _NARROW}, key="dk_window", on_size_change=lambda: None
    )
    width, height = answer.get("size") or (_PAGE_WIDTH, _PAGE_HEIGHT)
    return wall_of(int(width), int(height))


def wall_of(width: int, height: int) -> Wall:
    """Return the wall in a window of this size: the whole page fits it.

    In a narrow window, which is read from near, only the width counts.
    """
    if width >= _NARROW:
        fits = min(width / _PAGE_WIDTH, height / _PAGE_HEIGHT)
        scale = max(1, math.floor(fits / _STEP + 1e-9)) * _STEP
        return Wall("projector", round(scale, 3), round(scale, 3), _FULL, _HALF)
    full = width - _PHONE_EDGES
    size: Literal["phone", "desk"] = "phone" if width < PHONE_WIDTH else "desk"
    return Wall(size, 1.0, _NARROW_WORDS, full, full)
