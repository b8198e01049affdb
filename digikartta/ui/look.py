"""The look: page settings and the style sheet."""

from functools import lru_cache
from pathlib import Path

import streamlit as st

from digikartta.ui import browser, visitor

_FOLDER = Path(__file__).parent
MARK = _FOLDER / "static" / "mark.svg"


@lru_cache(maxsize=1)
def _style() -> str:
    return f"<style>{(_FOLDER / 'style.css').read_text(encoding='utf-8')}</style>"


def apply_look() -> None:
    """Set the page up; the same for every page."""
    st.set_page_config(page_title="Digikartta", page_icon=str(MARK), layout="centered")
    show_style()
    t = visitor.t()
    browser.speak(t.language, skip=t("header.skip"))
    # The words that only the style sheet can show: while the connection is lost.
    lost = t("state.offline").replace('"', "'")
    st.html(f'<style>:root {{ --dk-offline: "{lost}"; }}</style>')


def show_style() -> None:
    """Load the style sheet."""
    st.html(_style())


def is_dark() -> bool:
    """Whether the visitor sees the dark theme."""
    return st.context.theme.type == "dark"
