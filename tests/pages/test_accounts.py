"""Logging in, one-time links, and one's own account."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from db import account_links, account_upkeep, accounts, log_in
from db.account_links import Chosen
from db.engine import writing
from digikartta.account import ROLES, Account
from digikartta.problems import InvalidInput
from digikartta.texts import LANGUAGES, texts
from digikartta.ui import single_sign_on
from digikartta.web.cookies import ACCOUNT_LINK, BROWSER, SESSION
from tests.cheap_hashes import make_hashes_cheap
from tests.factories import create_account, create_session
from tests.pages.conftest import Site
from tests.pages.visiting import html, links, open_page, open_through_menu, words

PASSWORD = "neljä sanaa jotka sopivat"
OTHER = "aivan muut sanat tähän"
t = texts("fi")


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_hashes_cheap(monkeypatch)


def create_maija(site: Site, role: str = "facilitator") -> Account:
    return create_account(site.engine, role, email="maija@saari.example", password=PASSWORD)


def sign_in(site: Site, account: Account) -> str:
    session = create_session(site.engine, account, now=site.now)
    site.browser.cookies = {SESSION: session, BROWSER: "this-one"}
    return session


def fill(page: AppTest, **values: str) -> AppTest:
    for key, value in values.items():
        page.text_input(key=key).set_value(value)
    return page


def submit(page: AppTest, label: str) -> AppTest:
    return next(b for b in page.button if b.label == t(label)).click().run()


def log_in_with(page: AppTest, email: str, password: str) -> AppTest:
    return submit(fill(page, email=email, password=password), "log_in.go")


def session_from(site: Site, page: AppTest) -> Account | None:
    """Follow the page's way to its session, as the browser does."""
    way = links(page)[t("start.go_on")]
    token = way.removeprefix("/s/").partition("?")[0]
    session = log_in.enter(
        site.engine, token, browser=site.browser.cookies.get(BROWSER, ""), now=site.now
    )
    return accounts.signed_in(site.engine, session or "", now=site.now, idle_minutes=120)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("address", ["kirjaudu", "kutsu", "tili"])
def test_each_page_opens_by_itself_on_an_empty_site(site: Site, address: str, lang: str) -> None:
    page = open_page(address, lang=lang)
    assert not page.exception
    if address == "tili":
        assert texts(lang)("problem.log_in_first", where="") in words(page)
    if address == "kutsu":
        assert texts(lang)("problem.account_link_missing", where="") in words(page)


def test_the_right_password_leads_to_a_session(site: Site) -> None:
    maija = create_maija(site)
    site.browser.cookies = {BROWSER: "this-one"}
    page = log_in_with(open_page("kirjaudu"), "Maija@saari.example", PASSWORD)
    assert session_from(site, page) == maija
    assert page.text_input == []  # the password is nowhere on the page any more


def test_a_wrong_password_says_no_more_than_that(site: Site) -> None:
    create_maija(site)
    for email in ("maija@saari.example", "nobody@saari.example", ""):
        page = log_in_with(open_page("kirjaudu"), email, "väärä salasana")
        assert t("problem.log_in_wrong", where="") in words(page)
        assert links(page) == {}
        assert page.text_input(key="password").value == ""


def test_after_ten_wrong_passwords_the_right_one_has_to_wait_at_this_address_only(
    site: Site,
) -> None:
    create_maija(site)
    page = open_page("kirjaudu")
    for _ in range(10):
        log_in_with(page, "maija@saari.example", "väärä salasana")
    log_in_with(page, "maija@saari.example", PASSWORD)
    assert t("problem.too_many_passwords", where="") in words(page)
    assert links(page) == {}
    site.browser.remote_ip = "192.0.2.99"
    page = log_in_with(open_page("kirjaudu"), "maija@saari.example", PASSWORD)
    assert t("start.go_on") in links(page)


