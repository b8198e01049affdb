"""One question: its card, its answer, and the truth about whether it is saved.

Each question is a fragment of its own: an answer runs this file's few lines and nothing else of
the page. Nothing heavy may be imported here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from digikartta.answers import (
    DONT_KNOW,
    NOT_APPLICABLE,
    NOTHING_TICKED,
    TICK_SEPARATOR,
    allowed_values,
)
from digikartta.problems import Problem
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
from digikartta.ui.held import all_held
from digikartta.ui.html import block
from digikartta.ui.saving import Saving, outcome
from digikartta.ui.states import reason

_WHY = '<p class="dk-why">{why}</p>'


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every card of a screen shares."""

    questionnaire: Questionnaire
    values: dict[str, str]  # item → stored value
    comments: dict[str, str]  # item → stored comment
    saving: Saving
    t: Texts
    person: str  # keeps two people's cards apart in one browser session
    locked: bool  # the round is closed: to be read only


def card_key(question_id: str) -> str:
    """Return the name of a question's card on the page."""
    return f"dk_card_{question_id}"


def show_question(question: "Question", sheet: Sheet, *, number: str) -> None:
    """Show a question with what is stored of it."""
    for item, _ in items_of(question):
        _show_stored(item, sheet)
    _show_stored_comment(question.id, sheet)
    with st.container(key=card_key(question.id), border=True):
        _question(question, sheet, number)


def show_target(item: str, sheet: Sheet) -> None:
    """Show the target level of a dimension."""
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
        st.session_state[_key("value", item, sheet)] = ticked
    else:
        st.session_state[_key("value", item, sheet)] = stored
    st.session_state[_status_key(item, sheet)] = "saved" if stored else ""


def _show_stored_comment(item: str, sheet: Sheet) -> None:
    """As `_show_stored`, but take nothing away that is being typed or could not be stored."""
    key, stored = _key("comment", item, sheet), sheet.comments.get(item, "")
    refused = isinstance(st.session_state.get(_status_key(f"comment.{item}", sheet)), Problem)
    if key not in st.session_state or not (refused or st.session_state[key] == stored):
        st.session_state[key] = stored


def _key(kind: str, item: str, sheet: Sheet) -> str:
    # The language is part of the key: a card in another language is another card.
    return f"{kind}-{item}-{sheet.person}-{sheet.t.language}"


def _status_key(item: str, sheet: Sheet) -> str:
    return f"status-{item}-{sheet.person}"


def _question(question: "Question", sheet: Sheet, number: str) -> None:
    language = sheet.t.language
    text = question.text.in_language(language)
    why = question.why.in_language(language) if question.why else ""
    block('<p class="dk-number">{number}</p>', number=number)
    if isinstance(question, GridQuestion):
        block('<p class="dk-grid-question">{text}</p>', text=text)
        for row in question.rows:
            _choice(f"{question.id}.{row.id}", row.text.in_language(language), sheet)
        if why:
            block(_WHY, why=why)
    else:
        _choice(question.id, text, sheet, why=why)
    _comment(question.id, sheet)


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
    key = _key("value", item, sheet)
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
    _show_status(item, lambda: _save_chosen(item, key, sheet), sheet, places=places, why=why)


def _ticks(item: str, label: str, sheet: Sheet, why: str) -> None:
    key = _key("value", item, sheet)
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
    _show_status(item, lambda: _save_ticks(item, key, sheet), sheet, places=places, why=why)


def _save_chosen(item: str, key: str, sheet: Sheet) -> None:
    session = all_held()
    if _was_tapped(item, session, sheet):
        _save_value(item, session.get(key), sheet)


def _save_ticks(item: str, key: str, sheet: Sheet) -> None:
    """A word such as "none of these" stands alone: the newest tap decides."""
    session = all_held()
    if not _was_tapped(item, session, sheet):
        return
    chosen: list[str] = list(session[key]) or [NOTHING_TICKED]
    alone = [v for v in chosen if v in {DONT_KNOW, NOT_APPLICABLE, NOTHING_TICKED}]
    if alone:
        newest = chosen[-1]
        chosen = [newest] if newest in alone else [v for v in chosen if v not in alone]
    _save_value(item, TICK_SEPARATOR.join(chosen), sheet)
    if alone:
        st.session_state[key] = chosen


def _was_tapped(item: str, session: Mapping[str, object], sheet: Sheet) -> bool:
    # A browser that comes back to a restarted server sends what it held; only what this session
    # has shown before can have been changed by a tap.
    return session.get(_status_key(item, sheet)) is not None


def _save_value(item: str, value: str | None, sheet: Sheet) -> None:
    if value is None:
        return
    _try(item, lambda: sheet.saving.value(item, value), sheet)
    whole_page.note(item)


def _try(item: str, store: Callable[[], None], sheet: Sheet) -> None:
    """Store, and then remember what came of it."""
    st.session_state[_status_key(item, sheet)] = outcome(store, sheet.saving.trouble)


def _show_status(
    item: str,
    save: Callable[[], None],
    sheet: Sheet,
    *,
    places: Sequence[int | str] = (),
    why: str = "",
) -> None:
    """Say whether it is saved, and offer to save it again if not.

    `places` tell which of the choices: the style sheet hides the words as soon as others are
    tapped, until those are on disk as well.
    """
    status = st.session_state.get(_status_key(item, sheet), "")
    if isinstance(status, Problem):
        _show_unsaved(item, save, status, sheet)
        if why:
            block(_WHY, why=why)
    else:
        below = _WHY if why else ""
        saved = sheet.t("answer.saved") if status == "saved" else ""
        block(
            f'<p class="dk-status" role="status" data-place="{{places}}">{{saved}}</p>{below}',
            saved=saved,
            places=" ".join(map(str, places)),
            why=why,
        )


def _show_unsaved(item: str, save: Callable[[], None], problem: Problem, sheet: Sheet) -> None:
    block(
        '<p class="dk-status dk-bad" role="alert">{text}</p>',
        text=f"{sheet.t('answer.not_saved')} {reason(problem, sheet.t)}",
    )
    if problem.key == "problem.round_closed":
        return  # stays closed, however often one tries
    st.button(
        sheet.t("answer.try_again"),
        key=f"again-{item}-{sheet.person}",
        on_click=save,
    )


@st.fragment
def _comment(item: str, sheet: Sheet) -> None:
    key = _key("comment", item, sheet)
    part = f"comment.{item}"
    with st.expander(sheet.t("answer.comment"), expanded=bool(sheet.comments.get(item))):
        st.text_area(
            sheet.t("answer.comment_label"),
            key=key,
            height=90,
            disabled=sheet.locked,
            placeholder=sheet.t("answer.comment_hint"),
            on_change=lambda: _save_comment(item, key, sheet),
        )
        # The count makes it another status each time, which the browser shows again.
        saves = st.session_state.get(_key("saves", item, sheet), 0)
        places = [f"text-{saves}"]
        _show_status(part, lambda: _save_comment(item, key, sheet), sheet, places=places)
    whole_page.finish(part)


def _save_comment(item: str, key: str, sheet: Sheet) -> None:
    part = f"comment.{item}"
    saves = _key("saves", item, sheet)
    session = all_held()
    _try(part, lambda: sheet.saving.comment(item, session[key]), sheet)
    st.session_state[saves] = session.get(saves, 0) + 1
    whole_page.note(part)
