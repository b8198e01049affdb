"""A facilitator's workshops, and making a new one."""

import streamlit as st

from db import accounts, workshop_companies, workshop_creation, workshops
from db.engine import shared_engine, storage_problem
from db.site_settings import holds_examples
from db.workshop_companies import OpenRound
from digikartta.account import Account
from digikartta.problems import Problem
from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import load as load_questionnaires
from digikartta.settings import settings
from digikartta.ui import browser, visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.header import show_header
from digikartta.ui.html import block, link
from digikartta.ui.once import once
from digikartta.ui.profile_form import ask_profile, given_profile
from digikartta.ui.signed_in import signed_in_or_stop
from digikartta.ui.states import reason, show_problems
from digikartta.ui.workshop_form import (
    NEW_COMPANY,
    Given,
    Who,
    ask_plan,
    ask_questionnaire,
    ask_round,
    ask_who,
    given_plan,
    given_questionnaire,
    given_round,
    given_who,
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
least = settings().min_breakdown
problems: tuple[Problem, ...] = st.session_state.pop("refused", ())
errors = {problem.where: reason(problem, t) for problem in problems}


def signed_in() -> Account:
    """Return who acts; raises `InvalidInput` when nobody is logged in any more."""
    return accounts.required(
        engine, visitor.session(), now=visitor.now(), idle_minutes=settings().idle_minutes
    )


def make() -> None:
    """Store the workshop as the fields stand at the tap, and remember the way on."""

    def store() -> None:
        acting, who, content = signed_in(), given_who(t), given_questionnaire(known, t)
        continued = continued_of(open_rounds(acting, who, content))
        given = given_of(who, content, continued)
        plan = given_plan(given, t, today=visitor.today(), least=least)
        st.session_state["made"] = stored(acting, who, continued, content, plan)

    st.session_state["refused"] = problems_of(store, trouble=storage_problem)


def stored(
    acting: Account,
    who: Who,
    continued: OpenRound | None,
    content: Questionnaire,
    plan: NewWorkshop,
) -> int:
    """Store the workshop and return its id."""
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
        round_id=continued.round_id if continued else None,
    )


def open_rounds(acting: Account, who: Who, content: Questionnaire) -> list[OpenRound]:
    """Return the company's open rounds that the workshop may go on with."""
    if not who.organisation_id:
        return []
    return workshop_companies.open_rounds_of(engine, acting, who.organisation_id, content)


def continued_of(rounds: list[OpenRound]) -> OpenRound | None:
    """Return the round that was chosen to go on, None for a new one."""
    return next((each for each in rounds if each.round_id == given_round(t)), None)


def given_of(who: Who, content: Questionnaire, continued: OpenRound | None) -> Given:
    """Return what is settled before the plan."""
    return Given(
        who.is_seminar,
        content.respondents == "customers",
        continued.stage if continued else None,
        continued.is_named if continued else None,
    )


def ask_workshop() -> None:
    """Ask what the workshop is to be, and offer to make it."""
    who = ask_who(workshop_companies.companies_of(engine, account), t)
    if who.organisation_id == NEW_COMPANY:
        ask_profile(t, errors, short=True)
    content = ask_questionnaire(known, t)
    open_ones = open_rounds(account, who, content)
    ask_round([(each.round_id, each.stage) for each in open_ones], t)
    given = given_of(who, content, continued_of(open_ones))
    ask_plan(given, t, errors, today=visitor.today(), least=least)
    st.button(
        t("workshops.make"),
        type="primary",
        width="stretch",
        disabled=not who.is_seminar and who.organisation_id is None,
        **once("make", make),
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
