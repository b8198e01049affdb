"""Pages for people with an account: whoever has none is told so."""

from collections.abc import Callable, Collection
from typing import Any, NoReturn

import streamlit as st

from digikartta.account import ROLES, Account
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.account_menu import ACCOUNT, LINES
from digikartta.ui.header import show_header
from digikartta.ui.html import link, notice


def account_or_stop(
    account: Account | None, *, roles: Collection[str] = ROLES, is_example: bool = False
) -> Account:
    """Return whoever is signed in with one of these roles, else say why not and end the page.

    It comes before the page's own header; `is_example` as there.
    """
    if account is None:
        show_header(is_example=is_example)
        ask_to_log_in()
    if account.role not in roles:
        show_header(is_example=is_example, account=account)
        t = visitor.t()
        notice(
            t("accounts.not_allowed_title"),
            t("problem.role_not_allowed", where=""),
            kind="wait",
            heading=True,
        )
        st.stop()
    st.session_state[ACCOUNT] = account
    return account


def signed_in_or_stop(
    signing_in: Callable[..., Account | None],
    engine: Any,
    *,
    roles: Collection[str] = ROLES,
    is_example: bool = False,
) -> Account:
    """Return the same for the visitor of this page; `signing_in` is `db.accounts.signed_in`."""
    account = signing_in(
        engine, visitor.session(), now=visitor.now(), idle_minutes=settings().idle_minutes
    )
    return account_or_stop(account, roles=roles, is_example=is_example)


def ask_to_log_in() -> NoReturn:
    """Say that the page is for people with an account, show the way there, and end the page."""
    t = visitor.t()
    reason = t("problem.log_in_first", where="")
    notice(t("accounts.log_in_title"), reason, kind="wait", heading=True)
    page = visitor.page()
    back = f"&to={page}" if page in {address for address, _ in LINES} else ""
    link(t("accounts.log_in_title"), visitor.address("/kirjaudu") + back, primary=True)
    st.stop()
