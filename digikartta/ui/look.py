"""The look: page settings and the style sheet."""

import json
from functools import lru_cache
from pathlib import Path

import streamlit as st

from digikartta.ui import browser, visitor

_FOLDER = Path(__file__).parent
MARK = _FOLDER / "static" / "mark.svg"
# What Streamlit calls its own buttons and lists, and the key of what they are called here.
_NAMED_BY_STREAMLIT = {
    "Open": "select.open",
    "Clear value": "select.clear",
    "Selectbox options": "select.options",
    "Choose date": "select.date",
    "Previous month": "select.previous_month",
    "Next month": "select.next_month",
    "Selected values": "select.chosen",
    "Copy to clipboard": "select.copy",
    "Show password": "select.show_password",
    "Hide password": "select.hide_password",
    "file upload": "select.file",
    "Upload": "select.file",
    "Add files": "select.add_file",
}
_MOST_CHOICES = 16  # of a question; eight on the longest scale, more in a long list of boxes


@lru_cache(maxsize=1)
def _style() -> str:
    written = (_FOLDER / "style.css").read_text(encoding="utf-8")
    return f"<style>{written}\n{_saved_is_said_of_what_is_chosen()}</style>"


def _saved_is_said_of_what_is_chosen() -> str:
    """Return the rules that hide "saved" from a tap on until that choice is on disk as well."""
    # Hidden where the status does not name the place of a choice, or names one that is not chosen.
    chosen = "> div:nth-child({nth}) input:checked"
    ticked, free = (
        f'button:nth-child({{nth}})[aria-pressed="{is_it}"]' for is_it in ("true", "false")
    )
    said, unsaid = '[data-place~="{place}"]', ':not(.dk-bad, [data-place~="{place}"])'
    rules = (
        ("stRadioGroup", chosen, unsaid),
        ("stButtonGroup", ticked, unsaid),
        ("stButtonGroup", free, said),
    )
    element = '[data-testid="stElementContainer"]'
    selectors = [
        f'{element}:has([data-testid="{group}"] {choice}) + {element} .dk-status{status}'.format(
            nth=place + 1, place=place
        )
        for group, choice, status in rules
        for place in range(_MOST_CHOICES)
    ]
    return ",\n".join(selectors) + " { visibility: hidden; }"


def apply_look() -> None:
    """Set the page up; the same for every page."""
    st.set_page_config(page_title="Digikartta", page_icon=str(MARK), layout="centered")
    show_style()
    t = visitor.t()
    words = {english: t(key) for english, key in _NAMED_BY_STREAMLIT.items()}
    remove = t("select.remove", name=browser.NAME)
    browser.speak(t.language, skip=t("header.skip"), remove=remove, words=words)
    # Words that only the style sheet can show: Streamlit has none, or has them in English.
    keys = {
        **{"offline": "state.offline", "no-match": "state.no_match", "file": "select.file"},
        **{"drop": "select.drop", "file-refused": "select.file_refused"},
    }
    shown = {name: t(key) for name, key in keys.items()}
    pairs = "; ".join(
        f"--dk-{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in shown.items()
    )
    st.html(f"<style>:root {{ {pairs} }}</style>")


def show_style() -> None:
    """Load the style sheet."""
    st.html(_style())


def is_dark() -> bool:
    """Whether the visitor sees the dark theme."""
    return st.context.theme.type == "dark"
