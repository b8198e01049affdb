"""Join a round: by an invitation's link, or by a code that is typed."""

from typing import NoReturn

import streamlit as st

from db import joining, seminars
from db.engine import shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.problems import InvalidInput, Problem
from digikartta.settings import settings
from digikartta.tokens import normal_code, secret_in
from digikartta.ui import browser, visitor, whole_page
from digikartta.ui.attempt import problems_of
from digikartta.ui.header import show_header
from digikartta.ui.html import block, link, notice
from digikartta.ui.joining import (
    NEW_COMPANY,
    ask_company,
    given_company,
    show_invited,
    show_not_begun,
    show_what_is_shown,
)
from digikartta.ui.once import once
from digikartta.ui.profile_form import (
    ask_person,
    ask_profile,
    ask_role,
    given_person,
    given_profile,
    given_role,
)
from digikartta.ui.states import reason, show_refused
from digikartta.web.cookies import INVITE, RESPONDENT
from digikartta.web.guessing import guesses

LONGEST_TYPED = 12  # signs; what is longer was pasted

engine = shared_engine(settings().database_url)
t = visitor.t()
today = visitor.today()
days = settings().link_days
secret = st.session_state.get("typed_code") or visitor.cookie(INVITE)
caller = st.context.ip_address or ""


def type_code() -> None:
    """Take the typed code, or the invitation's link, as the invitation."""
    st.session_state["typed_code"] = secret_in(st.session_state["code"])


def ask_code(problem: str = "") -> NoReturn:
    """Ask for the code, and end the page."""
    show_header(is_example=holds_examples(engine))
    block('<h1 class="dk-part" tabindex="-1">{title}</h1>', title=t("join.code_title"))
    if problem:
        notice(t("join.code_wrong"), problem, kind="bad")
    st.text_input(
        t("join.code"),
        key="code",
        placeholder=t("join.code_hint"),
        on_change=type_code,
    )
    st.button(t("join.code_go"), type="primary", width="stretch", on_click=type_code)
    st.stop()


def invitation() -> joining.Invitation | seminars.Seminar:
    """Return what the secret invites to, or ask for a code and stop."""
    if not secret:
        ask_code()
    code = normal_code(secret)  # a link's secret is too long to be guessed
    if code and not guesses.begin(caller, code):
        ask_code(t("problem.too_many_guesses", where=""))
    try:
        found = seminars.seminar(engine, secret) or joining.invitation(engine, secret, today=today)
    except InvalidInput as error:
        ask_again(error.problems[0].key)
    if code:
        guesses.known(caller, code)
    return found


def ask_again(problem: str) -> NoReturn:
    """Say what is wrong with the secret, and ask for a code."""
    typed = st.session_state.pop("typed_code", "")
    # Whoever typed something too short for a code is told about the code, not about a link.
    is_link = problem != "problem.link_unknown" or not typed or len(typed) > LONGEST_TYPED
    ask_code(t(problem if is_link else "problem.code_unknown", where=""))


def join() -> None:
    """Store the new respondent as the fields stand at the tap, and remember the way on."""

    def store() -> None:
        role = given_role(t, roles=invited.roles)
        st.session_state["joined"] = stored(joining.Joiner(role, t.language, given_person(t)))

    refused = problems_of(store, trouble=storage_problem)
    st.session_state["refused"] = refused
    if refused:
        whole_page.note()  # what stands on the page may be old: the company is on the list by now


def stored(joiner: joining.Joiner) -> str:
    """Store the new respondent and return the private token."""
    if isinstance(invited, joining.Invitation):
        return joining.join(engine, secret, joiner, today=today, link_days=days)
    company = given_company(t)  # the number of its round
    if company == NEW_COMPANY or company is None:
        profile = given_profile(t)
        return seminars.join_with_company(
            engine, secret, profile, joiner, today=today, link_days=days
        )
    return seminars.join_company(engine, secret, company, joiner, today=today, link_days=days)


def choose_company(errors: dict[str, str]) -> int | None:
    """Let a seminar's guest pick the company or tell about it; None until one is chosen."""
    if not isinstance(invited, seminars.Seminar):
        return NEW_COMPANY
    chosen = ask_company([(held.round_id, held.organisation) for held in invited.companies], t)
    if chosen == NEW_COMPANY:
        ask_profile(t, errors, short=True)
    return chosen


@st.fragment
def ask_and_join() -> None:
    """Ask who joins, and let them in; runs alone at each choice, as a whole hall joins at once."""
    whole_page.finish("join")
    if joined := st.session_state.pop("joined", None):
        address = visitor.address(f"/v/{joined}")
        browser.go_to(address)
        link(t("start.go_on"), address, primary=True)
        return
    refused: tuple[Problem, ...] = st.session_state.pop("refused", ())
    errors = {problem.where: reason(problem, t) for problem in refused}
    show_refused(refused)
    show_what_is_shown(
        t,
        least=invited.least(settings().min_breakdown),
        is_named=invited.is_named,
        customers=invited.questionnaire.respondents == "customers",
        is_seminar=isinstance(invited, seminars.Seminar),
        companies=settings().min_group,
    )
    company = choose_company(errors)
    if invited.is_named:
        ask_person(t, errors)
    role = ask_role(t, errors, roles=invited.roles)
    if visitor.cookie(RESPONDENT):
        st.markdown(t("join.already"))
        link(t("front.continue"), visitor.address("/vastaa"))
    st.button(
        t("join.go"),
        type="primary",
        width="stretch",
        disabled=not role or company is None,
        **once("join", join),
    )


invited = invitation()
show_header(organisation=invited.name, is_example=invited.is_example)
show_invited(invited.name, invited.questionnaire, t)
if invited.workshop and not invited.has_begun:
    show_not_begun(invited.workshop.id, t)
    st.stop()
ask_and_join()
