"""The site's settings, and confirming companies that people made themselves."""

from collections.abc import Callable

import streamlit as st

from db import accounts, organisations, site_settings, unconfirmed_companies
from db.engine import reading, shared_engine, storage_problem, writing
from db.site_settings import CONFIRMED_ONLY, holds_examples
from db.unconfirmed_companies import UnconfirmedCompany
from digikartta.account import ADMIN
from digikartta.classification import industries, municipalities
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.attempt import problems_of
from digikartta.ui.header import show_header
from digikartta.ui.held import all_held
from digikartta.ui.html import block, notice
from digikartta.ui.signed_in import signed_in_or_stop
from digikartta.ui.states import show_refused

WHO = ("everybody", "confirmed")

engine = shared_engine(settings().database_url)
t = visitor.t()


def change(action: Callable[[], None], done: str) -> None:
    """Do what an administrator asks for at this moment, and remember how it went."""

    def store() -> None:
        accounts.required(
            engine,
            visitor.session(),
            now=visitor.now(),
            idle_minutes=settings().idle_minutes,
            roles=(ADMIN,),
        )
        action()

    st.session_state["refused"] = problems_of(store, trouble=storage_problem)
    st.session_state["done"] = "" if st.session_state["refused"] else done


def choose_who_counts() -> None:
    """Let everybody or only confirmed companies count in peer groups."""

    def store() -> None:
        with writing(engine) as connection:
            only = all_held()["who"] == "confirmed"
            site_settings.switch(connection, CONFIRMED_ONLY, on=only)

    change(store, "site.saved")


def confirm(organisation_id: int) -> None:
    """Confirm a company, unless another one was chosen in the same moment."""
    if all_held().get("waiting") != organisation_id:
        return

    def store() -> None:
        with writing(engine) as connection:
            organisations.confirm(connection, organisation_id)

    change(store, "site.confirmed")


def show_company(company: UnconfirmedCompany) -> None:
    """Show what tells the company apart, those that look like it, and the button."""
    industry = industries().get(company.industry)
    municipality = municipalities().get(company.municipality)
    block(
        '<p class="dk-line">{name}<span>{number}</span></p>'
        '<p class="dk-line">{industry}<span>{municipality}</span></p>',
        name=company.name,
        number=company.business_id or t("site.no_number"),
        industry=industry.short.in_language(t.language) if industry else "",
        municipality=municipality.name(t.language) if municipality else "",
    )
    with reading(engine) as connection:
        alike = unconfirmed_companies.lookalikes(connection, company.id)
    if alike:
        names = ", ".join(f"{one.name} ({one.business_id or '–'})" for one in alike)
        notice(t("site.alike_title"), t("site.alike", names=names), kind="wait")
    st.button(
        t("site.confirm"),
        key=f"confirm-{company.id}",
        type="primary",
        on_click=confirm,
        args=(company.id,),
    )


def show_unconfirmed() -> None:
    """Show the companies that wait to be confirmed, one at a time."""
    st.header(t("site.companies_title"))
    st.markdown(t("site.companies_why"))
    search = st.text_input(t("site.find"), key="search")
    with reading(engine) as connection:
        waiting = unconfirmed_companies.unconfirmed(connection, search=search)
    if not waiting:
        st.markdown(t("site.none_found" if search.strip() else "site.none"))
        return
    by_id = {company.id: company for company in waiting}
    chosen = st.selectbox(
        t.n("site.choose", len(waiting)),
        by_id,
        index=None,
        key="waiting",
        format_func=lambda number: by_id[number].name,
        placeholder=t("people.choose_hint"),
    )
    if chosen is not None:
        show_company(by_id[chosen])


account = signed_in_or_stop(
    accounts.signed_in,
    engine,
    roles=(ADMIN,),
    is_example=holds_examples(engine),
)
show_header(is_example=holds_examples(engine), account=account)
block('<h1 class="dk-part" tabindex="-1">{title}</h1>', title=t("site.title"))
show_refused(st.session_state.pop("refused", ()))
if done := st.session_state.pop("done", ""):
    notice(t(done), "", kind="good")
st.header(t("site.peers_title"))
st.markdown(t("site.peers_why"))
with reading(engine) as connection:
    only_confirmed = site_settings.is_on(connection, CONFIRMED_ONLY)
st.session_state["who"] = WHO[only_confirmed]  # what is stored, whatever was tapped
st.radio(
    t("site.who"),
    WHO,
    key="who",
    format_func=lambda who: t(f"admin.peers_from.{who}"),
    on_change=choose_who_counts,
)
show_unconfirmed()