def test_a_room_behind_one_address_logs_in_beside_somebody_who_guesses(site: Site) -> None:
    create_maija(site)
    page = open_page("kirjaudu")
    for number in range(70):
        log_in_with(page, f"{number}@saari.example", "väärä salasana")
    page = log_in_with(page, "maija@saari.example", PASSWORD)
    assert t("start.go_on") in links(page)


def test_who_is_logged_in_is_told_so_and_sees_no_form(site: Site) -> None:
    sign_in(site, create_maija(site))
    page = open_page("kirjaudu")
    assert t("log_in.already") in words(page)
    assert page.text_input == []
    assert links(page)[t("log_in.go_on")].startswith("/")


def test_after_logging_in_one_is_back_at_the_page_one_wanted_if_one_may(site: Site) -> None:
    create_maija(site)
    for wanted, expected in (("tili", "tili"), ("//evil.example", None), ("vastaa", None)):
        page = AppTest.from_file(open_page("kirjaudu")._script_path, default_timeout=30)
        page.query_params["to"] = wanted
        page = log_in_with(page.run(), "maija@saari.example", PASSWORD)
        way = links(page)[t("start.go_on")]
        assert way.endswith(f"&to={expected}") if expected else wanted not in way


def test_the_set_up_link_makes_the_administrator_and_logs_in(site: Site) -> None:
    token = account_links.set_up(site.engine, now=site.now)
    site.browser.cookies = {ACCOUNT_LINK: token or "", BROWSER: "this-one"}
    page = open_page("kutsu")
    assert t("invited.setup_title") in words(page)
    fill(page, email="paula@digi.example", name="Paula")
    fill(page, new_password=PASSWORD, new_password_again=OTHER)
    submit(page, "invited.setup_go")
    assert t("problem.passwords_differ", where="") in words(page)
    fill(page, new_password=PASSWORD, new_password_again=PASSWORD)
    submit(page, "invited.setup_go")
    made = session_from(site, page)
    assert made is not None
    assert (made.email, made.name, made.role) == ("paula@digi.example", "Paula", "admin")
    assert t("problem.account_link_unknown", where="") in words(open_page("kutsu"))


def test_an_invitation_asks_for_no_address_and_takes_none(site: Site) -> None:
    with writing(site.engine) as connection:
        token = account_links.invite(connection, "maija@saari.example", "project", now=site.now)
    site.browser.cookies = {ACCOUNT_LINK: token, BROWSER: "this-one"}
    page = open_page("kutsu")
    assert t("invited.invitation_lead", email="maija@saari.example") in words(page)
    assert [field.key for field in page.text_input] == [
        "name",
        "new_password",
        "new_password_again",
    ]
    fill(page, name="Maija", new_password=PASSWORD, new_password_again=PASSWORD)
    made = session_from(site, submit(page, "invited.invitation_go"))
    assert made is not None
    assert (made.email, made.role) == ("maija@saari.example", "project")


def test_a_link_that_somebody_was_quicker_with_makes_nothing(site: Site) -> None:
    with writing(site.engine) as connection:
        token = account_links.invite(connection, "maija@saari.example", "admin", now=site.now)
    site.browser.cookies = {ACCOUNT_LINK: token, BROWSER: "this-one"}
    page = open_page("kutsu")
    account_links.accept(site.engine, token, Chosen("", "", OTHER), browser="another", now=site.now)
    fill(page, new_password=PASSWORD, new_password_again=PASSWORD)
    submit(page, "invited.invitation_go")
    assert t("problem.account_link_unknown", where="") in words(page)
    with pytest.raises(InvalidInput):
        log_in.log_in(site.engine, "maija@saari.example", PASSWORD, browser="b", now=site.now)


