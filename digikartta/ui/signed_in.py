"""Pages for people with an account: whoever has none is told so."""

from collections.abc import Collection
from typing import NoReturn

import streamlit as st

from digikartta.account import ROLES, Account
from digikartta.ui import visitor
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
        _say_and_stop("accounts.log_in_title", "problem.log_in_first")
    if account.role not in roles:
        show_header(is_example=is_example)
        _say_and_stop("accounts.not_allowed_title", "problem.role_not_allowed")
    return account


def _say_and_stop(title: str, reason: str) -> NoReturn:
    t = visitor.t()
    notice(t(title), t(reason, where=""), kind="wait", heading=True)
    link(t("state.to_front"), visitor.address("/"), primary=True)
    st.stop()
