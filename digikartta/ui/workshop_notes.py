"""The field in which the facilitators of a workshop write their notes together."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from digikartta.plain_text import clean
from digikartta.texts import Texts
from digikartta.ui.held import all_held
from digikartta.ui.html import notice
from digikartta.workshop import MAX_TEXT

Act = Callable[..., None]  # called with the name of a control and what it is about

_FIELD = "notes-field"


@dataclass(frozen=True, slots=True)
class _Field:
    """What the server knows of the field."""

    base: str = ""  # the notes that whoever writes in it has surely seen
    saved: str = ""  # what it held when all of it was stored
    number: int = 0
    holds_both: bool = False  # somebody else's text came together with the own

    @property
    def key(self) -> str:
        return f"notes-{self.number}"


def show_notes(stored: str, act: Act, t: Texts) -> None:
    """Show the notes to write in, and say so when two have written at once."""
    field = _filled(stored)
    if field.holds_both:
        notice(t("control.notes_both_title"), t("control.notes_both"), kind="wait")
    st.text_area(
        t("control.notes"),
        key=field.key,
        max_chars=MAX_TEXT,
        height="content",  # so that the own text under another's can be seen
        on_change=act,
        args=("notes",),
    )


def _filled(stored: str) -> _Field:
    """Bring in what somebody else wrote, unless the field holds what is not stored.

    A browser keeps what is being typed over what comes in and says nothing of it. So what came in
    may not have been seen: the base stays until the next own text is stored.
    """
    held = st.session_state
    field: _Field = held.get(_FIELD, _Field())
    if field.key not in held:
        held[field.key] = stored
        held[_FIELD] = replace(field, base=stored, saved=stored)
    elif held[field.key] == field.saved != stored:
        held[field.key] = stored
        held[_FIELD] = replace(field, saved=stored)
    return field


def given_notes() -> tuple[str, str]:
    """Return what stands in the field, and what whoever wrote it had surely seen."""
    held = all_held()
    field: _Field = held[_FIELD]
    return held[field.key], field.base


def remember_kept(typed: str, kept: str) -> None:
    """Remember that the text of the field is stored, and as what.

    Where more was kept than was typed, a new field takes the place of the old one: only of that
    it is sure that it shows both texts.
    """
    field: _Field = all_held()[_FIELD]
    if clean(typed) == kept:
        after = replace(field, base=kept, saved=typed, holds_both=False)
    else:
        after = _Field(number=field.number + 1, holds_both=True)
    st.session_state[_FIELD] = after
