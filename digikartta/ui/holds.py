"""Reading what a widget holds, where a tap is stored."""

from typing import Any

import streamlit as st


def holds(key: str, otherwise: Any = None) -> Any:
    """Return what the session holds under a key; to be used in what happens on a tap.

    `st.session_state[key]` is a place where the framework lets a newer tap overtake an older one:
    there the older one would end before anything of it is stored, and it is never told again.
    Reading all of it is no such place.
    """
    return st.session_state.to_dict().get(key, otherwise)
