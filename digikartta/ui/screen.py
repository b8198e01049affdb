"""The width of the visitor's screen, for charts whose text must be readable on it."""

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


def chart_size() -> Literal["phone", "desk"]:
    """Return which layout a chart takes; a guess by the browser's name until the width is known."""
    answer = st.components.v2.component("dk_width", js=_WIDTH)(
        key="dk_width", on_width_change=lambda: None
    )
    width = answer.get("width")
    if width is None:
        return "phone" if "Mobi" in (st.context.headers.get("User-Agent") or "") else "desk"
    return "phone" if width < PHONE_WIDTH else "desk"
