"""How far a respondent is: the bar and the list of dimensions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from digikartta.questionnaire import Questionnaire, items_of
from digikartta.texts import Texts
from digikartta.ui.card import card_key
from digikartta.ui.held import all_held
from digikartta.ui.html import block

_WITH = "\u00a0·\u00a0"  # what stands behind it does not begin a line


@dataclass(frozen=True, slots=True)
class PartProgress:
    """One dimension: how many of its questions have an answer (`dk` and `na` are answers)."""

    place: int
    name: str
    answered: int
    asked: tuple[str, ...]  # ids of the questions

    @property
    def questions(self) -> int:
        """How many questions there are."""
        return len(self.asked)

    @property
    def missing(self) -> int:
        """How many questions wait for an answer."""
        return self.questions - self.answered


def dimension_progress(
    questionnaire: Questionnaire, values: Mapping[str, str], t: Texts
) -> list[PartProgress]:
    """Return the progress of each dimension, in order; a grid is answered when every row is."""
    return [
        PartProgress(
            place,
            dimension.name.in_language(t.language),
            sum(all(item in values for item, _ in items_of(q)) for q in dimension.questions),
            tuple(question.id for question in dimension.questions),
        )
        for place, dimension in enumerate(questionnaire.dimensions)
    ]


def show_progress(progress: Sequence[PartProgress], place: int, t: Texts) -> None:
    """Show the bar: how many questions have an answer; `place` is the part on this screen.

    The browser counts on: what is answered elsewhere, and the cards of this part that are saved.
    """
    answered = sum(part.answered for part in progress)
    questions = sum(part.questions for part in progress)
    cards = [card_key(asked) for part in progress if part.place == place for asked in part.asked]
    block(
        '<div class="dk-bar" role="progressbar" aria-valuemin="0" aria-valuemax="{questions}" '
        'aria-valuenow="{answered}" aria-label="{label}" data-elsewhere="{elsewhere}" '
        'data-cards="{cards}">'
        '<span style="width:{percent}%"></span></div>'
        '<p class="dk-bar-text" data-words="{words}">{text}</p>',
        questions=questions,
        answered=answered,
        elsewhere=sum(part.answered for part in progress if part.place != place),
        cards=" ".join(cards),
        label=t("progress.label"),
        percent=round(100 * answered / questions),
        words=t("progress.text", answered="#", questions=questions),
        text=t("progress.text", answered=answered, questions=questions),
    )


def show_dimension_list(
    progress: Sequence[PartProgress],
    place: int,
    t: Texts,
    *,
    on_choose: Callable[[int], None],
    sent: bool,
) -> None:
    """Show the dimensions, what is done in each, and the way to each of them.

    A menu holds no choice. A list that did would send an outdated one with a tap that comes in the
    middle of a run, and whoever tapped would be taken to another part.
    """
    names = [_part_name(part, place) for part in progress]
    names.append(t("progress.sent") if sent else t("progress.review"))
    key = f"parts-{t.language}"
    st.menu_button(
        t("progress.parts"),
        range(len(names)),
        key=key,
        format_func=names.__getitem__,
        on_click=lambda: on_choose(all_held()[key]),
        width="stretch",
    )


def _part_name(part: PartProgress, here: int) -> str:
    mark = "✓ " if not part.missing else ""
    name = f"{mark}{part.place + 1}\\. {part.name}{_WITH}{part.answered}/{part.questions}"
    return f"**{name}**" if part.place == here else name
