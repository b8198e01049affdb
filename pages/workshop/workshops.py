"""A facilitator's workshops, and making a new one."""

import streamlit as st

from db import accounts, workshop_companies, workshop_creation, workshops
from db.engine import shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.account import Account
from digikartta.problems import Problem
from digikartta.questionnaire_file import load as load_questionnaires
from digikartta.settings import settings
from digikartta.ui import browser, visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.header import show_header
from digikartta.ui.html import block, link
from digikartta.ui.profile_form import ask_profile, given_profile
from digikartta.ui.signed_in import signed_in_or_stop
from digikartta.ui.states import reason, show_problems
from digikartta.ui.workshop_form import (
    NEW_COMPANY,
    NEW_ROUND,
    Given,
    Who,
    ask_plan,
    ask_questionnaire,
    ask_round,
    ask_who,
)
from digikartta.ui.workshop_list import show_workshops
from digikartta.workshop import NewWorkshop

engine = shared_engine(settings().database_url)
# The companies' own questionnaires first; the customers' one is rarely answered in a workshop.
known = dict(
    sorted(
        load_questionnaires(*settings().questionnaire_folders).items(),
        key=lambda each: (each[1].respondents == "customers", each[0]),
    )
)
t = visitor.t()
problems: tuple[Problem, ...] = st.session_state.pop("refused", ())
errors = {problem.where: reason(problem, t) for problem in problems}


def signed_in() -> Account:
    """Return who acts; raises `InvalidInput` when nobody is logged in any more."""
    return accounts.required(
        engine, visitor.session(), now=visitor.now(), idle_minutes=settings().idle_minutes
    )


def make(who: Who, round_id: int, questionnaire: str, plan: NewWorkshop) -> None:
    """Store the workshop, and remember the way on."""

    def store() -> None:
        st.session_state["made"] = stored(signed_in(), who, round_id, questionnaire, plan)

    st.session_state["refused"] = problems_of(store, trouble=storage_problem)


def stored(acting: Account, who: Who, round_id: int, questionnaire: str, plan: NewWorkshop) -> int:
    """Store the workshop and return its id."""
    content = known[questionnaire]
    if who.is_seminar or who.organisation_id is None:
        return workshop_creation.create(engine, plan, content, account_id=acting.id)
    if who.organisation_id == NEW_COMPANY:
        return workshop_companies.create_with_company(
            engine, plan, content, account=acting, profile=given_profile(t)
        )
    return workshop_companies.create_for_company(
        engine,
        plan,
        content,
        account=acting,
        organisation_id=who.organisation_id,
        round_id=None if round_id == NEW_ROUND else round_id,
    )


def ask_workshop() -> None:
    """Ask what the workshop is to be, and offer to make it."""
    who = ask_who(workshop_companies.companies_of(engine, account), t)
    if who.organisation_id == NEW_COMPANY:
        ask_profile(t, errors, short=True)
    content = ask_questionnaire(known, t)
    open_ones = (
        workshop_companies.open_rounds_of(engine, account, who.organisation_id, content)
        if who.organisation_id
        else []
    )
    chosen = ask_round([(each.round_id, each.stage) for each in open_ones], t)
    continued = next((each for each in open_ones if each.round_id == chosen), None)
    given = Given(
        who.is_seminar,
        content.respondents == "customers",
        continued.stage if continued else None,
        continued.is_named if continued else None,
    )
    least = settings().min_breakdown
    plan = ask_plan(given, t, errors, today=visitor.today(), least=least)
    st.button(
        t("workshops.make"),
        key="make",
        type="primary",
        width="stretch",
        disabled=not who.is_seminar and who.organisation_id is None,
        on_click=make,
        args=(who, chosen, content.id, plan),
    )


account = signed_in_or_stop(
    accounts.signed_in,
    engine,
    is_example=holds_examples(engine),
)
show_header(is_example=holds_examples(engine))
block('<h1 class="dk-part" tabindex="-1">{title}</h1>', title=t("workshops.heading"))
if made := st.session_state.pop("made", None):
    address = f"{visitor.address('/tyopaja')}&tyopaja={made}"
    browser.go_to(address)
    link(t("start.go_on"), address, primary=True)
    st.stop()
if problems:
    show_problems(problems)
own = workshops.of_account(engine, account.id)
show_workshops(own, t)
with st.expander(t("workshops.new"), expanded=not own or bool(problems), key="dk_new_workshop"):
    ask_workshop()
