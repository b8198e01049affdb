"""The vote on a participant's phone."""

from streamlit.testing.v1 import AppTest

from db import customer_rounds, joining, need_votes
from db.joining import Joiner
from digikartta.questionnaire_file import load
from digikartta.texts import texts
from tests.development_factories import person_of
from tests.factories import LINK_DAYS, TODAY
from tests.pages.conftest import Site
from tests.pages.development_visitors import (
    LOW,
    Assessed,
    as_owner,
    as_participant,
    as_stranger,
    assess,
)
from tests.pages.visiting import html, links, open_page, words

t = texts("fi")
ADDRESS = "aanestys"


def begin(site: Site, *, people: int = 3) -> Assessed:
    assessed = assess(site, people=people)
    need_votes.open_vote(site.engine, assessed.organisation_id, assessed.round_id)
    as_participant(site, assessed)
    return assessed


def give(page: AppTest, item: str, dots: int) -> AppTest:
    page.segmented_control(key=f"dots-{item}-fi").set_value(dots).run()
    assert not page.exception
    return page


def ballot(site: Site, assessed: Assessed) -> dict[str, int]:
    return need_votes.ballot(site.engine, person_of(site.engine, assessed.people[-1]))


def test_dots_are_stored_as_they_are_tapped_and_come_back(stored_site: Site) -> None:
    assessed = begin(stored_site)
    page = give(open_page(ADDRESS), LOW[0], 2)
    assert ballot(stored_site, assessed) == {LOW[0]: 2}
    assert t.n("vote.left", 1) in words(page)
    page = give(give(open_page(ADDRESS), LOW[1], 1), LOW[0], 0)
    assert ballot(stored_site, assessed) == {LOW[1]: 1}
    page = give(page, LOW[1], 3)
    assert t("vote.done_title") in words(page)


def test_a_fourth_dot_is_refused_under_the_need(site: Site) -> None:
    assessed = begin(site)
    page = give(give(open_page(ADDRESS), LOW[0], 2), LOW[1], 2)
    assert f'role="alert">{t("problem.vote_dots", dots=3)}' in html(page)
    assert ballot(site, assessed) == {LOW[0]: 2}


def test_before_and_after_the_vote_there_is_nothing_to_tap(site: Site) -> None:
    assessed = assess(site)
    as_participant(site, assessed)
    page = open_page(ADDRESS)
    assert t("vote.waits_title") in words(page)
    need_votes.open_vote(site.engine, assessed.organisation_id, assessed.round_id)
    page = open_page(ADDRESS)
    need_votes.end_vote(site.engine, assessed.organisation_id, assessed.round_id)
    page = give(page, LOW[0], 1)
    assert t("vote.ended_title") in words(page)
    assert links(page) == {t("vote.to_needs"): "/tarpeet?lang=fi"}
    assert ballot(site, assessed) == {}


def test_an_open_round_is_not_voted_on(site: Site) -> None:
    as_participant(site, assess(site, closed=False))
    assert t("vote.waits_title") in words(open_page(ADDRESS))


def test_whoever_owns_the_round_votes_by_the_own_answers_link(site: Site) -> None:
    assessed = begin(site)
    as_owner(site, assessed)
    assert t("problem.link_missing") in words(open_page(ADDRESS))
    site.browser.cookies["digikartta_respondent"] = assessed.links.respondent
    give(open_page(ADDRESS), LOW[0], 1)
    owner = person_of(site.engine, assessed.links.respondent)
    assert need_votes.ballot(site.engine, owner) == {LOW[0]: 1}


def test_strangers_and_customers_do_not_vote(site: Site) -> None:
    assessed = begin(site)
    asked = customer_rounds.ask(
        site.engine,
        assessed.organisation_id,
        assessed.round_id,
        load()["customer-view-1"],
        least=3,
    )
    token = customer_rounds.invite(
        site.engine, assessed.organisation_id, asked, today=TODAY, link_days=LINK_DAYS
    )
    customer = joining.join(
        site.engine, token, Joiner("customer", "fi"), today=TODAY, link_days=LINK_DAYS
    )
    as_stranger(site)
    assert not open_page(ADDRESS).segmented_control[1:]
    site.browser.cookies = {"digikartta_respondent": customer}
    page = open_page(ADDRESS)
    assert t("problem.not_for_customers") in words(page)


def test_nobody_votes_with_a_link_that_has_ended(site: Site) -> None:
    assessed = begin(site)
    page = open_page(ADDRESS)
    as_stranger(site)
    page = give(page, LOW[0], 1)
    assert ballot(site, assessed) == {}
    assert t("problem.link_missing") in words(page)


def test_the_phones_page_draws_nothing(site: Site) -> None:
    begin(site)
    assert not open_page(ADDRESS).get("plotly_chart")


def test_the_own_answers_lead_to_the_open_vote_and_later_to_the_needs(site: Site) -> None:
    assessed = begin(site)
    shown = links(open_page("vastaa"))
    assert shown[t("vote.go")] == "/aanestys?lang=fi"
    assert shown[t("vote.to_needs")] == "/tarpeet?lang=fi"
    need_votes.end_vote(site.engine, assessed.organisation_id, assessed.round_id)
    assert t("vote.go") not in links(open_page("vastaa"))


def test_the_result_and_the_owners_page_lead_on(site: Site) -> None:
    as_owner(site, begin(site))
    step = t("path.next", step=t("path.asiakasymmarrys"))
    assert links(open_page("tulos"))[step] == "/asiakasymmarrys?lang=fi"
    assert 'href="/tarpeet?lang=fi"' in html(open_page("arviointi"))
