"""The way from the result to the map: where a company stands on it, and what comes next."""

from html import escape

import streamlit as st

from digikartta.texts import Texts
from digikartta.ui import visitor
from digikartta.ui.html import link

# Address of each step in order; its text is `path.ADDRESS`.
RESULT = "tulos"
STEPS = (RESULT, "asiakasymmarrys", "tarpeet", "digivisio", "suunnitelma", "tulevaisuuskartta")
COMPANY = "yritys"  # the query parameter by which an account names the company


def step_address(step: str, *, organisation_id: int | None = None) -> str:
    """Return the address of a step; an account has to name the company, a link's holder not."""
    company = f"&{COMPANY}={organisation_id}" if organisation_id is not None else ""
    return f"{visitor.address(f'/{step}')}{company}"


def show_steps(current: str, t: Texts, *, organisation_id: int | None = None) -> None:
    """Show the steps as one line."""
    items = "".join(
        _item(number, step, current, t, organisation_id) for number, step in enumerate(STEPS, 1)
    )
    label = escape(t("path.label"))
    st.html(f'<nav class="dk-path" aria-label="{label}"><ol>{items}</ol></nav>')


def _item(number: int, step: str, current: str, t: Texts, organisation_id: int | None) -> str:
    name = f"<span>{number}</span> {escape(t(f'path.{step}'))}"
    here = ' aria-current="step"' if step == current else ""
    address = escape(step_address(step, organisation_id=organisation_id))
    return f'<li><a href="{address}"{here}>{name}</a></li>'


def show_next_step(current: str, t: Texts, *, organisation_id: int | None = None) -> None:
    """Show the way on to the step after this one; nothing after the last."""
    after = STEPS[STEPS.index(current) + 1 :]
    if after:
        label = t("path.next", step=t(f"path.{after[0]}"))
        link(label, step_address(after[0], organisation_id=organisation_id), primary=True)
