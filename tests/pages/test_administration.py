"""The administrator's pages: people, settings, companies that wait to be confirmed."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db import account_links, account_upkeep, company_access, site_settings
from db.engine import reading, writing
from db.tables import Organisation
from digikartta.account import ROLES, Account
from digikartta.texts import LANGUAGES, texts
from digikartta.web.cookies import SESSION
from tests.factories import (
    create_account,
    create_assessment,
    create_organisation,
    create_profile,
    create_session,
)
from tests.pages.conftest import Site
from tests.pages.visiting import html, open_page, words

PAGES = ("yllapito", "asetukset")
t = texts("fi")


def sign_in(site: Site, role: str = "admin") -> Account:
    account = create_account(site.engine, role)
    site.browser.cookies = {SESSION: create_session(site.engine, account, now=site.now)}
    return account


def tap(page: AppTest, label: str) -> AppTest:
    return next(b for b in page.button if b.label == t(label)).click().run()


def chosen(page: AppTest, account: Account) -> AppTest:
    return page.selectbox(key="chosen").set_value(account.id).run()


def roles(site: Site) -> dict[str, str]:
    with reading(site.engine) as connection:
        return {one.email: one.role for one in account_upkeep.every(connection)}


@pytest.mark.parametrize("address", PAGES)
def test_without_a_log_in_there_is_nothing_to_see(site: Site, address: str) -> None:
    page = open_page(address)
    assert t("problem.log_in_first", where="") in words(page)
    assert not page.button
    assert not page.radio


@pytest.mark.parametrize("role", ["facilitator", "project"])
@pytest.mark.parametrize("address", PAGES)
def test_other_roles_are_told_that_it_is_not_theirs(site: Site, address: str, role: str) -> None:
    sign_in(site, role)
    page = open_page(address)
    assert t("problem.role_not_allowed", where="") in words(page)
    assert not page.button
    assert "@digikartta.example" not in words(page)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_an_administrator_sees_them_on_an_empty_site(site: Site, address: str, lang: str) -> None:
    sign_in(site)
    page = open_page(address, lang=lang)
    assert not page.exception
    title = {"yllapito": "people.title", "asetukset": "site.title"}[address]
    assert texts(lang)(title) in words(page)


def test_an_invitation_s_link_is_shown_once(site: Site) -> None:
    sign_in(site)
    page = open_page("yllapito")
    page.text_input(key="invite_email").set_value("Maija@saari.example")
    page.selectbox(key="invite_role").set_value("project")
    tap(page, "people.invite")
    token = re.search(r"https://digikartta.example/a/(\S+)", words(page))
    assert token is not None
    offer = account_links.offered(site.engine, token[1], now=site.now)
    assert (offer.email, offer.role) == ("maija@saari.example", "project")
    assert t("people.link_title", email="maija@saari.example") in words(page)
    assert token[1] not in words(page.run())
    assert any("maija@saari.example" in text.value for text in page.text)
    tap(page, "people.withdraw")
    assert t("people.withdrawn") in words(page)
    with reading(site.engine) as connection:
        assert account_links.invited(connection, now=site.now) == []


def test_an_address_that_has_an_account_is_not_invited(site: Site) -> None:
    admin = sign_in(site)
    page = open_page("yllapito")
    page.text_input(key="invite_email").set_value(admin.email)
    tap(page, "people.invite")
    assert t("problem.account_exists", where="", email=admin.email) in words(page)


def test_roles_are_given_and_the_last_administrator_s_is_kept(site: Site) -> None:
    admin = sign_in(site)
    maija = create_account(site.engine, "facilitator")
    page = chosen(open_page("yllapito"), maija)
    page.selectbox(key=f"role-{maija.id}").set_value("project").run()
    assert roles(site)[maija.email] == "project"
    page = chosen(page, admin)
    page.selectbox(key=f"role-{admin.id}").set_value("project").run()
    assert t("problem.last_administrator", where="") in words(page)
    assert page.selectbox(key=f"role-{admin.id}").value == "admin"
    assert roles(site)[admin.email] == "admin"


def test_an_account_is_disabled_and_enabled(site: Site) -> None:
    sign_in(site)
    maija = create_account(site.engine, "facilitator")
    page = chosen(open_page("yllapito"), maija)
    tap(page, "people.disable")
    assert t("people.disabled") in html(page)
    tap(page, "people.enable")
    assert t("people.disabled") not in html(page)


def test_a_link_to_a_new_password_is_for_its_account(site: Site) -> None:
    sign_in(site)
    maija = create_account(site.engine, "facilitator")
    page = tap(chosen(open_page("yllapito"), maija), "people.offer_password")
    token = re.search(r"https://digikartta.example/a/(\S+)", words(page))
    assert token is not None
    offer = account_links.offered(site.engine, token[1], now=site.now)
    assert (offer.kind, offer.email) == ("password", maija.email)
    assert t("people.link_title", email=maija.email) in words(page)


@pytest.mark.parametrize("button", ["disable", "offer_password"])
def test_a_button_of_another_account_than_the_one_just_chosen_does_nothing(
    site: Site, button: str
) -> None:
    sign_in(site)
    shown = create_account(site.engine, "project", email="kalle@saari.example")
    just_chosen = create_account(site.engine, "project", email="maija@saari.example")
    page = chosen(open_page("yllapito"), shown)
    page.selectbox(key="chosen").set_value(just_chosen.id)
    tap(page, f"people.{button}")
    assert t("people.disabled") not in html(page)
    assert not page.code  # no link


def test_a_company_is_not_shared_with_another_account_than_the_one_just_chosen(site: Site) -> None:
    sign_in(site)
    company = create_organisation(site.engine, create_profile("Saari Oy"))
    shown = create_account(site.engine, "facilitator", email="kalle@saari.example")
    just_chosen = create_account(site.engine, "facilitator", email="maija@saari.example")
    page = chosen(open_page("yllapito"), shown)
    page.text_input(key=f"find-{shown.id}").set_value("saar").run()
    page.selectbox(key=f"share-{shown.id}").set_value(company)
    page.selectbox(key="chosen").set_value(just_chosen.id)
    tap(page, "people.share")
    with reading(site.engine) as connection:
        assert not company_access.may_see(connection, shown, company)


def test_a_role_is_not_given_to_another_account_than_the_one_just_chosen(site: Site) -> None:
    sign_in(site)
    shown = create_account(site.engine, "project", email="kalle@saari.example")
    just_chosen = create_account(site.engine, "project", email="maija@saari.example")
    page = chosen(open_page("yllapito"), shown)
    page.selectbox(key="chosen").set_value(just_chosen.id)
    page.selectbox(key=f"role-{shown.id}").set_value("admin").run()
    assert roles(site)[shown.email] == "project"


def test_companies_are_shared_with_a_facilitator_and_taken_back(site: Site) -> None:
    sign_in(site)
    maija = create_account(site.engine, "facilitator")
    company = create_organisation(site.engine, create_profile("Saari Oy"))
    create_organisation(site.engine, create_profile("Saaren Oma Oy"), confirmed=False)
    page = chosen(open_page("yllapito"), maija)
    assert t("people.no_companies") in words(page)
    page.text_input(key=f"find-{maija.id}").set_value("saar").run()
    assert page.selectbox(key=f"share-{maija.id}").options == ["Saari Oy"]
    page.selectbox(key=f"share-{maija.id}").set_value(company)
    tap(page, "people.share")
    with reading(site.engine) as connection:
        assert company_access.may_see(connection, maija, company)
    page.button(key=f"unshare-{maija.id}-{company}").click().run()
    with reading(site.engine) as connection:
        assert not company_access.may_see(connection, maija, company)


def test_what_is_tapped_after_one_s_role_was_taken_does_nothing(site: Site) -> None:
    admin = sign_in(site)
    other = create_account(site.engine, "admin", email="toinen@digi.example")
    maija = create_account(site.engine, "facilitator")
    page = chosen(open_page("yllapito"), maija)
    with writing(site.engine) as connection:
        account_upkeep.give_role(connection, admin.id, "project")
    page.selectbox(key=f"role-{maija.id}").set_value("admin").run()
    assert roles(site)[maija.email] == "facilitator"
    assert roles(site)[other.email] == "admin"


def test_what_is_tapped_on_a_page_that_was_idle_does_nothing(site: Site) -> None:
    sign_in(site)
    page = open_page("asetukset")
    site.now += timedelta(minutes=121)
    page.radio(key="who").set_value("confirmed").run()
    assert t("problem.log_in_first", where="") in words(page)
    with reading(site.engine) as connection:
        assert not site_settings.is_on(connection, site_settings.CONFIRMED_ONLY)


def test_who_counts_in_peer_groups_is_decided_here(site: Site) -> None:
    sign_in(site)
    page = open_page("asetukset")
    assert page.radio(key="who").value == "everybody"
    page.radio(key="who").set_value("confirmed").run()
    assert t("site.saved") in words(page)
    with reading(site.engine) as connection:
        assert site_settings.is_on(connection, site_settings.CONFIRMED_ONLY)
    assert open_page("asetukset").radio(key="who").value == "confirmed"


def test_a_self_made_company_is_confirmed_once_its_doubles_have_been_seen(site: Site) -> None:
    sign_in(site)
    create_organisation(site.engine, create_profile("Saari Oy", business_id="1234567-1"))
    create_assessment(site.engine, create_profile("Saarri Oy"))
    page = open_page("asetukset")
    waiting = page.selectbox(key="waiting")
    assert waiting.options == ["Saarri Oy"]
    with reading(site.engine) as connection:
        query = select(Organisation.id).where(Organisation.name == "Saarri Oy")
        company = connection.execute(query).scalar_one()
    waiting.set_value(company).run()
    assert t("site.alike_title") in words(page)
    assert "Saari Oy (1234567-1)" in words(page)
    tap(page, "site.confirm")
    assert t("site.confirmed") in words(page)
    assert t("site.none") in words(page)


def test_only_the_company_that_is_chosen_at_the_tap_is_confirmed(site: Site) -> None:
    sign_in(site)
    for name in ("Niemi Oy", "Saari Oy"):
        create_assessment(site.engine, create_profile(name))
    with reading(site.engine) as connection:
        query = select(Organisation.name, Organisation.id)
        ids = {row.name: row.id for row in connection.execute(query)}
    page = open_page("asetukset")
    page.selectbox(key="waiting").set_value(ids["Niemi Oy"]).run()
    page.selectbox(key="waiting").set_value(ids["Saari Oy"])
    tap(page, "site.confirm")
    with reading(site.engine) as connection:
        assert set(connection.execute(select(Organisation.confirmed)).scalars()) == {False}
    tap(page, "site.confirm")
    with reading(site.engine) as connection:
        confirmed = connection.execute(select(Organisation.id).where(Organisation.confirmed))
        assert confirmed.scalars().all() == [ids["Saari Oy"]]


def test_a_company_with_a_confirmed_one_s_number_is_not_confirmed(site: Site) -> None:
    sign_in(site)
    known = create_organisation(site.engine, create_profile("Saari Oy", business_id="1234567-1"))
    create_assessment(site.engine, create_profile("Aivan Muu Oy", business_id="1234567-1"))
    page = open_page("asetukset")
    page.text_input(key="search").set_value("1234567").run()
    [company] = page.selectbox(key="waiting").options
    page.selectbox(key="waiting").select(company).run()
    assert "Saari Oy (1234567-1)" in words(page)
    tap(page, "site.confirm")
    details = {"business_id": "1234567-1", "other": known}
    assert t("problem.already_confirmed", where="", **details) in words(page)


def test_a_search_that_finds_nothing_says_so(site: Site) -> None:
    sign_in(site)
    create_assessment(site.engine, create_profile("Saari Oy"))
    page = open_page("asetukset")
    page.text_input(key="search").set_value("%").run()
    assert t("site.none_found") in words(page)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_sees_another_one_s_secret(site: Site, role: str) -> None:
    sign_in(site)
    with writing(site.engine) as connection:
        token = account_links.invite(connection, "a@b.fi", role, now=site.now)
    assert token not in html(open_page("yllapito"))
