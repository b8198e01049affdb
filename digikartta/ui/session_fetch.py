"""Going on to one's first page once the password was right."""

import streamlit as st

from digikartta.ui import browser, visitor
from digikartta.ui.account_menu import first_page, lines_for
from digikartta.ui.held import all_held
from digikartta.ui.html import link

_READY = "session_ready"


def keep_entry(token: str, role: str) -> None:
    """Remember where the browser fetches its session; the page goes there when it is shown.

    Filling what the page has begun is no place where a newer tap could end this one: the link of an
    invitation works once, and whoever lost the way on would find it used.
    """
    all_held()[_READY].update(token=token, role=role)


def go_if_ready() -> None:
    """Leave for the session when there is one, and end the page; else begin to wait for one."""
    entry: dict[str, str] = st.session_state.setdefault(_READY, {})
    if not entry:
        return
    token, role = entry["token"], entry["role"]
    del st.session_state[_READY]
    wanted = st.query_params.get("to", "")
    page = wanted if wanted in lines_for(role) else first_page(role)
    address = f"{visitor.address(f'/s/{token}')}&to={page}"
    browser.go_to(address)
    link(visitor.t()("start.go_on"), address, primary=True)
    st.stop()
