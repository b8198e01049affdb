"""Buttons that do a thing once, however often they are pressed before the page is drawn anew."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from digikartta.ui.held import all_held

_COUNTS = "once"


def once(name: str, action: Callable[..., None], *about: object) -> dict[str, Any]:
    """Return a button's key and what happens on a tap: `action` with what it is `about`, once.

    Whoever sees nothing happen presses again, and both presses reach a busy server. They are of the
    same button: what is drawn after the first has another number, and the second does nothing.
    """
    number = st.session_state.setdefault(_COUNTS, {}).get(name, 0)
    return {
        "key": f"{name}-{number}",
        "on_click": _do_once,
        "args": (name, number, action, about),
    }


def _do_once(
    name: str, number: int, action: Callable[..., None], about: tuple[object, ...]
) -> None:
    counts: dict[str, int] = all_held()[_COUNTS]
    if counts.get(name, 0) == number:
        counts[name] = number + 1
        action(*about)
