"""Every page opens by itself, on an empty and on a filled database, in each language."""

import pytest

from db.assessments import owner_links
from db.demo import Demo
from db.engine import writing
from db.links import revoke
from digikartta.texts import LANGUAGES, texts
from digikartta.ui.menu import PAGES
from digikartta.web.cookies import INVITE, OWNER, RESPONDENT
from tests.factories import create_assessment
from tests.pages.conftest import Site
from tests.pages.visiting import html, links, open_page, open_through_menu, words

ADDRESSES = [address for address, _, _ in PAGES]

# Page → the text that it is known by, without a link and on an empty database.
KNOWN_BY = {
    "": "front.title",
    "aloita": "start.title",
    "liity": "join.code_title",
    "vastaa": "state.no_link_title",
    "oma-tulos": "state.no_link_title",
    "arviointi": "state.no_link_title",
    "tulos": "state.no_link_title",
    "tietosuoja": "privacy.title",
    "suunnitelma": "state.no_link_title",
    "suunnitelma-tiedostot": "state.no_link_title",
    "tulevaisuuskartta": "state.no_link_title",
    "asiakasymmarrys": "state.no_link_title",
    "tarpeet": "state.no_link_title",
    "aanestys": "state.no_link_title",
    "digivisio": "state.no_link_title",
    "jaettu": "state.no_link_title",
    "kirjaudu": "log_in.title",
    "kutsu": "state.link_title",
    **dict.fromkeys(
        (
            *("yritykset", "yritys", "kohortit", "vertailu", "mittarin-laatu"),
            *("naytto", "tyopajat", "tyopaja", "tili", "yllapito", "asetukset"),
        ),
        "accounts.log_in_title",
    ),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_opens_by_itself_on_an_empty_database(
    site: Site, address: str, lang: str
) -> None:
    page = open_page(address, lang=lang)
    assert not page.exception
    assert texts(lang)(KNOWN_BY[address]) in words(page)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_opens_through_the_menu(site: Site, address: str) -> None:
    page = open_through_menu(address, lang="sv")
    assert not page.exception
    assert texts("sv")(KNOWN_BY[address]) in words(page)


def of_company(demo: Demo) -> dict[str, str]:
    """A browser that holds every link: a company's result, and half-done answers."""
    return {OWNER: demo.owners[0].token, RESPONDENT: demo.unfinished.token}


# Page → what it is known by with links, on a filled database.
FILLED_BY = {
    **KNOWN_BY,
    "vastaa": "header.saving",
    "oma-tulos": "own.heading",
    "arviointi": "owner.closed_title",
    "tulos": "result.heading",
    "suunnitelma": "plan.empty_title",
    "suunnitelma-tiedostot": "plan.empty_title",
    "tulevaisuuskartta": "map.empty_title",
    "asiakasymmarrys": "customers.ask",
    "tarpeet": "path.tarpeet",
    "aanestys": "page.vote",
    "digivisio": "path.digivisio",
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_opens_on_a_filled_database(
    filled: tuple[Site, Demo], address: str, lang: str
) -> None:
    site, demo = filled
    site.browser.cookies = of_company(demo)
    page = open_page(address, lang=lang)
    assert not page.exception
    assert texts(lang)(FILLED_BY[address]) in words(page)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_of_a_site_with_example_data_says_so(
    filled: tuple[Site, Demo], address: str
) -> None:
    site, demo = filled
    note = texts("fi")("header.example")
    assert words(open_page(address)).count(note) == 1
    site.browser.cookies = of_company(demo)
    assert words(open_page(address)).count(note) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_of_another_site_says_so(site: Site, address: str) -> None:
    assert texts("fi")("header.example") not in words(open_page(address))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_result_opens_in_both_themes(filled: tuple[Site, Demo], theme: str) -> None:
    site, demo = filled
    site.browser.cookies = of_company(demo)
    assert not open_page("tulos", theme=theme).exception


def test_the_front_page_offers_to_go_on_with_what_the_browser_holds(site: Site) -> None:
    t = texts("fi")
    assert t("front.own") not in words(open_page(""))
    mine = create_assessment(site.engine)
    site.browser.cookies = {RESPONDENT: mine.respondent, OWNER: mine.owner}
    found = links(open_page(""))
    assert found[t("front.continue")] == "/vastaa?lang=fi"
    assert found[t("front.own")] == "/arviointi?lang=fi"


def test_the_front_page_offers_nothing_that_has_ended(site: Site) -> None:
    t = texts("fi")
    mine = create_assessment(site.engine)
    site.browser.cookies = {RESPONDENT: mine.respondent, OWNER: "erased"}
    with writing(site.engine) as connection:
        revoke(connection, mine.respondent)
    page = open_page("")
    assert links(page).keys().isdisjoint({t("front.continue"), t("front.own")})
    assert t("front.continue_how").split(".")[0] in words(page)


def test_every_link_keeps_the_language(filled: tuple[Site, Demo]) -> None:
    site, demo = filled
    site.browser.cookies = of_company(demo)
    for address in ADDRESSES:
        found = links(open_page(address, lang="en"))
        queries = {link.partition("?")[2] for link in found.values()}
        assert all(f"&{query}&".count("&lang=en&") == 1 for query in queries), address
        assert 'href="/?lang=en"' in html(open_page(address, lang="en"))


def test_an_unknown_language_is_answered_in_the_site_s_own(site: Site) -> None:
    assert texts("fi")("front.title") in words(open_page("", lang="de"))


def test_the_page_for_joining_opens_with_an_invitation(filled: tuple[Site, Demo]) -> None:
    site, demo = filled
    site.browser.cookies = {INVITE: owner_links(demo.owners[0].token).invite}
    # The round is closed, so that its invitation has ended.
    assert texts("fi")("problem.link_revoked") in words(open_page("liity"))
