"""The comment on a question, and the truth about whether it is saved."""

import streamlit as st

from digikartta.problems import Problem
from digikartta.ui import whole_page
from digikartta.ui.card import Sheet, show_status, try_to_store, widget_key
from digikartta.ui.held import all_held


def show_comment(item: str, sheet: Sheet) -> None:
    """Show the comment, or the way to one where the round still takes it."""
    if sheet.comments.get(item) or item in sheet.cards.commenting:
        _show_stored(item, sheet)
        _comment(item, sheet)
    elif not sheet.locked:
        _offer(item, sheet)


def _show_stored(item: str, sheet: Sheet) -> None:
    """Show what is stored, but take nothing away that is being typed or could not be stored."""
    key, stored = widget_key("comment", item, sheet), sheet.comments.get(item, "")
    refused = isinstance(sheet.cards.statuses.get(f"comment.{item}"), Problem)
    if key not in st.session_state or not (refused or st.session_state[key] == stored):
        st.session_state[key] = stored


def _offer(item: str, sheet: Sheet) -> None:
    """Offer the field for a comment: few need it, and each costs every phone of a room."""
    st.button(
        sheet.t("answer.comment"),
        key=widget_key("opens", item, sheet),
        type="tertiary",
        on_click=_open,
        args=(item, sheet),
    )


def _open(item: str, sheet: Sheet) -> None:
    sheet.cards.commenting.add(item)
    whole_page.note()


@st.fragment
def _comment(item: str, sheet: Sheet) -> None:
    key = widget_key("comment", item, sheet)
    part = f"comment.{item}"
    st.text_area(
        sheet.t("answer.comment_label"),
        key=key,
        height=90,
        disabled=sheet.locked,
        placeholder=sheet.t("answer.comment_hint"),
        on_change=lambda: _save(item, key, sheet),
    )
    # The count makes it another status each time, which the browser shows again.
    saves = st.session_state.get(widget_key("saves", item, sheet), 0)
    places = [f"text-{saves}"]
    show_status(part, lambda: _save(item, key, sheet), sheet, places=places)
    whole_page.finish(part)


def _save(item: str, key: str, sheet: Sheet) -> None:
    part = f"comment.{item}"
    saves = widget_key("saves", item, sheet)
    session = all_held()
    try_to_store(part, lambda: sheet.saving.comment(item, session[key]), sheet)
    st.session_state[saves] = session.get(saves, 0) + 1
    whole_page.note(part)
