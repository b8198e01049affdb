"""One's own account: the name, another password."""

from collections.abc import Callable

import streamlit as st

from db import account_upkeep, accounts
from db.engine import shared_engine, storage_problem, writing
from db.site_settings import holds_examples
from digikartta.account import Account
from digikartta.passwords import SHORTEST
from digikartta.problems import InvalidInput, Problem
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.header import show_header
from digikartta.ui.held import all_held
from digikartta.ui.html import block, notice
from digikartta.ui.new_password import ask_new_password, forget_new_password, given_new_password
from digikartta.ui.signed_in import signed_in_or_stop
from digikartta.ui.states import show_refused
from digikartta.web.password_guesses import password_guesses

engine = shared_engine(settings().database_url)
t = visitor.t()
caller = st.context.ip_address or ""


def acting() -> Account:
    """Return who is asking now; raises `InvalidInput` when nobody is logged in any more."""
    return accounts.required(
        engine, visitor.session(), now=visitor.now(), idle_minutes=settings().idle_minutes
    )


def change_password() -> None:
    """Keep another password, or remember why not."""
    before = all_held()["password_before"]
    _attempt("own_account.password_changed", lambda: _change_password(before))
    st.session_state["password_before"] = ""
    forget_new_password()


def _change_password(before: str) -> None:
    account = acting()
    password = given_new_password()
    if not password_guesses.begin(account.email, caller):
        raise InvalidInput([Problem("problem.too_many_passwords")])
    try:
        account_upkeep.change_password(
            engine, account.id, before, password, session=visitor.session()
        )
    except InvalidInput as error:
        if error.problems[0].key != "problem.password_wrong":
            password_guesses.undecided(account.email, caller)
        raise
    password_guesses.succeeded(account.email, caller)


def rename() -> None:
    """Keep another name, or remember why not."""
    name = all_held()["name"]

    def store() -> None:
        account = acting()
        with writing(engine) as connection:
            account_upkeep.rename(connection, account.id, name)

    _attempt("own_account.renamed", store)


def _attempt(done: str, action: Callable[[], None]) -> None:
    refused = problems_of(action, trouble=storage_problem)
    st.session_state["refused"] = refused
    st.session_state["done"] = "" if refused else done


account = signed_in_or_stop(
    accounts.signed_in,
    engine,
    is_example=holds_examples(engine),
)
show_header(is_example=holds_examples(engine), account=account)
block(
    '<h1 class="dk-part" tabindex="-1">{title}</h1><p class="dk-about">{email} · {role}</p>',
    title=t("own_account.title"),
    email=account.email,
    role=t(f"account_role.{account.role}"),
)
show_refused(st.session_state.pop("refused", ()))
if done := st.session_state.pop("done", ""):
    notice(t(done), "", kind="good")
with st.form("naming", border=False):
    st.text_input(t("invited.name"), value=account.name, key="name", autocomplete="name")
    st.form_submit_button(t("own_account.rename"), on_click=rename)
st.header(t("own_account.password_title"))
with st.form("renewal", border=False):
    st.text_input(
        t("own_account.password_before"),
        key="password_before",
        type="password",
        autocomplete="current-password",
    )
    ask_new_password(t, hint=t("invited.password_hint", shortest=SHORTEST))
    st.form_submit_button(t("own_account.change_password"), on_click=change_password)
st.markdown(t("own_account.idle", minutes=settings().idle_minutes))
