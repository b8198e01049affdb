"""The line on top of every page: the mark, whose assessment this is, and the language."""

from collections.abc import Callable

import streamlit as st

from digikartta.account import Account
from digikartta.texts import LANGUAGES
from digikartta.ui import visitor, whole_page
from digikartta.ui.account_menu import ACCOUNT, show_account_menu
from digikartta.ui.html import block

_CHOICE = "language_choice"


def show_header(
    *,
    organisation: str = "",
    is_example: bool = False,
    saving: bool = False,
    on_language: Callable[[str], None] | None = None,
    account: Account | None = None,
) -> None:
    """Show the header; `saving` tells that answers are stored as they are given.

    With `account` it has the links for people who have logged in; a page that has asked for one
    with `account_or_stop` need not say so again.
    """
    whole_page.begin()
    with st.container(key="dk_header", horizontal=True, vertical_alignment="center"):
        _mark(organisation, saving=saving)
        _language_choice(on_language)
    known: Account | None = account or st.session_state.pop(ACCOUNT, None)
    if known is not None:
        show_account_menu(known)
    if is_example:
        t = visitor.t()
        block('<p class="dk-example" role="note">{text}</p>', text=t("header.example"))


def _mark(organisation: str, *, saving: bool) -> None:
    t = visitor.t()
    below = organisation or t("header.tagline")
    saved = t("header.saving") if saving else ""
    block(
        '<div class="dk-brand"><a href="{home}" aria-label="{front}">'
        '<img src="app/static/mark.svg" alt="" width="40" height="40"></a>'
        '<div><p class="dk-name">Digikartta</p><p class="dk-whose">{below}</p>'
        '<p class="dk-saving">{saved}</p></div></div>',
        home=visitor.address("/"),
        front=t("header.home"),
        below=below,
        saved=saved,
    )


def _language_choice(on_language: Callable[[str], None] | None) -> None:
    st.session_state[_CHOICE] = visitor.language()
    st.segmented_control(
        visitor.t()("header.language"),
        LANGUAGES,
        key=_CHOICE,
        format_func=lambda code: code.upper(),
        label_visibility="collapsed",
        on_change=_chosen,
        args=(on_language,),
    )


def _chosen(on_language: Callable[[str], None] | None) -> None:
    chosen = st.session_state[_CHOICE]
    if chosen is None:  # tapping the chosen language again takes the choice away
        return
    visitor.choose_language(chosen)
    whole_page.note()
    if on_language is not None:
        on_language(chosen)
