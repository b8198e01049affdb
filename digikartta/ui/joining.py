"""What somebody sees before joining: who invites, what is shown to whom, which company."""

from collections.abc import Sequence

import streamlit as st

from digikartta.questionnaire import Questionnaire
from digikartta.texts import Texts
from digikartta.ui.following import follow
from digikartta.ui.held import all_held
from digikartta.ui.html import block, notice
from digikartta.ui.promise import promise
from digikartta.workshop import ALONE, mark

NEW_COMPANY = 0  # no round has this number


def show_invited(name: str, questionnaire: Questionnaire, t: Texts) -> None:
    """Show who invites to what, and how long it takes."""
    customers = questionnaire.respondents == "customers"
    block(
        '<p class="dk-step">{step}</p><h1 class="dk-part" tabindex="-1">{name}</h1>'
        '<p class="dk-about">{lead}</p>',
        step=t("join.step"),
        name=name,
        lead=t("join.customer_lead" if customers else "join.lead", minutes=questionnaire.minutes),
    )


def show_not_begun(workshop_id: int, t: Texts) -> None:
    """Wait calmly until the facilitator opens the workshop; the page goes on by itself."""
    notice(t("join.not_begun_title"), t("join.not_begun"), kind="wait")
    follow(f"/vaihe/{workshop_id}", mark(ALONE))


def show_what_is_shown(
    t: Texts, *, least: int, is_named: bool, customers: bool, is_seminar: bool, companies: int
) -> None:
    """Say before the first answer what is shown to whom.

    `least` people, and in a seminar `companies`, are the smallest groups that are shown.
    """
    if is_named:
        text = t("join.seminar_named_shown" if is_seminar else "join.named_shown")
    elif customers:
        text = t("join.customer_shown", breakdown=least)
    else:
        text = promise(t, "join.shown", breakdown=least)
    notice(t("join.shown_title"), text)
    if is_seminar:
        st.markdown(t("join.seminar_lines" if is_named else "join.seminar_shown", least=companies))


def ask_company(companies: Sequence[tuple[int, str]], t: Texts) -> int | None:
    """Let a seminar's guest pick a company entered there, or a new one; None until then."""
    if not companies:
        return NEW_COMPANY
    names = dict(companies)
    return st.selectbox(
        t("join.company"),
        (NEW_COMPANY, *names),
        index=None,
        key=_company_key(t),
        format_func=lambda number: names.get(number) or t("join.new_company"),
        placeholder=t("profile.choose"),
    )


def given_company(t: Texts) -> int | None:
    """Return the company that is chosen at the moment of a tap; a new one where none is offered."""
    chosen: int | None = all_held().get(_company_key(t), NEW_COMPANY)
    return chosen


def _company_key(t: Texts) -> str:
    return f"company-{t.language}"
