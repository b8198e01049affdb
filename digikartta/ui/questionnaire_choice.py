"""Choosing one of the questionnaires that have been answered."""

from collections.abc import Mapping

import streamlit as st

from digikartta.questionnaire import Questionnaire
from digikartta.texts import Texts

_KEPT = "chosen_questionnaire"


def choose_questionnaire(t: Texts, used: Mapping[str, Questionnaire]) -> Questionnaire:
    """Show the choice, if there is one, and return what is chosen; the first by itself."""
    ids = list(used)
    if len(ids) == 1:
        return used[ids[0]]
    key = f"{_KEPT}.{t.language}"
    kept = st.session_state.get(_KEPT)
    st.session_state[key] = kept if kept in ids else ids[0]
    chosen = st.selectbox(
        t("quality.questionnaire"),
        ids,
        key=key,
        format_func=lambda name: f"{used[name].name.in_language(t.language)} ({name})",
        on_change=lambda: st.session_state.update({_KEPT: st.session_state[key]}),
    )
    return used[chosen]
