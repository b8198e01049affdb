"""Taps that concern more than the part of a page that Streamlit runs for them.

Whoever taps something while a text field has the cursor changes two things at once: the field is
left, and what was tapped changes. The browser sends both in one message, as a run of the field's
fragment alone, and whatever else was tapped would show nothing. So every change notes what it
concerns, and a fragment that finds a note of something else has the whole page run.
"""

import streamlit as st

_NOTES = "whole_page_notes"
PAGE = "page"


def note(part: str = PAGE) -> None:
    """Note, in what happens on a tap, which part of the page it concerns."""
    st.session_state.setdefault(_NOTES, set()).add(part)


def begin() -> None:
    """Forget the notes: the whole page runs."""
    st.session_state.pop(_NOTES, None)


def finish(part: str) -> None:
    """End the fragment of a part; run the whole page if something else was tapped as well."""
    if st.session_state.get(_NOTES, set()) - {part}:
        st.rerun()
    begin()
