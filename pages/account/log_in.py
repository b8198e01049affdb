"""Logging in with an e-mail address and a password."""

import streamlit as st

from db import accounts
from db import log_in as logging_in
from db.engine import shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.account import normal_email
from digikartta.problems import InvalidInput, Problem
from digikartta.proved_identity import has_just_come, proved_email
from digikartta.settings import settings
from digikartta.ui import single_sign_on, visitor
from digikartta.ui.account_menu import first_page
from digikartta.ui.attempt import problems_of
from digikartta.ui.header import show_header
from digikartta.ui.held import all_held
from digikartta.ui.html import block, link, notice
from digikartta.ui.session_fetch import go_if_ready, keep_entry
from digikartta.ui.states import reason
from digikartta.web.password_guesses import password_guesses

engine = shared_engine(settings().database_url)
t = visitor.t()
caller = st.context.ip_address or ""


def log_in() -> None:
    """Compare the password, and remember the way on or what was wrong."""
    held = all_held()
    email, password = held["email"], held["password"]
    st.session_state["log_in_problems"] = problems_of(
        lambda: _try(email, password), trouble=storage_problem
    )
    st.session_state["password"] = ""  # nothing of it stays on the screen or in memory


def _try(email: str, password: str) -> None:
    who = normal_email(email)
    if not password_guesses.begin(who, caller):
        raise InvalidInput([Problem("problem.too_many_passwords")])
    try:
        done = logging_in.log_in(
            engine, email, password, browser=visitor.browser(), now=visitor.now()
        )
    except InvalidInput as error:
        if error.problems[0].key != "problem.log_in_wrong":
            password_guesses.undecided(who, caller)
        raise
    password_guesses.succeeded(who, caller)
    keep_entry(done.token, done.role)


def enter_by_single_sign_on() -> None:
    """Let in whoever has just come from the provider with an address that has an account."""
    claims = single_sign_on.claims()
    if not has_just_come(claims, now=visitor.now()) or not visitor.browser():
        return
    email = proved_email(claims, now=visitor.now())

    def enter() -> None:
        if email is None:
            raise InvalidInput([Problem("problem.single_unproved")])
        done = logging_in.log_in_as(engine, email, browser=visitor.browser(), now=visitor.now())
        keep_entry(done.token, done.role)

    st.session_state["log_in_problems"] = problems_of(enter, trouble=storage_problem)


account = accounts.signed_in(
    engine, visitor.session(), now=visitor.now(), idle_minutes=settings().idle_minutes
)
show_header(is_example=holds_examples(engine), account=account)
block(
    '<h1 class="dk-part" tabindex="-1">{title}</h1><p class="dk-about">{lead}</p>',
    title=t("log_in.title"),
    lead=t("log_in.lead"),
)
go_if_ready()
if account is not None:
    notice(t("log_in.already"), account.email, kind="good")
    link(t("log_in.go_on"), visitor.address(f"/{first_page(account.role)}"), primary=True)
    st.stop()
enter_by_single_sign_on()
go_if_ready()
if problems := st.session_state.pop("log_in_problems", ()):
    words = " ".join(reason(problem, t) for problem in problems)
    notice(t("log_in.failed"), words, kind="bad")
with st.form("login", border=False):
    st.text_input(t("log_in.email"), key="email", autocomplete="username")
    st.text_input(
        t("log_in.password"), key="password", type="password", autocomplete="current-password"
    )
    st.form_submit_button(t("log_in.go"), type="primary", width="stretch", on_click=log_in)
if single_sign_on.is_offered():
    single_sign_on.offer(t)
block('<p class="dk-muted">{text}</p>', text=t("log_in.help"))
