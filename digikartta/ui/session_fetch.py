"""Going on to one's first page once the password was right."""

import streamlit as st

from digikartta.ui import browser, visitor
from digikartta.ui.account_menu import first_page, lines_for
from digikartta.ui.html import link

_READY = "session_ready"


def keep_entry(token: str, role: str) -> None:
    """Remember where the browser fetches its session; the page goes there when it is shown."""
    wanted = st.query_params.get("to", "")
    page = wanted if wanted in lines_for(role) else first_page(role)
    st.session_state[_READY] = f"{visitor.address(f'/s/{token}')}&to={page}"


def go_if_ready() -> None:
    """Leave for the session when there is one, and end the page."""
    address = st.session_state.pop(_READY, None)
    if address is None:
        return
    browser.go_to(address)
    link(visitor.t()("start.go_on"), address, primary=True)
    st.stop()
