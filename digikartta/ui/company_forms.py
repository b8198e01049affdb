"""Fields that the forms of a company's page share."""

from contextlib import AbstractContextManager
from datetime import date

import streamlit as st

from digikartta.company_work import CONTACT_KINDS
from digikartta.pipeline import EARLIEST, STEPS
from digikartta.texts import Texts

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
