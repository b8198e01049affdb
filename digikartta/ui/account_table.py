"""The table of accounts, and what an administrator is shown of one."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Protocol

import streamlit as st

from digikartta.texts import Texts


class ListedAccount(Protocol):
    """What the table shows of an account."""

    @property
    def email(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def role(self) -> str: ...  # noqa: D102
    @property
    def disabled(self) -> bool: ...  # noqa: D102
    @property
    def last_seen(self) -> datetime | None: ...  # noqa: D102


def show_accounts(listed: Sequence[ListedAccount], t: Texts) -> None:
    """Show everybody who has an account."""
    heads = "".join(
        f'<th scope="col">{escape(t(f"people.column.{column}"))}</th>'
        for column in ("email", "name", "role", "state")
    )
    rows = "".join(_row(one, t) for one in listed)
    caption = escape(t.n("people.count", len(listed)))
    st.html(
        f'<div class="dk-table dk-people" tabindex="0"><table><caption>{caption}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(one: ListedAccount, t: Texts) -> str:
    cells = (one.name, t(f"account_role.{one.role}"), state_of(one, t))
    return (
        f'<tr><th scope="row">{escape(one.email)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
    )


def state_of(one: ListedAccount, t: Texts) -> str:
    """Return how an account stands, in words."""
    if one.disabled:
        return t("people.disabled")
    if one.last_seen is None:
        return t("people.away")
    return t("people.seen", day=t.day(one.last_seen.date()))
