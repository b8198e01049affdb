"""The result page in each of its states."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from db import owned_rounds, peer_days, respondents
from db.assessments import OwnerLinks
from db.demo import Demo
from db.engine import writing
from db.joining import Joiner, join
from db.links import LinkTarget
from digikartta.maturity import stage_texts
from digikartta.questionnaire_file import load
from digikartta.texts import texts
from digikartta.web.cookies import OWNER, RESPONDENT
from tests.factories import (
    LINK_DAYS,
    TODAY,
    create_assessment,
    create_closed_round,
    create_profile,
    create_respondent,
    create_workshop,
)
from tests.pages.conftest import Site
from tests.pages.visiting import cell, html, links, open_page, words

t = texts("fi")
OWN_VIEW = load()["digikartta-1"]
CUSTOMER_VIEW = load()["customer-view-1"]


def all_at(level: int, *, target: int | None = None) -> dict[str, str]:
    """Every question answered with one level, and every target the same."""
    answers = {question.id: str(level) for question in OWN_VIEW.questions}
    targets = {d.target_item: str(target) for d in OWN_VIEW.dimensions} if target else {}
    return {**answers, **targets}


def begin(
    site: Site, people: Sequence[Mapping[str, str]], *, customers: Sequence[Mapping[str, str]] = ()
) -> OwnerLinks:
    """An open round, whose owner this browser is, with these answers."""
    made = create_assessment(site.engine, create_profile("Oma Oy"), OWN_VIEW)
    site.browser.cookies = {OWNER: made.owner}
    answer(site, made, people, customers=customers)
    return made


def answer(
    site: Site,
    made: OwnerLinks,
    people: Sequence[Mapping[str, str]],
    *,
    customers: Sequence[Mapping[str, str]] = (),
) -> None:
    starter = respondents.answering(site.engine, made.respondent, today=TODAY)
    target = LinkTarget(starter.organisation_id, starter.round_id, None)
    for answers in people:
        create_respondent(site.engine, target, answers)
    for answers in customers:
        create_respondent(site.engine, target, answers, role="customer")


def close(site: Site, made: OwnerLinks) -> None:
    owned_rounds.close(site.engine, made.owner, today=site.today)


def closed(
    site: Site, people: Sequence[Mapping[str, str]], **options: Sequence[Mapping[str, str]]
) -> OwnerLinks:
    made = begin(site, people, **options)
    close(site, made)
    return made


def peers(site: Site, *levels: int, closed_on: date = TODAY) -> None:
    """Other companies, each of them on one level throughout."""
    for number, level in enumerate(levels):
        profile = create_profile(f"Naapuri {number} Oy")
        create_closed_round(
            site.engine,
            all_at(level),
            questionnaire=OWN_VIEW,
            profile=profile,
            closed_on=closed_on,
        )


def open_result(site: Site) -> AppTest:
    page = open_page("tulos")
    assert not page.exception
    return page


def test_an_open_round_shows_no_figure_and_why(site: Site) -> None:
    begin(site, [all_at(3)] * 4)
    page = open_result(site)
    assert t("result.open_title") in words(page)
    assert links(page) == {t("result.to_owner"): "/arviointi?lang=fi"}
    assert "<table" not in html(page)


def test_a_closed_round_shows_level_name_and_need(stored_site: Site) -> None:
    # Levels 3, 3, 4 → 50, 50, 75; mean 58.333 → "58". Target 5 → 100; need 41.667 → "+42".
    closed(stored_site, [all_at(3, target=5), all_at(3), all_at(4)])
    page = open_result(stored_site)
    assert t.n("result.basis", 3, stage=t("stage.T0"), day="2.3.2026") in words(page)
    assert "58 /100" in words(page)
    assert stage_texts()["developing"].name.in_language("fi") in words(page)
    assert t("result.to_next", points="1,7", stage="Edistynyt") in words(page)
    assert t("result.near_edge", edge="60") in words(page)
    for dimension in OWN_VIEW.dimension_ids:
        assert [cell(page, dimension, column) for column in range(3)] == ["58", "100", "+42"]
    assert cell(page, "overall", 0) == "58"


def test_two_respondents_are_told_that_the_result_is_their_own(site: Site) -> None:
    closed(site, [all_at(3), all_at(5)])
    assert t("result.named") in words(open_result(site))


def test_three_respondents_are_not(site: Site) -> None:
    closed(site, [all_at(3)] * 3)
    assert t("result.named") not in words(open_result(site))


def test_the_next_steps_are_those_of_the_level_now(site: Site) -> None:
    closed(site, [all_at(2, target=4)] * 3)
    question = OWN_VIEW.dimensions[0].questions[0]
    step = question.levels[1].next_step  # type: ignore[union-attr]
    assert step is not None
    assert step.in_language("fi") in words(open_result(site))


def test_a_next_step_says_how_its_question_stands_and_stood(site: Site) -> None:
    first = closed(site, [all_at(2, target=5)] * 3)
    assert t("result.question_now", score="25") in words(open_result(site))
    second = next_round(site, first)
    answer(site, second, [all_at(3, target=5)] * 3)
    close(site, second)
    site.browser.cookies = {OWNER: second.owner}
    assert t("result.question_before", score="50", before="25") in words(open_result(site))


def test_too_few_peers_are_a_friendly_state_with_the_own_result(site: Site) -> None:
    peers(site, 1, 2, 3, 4)
    closed(site, [all_at(3)] * 3)
    page = open_result(site)
    assert t("peers.not_yet_title") in words(page)
    assert t.n("peers.too_few", 4, group=t("peers.everybody"), least=5) in words(page)
    assert cell(page, "vision", 0) == "50"
    assert t("chart.median") not in page.get("plotly_chart")[0].proto.spec
    assert t("table.median") not in html(page)  # no columns of dashes either


def test_five_peers_are_compared_with_by_the_median(site: Site) -> None:
    # 1, 2, 2, 3, 5 → 0, 25, 25, 50, 100: median 25, mean 40, no quartiles and rank under ten.
    peers(site, 1, 2, 2, 3, 5)
    closed(site, [all_at(3)] * 3)
    page = open_result(site)
    assert t.n("peers.shown", 5, group=t("peers.everybody")) in words(page)
    assert t("peers.no_quartiles") in words(page)
    assert [cell(page, "vision", column) for column in range(3, 8)] == ["25", "–", "40", "–", "5"]


def test_peers_that_differ_by_one_from_those_on_the_wall_are_not_shown(site: Site) -> None:
    peers(site, 1, 2, 2, 3, 5, closed_on=TODAY - timedelta(days=1))
    made = begin(site, [all_at(3)] * 3)
    own = respondents.answering(site.engine, made.respondent, today=TODAY).organisation_id
    workshop = create_workshop(site.engine, organisation_id=own, questionnaire=OWN_VIEW)
    with writing(site.engine) as connection:
        peer_days.keep(connection, workshop, TODAY - timedelta(days=1))
    close(site, made)
    assert cell(open_result(site), "vision", 3) == "25"
    peers(site, 4)
    assert t.n("peers.shown", 6, group=t("peers.everybody")) not in words(open_result(site))
    assert t("table.median") not in html(open_result(site))


def test_ten_peers_give_quartiles_and_a_rank(site: Site) -> None:
    # 0, 25×3, 50×3, 75×2, 100 sorted; type 7: q1 at 2.25 → 25, q3 at 6.75 → 50 + 0.75·25 = 68.75.
    # Rank of 50: 4 below, 3 equal → 100·(4 + 1.5)/10 = 55. The mean is 475/10.
    peers(site, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5)
    closed(site, [all_at(3)] * 3)
    page = open_result(site)
    assert [cell(page, "data", column) for column in range(3, 8)] == [
        "50",
        "25–69",
        "48",
        "55",
        "10",
    ]


def test_a_chosen_group_that_is_too_small_is_told(site: Site) -> None:
    peers(site, 1, 2, 2, 3, 5)
    closed(site, [all_at(3)] * 3)
    page = open_result(site)
    field = next(box for box in page.selectbox if "size_class" in str(box.key))
    field.set_value("large").run()
    assert t.n("peers.too_few", 0, group=t("size.large"), least=5) in words(page)
    page.segmented_control[0].set_value("en").run()
    assert texts("en")("size.large") in words(page)


def test_customers_under_m_are_counted_and_not_shown(site: Site) -> None:
    closed(site, [all_at(3)] * 3, customers=[all_at(5)] * 2)
    page = open_result(site)
    assert t.n("result.customers_few", 2, least=3) in words(page)
    assert t("table.customers") not in re.findall(r"<th[^>]*>([^<]*)</th>", html(page))


def test_customers_from_m_on_stand_beside_the_own_view(site: Site) -> None:
    closed(site, [all_at(3)] * 3, customers=[all_at(5)] * 3)
    page = open_result(site)
    assert t.n("result.customers_shown", 3) in words(page)
    assert cell(page, "vision", 0) == "50"
    assert cell(page, "vision", 3) == "100"


def test_the_customers_own_questionnaire_is_closed_with_the_round_and_shown(site: Site) -> None:
    made = begin(site, [all_at(3)] * 3)
    owned_rounds.ask_customers(
        site.engine, made.owner, CUSTOMER_VIEW, today=TODAY, link_days=LINK_DAYS
    )
    asked = {question.id: "5" for question in CUSTOMER_VIEW.questions}
    for _ in range(3):
        joiner = Joiner("customer", "fi")
        token = join(site.engine, made.customers, joiner, today=TODAY, link_days=LINK_DAYS)
        for item, value in asked.items():
            respondents.save_value(site.engine, token, item, value, today=TODAY)
    close(site, made)
    page = open_result(site)
    assert cell(page, "customer", 3) == "100"
    assert cell(page, "vision", 3) == "–"
    gap = {"own": "50", "customers": "100"}
    assert t("result.customers_gap", dimension="Asiakasymmärrys", **gap) in words(page)


def test_an_undefined_overall_level_is_explained_and_no_number(site: Site) -> None:
    # Two of eight dimensions have a score; two thirds would be six.
    some = {q.id: "3" for d in OWN_VIEW.dimensions[:2] for q in d.questions}
    closed(site, [some] * 3)
    page = open_result(site)
    assert t("result.no_overall_title") in words(page)
    assert cell(page, "vision", 0) == "50"
    assert cell(page, "people", 0) == "–"
    assert cell(page, "overall", 0) == "–"


def test_a_round_that_nobody_answered_shows_no_figure(site: Site) -> None:
    closed(site, [])
    page = open_result(site)
    assert t("result.no_overall_title") in words(page)
    assert {cell(page, dimension, 0) for dimension in OWN_VIEW.dimension_ids} == {"–"}
    for heading in ("result.strongest", "result.needs", "result.no_needs", "result.next_steps"):
        assert t(heading) not in words(page)


def test_a_company_that_has_reached_its_targets_is_told_so_and_given_no_steps(site: Site) -> None:
    closed(site, [all_at(4, target=3)] * 3)
    page = open_result(site)
    assert t("result.no_needs") in words(page)
    assert t("result.next_steps") not in words(page)


def test_where_no_question_has_enough_answers_it_is_said_why_there_are_no_steps(site: Site) -> None:
    # Each question has two answers of three people; each person has half of each dimension.
    people = []
    for one in range(3):
        answered = all_at(2, target=4)
        for number, question in enumerate(OWN_VIEW.questions):
            if number % 3 == one:
                del answered[question.id]
        people.append(answered)
    closed(site, people)
    assert t("result.no_next_steps") in words(open_result(site))


def test_a_test_round_says_so(site: Site) -> None:
    made = begin(site, [all_at(3)] * 3)
    owned_rounds.mark_as_test(site.engine, made.owner, is_test=True, today=TODAY)
    close(site, made)
    assert t("result.test") in words(open_result(site))


def next_round(site: Site, made: OwnerLinks) -> OwnerLinks:
    site.today = TODAY + timedelta(days=20)
    return owned_rounds.start_next(
        site.engine,
        made.owner,
        OWN_VIEW,
        role="management",
        language="fi",
        today=site.today,
        link_days=LINK_DAYS,
    )


def test_an_older_round_is_compared_with_nobody_and_says_where_to_look(site: Site) -> None:
    peers(site, 1, 2, 2, 3, 5)
    first = closed(site, [all_at(3)] * 3)
    second = next_round(site, first)
    answer(site, second, [all_at(4)] * 3)
    close(site, second)
    page = open_result(site)
    assert t("result.older") in words(page)
    assert not [box for box in page.selectbox if "peers" in str(box.key)]
    assert t("owner.next_title") not in words(page)
    assert cell(page, "vision", 0) == "50"
    site.browser.cookies = {OWNER: second.owner}
    page = open_result(site)
    assert t("result.older") not in words(page)
    assert cell(page, "vision", 0) == "75"


def test_the_rounds_stand_in_time_order_from_the_second_one_on(site: Site) -> None:
    first = closed(site, [all_at(3)] * 3)
    assert t("result.time") not in words(open_result(site))
    second = next_round(site, first)
    close(site, second)
    site.browser.cookies = {OWNER: second.owner}
    assert t("result.time") in words(open_result(site))


def test_the_next_round_starts_from_the_latest_result(stored_site: Site) -> None:
    closed(stored_site, [all_at(3)] * 3)
    page = open_result(stored_site)
    button = next(b for b in page.button if b.label == t("owner.next_go"))
    assert button.disabled
    next(radio for radio in page.radio if "field-role" in str(radio.key)).set_value("staff").run()
    next(b for b in page.button if b.label == t("owner.next_go")).click().run()
    owner = links(page)[t("start.go_on")].removeprefix("/o/").partition("?")[0]
    found = owned_rounds.owned(stored_site.engine, owner, today=TODAY)
    assert (found.round.stage, found.round.organisation) == ("T1", "Oma Oy")
    assert found.round.closed_on is None


def test_example_companies_meet_example_companies_only(filled: tuple[Site, Demo]) -> None:
    site, demo = filled
    site.browser.cookies = {OWNER: demo.owners[0].token}
    before = [cell(open_result(site), "vision", column) for column in (3, 7)]
    assert int(before[1]) > 5
    peers(site, 1, 1, 1, 1, 1, 1, 1)
    assert [cell(open_result(site), "vision", column) for column in (3, 7)] == before


def test_the_own_answers_are_shown_to_their_respondent_alone(site: Site) -> None:
    made = begin(site, [all_at(5)] * 3)
    for item, value in all_at(2, target=4).items():
        respondents.save_value(site.engine, made.respondent, item, value, today=TODAY)
    site.browser.cookies = {RESPONDENT: made.respondent}
    page = open_page("oma-tulos")
    # Level 2 → 25, target 4 → 75.
    assert [cell(page, "vision", column) for column in range(3)] == ["25", "75", "+50"]
    assert "25 /100" in words(page)


def test_a_phone_s_radar_has_the_short_names_and_a_desk_s_the_whole_ones(site: Site) -> None:
    closed(site, [all_at(3)] * 3)
    first = OWN_VIEW.dimensions[0]
    for agent, name in (("(iPhone) Mobile", first.short.fi), ("(X11; Linux)", first.name.fi)):
        site.browser.headers = [("User-Agent", f"Mozilla/5.0 {agent}")]
        radar = json.loads(open_result(site).get("plotly_chart")[0].proto.spec)
        assert radar["layout"]["polar"]["angularaxis"]["ticktext"][0].replace("<br>", " ") == name


@pytest.mark.parametrize("agent", ["Mozilla/5.0 (iPhone) Mobile", "Mozilla/5.0 (X11; Linux)"])
def test_the_pictures_are_drawn_for_a_phone_and_for_a_desk(site: Site, agent: str) -> None:
    closed(site, [all_at(3)] * 3)
    site.browser.headers = [("User-Agent", agent)]
    assert len(open_result(site).get("plotly_chart")) == 2
