"""The owner's page: links to share, how far people are, closing."""

from streamlit.testing.v1 import AppTest

from db import owned_rounds, respondents
from db.assessments import OwnerLinks
from digikartta.texts import texts
from digikartta.web.cookies import OWNER
from tests.factories import TODAY, create_assessment
from tests.pages.conftest import Site
from tests.pages.visiting import html, links, open_page, words

t = texts("fi")
HOME = "https://digikartta.example"


def begin(site: Site) -> OwnerLinks:
    made = create_assessment(site.engine)
    site.browser.cookies = {OWNER: made.owner}
    return made


def owned(site: Site, made: OwnerLinks) -> owned_rounds.OwnedRound:
    return owned_rounds.owned(site.engine, made.owner, today=TODAY)


def click(page: AppTest, label: str) -> AppTest:
    return next(b for b in page.button if b.label == label).click().run()


def test_the_starter_gets_three_links_with_qr_codes_and_a_code_to_type(site: Site) -> None:
    made = begin(site)
    page = open_page("arviointi")
    assert [code.value for code in page.code] == [
        f"{HOME}/v/{made.respondent}",
        f"{HOME}/k/{made.invite}",
        f"{HOME}/o/{made.owner}",
    ]
    assert html(page).count('class="dk-qr"') == 3
    code = owned(site, made).round.join_code or ""
    assert f"{code[:3]} {code[3:]}" in words(page)


def test_people_are_counted_never_named(site: Site) -> None:
    made = begin(site)
    respondents.submit(site.engine, made.respondent, today=TODAY)
    text = words(open_page("arviointi"))
    assert f"1 {t.n('owner.joined', 1)}" in text
    assert f"1 {t.n('owner.sent', 1)}" in text
    assert t("role.management") not in text


def test_closing_asks_twice_and_is_for_good(stored_site: Site) -> None:
    made = begin(stored_site)
    page = open_page("arviointi")
    button = page.button(key="close")
    assert button.disabled
    page.checkbox(key="sure").check().run()
    page.button(key="close").click().run()
    assert owned(stored_site, made).round.closed_on == TODAY
    assert t("owner.closed", day="2.3.2026") in words(page)
    assert links(page) == {t("owner.to_result"): "/tulos?lang=fi"}
    assert not page.code


def test_closing_again_changes_nothing(site: Site) -> None:
    made = begin(site)
    page = open_page("arviointi")
    page.checkbox(key="sure").check().run()
    owned_rounds.close(site.engine, made.owner, today=TODAY)
    site.today = TODAY.replace(day=20)
    page.button(key="close").click().run()
    assert not page.exception
    assert owned(site, made).round.closed_on == TODAY


def test_customers_are_asked_when_the_owner_wants_so(stored_site: Site) -> None:
    made = begin(stored_site)
    page = click(open_page("arviointi"), t("share.customers_open"))
    assert f"{HOME}/k/{made.customers}" in [code.value for code in page.code]
    assert t.n("owner.customers_sent", 0) in words(page)


def test_asking_customers_after_closing_is_refused(site: Site) -> None:
    made = begin(site)
    page = open_page("arviointi")
    owned_rounds.close(site.engine, made.owner, today=TODAY)
    click(page, t("share.customers_open"))
    assert not page.exception
    assert t("state.refused_title") in words(page)
    assert t("problem.round_closed") in words(page)
    assert owned(site, made).customers is None


def test_a_round_is_marked_as_a_test_until_it_is_closed(stored_site: Site) -> None:
    made = begin(stored_site)
    page = open_page("arviointi")
    page.checkbox(key="is_test").check().run()
    assert owned(stored_site, made).round.is_test
    assert open_page("arviointi").checkbox(key="is_test").value
    owned_rounds.close(stored_site.engine, made.owner, today=TODAY)
    page.checkbox(key="is_test").uncheck().run()
    assert t("problem.round_closed") in words(page)
    assert owned(stored_site, made).round.is_test


def test_the_owner_answers_through_the_own_link(site: Site) -> None:
    made = begin(site)
    assert links(open_page("arviointi", lang="en")) == {
        texts("en")("owner.answer"): f"/v/{made.respondent}?lang=en"
    }
