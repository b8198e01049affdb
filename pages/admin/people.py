"""Accounts: inviting people, roles, disabling, and which companies a facilitator sees."""

from collections.abc import Callable

import streamlit as st

from db import account_links, account_upkeep, accounts, company_access, unconfirmed_companies
from db.account_upkeep import AccountRecord
from db.engine import reading, shared_engine, storage_problem, writing
from db.site_settings import holds_examples
from digikartta.account import ADMIN, FACILITATOR, ROLES, normal_email
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.account_table import show_accounts
from digikartta.ui.attempt import problems_of
from digikartta.ui.header import show_header
from digikartta.ui.held import all_held
from digikartta.ui.html import block, notice
from digikartta.ui.signed_in import signed_in_or_stop
from digikartta.ui.states import show_refused

engine = shared_engine(settings().database_url)
t = visitor.t()
site = settings().public_url


def require_admin() -> None:
    """Raise `InvalidInput` unless an administrator is asking at this moment."""
    accounts.required(
        engine,
        visitor.session(),
        now=visitor.now(),
        idle_minutes=settings().idle_minutes,
        roles=(ADMIN,),
    )


def change(action: Callable[[], str], done: str = "", *, email: str = "") -> None:
    """Do what an administrator asks for, and remember how it went.

    What the action returns is a one-time link's token, for whoever has the `email`: it is shown
    once and kept nowhere.
    """

    def store() -> None:
        require_admin()
        if token := action():
            st.session_state["one_time_link"] = (email, token)

    refused = problems_of(store, trouble=storage_problem)
    st.session_state["refused"] = refused
    st.session_state["done"] = "" if refused else done


def change_chosen(
    account_id: int, action: Callable[[], str], done: str = "", *, email: str = ""
) -> None:
    """Change an account, unless another one has been chosen at the same moment."""
    if all_held().get("chosen") == account_id:
        change(action, done, email=email)


def invite() -> None:
    """Make the invitation that the form describes."""
    held = all_held()
    email, role = held["invite_email"], held["invite_role"]

    def store() -> str:
        with writing(engine) as connection:
            return account_links.invite(connection, email, role, now=visitor.now())

    change(store, email=normal_email(email))


def withdraw(email: str) -> None:
    """End an invitation."""

    def store() -> str:
        with writing(engine) as connection:
            account_links.withdraw(connection, email)
        return ""

    change(store, "people.withdrawn")


def give_role(account_id: int, key: str) -> None:
    """Give an account the chosen role."""
    role = all_held()[key]

    def store() -> str:
        with writing(engine) as connection:
            account_upkeep.give_role(connection, account_id, role)
        return ""

    change_chosen(account_id, store, "people.role_given")


def set_enabled(account_id: int, enabled: bool) -> None:  # noqa: FBT001  a button names it
    """Let an account in, or no more."""

    def store() -> str:
        with writing(engine) as connection:
            (account_upkeep.enable if enabled else account_upkeep.disable)(connection, account_id)
        return ""

    change_chosen(account_id, store, "people.enabled" if enabled else "people.disabled_now")


def offer_password(one: AccountRecord) -> None:
    """Make a link with which the account chooses a new password."""

    def store() -> str:
        with writing(engine) as connection:
            return account_links.choose_password(connection, one.id, now=visitor.now())

    change_chosen(one.id, store, email=one.email)


def share(account_id: int, key: str) -> None:
    """Show a facilitator one more company."""
    company = all_held()[key]

    def store() -> str:
        if company is not None:
            with writing(engine) as connection:
                company_access.share_confirmed(connection, company, account_id)
        return ""

    change_chosen(account_id, store, "people.shared")


def unshare(account_id: int, organisation_id: int) -> None:
    """Show a facilitator one company less."""

    def store() -> str:
        with writing(engine) as connection:
            company_access.unshare(connection, organisation_id, account_id)
        return ""

    change_chosen(account_id, store, "people.unshared")


