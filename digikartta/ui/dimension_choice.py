"""Choosing one dimension, or the overall level."""

from collections.abc import Mapping

import streamlit as st

from digikartta.scoring import OVERALL
from digikartta.texts import Texts

_KEPT = "compared_dimension"


def choose_dimension(names: Mapping[str, str], t: Texts) -> int:
    """Show the choice and return the column of what is chosen; the overall level is the last."""
    ids = [*names, OVERALL]
    key = f"{_KEPT}.{t.language}"
    kept = st.session_state.get(_KEPT, OVERALL)
    st.session_state[key] = kept if kept in ids else OVERALL
    chosen = st.selectbox(
        t("compare.dimension_of_companies"),
        ids,
        key=key,
        format_func=lambda name: t("table.overall") if name == OVERALL else names[name],
        on_change=lambda: st.session_state.update({_KEPT: st.session_state[key]}),
    )
    return ids.index(chosen)
