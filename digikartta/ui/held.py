"""Reading what the session holds, where a tap is stored."""

from typing import Any

import streamlit as st


def all_held() -> dict[str, Any]:
    """Return all that the session holds, by key; to be used in what happens on a tap.

    `st.session_state[key]` is a place where the framework lets a newer tap overtake an older one:
    there the older one would end before anything of it is stored, and it is never told again.
    Reading all of it is no such place. It costs more the more a page holds, so a tap reads it once.
    """
    held: dict[str, Any] = st.session_state.to_dict()
    return held
