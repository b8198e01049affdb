"""A page that needs a link says what is the matter with it, and opens nothing that is not its."""

from datetime import timedelta

import pytest

from db import links, owned_rounds, respondents
from db.engine import writing
from digikartta.texts import LANGUAGES, texts
from digikartta.web.cookies import INVITE, OWNER, RESPONDENT
from tests.factories import LINK_DAYS, TODAY, create_assessment, create_profile
from tests.pages.conftest import Site
from tests.pages.visiting import html, open_page, words
from tests.pages.visiting import links as links_on

# Page → the cookie that opens it.
NEEDS = {
    "vastaa": RESPONDENT,
    "oma-tulos": RESPONDENT,
    "arviointi": OWNER,
    "tulos": OWNER,
    "liity": INVITE,
}
OF_A_COMPANY = sorted(set(NEEDS) - {"liity"})
DAY_AFTER = TODAY + timedelta(days=LINK_DAYS + 1)


def secret_of(site: Site, cookie: str) -> str:
    made = create_assessment(site.engine)
    return {RESPONDENT: made.respondent, OWNER: made.owner, INVITE: made.invite}[cookie]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("address", OF_A_COMPANY)
def test_without_a_link_a_page_says_that_it_needs_one(site: Site, address: str, lang: str) -> None:
    page = open_page(address, lang=lang)
    t = texts(lang)
    assert t("state.no_link_title") in words(page)
    assert t("problem.link_missing") in words(page)
    assert links_on(page) == {t("state.to_front"): f"/?lang={lang}"}


@pytest.mark.parametrize("secret", ["-", "unknown", "x" * 64, "<script>"])
@pytest.mark.parametrize("address", OF_A_COMPANY)
def test_a_link_that_nobody_made_is_told_as_such(site: Site, address: str, secret: str) -> None:
    site.browser.cookies = {NEEDS[address]: secret}
    page = open_page(address)
    assert texts("fi")("state.link_title") in words(page)
    assert texts("fi")("problem.link_unknown") in words(page)
    assert secret == "-" or secret not in html(page)


@pytest.mark.parametrize("address", sorted(NEEDS))
def test_a_link_ends_the_day_after_its_last(site: Site, address: str) -> None:
    site.browser.cookies = {NEEDS[address]: secret_of(site, NEEDS[address])}
    site.today = DAY_AFTER - timedelta(days=1)
    assert texts("fi")("problem.link_expired") not in words(open_page(address))
    site.today = DAY_AFTER
    assert texts("fi")("problem.link_expired") in words(open_page(address))


@pytest.mark.parametrize("address", sorted(NEEDS))
def test_a_revoked_link_says_so(site: Site, address: str) -> None:
    secret = secret_of(site, NEEDS[address])
    site.browser.cookies = {NEEDS[address]: secret}
    with writing(site.engine) as connection:
        links.revoke(connection, secret)
    assert texts("fi")("problem.link_revoked") in words(open_page(address))


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("vastaa", OWNER),
        ("vastaa", INVITE),
        ("oma-tulos", OWNER),
        ("arviointi", RESPONDENT),
        ("arviointi", INVITE),
        ("tulos", RESPONDENT),
        ("tulos", INVITE),
        ("liity", OWNER),
        ("liity", RESPONDENT),
    ],
)
def test_a_secret_of_another_kind_opens_nothing(site: Site, address: str, other: str) -> None:
    site.browser.cookies = {NEEDS[address]: secret_of(site, other)}
    page = open_page(address)
    assert texts("fi")("problem.link_unknown") in words(page)
    assert "Esimerkki Oy" not in words(page)


def test_an_owner_sees_the_own_company_only(site: Site) -> None:
    mine = create_assessment(site.engine, create_profile("Oma Oy"))
    create_assessment(site.engine, create_profile("Naapuri Oy"))
    site.browser.cookies = {OWNER: mine.owner}
    for address in ("arviointi", "tulos"):
        owned_rounds.close(site.engine, mine.owner, today=TODAY) if address == "tulos" else None
        page = open_page(address)
        assert "Oma Oy" in words(page)
        assert "Naapuri Oy" not in words(page)


def test_an_owner_has_no_way_into_another_one_s_answers(site: Site) -> None:
    mine = create_assessment(site.engine)
    theirs = create_assessment(site.engine)
    respondents.save_comment(site.engine, theirs.respondent, "vision_1", "Salaisuus", today=TODAY)
    site.browser.cookies = {OWNER: mine.owner, RESPONDENT: mine.respondent}
    for address in NEEDS:
        assert "Salaisuus" not in words(open_page(address))


def test_opening_pages_stores_nothing(site: Site) -> None:
    made = create_assessment(site.engine)
    site.browser.cookies = {
        OWNER: made.owner,
        RESPONDENT: made.respondent,
        INVITE: made.invite,
    }
    before = owned_rounds.owned(site.engine, made.owner, today=TODAY)
    answers = respondents.answering(site.engine, made.respondent, today=TODAY)
    for address in (*NEEDS, "", "aloita"):
        open_page(address)
    assert owned_rounds.owned(site.engine, made.owner, today=TODAY) == before
    assert respondents.answering(site.engine, made.respondent, today=TODAY) == answers
