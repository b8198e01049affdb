"""Choosing a password: twice, so that a slip shuts nobody out."""

import streamlit as st

from digikartta.problems import InvalidInput, Problem
from digikartta.texts import Texts
from digikartta.ui.held import all_held
from digikartta.ui.html import block

_FIRST, _AGAIN = "new_password", "new_password_again"


def ask_new_password(t: Texts, *, hint: str) -> None:
    """Show the two fields."""
    st.text_input(
        t("invited.password"),
        key=_FIRST,
        type="password",
        autocomplete="new-password",
    )
    block('<p class="dk-muted">{hint}</p>', hint=hint)
    st.text_input(
        t("invited.password_again"), key=_AGAIN, type="password", autocomplete="new-password"
    )


def given_new_password() -> str:
    """Return what was chosen at the moment of a tap; raises `InvalidInput` when the two differ."""
    held = all_held()
    first, again = str(held[_FIRST]), str(held[_AGAIN])
    if first != again:
        raise InvalidInput([Problem("problem.passwords_differ", "password")])
    return first


def forget_new_password() -> None:
    """Leave nothing of it on the screen or in memory, once it has been used or refused."""
    st.session_state[_FIRST] = st.session_state[_AGAIN] = ""
