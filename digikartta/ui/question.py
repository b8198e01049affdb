"""One question: its card, its answer, and the truth about whether it is saved.

Each question is a fragment of its own: an answer runs this file's few lines and nothing else of
the page. Nothing heavy may be imported here.
"""

import streamlit as st

from digikartta.answers import (
    DONT_KNOW,
    NOT_APPLICABLE,
    NOTHING_TICKED,
    TICK_SEPARATOR,
    allowed_values,
)
from digikartta.questionnaire import (
    GridQuestion,
    Levels,
    Question,
    Questionnaire,
    TickList,
    items_of,
)
from digikartta.texts import Texts
from digikartta.ui import whole_page
from digikartta.ui.card import WHY, Sheet, card_key, show_status, try_to_store, widget_key
from digikartta.ui.comment import show_comment
from digikartta.ui.held import all_held
from digikartta.ui.html import block
from digikartta.ui.precedence import precedence


def show_question(question: Question, sheet: Sheet, *, number: str) -> None:
    """Show a question with what is stored of it; `number` is its place, such as 2.1."""
    precedence.give_way()
    for item, _ in items_of(question):
        _show_stored(item, sheet)
    with st.container(key=card_key(question.id), border=True):
        _question(question, sheet, number)


def show_target(item: str, sheet: Sheet) -> None:
    """Show the target level of a dimension."""
    precedence.give_way()
    _show_stored(item, sheet)
    with st.container(key=f"dk_target_{item.split('.', maxsplit=1)[0]}", border=True):
        _target(item, sheet)


def _show_stored(item: str, sheet: Sheet) -> None:
    """Make the card show what is stored, not what this browser last held.

    Another device of the same person may have answered since.
    """
    stored = sheet.values.get(item) or None
    scale = sheet.questionnaire.scale_of_item.get(item)
    if isinstance(scale, TickList):
        ticked = stored.split(TICK_SEPARATOR) if stored else []
        st.session_state[widget_key("value", item, sheet)] = ticked
    else:
        st.session_state[widget_key("value", item, sheet)] = stored
    sheet.cards.statuses[item] = "saved" if stored else ""


def _question(question: Question, sheet: Sheet, number: str) -> None:
    language = sheet.t.language
    why = question.why.in_language(language) if question.why else ""
    # The number is a part of the question: an element for it would cost every phone of a room.
    text = f"{number} {question.text.in_language(language)}"
    if isinstance(question, GridQuestion):
        block('<p class="dk-grid-question">{text}</p>', text=text)
        for row in question.rows:
            _choice(f"{question.id}.{row.id}", row.text.in_language(language), sheet)
        if why:
            block(WHY, why=why)
    else:
        _choice(question.id, text, sheet, why=why)
    show_comment(question.id, sheet)


def _target(item: str, sheet: Sheet) -> None:
    block('<p class="dk-number">{label}</p>', label=sheet.t("target.heading"))
    _choice(item, sheet.t("target.question"), sheet, why=sheet.t("target.why"))


@st.fragment
def _choice(item: str, label: str, sheet: Sheet, *, why: str = "") -> None:
    """The choice and its status and nothing else: this is what runs at every tap.

    Why it is asked stands in one element with the status: each costs every phone of a room.
    """
    choose = _ticks if isinstance(sheet.questionnaire.scale_of_item.get(item), TickList) else _radio
    choose(item, label, sheet, why)
    whole_page.finish(item)


def value_text(questionnaire: Questionnaire, item: str, value: str, t: Texts) -> str:
    """Return one value of an item, or one ticked box of it, in words."""
    scale = questionnaire.scale_of_item.get(item)
    if scale is None:
        return t(f"target.{value}")
    if isinstance(scale, Levels) and value.isdigit():
        return scale.levels[int(value) - 1].text.in_language(t.language)
    if isinstance(scale, TickList):
        boxes = {box.id: box.text.in_language(t.language) for box in scale.items}
        return boxes.get(value) or t(f"value.{value}")
    if value in {DONT_KNOW, NOT_APPLICABLE}:
        return t(f"value.{value}")
    return t(f"value.{scale.scale}.{value}")


def _radio(item: str, label: str, sheet: Sheet, why: str) -> None:
    key = widget_key("value", item, sheet)
    values = allowed_values(sheet.questionnaire, item) or ()
    value = st.radio(
        label,
        values,
        index=None,
        key=key,
        format_func=lambda value: value_text(sheet.questionnaire, item, value, sheet.t),
        disabled=sheet.locked,
        width="stretch",
        on_change=lambda: _save_chosen(item, key, sheet),
    )
    places = [values.index(value)] if value in values else []
    show_status(item, lambda: _save_chosen(item, key, sheet), sheet, places=places, why=why)


def _ticks(item: str, label: str, sheet: Sheet, why: str) -> None:
    key = widget_key("value", item, sheet)
    values = allowed_values(sheet.questionnaire, item) or ()
    ticked = st.pills(
        label,
        values,
        selection_mode="multi",
        key=key,
        format_func=lambda value: value_text(sheet.questionnaire, item, value, sheet.t),
        disabled=sheet.locked,
        width="stretch",
        on_change=lambda: _save_ticks(item, key, sheet),
    )
    places = [values.index(value) for value in ticked]
    show_status(item, lambda: _save_ticks(item, key, sheet), sheet, places=places, why=why)


def _save_chosen(item: str, key: str, sheet: Sheet) -> None:
    if _was_tapped(item, sheet):
        _save_value(item, all_held().get(key), sheet)


def _save_ticks(item: str, key: str, sheet: Sheet) -> None:
    """A word such as "none of these" stands alone: the newest tap decides."""
    if not _was_tapped(item, sheet):
        return
    chosen: list[str] = list(all_held()[key]) or [NOTHING_TICKED]
    alone = [v for v in chosen if v in {DONT_KNOW, NOT_APPLICABLE, NOTHING_TICKED}]
    if alone:
        newest = chosen[-1]
        chosen = [newest] if newest in alone else [v for v in chosen if v not in alone]
    _save_value(item, TICK_SEPARATOR.join(chosen), sheet)
    if alone:
        st.session_state[key] = chosen


def _was_tapped(item: str, sheet: Sheet) -> bool:
    # A browser that comes back to a restarted server sends what it held; only what this session
    # has shown before can have been changed by a tap.
    return item in sheet.cards.statuses


def _save_value(item: str, value: str | None, sheet: Sheet) -> None:
    if value is None:
        return
    try_to_store(item, lambda: sheet.saving.value(item, value), sheet)
    whole_page.note(item)
