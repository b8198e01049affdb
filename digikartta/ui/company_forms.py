"""Fields that the forms of a company's page share."""

from contextlib import AbstractContextManager
from datetime import date

import streamlit as st

from digikartta.company import Profile, with_changes
from digikartta.company_work import CONTACT_KINDS
from digikartta.pipeline import EARLIEST, STEPS
from digikartta.texts import Texts
from digikartta.ui.profile_form import fill_profile, given_profile

_BEGUN = "profile_begun"  # the company and the profile that the fields began with
_FORMATS = {"fi": "DD.MM.YYYY", "sv": "DD.MM.YYYY", "en": "DD/MM/YYYY"}


def form(name: str, organisation_id: int, *, clear: bool = False) -> AbstractContextManager[object]:
    """Return the box of a form: what is typed in it is sent at once, and stays until then."""
    return st.form(f"{name}-{organisation_id}", clear_on_submit=clear, border=False)


def day(name: str, value: date | None, t: Texts) -> date | None:
    """Show a field for a day and return it; an empty one is none."""
    label = t(f"pipeline.{name}") if name in STEPS else t(f"company.day.{name}")
    chosen = st.date_input(label, value, min_value=EARLIEST, format=_FORMATS[t.language])
    return chosen if isinstance(chosen, date) else None


def contact_kind(t: Texts) -> str:
    """Show how a contact can be made and return the chosen way."""
    return st.selectbox(
        t("contact.kind"), CONTACT_KINDS, format_func=lambda kind: t(f"contact.kind.{kind}")
    )


def follow_profile(organisation_id: int, stored: Profile, t: Texts) -> None:
    """Begin the profile's fields from what is stored, and follow what others change of it.

    What somebody is writing in the other fields stays.
    """
    at, begun = st.session_state.get(_BEGUN, (None, stored))
    if at != organisation_id:
        fill_profile(stored, t)
    elif begun != stored:
        fill_profile(with_changes(given_profile(t), before=begun, after=stored), t)
    st.session_state[_BEGUN] = organisation_id, stored


def begin_profile_anew() -> None:
    """Let the profile's fields begin from what is stored, as after storing them."""
    st.session_state.pop(_BEGUN, None)
