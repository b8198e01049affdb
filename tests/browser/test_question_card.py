"""Answering one question: by touch, by keyboard, and with a screen reader."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from db import respondents
from digikartta.answers import MAX_COMMENT
from digikartta.questionnaire import Dimension, Question
from digikartta.texts import texts
from digikartta.walk.app_process import AppProcess
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor
from digikartta.web.cookies import RESPONDENT
from tests.browser.people import Person

MAKE = Callable[..., Person]
_BOXES = """
() => [...document.querySelectorAll('[class*="st-key-dk_card_"], [class*="st-key-dk_target_"]')]
  .map(card => { const box = card.getBoundingClientRect(); return [box.top, box.height] })
"""
_FOCUSED_LABEL = "() => document.activeElement?.closest('[role=radiogroup]')?.ariaLabel ?? ''"
_LATE_CARD = """
async () => {
  const card = document.createElement('div')
  card.className = 'st-key-dk_card_people_wellbeing'
  document.body.append(card)
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
}
"""
_MOST_STOPS = 60  # presses of Tab; far more than a dimension has places to stop at


@pytest.fixture(name="answering")
def _answering(
    examples: tuple[AppProcess, ExampleSite], person: MAKE
) -> tuple[Visitor, ExampleSite]:
    """A person before the first dimension, nothing answered."""
    app, site = examples
    visitor = person(app).visitor
    visitor.open(f"/v/{site.start().respondent}")
    visitor.choices("vision_direction").first.wait_for()
    return visitor, site


def test_nothing_jumps_when_an_answer_is_saved(
    answering: tuple[Visitor, ExampleSite],
) -> None:
    visitor, _ = answering
    visitor.card("vision_commitment").scroll_into_view_if_needed()
    visitor.choices("vision_commitment").nth(1).click()
    visitor.expect_saved("vision_commitment", "2")
    # From here on the page does not scroll: where the cards are is where they stay.
    before = visitor.page.evaluate(_BOXES)
    visitor.answer("vision_commitment", "3")
    assert visitor.page.evaluate(_BOXES) == before


def test_the_first_answer_moves_no_card_either(answering: tuple[Visitor, ExampleSite]) -> None:
    visitor, _ = answering
    visitor.choices("vision_direction").nth(0).scroll_into_view_if_needed()
    before = visitor.page.evaluate(_BOXES)
    visitor.choices("vision_direction").nth(0).dispatch_event("click")
    visitor.expect_saved("vision_direction", "1")
    assert visitor.page.evaluate(_BOXES) == before


def test_saved_is_said_of_the_answer_that_is_on_disk_and_of_no_other(
    answering: tuple[Visitor, ExampleSite],
) -> None:
    visitor, _ = answering
    visitor.answer("vision_direction", "2")
    status = visitor.card("vision_direction").locator(".dk-status[data-place='1']")
    expect(status).to_be_visible()
    # The network holds the next tap back: what the screen says of the first is not said of it.
    visitor.page.evaluate("() => { WebSocket.prototype.send = () => {} }")
    visitor.choices("vision_direction").nth(3).click()
    assert visitor.chosen("vision_direction") == "4"
    expect(status).to_be_hidden()


def test_each_choice_is_announced_with_its_question(
    answering: tuple[Visitor, ExampleSite],
) -> None:
    visitor, site = answering
    dimension = site.questionnaire.dimensions[0]
    for label, question in _numbered(dimension).items():
        group = visitor.page.get_by_role("radiogroup", name=label, exact=True)
        expect(group.get_by_role("radio")).to_have_count(7)
        names = [level.text.fi for level in question.levels]
        for place, name in enumerate((*names, visitor.t("value.dk"), visitor.t("value.na"))):
            expect(group.get_by_role("radio").nth(place)).to_have_accessible_name(name)
    target = visitor.t("target.question")
    group = visitor.page.get_by_role("radiogroup", name=target, exact=True)
    expect(group.get_by_role("radio")).to_have_count(5)


def test_a_dimension_can_be_answered_and_finished_by_keyboard(
    answering: tuple[Visitor, ExampleSite],
) -> None:
    visitor, site = answering
    page = visitor.page
    dimension = site.questionnaire.dimensions[0]
    for label, question in _numbered(dimension).items():
        item = question.id
        _tab_to(page, label)
        page.keyboard.press("Space")
        visitor.expect_saved(item, "1")
        page.keyboard.press("ArrowDown")
        visitor.expect_saved(item, "2")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        visitor.expect_saved(item, "na")
    before = visitor.heading().inner_text()
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement?.innerText") == visitor.t("answer.next"):
            break
    page.keyboard.press("Enter")
    visitor.begin_part(before)
    expect(visitor.heading()).to_have_text(site.questionnaire.dimensions[1].name.fi)


def _type_comment(visitor: Visitor, text: str) -> Locator:
    """Type a comment to the first question and stay in its field."""
    card = visitor.card("vision_direction")
    card.get_by_role("button", name=visitor.t("answer.comment")).click()
    field = card.locator("textarea")
    field.fill(text)
    return field


def _stored_comment(site: ExampleSite, token: str) -> str:
    answers = respondents.answering(site.engine, token, today=site.today).answers
    return answers["vision_direction"].comment if "vision_direction" in answers else ""


def test_the_bar_counts_each_answer_as_it_is_saved(answering: tuple[Visitor, ExampleSite]) -> None:
    visitor, site = answering
    questions = len(list(site.questionnaire.questions))
    bar = visitor.page.get_by_role("progressbar")
    words = visitor.page.locator(".dk-bar-text")
    for answered, item in enumerate(("vision_direction", "vision_resources"), start=1):
        visitor.answer(item, "dk")
        expect(words).to_have_text(
            visitor.t("progress.text", answered=answered, questions=questions)
        )
        expect(bar).to_have_attribute("aria-valuenow", str(answered))
    visitor.answer("vision_direction", "5")
    visitor.go_on()
    visitor.answer("customer_sharing", "1")
    expect(words).to_have_text(visitor.t("progress.text", answered=3, questions=questions))


def test_a_card_that_leaves_late_counts_for_no_other_part(
    answering: tuple[Visitor, ExampleSite],
) -> None:
    visitor, site = answering
    words = visitor.page.locator(".dk-bar-text")
    for _ in site.questionnaire.dimensions:
        visitor.go_on()
    nothing = visitor.t("progress.text", answered=0, questions=32)
    expect(words).to_have_text(nothing)
    # On a slow phone the review is there before the cards of the last dimension have gone.
    visitor.page.evaluate(_LATE_CARD)
    expect(words).to_have_text(nothing)


def test_who_opens_a_comment_goes_on_typing_in_it(
    answering: tuple[Visitor, ExampleSite],
) -> None:
    visitor, site = answering
    visitor.card("vision_resources").get_by_role("button").click()
    field = visitor.card("vision_resources").locator("textarea")
    expect(field).to_be_focused()
    visitor.page.keyboard.type("Heti")
    visitor.go_on()
    answers = respondents.answering(site.engine, _token(visitor), today=site.today).answers
    assert answers["vision_resources"].comment == "Heti"


# A finger leaves the field and taps in one go: the browser tells the server both in one message.
def test_a_tap_right_out_of_a_comment_goes_on_and_keeps_the_comment(
    answering: tuple[Visitor, ExampleSite],
) -> None:
    visitor, site = answering
    token = _token(visitor)
    _type_comment(visitor, "Puhutaan tästä")
    visitor.go_on()
    expect(visitor.heading()).to_have_text(site.questionnaire.dimensions[1].name.fi)
    assert _stored_comment(site, token) == "Puhutaan tästä"


def test_a_tap_right_out_of_a_comment_chooses_and_says_that_it_is_saved(
    answering: tuple[Visitor, ExampleSite],
) -> None:
    visitor, site = answering
    token = _token(visitor)
    _type_comment(visitor, "Puhutaan tästä")
    visitor.answer("vision_commitment", "3")
    assert _stored_comment(site, token) == "Puhutaan tästä"


def test_another_language_in_the_midst_of_a_comment_loses_nothing(
    answering: tuple[Visitor, ExampleSite],
) -> None:
    visitor, site = answering
    token = _token(visitor)
    _type_comment(visitor, "Puhutaan tästä")
    visitor.page.get_by_text("SV", exact=True).click()
    expect(visitor.heading()).to_have_text(site.questionnaire.dimensions[0].name.sv)
    # Named by its language: the field in the other one leaves a moment later.
    field = visitor.card("vision_direction").get_by_label(texts("sv")("answer.comment_label"))
    expect(field).to_have_value("Puhutaan tästä")
    assert _stored_comment(site, token) == "Puhutaan tästä"


def test_a_comment_is_called_saved_only_as_it_is_stored(
    answering: tuple[Visitor, ExampleSite],
) -> None:
    visitor, site = answering
    token = _token(visitor)
    field = _type_comment(visitor, "Puhutaan")
    field.blur()
    status = visitor.card("vision_direction").locator(".dk-status").last
    expect(status).to_have_text(visitor.t("answer.saved"))
    field.press("End")
    field.press_sequentially(" tästä")
    expect(status).to_be_hidden()
    field.blur()
    expect(status).to_be_visible()
    assert _stored_comment(site, token) == "Puhutaan tästä"


def test_a_comment_that_is_too_long_is_refused_with_the_reason_and_stays_in_its_field(
    answering: tuple[Visitor, ExampleSite],
) -> None:
    visitor, site = answering
    token = _token(visitor)
    field = _type_comment(visitor, "å" * (MAX_COMMENT + 1))
    field.blur()
    reason = visitor.t("problem.too_long", length=MAX_COMMENT + 1, limit=MAX_COMMENT, where="")
    status = visitor.card("vision_direction").locator(".dk-status").last
    expect(status).to_have_text(f"{visitor.t('answer.not_saved')} {reason}")
    visitor.answer("vision_commitment", "3")
    expect(field).to_have_value("å" * (MAX_COMMENT + 1))
    assert _stored_comment(site, token) == ""


def _token(visitor: Visitor) -> str:
    cookies = {cookie["name"]: cookie["value"] for cookie in visitor.window.cookies()}
    return cookies[RESPONDENT]


def _numbered(dimension: Dimension) -> dict[str, Question]:
    """Return the questions of the first dimension by what stands on their cards."""
    return {
        f"1.{n} {question.text.fi}": question for n, question in enumerate(dimension.questions, 1)
    }


def _tab_to(page: Page, label: str) -> None:
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(_FOCUSED_LABEL) == label:
            return
    pytest.fail(f"Tab never came to {label!r}")
