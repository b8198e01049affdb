"""Join a round: by an invitation's link, or by a code that is typed."""

from typing import NoReturn

import streamlit as st

from db import assessments
from db.engine import shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.problems import InvalidInput
from digikartta.settings import settings
from digikartta.ui import browser, visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.header import show_header
from digikartta.ui.html import block, link, notice
from digikartta.ui.profile_form import ask_role
from digikartta.ui.states import show_refused
from digikartta.web.cookies import INVITE, RESPONDENT
from digikartta.web.guessing import guesses

engine = shared_engine(settings().database_url)
t = visitor.t()
secret = st.session_state.get("typed_code") or visitor.cookie(INVITE)
caller = st.context.ip_address or ""


def type_code() -> None:
    """Take the typed code as the invitation."""
    st.session_state["typed_code"] = st.session_state["code"].strip()


def ask_code(problem: str = "") -> NoReturn:
    """Ask for the code, and end the page."""
    show_header(is_example=holds_examples(engine))
    block('<h1 class="dk-part" tabindex="-1">{title}</h1>', title=t("join.code_title"))
    if problem:
        notice(t("join.code_wrong"), problem, kind="bad")
    st.text_input(
        t("join.code"),
        key="code",
        max_chars=12,
        placeholder=t("join.code_hint"),
        on_change=type_code,
    )
    st.button(t("join.code_go"), type="primary", width="stretch", on_click=type_code)
    st.stop()


def invitation() -> assessments.Invitation:
    """Return what the secret invites to, or ask for a code and stop."""
    if not secret:
        ask_code()
    if not guesses.allowed(caller):
        ask_code(t("problem.too_many_guesses", where=""))
    try:
        return assessments.invitation(engine, secret, today=visitor.today())
    except InvalidInput as error:
        problem = error.problems[0].key
        if problem == "problem.code_unknown":  # a link's secret is too long to be guessed
            guesses.failed(caller)
        st.session_state.pop("typed_code", None)
        ask_code(t(problem, where=""))


def join(role: str) -> None:
    """Store the new respondent, and remember the way on."""

    def store() -> None:
        st.session_state["joined"] = assessments.join(
            engine,
            secret,
            role=role,
            language=t.language,
            today=visitor.today(),
            link_days=settings().link_days,
        )

    st.session_state["refused"] = problems_of(store, trouble=storage_problem)


invited = invitation()
customers = invited.questionnaire.respondents == "customers"
show_header(organisation=invited.organisation, is_example=invited.is_example)
block(
    '<p class="dk-step">{step}</p><h1 class="dk-part" tabindex="-1">{name}</h1>'
    '<p class="dk-about">{lead}</p>',
    step=t("join.step"),
    name=invited.organisation,
    lead=t(
        "join.customer_lead" if customers else "join.lead", minutes=invited.questionnaire.minutes
    ),
)
if joined := st.session_state.pop("joined", None):
    address = visitor.address(f"/v/{joined}")
    browser.go_to(address)
    link(t("start.go_on"), address, primary=True)
    st.stop()
show_refused(st.session_state.pop("refused", ()))
notice(
    t("join.shown_title"),
    t("join.customer_shown" if customers else "join.shown", breakdown=settings().min_breakdown),
)
role = "customer" if customers else ask_role(t, {})
if visitor.cookie(RESPONDENT):
    st.markdown(t("join.already"))
    link(t("front.continue"), visitor.address("/vastaa"))
st.button(
    t("join.go"),
    type="primary",
    width="stretch",
    disabled=not role,
    on_click=join,
    args=(role,),
)
