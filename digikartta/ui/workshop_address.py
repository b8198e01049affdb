"""Which workshop the address names."""

import streamlit as st

WORKSHOP = "tyopaja"
_LONGEST_NUMBER = 18  # digits; what the databases take


def named_workshop() -> int | None:
    """Return the number of the workshop that the address names, if any."""
    text = st.query_params.get(WORKSHOP, "")
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if is_number else None
