"""Choosing what is compared: two times, or two groups."""

import streamlit as st

from digikartta.answers import STAGES
from digikartta.texts import Texts

BEFORE_AFTER = "change"
GROUPS = "groups"
_KIND = "compared_kind"
_TIMES = "compared_times"
# From the earlier stage to the later one.
TIMES = tuple((a, b) for i, a in enumerate(STAGES) for b in STAGES[i + 1 :])


def choose_kind(t: Texts) -> str:
    """Show the choice between two times and two groups, and return what is chosen."""
    key = f"{_KIND}.{t.language}"
    st.session_state[key] = st.session_state.get(_KIND, BEFORE_AFTER)
    chosen = st.radio(
        t("compare.kind"),
        (BEFORE_AFTER, GROUPS),
        key=key,
        format_func=lambda kind: t(f"compare.kind_{kind}"),
        horizontal=True,
        on_change=lambda: st.session_state.update({_KIND: st.session_state[key]}),
    )
    return str(chosen)


def choose_times(t: Texts) -> tuple[str, str]:
    """Show the choice of two stages, and return the earlier and the later one."""
    key = f"{_TIMES}.{t.language}"
    st.session_state[key] = st.session_state.get(_TIMES, (STAGES[0], STAGES[-1]))
    before, after = st.selectbox(
        t("compare.times"),
        TIMES,
        key=key,
        format_func=lambda times: " → ".join(t(f"stage.{stage}") for stage in times),
        on_change=lambda: st.session_state.update({_TIMES: st.session_state[key]}),
    )
    return before, after
