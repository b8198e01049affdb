"""One action at a time: everything about it in a form, and its progress notes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from digikartta.action_plan import LIMITS, MAX_COST, MAX_NOTE, STATUSES, Action, Note, Planned
from digikartta.plan_words import PlanWords
from digikartta.ui.day_format import DAY_FORMATS
from digikartta.ui.held import all_held
from digikartta.ui.html import block
from digikartta.ui.once import once

_SHOWN = (
    *("status", "owner", "starts_on", "due_on", "dimension", "theme"),
    *("why", "first_step", "cost", "needs", "insights", "after"),
)


class ActionForm:
    """The fields of one action; what is typed stays until it is stored.

    `form` names the form: the same again keeps what was typed, a new one begins with `seen`.
    """

    def __init__(
        self, form: str, seen: Action, words: PlanWords, errors: Mapping[str, str]
    ) -> None:
        self._form = form
        self._seen = seen
        self._words = words
        self._errors = errors

    def _key(self, name: str) -> str:
        return f"{self._form}.{name}"

    def show(
        self,
        *,
        dimensions: Sequence[str],
        needs: Sequence[str],
        insights: Sequence[int],
        others: Sequence[int],
        on_save: Callable[[], None],
    ) -> None:
        """Show the form; `others` are the actions that may come before this one."""
        t = self._words.t
        with st.form(self._form, border=True, enter_to_submit=False):
            self._text("title")
            # A pair a row: on a phone what belongs together stays together.
            left, right = st.columns(2)
            with left:
                self._choice("status", STATUSES, self._words.status)
            with right:
                self._text("owner")
            for column, name in zip(st.columns(2), ("starts_on", "due_on"), strict=True):
                with column:
                    self._day(name)
            left, right = st.columns(2)
            with left:
                self._choice("dimension", ("", *dimensions), self._dimension)
            with right:
                self._text("theme")
            self._text("why", area=True)
            self._text("first_step", area=True)
            self._cost()
            self._several("needs", needs, self._words.need)
            self._several("insights", insights, self._words.insight)
            self._several("after", others, self._words.title)
            st.form_submit_button(t("plan.save"), type="primary", width="stretch", on_click=on_save)

    def given(self) -> Action:
        """Return the action as it stands in the form at the moment of a tap."""
        held = all_held()
        names = (*LIMITS, "starts_on", "due_on", "status", "dimension", "cost")
        values: dict[str, Any] = {name: held[self._key(name)] for name in names}
        for name in ("needs", "insights", "after"):
            kept = held.get(self._key(name), getattr(self._seen, name))
            values[name] = tuple(sorted(kept))
        return replace(self._seen, **values)

    def _dimension(self, dimension: str) -> str:
        return self._words.dimension(dimension) if dimension else "–"

    def _show_error(self, name: str) -> None:
        if name in self._errors:
            block('<p class="dk-field-error" role="alert">{text}</p>', text=self._errors[name])

    def _text(self, name: str, *, area: bool = False) -> None:
        own, label, key = getattr(self._seen, name), self._words.field(name), self._key(name)
        if area:
            st.text_area(label, own, key=key, max_chars=LIMITS[name], height=90)
        else:
            st.text_input(label, own, key=key, max_chars=LIMITS[name])
        self._show_error(name)

    def _choice(self, name: str, options: Sequence[str], text: Callable[[str], str]) -> None:
        own = getattr(self._seen, name)
        options = options if own in options else (*options, own)
        st.selectbox(
            self._words.field(name),
            options,
            index=options.index(own),
            key=self._key(name),
            format_func=text,
        )
        self._show_error(name)

    def _day(self, name: str) -> None:
        st.date_input(
            self._words.field(name),
            value=getattr(self._seen, name),
            key=self._key(name),
            format=DAY_FORMATS[self._words.t.language],
        )
        self._show_error(name)

    def _cost(self) -> None:
        st.number_input(
            self._words.field("cost"),
            value=self._seen.cost,
            min_value=0,
            max_value=MAX_COST,
            step=100,
            key=self._key("cost"),
        )
        self._show_error("cost")

    def _several(self, name: str, options: Sequence[Any], text: Callable[[Any], str]) -> None:
        own = getattr(self._seen, name)
        every = list(dict.fromkeys((*options, *own)))
        if not every:
            return
        st.multiselect(
            self._words.field(name),
            every,
            default=list(own),
            key=self._key(name),
            format_func=text,
            placeholder=self._words.t("plan.choose"),
        )
        self._show_error(name)


def show_notes(notes: Sequence[Note], words: PlanWords) -> None:
    """Show the progress notes, the newest first."""
    t = words.t
    st.subheader(t("plan.notes"))
    if not notes:
        st.markdown(t("plan.no_notes"))
    for note in notes:
        block(
            '<div class="dk-next dk-note"><p class="dk-number">{when}</p><p>{text}</p></div>',
            when=" · ".join(part for part in (t.day(note.written_on), note.author) if part),
            text=note.text,
        )


def ask_note(form: str, words: PlanWords, *, on_add: Callable[[], None]) -> None:
    """Show the fields of a new note; `given_note` returns what stands in them."""
    t = words.t
    with st.form(form, border=False, enter_to_submit=False):
        st.text_area(t("plan.note"), key=f"{form}.note", max_chars=MAX_NOTE, height=90)
        st.text_input(t("plan.note_author"), key=f"{form}.author", max_chars=LIMITS["owner"])
        st.form_submit_button(t("plan.note_add"), **once(f"{form}-add", on_add))


def given_note(form: str) -> tuple[str, str]:
    """Return the text and the author of a new note at the moment of a tap."""
    held = all_held()
    return held[f"{form}.note"], held[f"{form}.author"]


def show_action(planned: Planned, words: PlanWords) -> None:
    """Show one action to read."""
    for name in _SHOWN:
        text = words.of(planned.content, name)
        if text != "–":
            block(
                '<p class="dk-line"><strong>{field}</strong><span>{text}</span></p>',
                field=words.field(name),
                text=text,
            )