def test_one_changes_one_s_own_name_and_password(site: Site) -> None:
    maija = create_maija(site)
    sign_in(site, maija)
    page = open_page("tili")
    submit(fill(page, name="Maija Saari"), "own_account.rename")
    assert t("own_account.renamed") in words(page)
    fill(page, password_before="väärä", new_password=OTHER, new_password_again=OTHER)
    submit(page, "own_account.change_password")
    assert t("problem.password_wrong", where="") in words(page)
    fill(page, password_before=PASSWORD, new_password=OTHER, new_password_again=OTHER)
    submit(page, "own_account.change_password")
    assert t("own_account.password_changed") in words(page)
    assert log_in.log_in(site.engine, maija.email, OTHER, browser="b", now=site.now)


def test_guessing_one_s_present_password_is_limited_as_logging_in_is(site: Site) -> None:
    sign_in(site, create_maija(site))
    page = open_page("tili")
    for _ in range(11):
        fill(page, password_before="väärä", new_password=OTHER, new_password_again=OTHER)
        submit(page, "own_account.change_password")
    assert t("problem.too_many_passwords", where="") in words(page)


def test_what_an_account_that_was_disabled_meanwhile_taps_does_nothing(site: Site) -> None:
    maija = create_maija(site)
    sign_in(site, maija)
    page = open_page("tili")
    with writing(site.engine) as connection:
        account_upkeep.disable(connection, maija.id)
    submit(fill(page, name="Toinen"), "own_account.rename")
    assert t("problem.log_in_first", where="") in words(page)
    with writing(site.engine) as connection:
        assert account_upkeep.every(connection)[0].name == maija.name


def test_a_page_that_was_idle_too_long_asks_to_log_in(site: Site) -> None:
    sign_in(site, create_maija(site))
    assert t("own_account.title") in words(open_page("tili"))
    site.now += timedelta(minutes=121)
    page = open_page("tili")
    assert t("own_account.title") not in words(page)
    assert links(page) == {t("accounts.log_in_title"): "/kirjaudu?lang=fi"}


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_leads_each_role_to_its_pages_only(site: Site, role: str) -> None:
    sign_in(site, create_maija(site, role))
    shown = html(open_through_menu("tili"))
    assert 'href="/tili?lang=fi"' in shown
    assert ('href="/yllapito' in shown) == (role == "admin")
    assert '<form method="post" action="/ulos?lang=fi">' in shown


def come_back(site: Site, monkeypatch: pytest.MonkeyPatch, **changes: object) -> AppTest:
    """Open the log-in as somebody whom a provider of single sign-on sends back."""
    claims = {
        "email": "maija@saari.example",
        "email_verified": True,
        "iat": int(site.now.timestamp()),
        **changes,
    }
    monkeypatch.setattr(single_sign_on, "is_offered", lambda: True)
    monkeypatch.setattr(single_sign_on, "claims", lambda: claims)
    site.browser.cookies = {BROWSER: "this-one"}
    return open_page("kirjaudu")


def test_who_comes_back_from_the_provider_goes_on_to_a_session(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    maija = create_account(site.engine, email="maija@saari.example")
    assert session_from(site, come_back(site, monkeypatch)) == maija


@pytest.mark.parametrize(
    ("changes", "is_told"), [({"email_verified": False}, True), ({"iat": 0}, False)]
)
def test_what_the_provider_does_not_prove_opens_nothing(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    changes: dict[str, object],
    is_told: bool,  # noqa: FBT001  a case of the test
) -> None:
    create_account(site.engine, email="maija@saari.example")
    page = come_back(site, monkeypatch, **changes)
    assert links(page) == {}
    assert (t("problem.single_unproved", where="") in words(page)) == is_told
    assert [button.label for button in page.button] == [t("log_in.go"), t("log_in.single")]


def test_an_address_without_an_account_is_told_so_and_gets_none(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = come_back(site, monkeypatch)
    assert t("problem.single_unknown", where="") in words(page)
    assert links(page) == {}


def test_without_a_provider_none_is_offered(site: Site) -> None:
    assert [button.label for button in open_page("kirjaudu").button] == [t("log_in.go")]
