"""What the cards of the questions share: what is stored, what is shown, and whether it is saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import streamlit as st

from digikartta.problems import Problem
from digikartta.questionnaire import Questionnaire
from digikartta.texts import Texts
from digikartta.ui.html import block
from digikartta.ui.saving import Saving, outcome
from digikartta.ui.states import reason

WHY = '<p class="dk-why">{why}</p>'


@dataclass(frozen=True, slots=True)
class Cards:
    """What the cards of one person show beside what is stored; kept as long as the session.

    One thing in the session, not one for each card: many of the framework's widgets go through all
    that a session holds.
    """

    statuses: dict[str, str | Problem] = field(default_factory=dict)  # part → "", "saved" or why
    commenting: set[str] = field(default_factory=set)  # questions whose comment has been opened


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
    cards: Cards


def card_key(question_id: str) -> str:
    """Return the name of a question's card on the page."""
    return f"dk_card_{question_id}"


def widget_key(kind: str, item: str, sheet: Sheet) -> str:
    """Return the name of a widget of one item, for this person in this language."""
    # The language is part of the key: a card in another language is another card.
    return f"{kind}-{item}-{sheet.person}-{sheet.t.language}"


def try_to_store(item: str, store: Callable[[], None], sheet: Sheet) -> None:
    """Store, and then remember what came of it."""
    sheet.cards.statuses[item] = outcome(store, sheet.saving.trouble)


def show_status(
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
    status = sheet.cards.statuses.get(item, "")
    if isinstance(status, Problem):
        _show_unsaved(item, save, status, sheet)
        if why:
            block(WHY, why=why)
    else:
        below = WHY if why else ""
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
