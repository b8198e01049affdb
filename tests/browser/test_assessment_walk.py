"""The whole way of a company, on phones, in each language."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from digikartta.texts import LANGUAGES
from digikartta.walk.app_process import AppProcess
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor
from tests.browser.assessment_walk import (
    SharedLinks,
    all_answers,
    answer_dimension,
    choose_role,
    go_to_part,
    path_of,
    shared_links,
    shown_answers,
    start_assessment,
)
from tests.browser.figures import COLUMNS, as_shown, expected_rows, printed, shown_table
from tests.browser.people import Person

MAKE = Callable[..., Person]
COMMENT = "Aloitamme syksyllä & <b>heti</b>"
REVIEW = 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_company_walks_from_the_front_page_to_its_result(
    language: str, companies: tuple[AppProcess, ExampleSite], person: MAKE
) -> None:
    app, site = companies
    name = f"Saaren Leipomo {language} Oy"
    given = all_answers(site.questionnaire)
    starter = person(app, language).visitor
    start_assessment(starter, name)
    links = shared_links(starter)
    starter.link("owner.answer").click()
    starter.arrive("/vastaa")
    _answer_first_half(starter, site, given)
    tablet = person(app, language).visitor
    _go_on_elsewhere(tablet, starter, site, links, given)
    _speak_another_language(starter, site, given)
    colleague = person(app, language).visitor
    _colleague_answers(colleague, site, links)
    _answer_second_half(starter, site, given)
    _see_own_result(starter)
    _close(starter, language, links)
    _compare_figures(starter, app, name)


def _answer_first_half(visitor: Visitor, site: ExampleSite, given: dict[str, str]) -> None:
    """Four dimensions, and two questions of the fifth; a reload changes nothing."""
    dimensions = site.questionnaire.dimensions
    for dimension in dimensions[:4]:
        answer_dimension(visitor, dimension, given)
        visitor.go_on()
    first, second = dimensions[4].questions[:2]
    answer_dimension(visitor, dimensions[4], {q.id: given[q.id] for q in (first, second)})
    visitor.card(first.id).get_by_role("button", name=visitor.t("answer.comment")).click()
    box = visitor.card(first.id).get_by_role("textbox")
    box.fill(COMMENT)
    box.blur()
    saved = visitor.card(first.id).locator(".dk-status").last
    expect(saved).to_have_text(visitor.t("answer.saved"))
    visitor.page.reload()
    visitor.settle()
    expect(visitor.heading()).to_have_text(dimensions[4].name.in_language(visitor.language))
    assert shown_answers(visitor, dimensions[4]) == {q.id: given[q.id] for q in (first, second)}
    expect(visitor.card(first.id).get_by_role("textbox")).to_have_value(COMMENT)


def _go_on_elsewhere(
    tablet: Visitor,
    phone: Visitor,
    site: ExampleSite,
    links: SharedLinks,
    given: dict[str, str],
) -> None:
    """The same person on a second device: the same place, and the last answer wins."""
    dimension = site.questionnaire.dimensions[4]
    tablet.page.goto(path_of(links.respondent))
    tablet.page.wait_for_url("**/vastaa?lang=*")
    tablet.settle()
    expect(tablet.heading()).to_have_text(dimension.name.in_language(tablet.language))
    first = dimension.questions[0].id
    assert tablet.chosen(first) == given[first]
    other = "5" if given[first] != "5" else "4"
    tablet.answer(first, other)
    phone.page.reload()
    phone.settle()
    assert phone.chosen(first) == other
    tablet.answer(first, given[first])
    phone.page.reload()
    phone.settle()
    assert phone.chosen(first) == given[first]


def _speak_another_language(visitor: Visitor, site: ExampleSite, given: dict[str, str]) -> None:
    """In the midst of a dimension: other words, the same place and the same answers."""
    dimension = site.questionnaire.dimensions[4]
    before = shown_answers(visitor, dimension)
    other = "sv" if visitor.language != "sv" else "en"
    for language in (other, visitor.language):
        visitor.page.get_by_role("radio", name=language.upper(), exact=True).click()
        expect(visitor.heading()).to_have_text(dimension.name.in_language(language))
        expect(visitor.page.locator("html")).to_have_attribute("lang", language)
        visitor.settle()
        assert shown_answers(visitor, dimension) == before
    first = dimension.questions[0].id
    assert before[first] == given[first]


def _colleague_answers(visitor: Visitor, site: ExampleSite, links: SharedLinks) -> None:
    """A colleague joins by the invitation, answers two dimensions and sends."""
    visitor.open(path_of(links.invite))
    expect(visitor.button("join.go")).to_be_disabled()
    choose_role(visitor, "staff")
    visitor.button("join.go").click()
    visitor.arrive("/vastaa")
    levels = {question.id: "5" for question in site.questionnaire.questions}
    for dimension in site.questionnaire.dimensions[:2]:
        answer_dimension(visitor, dimension, levels)
        visitor.go_on()
    go_to_part(visitor, REVIEW)
    _send(visitor)
    expect(visitor.link("sent.owner")).to_have_count(0)


def _answer_second_half(visitor: Visitor, site: ExampleSite, given: dict[str, str]) -> None:
    """Everything but two questions; the review leads to them; then send."""
    dimensions = site.questionnaire.dimensions
    skipped = [question.id for question in dimensions[7].questions[:2]]
    for dimension in dimensions[4:]:
        answer_dimension(visitor, dimension, {i: v for i, v in given.items() if i not in skipped})
        visitor.go_on()
    expect(visitor.heading()).to_have_text(visitor.t("review.heading"))
    name = dimensions[7].name.in_language(visitor.language)
    visitor.page.get_by_role("button", name=visitor.t.n("review.go", 2, name=name)).click()
    answer_dimension(visitor, dimensions[7], {item: given[item] for item in skipped})
    visitor.go_on()
    expect(visitor.page.get_by_text(visitor.t("review.complete_title"))).to_be_visible()
    _send(visitor)


def _send(visitor: Visitor) -> None:
    visitor.button("review.send").click()
    expect(visitor.heading()).to_have_text(visitor.t("sent.heading"))


def _see_own_result(visitor: Visitor) -> None:
    visitor.link("sent.own_result").click()
    visitor.arrive("/oma-tulos")
    expect(visitor.heading()).to_have_text(visitor.t("own.heading"))
    assert len(shown_table(visitor)) == 9  # eight dimensions and the overall level
    visitor.link("own.back").click()
    visitor.arrive("/vastaa")


def _close(visitor: Visitor, language: str, links: SharedLinks) -> None:
    """The owner sees who has sent, closes, and the invitation ends."""
    visitor.link("sent.owner").click()
    visitor.arrive("/arviointi")
    assert visitor.page.locator(".dk-counts strong").all_inner_texts() == ["2", "2"]
    sure = visitor.page.get_by_text(visitor.t("close.sure"))
    expect(visitor.button("close.go")).to_be_disabled()
    sure.click()
    visitor.button("close.go").click()
    expect(visitor.page.get_by_text(visitor.t("owner.closed_title"))).to_be_visible()
    visitor.link("owner.to_result").click()
    visitor.arrive("/tulos")


def _compare_figures(visitor: Visitor, app: AppProcess, name: str) -> None:
    scores = [
        row
        for row in printed(app.database_url, "scores", "--format", "json")
        if row["organisation"] == name
    ]
    assert len(scores) == 9
    company = str(scores[0]["organisation_id"])
    peers = printed(app.database_url, "peers", "--organisation", company, "--format", "json")
    assert peers["n"] >= 12
    expected = expected_rows(scores, peers)
    shown = {dimension: as_shown(row, COLUMNS) for dimension, row in expected.items()}
    assert shown_table(visitor) == shown
    overall = visitor.page.locator(".dk-figure strong")
    expect(overall).to_have_text(str(expected["overall"]["score"]))
    expect(visitor.page.get_by_text(str(peers["n"])).first).to_be_visible()
    assert visitor.page.locator(".js-plotly-plot").count() == 2
