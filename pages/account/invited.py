"""A one-time link: the first administrator, an invitation, or a new password."""

import streamlit as st

from db import account_links
from db.account_links import Chosen, Offer
from db.engine import shared_engine, storage_problem
from db.site_settings import holds_examples
from digikartta.passwords import SHORTEST
from digikartta.problems import InvalidInput, Problem
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.header import show_header
from digikartta.ui.held import all_held
from digikartta.ui.html import block
from digikartta.ui.new_password import ask_new_password, forget_new_password, given_new_password
from digikartta.ui.once import once
from digikartta.ui.session_fetch import go_if_ready, keep_entry
from digikartta.ui.states import show_bad_link, show_problems
from digikartta.web.cookies import ACCOUNT_LINK

engine = shared_engine(settings().database_url)
t = visitor.t()
token = visitor.cookie(ACCOUNT_LINK)


def load() -> Offer:
    """Return what the link offers, or show why it offers nothing and stop."""
    try:
        return account_links.offered(engine, token, now=visitor.now())
    except InvalidInput as error:
        show_header(is_example=holds_examples(engine))
        go_if_ready()
        show_bad_link(error.problems[0].key if token else "problem.account_link_missing")


def accept() -> None:
    """Keep what was chosen, and remember the way on or what was wrong."""
    st.session_state["link_problems"] = problems_of(_accept, trouble=storage_problem)
    forget_new_password()


def _accept() -> None:
    held = all_held()
    chosen = Chosen(held.get("email", ""), held.get("name", ""), given_new_password())
    done = account_links.accept(engine, token, chosen, browser=visitor.browser(), now=visitor.now())
    keep_entry(done.token, done.role)


offer = load()
problems: tuple[Problem, ...] = st.session_state.pop("link_problems", ())
show_header(is_example=holds_examples(engine))
go_if_ready()
block(
    '<h1 class="dk-part" tabindex="-1">{title}</h1><p class="dk-about">{lead}</p>',
    title=t(f"invited.{offer.kind}_title"),
    lead=t(f"invited.{offer.kind}_lead", email=offer.email),
)
if problems:
    show_problems(problems)
with st.form("accept", border=False):
    if not offer.email:
        st.text_input(t("log_in.email"), key="email", autocomplete="username")
    if offer.kind != "password":
        st.text_input(t("invited.name"), key="name", autocomplete="name")
    ask_new_password(t, hint=t("invited.password_hint", shortest=SHORTEST))
    st.form_submit_button(
        t(f"invited.{offer.kind}_go"), type="primary", width="stretch", **once("accept", accept)
    )