def show_outcome() -> None:
    """Tell how the last tap went; a new link stands here once."""
    show_refused(st.session_state.pop("refused", ()))
    if done := st.session_state.pop("done", ""):
        notice(t(done), "", kind="good")
    email, token = st.session_state.pop("one_time_link", ("", ""))
    if token:
        notice(t("people.link_title", email=email), t("people.link_why"), kind="good")
        st.code(f"{site}/a/{token}", language=None, wrap_lines=True)


def show_invitations() -> None:
    """Show the form, and who has not come yet."""
    st.header(t("people.invite_title"))
    with st.form("invite", border=False, clear_on_submit=True):
        st.text_input(t("log_in.email"), key="invite_email", autocomplete="off")
        st.selectbox(
            t("people.role"), ROLES, key="invite_role", format_func=lambda r: t(f"account_role.{r}")
        )
        st.form_submit_button(t("people.invite"), type="primary", on_click=invite)
    with reading(engine) as connection:
        waiting = account_links.invited(connection, now=visitor.now())
    for offer in waiting:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(t("people.waits", email=offer.email, role=t(f"account_role.{offer.role}")))
            st.button(
                t("people.withdraw"),
                key=f"withdraw-{offer.email}",
                on_click=withdraw,
                args=(offer.email,),
            )


def show_account(one: AccountRecord) -> None:
    """Show what can be changed of an account."""
    role_key = f"role-{one.id}"
    st.session_state[role_key] = one.role  # what is stored, whatever was tapped
    st.selectbox(
        t("people.role"),
        ROLES,
        key=role_key,
        format_func=lambda role: t(f"account_role.{role}"),
        on_change=give_role,
        args=(one.id, role_key),
    )
    with st.container(horizontal=True):
        label = t("people.enable" if one.disabled else "people.disable")
        args = (one.id, one.disabled)
        st.button(label, key=f"enabled-{one.id}-{one.disabled}", on_click=set_enabled, args=args)
        if not one.disabled:
            st.button(
                t("people.offer_password"),
                key=f"password-{one.id}",
                on_click=offer_password,
                args=(one,),
            )
    if one.role == FACILITATOR:
        show_shared(one)


def show_shared(one: AccountRecord) -> None:
    """Show which companies a facilitator sees, and find another one."""
    st.header(t("people.companies"))
    with reading(engine) as connection:
        shared = account_upkeep.shared_with(connection, one.id)
    if not shared:
        st.markdown(t("people.no_companies"))
    for company in shared:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(company.name)
            st.button(
                t("people.unshare"),
                key=f"unshare-{one.id}-{company.id}",
                on_click=unshare,
                args=(one.id, company.id),
            )
    search = st.text_input(t("people.find"), key=f"find-{one.id}")
    if not search.strip():
        return
    with reading(engine) as connection:
        found = unconfirmed_companies.confirmed(connection, search=search)
    names = {company.id: company.name for company in found}
    key = f"share-{one.id}"
    st.selectbox(
        t("people.found"), names, index=None, key=key, format_func=lambda number: names[number]
    )
    st.button(t("people.share"), key=f"share-go-{one.id}", on_click=share, args=(one.id, key))


account = signed_in_or_stop(
    accounts.signed_in,
    engine,
    roles=(ADMIN,),
    is_example=holds_examples(engine),
)
with reading(engine) as connection:
    listed = account_upkeep.every(connection)
show_header(is_example=holds_examples(engine), account=account)
block(
    '<h1 class="dk-part" tabindex="-1">{title}</h1><p class="dk-about">{lead}</p>',
    title=t("people.title"),
    lead=t("people.lead"),
)
show_outcome()
show_accounts(listed, t)
by_id = {one.id: one for one in listed}
chosen = st.selectbox(
    t("people.choose"),
    by_id,
    index=None,
    key="chosen",
    format_func=lambda number: by_id[number].email,
    placeholder=t("people.choose_hint"),
)
if chosen is not None:
    show_account(by_id[chosen])
show_invitations()
