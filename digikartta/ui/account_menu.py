"""The line of links for people who have logged in: by role, and only to pages that there are."""

from html import escape

import streamlit as st

from digikartta.account import ADMIN, FACILITATOR, PROJECT, ROLES, Account
from digikartta.ui import visitor
from digikartta.ui.menu import PAGES

# Address and who sees it, in the order of the line; its text is `menu.ADDRESS`.
LINES = (
    ("tyopajat", ROLES),
    ("yritykset", ROLES),
    ("kohortit", (PROJECT, ADMIN)),
    ("vertailu", (PROJECT, ADMIN)),
    ("mittarin-laatu", (PROJECT, ADMIN)),
    ("yllapito", (ADMIN,)),
    ("asetukset", (ADMIN,)),
    ("tili", ROLES),
)
_FIRST = {FACILITATOR: "tyopajat", PROJECT: "yritykset", ADMIN: "yllapito"}
OWN = "tili"
ACCOUNT = "dk_account"  # from asking who it is to the header, within one run of a page


def lines_for(role: str) -> list[str]:
    """Return the addresses of the line's links for a role."""
    there = {address for address, _, _ in PAGES}
    return [address for address, roles in LINES if role in roles and address in there]


def first_page(role: str) -> str:
    """Return the address to which somebody goes after logging in."""
    wanted = _FIRST.get(role, OWN)
    return wanted if wanted in lines_for(role) else OWN


def show_account_menu(account: Account) -> None:
    """Show the line, with the page on which it stands marked."""
    t = visitor.t()
    current = visitor.page()
    items = "".join(_item(address, current) for address in lines_for(account.role))
    st.html(
        f'<nav class="dk-menu" aria-label="{escape(t("menu.label"))}"><ul>{items}'
        f'<li><form method="post" action="{escape(visitor.address("/ulos"))}">'
        f'<button type="submit">{escape(t("menu.log_out"))}</button></form></li></ul></nav>'
    )


def _item(address: str, current: str) -> str:
    here = ' aria-current="page"' if address == current else ""
    href = escape(visitor.address(f"/{address}"))
    return f'<li><a href="{href}"{here}>{escape(visitor.t()(f"menu.{address}"))}</a></li>'
