"""Answering: what is stored, and that the screen tells the truth about it."""

import sqlite3
from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

from db import owned_rounds, respondents
from db.answering import GivenAnswer
from db.assessments import OwnerLinks
from digikartta.texts import texts
from digikartta.web.cookies import OWNER, RESPONDENT
from tests.every_scale import create_every_scale
from tests.factories import TODAY, create_assessment, create_questionnaire
from tests.pages.conftest import Site
from tests.pages.visiting import (
    as_read,
    comment_of,
    links,
    open_comment,
    open_page,
    radio_of,
    tap,
    try_again,
    words,
    write,
)

t = texts("fi")
SAVED, NOT_SAVED = t("answer.saved"), t("answer.not_saved")


def begin(site: Site) -> OwnerLinks:
    """A round that this browser answers: three dimensions of two questions."""
    questionnaire = create_questionnaire(questions=2)
    made = create_assessment(site.engine, questionnaire=questionnaire)
    site.browser.cookies = {RESPONDENT: made.respondent}
    return made


def stored(site: Site, made: OwnerLinks) -> dict[str, str]:
    person = respondents.answering(site.engine, made.respondent, today=TODAY)
    return {item: given.value for item, given in person.answers.items()}


def button(page: AppTest, label: str) -> AppTest:
    return next(each for each in page.button if each.label == label).click().run()


def test_a_chosen_level_is_stored_before_the_screen_says_so(stored_site: Site) -> None:
    made = begin(stored_site)
    page = open_page("vastaa")
    assert SAVED not in words(page)
    tap(page, "vision_1", "4")
    assert SAVED in words(page)
    assert stored(stored_site, made) == {"vision_1": "4"}


def test_a_changed_level_takes_the_place_of_the_first(stored_site: Site) -> None:
    made = begin(stored_site)
    page = open_page("vastaa")
    tap(page, "vision_1", "4")
    tap(page, "vision_1", "dk")
    assert stored(stored_site, made) == {"vision_1": "dk"}


def test_a_comment_is_stored_beside_the_answer(stored_site: Site) -> None:
    made = begin(stored_site)
    tap(open_page("vastaa"), "vision_2", "3")
    page = write(open_comment(open_page("vastaa"), "vision_2"), "vision_2", "  Hyvä *idea* <b>  ")
    assert SAVED in words(page)
    person = respondents.answering(stored_site.engine, made.respondent, today=TODAY)
    given = person.answers["vision_2"]
    assert (given.value, given.comment) == ("3", "Hyvä *idea* <b>")
    assert comment_of(open_page("vastaa"), "vision_2").value == "Hyvä *idea* <b>"


def test_a_comment_is_offered_until_the_round_is_closed(site: Site) -> None:
    made = begin(site)
    page = open_page("vastaa")
    offers = [button.label for button in page.button].count(t("answer.comment"))
    questions = sum(str(radio.key).startswith("value-vision_") for radio in page.radio)
    assert (offers, len(page.text_area)) == (questions, 0)
    page = open_comment(page, "vision_1")
    assert len(page.text_area) == 1
    owned_rounds.close(site.engine, made.owner, today=TODAY)
    closed = open_page("vastaa")
    assert t("answer.comment") not in [button.label for button in closed.button]
    assert len(closed.text_area) == 0


def test_a_target_is_stored_as_an_item_of_its_dimension(site: Site) -> None:
    made = begin(site)
    tap(open_page("vastaa"), "vision.target", "5")
    assert stored(site, made) == {"vision.target": "5"}


def test_a_refresh_shows_what_is_stored(site: Site) -> None:
    begin(site)
    tap(open_page("vastaa"), "vision_1", "2")
    page = open_page("vastaa")
    assert radio_of(page, "vision_1").value == "2"
    assert SAVED in words(page)


def test_what_another_device_answered_is_shown_at_the_next_run(site: Site) -> None:
    made = begin(site)
    page = open_page("vastaa")
    tap(page, "vision_1", "2")
    respondents.save_value(site.engine, made.respondent, "vision_1", "5", today=TODAY)
    page.run()
    assert radio_of(page, "vision_1").value == "5"
    assert stored(site, made) == {"vision_1": "5"}


class Away:
    """A database that fails as often as it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
        self.failures = 0
        for name in names:
            monkeypatch.setattr(respondents, name, self._failing(getattr(respondents, name)))

    def _failing(self, action: Callable[..., None]) -> Callable[..., None]:
        def act(*args: object, **options: object) -> None:
            if self.failures > 0:
                self.failures -= 1
                raise OperationalError(
                    "INSERT", {"value": "4"}, sqlite3.OperationalError("database is locked")
                )
            action(*args, **options)

        return act


def test_a_failing_database_is_told_with_the_reason_and_tried_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begin(site)
    page = open_page("vastaa")
    database = Away(monkeypatch, "save_value")
    database.failures = 3  # the tap, and the two times that it is tried again by itself
    tap(page, "vision_1", "4")
    assert SAVED not in words(page)
    assert f"{NOT_SAVED} {t('problem.database_locked')}" in words(page)
    assert stored(site, made) == {}
    try_again(page, "vision_1")
    assert NOT_SAVED not in words(page)
    assert SAVED in words(page)
    assert stored(site, made) == {"vision_1": "4"}


def test_trying_again_saves_what_is_chosen_by_then(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begin(site)
    page = open_page("vastaa")
    Away(monkeypatch, "save_value").failures = 3
    tap(page, "vision_1", "2")
    radio_of(page, "vision_1").set_value("5")
    try_again(page, "vision_1")
    assert stored(site, made) == {"vision_1": "5"}


def test_a_comment_that_was_not_saved_is_tried_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begin(site)
    page = open_comment(open_page("vastaa"), "vision_1")
    Away(monkeypatch, "save_comment").failures = 3
    write(page, "vision_1", "Näin on")
    assert NOT_SAVED in words(page)
    try_again(page, "comment.vision_1")
    assert SAVED in words(page)
    person = respondents.answering(site.engine, made.respondent, today=TODAY)
    assert person.answers["vision_1"].comment == "Näin on"


def test_a_database_that_is_away_for_a_moment_is_not_even_noticed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begin(site)
    page = open_page("vastaa")
    Away(monkeypatch, "save_value").failures = 2
    tap(page, "vision_1", "4")
    assert SAVED in words(page)
    assert stored(site, made) == {"vision_1": "4"}


def test_what_the_keeper_needs_to_know_is_not_told_to_everybody(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("", {}, sqlite3.OperationalError('server at "10.0.0.5" failed'))

    begin(site)
    page = open_page("vastaa")
    monkeypatch.setattr(respondents, "save_value", fail)
    tap(page, "vision_1", "4")
    assert f"{NOT_SAVED} {t('state.storage')}" in words(page)
    assert "10.0.0.5" not in words(page)


def test_an_answer_after_closing_is_refused_and_shown_as_not_saved(stored_site: Site) -> None:
    made = begin(stored_site)
    page, other = open_page("vastaa"), open_comment(open_page("vastaa"), "vision_1")
    tap(page, "vision_1", "4")
    owned_rounds.close(stored_site.engine, made.owner, today=TODAY)
    for late in (tap(page, "vision_1", "1"), write(other, "vision_1", "Vielä tämä")):
        assert SAVED not in words(late)
        assert f"{NOT_SAVED} {t('problem.round_closed')}" in words(late)
        assert t("answer.try_again") not in [button.label for button in late.button]
    person = respondents.answering(stored_site.engine, made.respondent, today=TODAY)
    assert person.answers == {"vision_1": GivenAnswer("4", "")}


def test_a_value_that_the_question_does_not_take_is_refused(site: Site) -> None:
    made = begin(site)
    page = open_page("vastaa")
    radio = radio_of(page, "vision_1")
    with pytest.raises(Exception, match="9"):
        radio.set_value("9").run()
    assert stored(site, made) == {}


def test_going_on_after_closing_shows_the_closed_round(site: Site) -> None:
    made = begin(site)
    page = open_page("vastaa")
    owned_rounds.close(site.engine, made.owner, today=TODAY)
    button(page, t("answer.next"))
    assert not page.exception
    assert t("answer.closed_title") in words(page)
    assert all(radio.disabled for radio in page.radio if "value-" in str(radio.key))
    assert respondents.answering(site.engine, made.respondent, today=TODAY).place == 0


def test_sending_after_closing_is_refused(site: Site) -> None:
    made = begin(site)
    respondents.move_to(site.engine, made.respondent, 3, today=TODAY)
    page = open_page("vastaa")
    owned_rounds.close(site.engine, made.owner, today=TODAY)
    button(page, t("review.send"))
    assert t("state.refused_title") in words(page)
    assert t("sent.title") not in words(page)
    assert not respondents.answering(site.engine, made.respondent, today=TODAY).submitted


def test_sending_while_the_database_is_away_is_told(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begin(site)
    respondents.move_to(site.engine, made.respondent, 3, today=TODAY)
    page = open_page("vastaa")
    Away(monkeypatch, "submit").failures = 1
    button(page, t("review.send"))
    assert t("problem.database_locked") in words(page)
    button(page, t("review.send"))
    assert t("sent.title") in words(page)
    assert respondents.answering(site.engine, made.respondent, today=TODAY).submitted


def test_going_on_works_while_the_place_cannot_be_remembered(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(site)
    page = open_page("vastaa")
    Away(monkeypatch, "move_to").failures = 1
    button(page, t("answer.next"))
    assert not page.exception
    assert t("answer.part", place=2, count=3) in words(page)


def test_going_on_and_back_is_remembered_for_any_device(stored_site: Site) -> None:
    made = begin(stored_site)
    page = open_page("vastaa")
    button(page, t("answer.next"))
    button(page, t("answer.next"))
    button(page, t("answer.back"))
    assert respondents.answering(stored_site.engine, made.respondent, today=TODAY).place == 1
    assert t("answer.part", place=2, count=3) in words(open_page("vastaa"))


def test_the_review_tells_what_is_missing_and_leads_there(site: Site) -> None:
    made = begin(site)
    for item in ("vision_1", "vision_2", "people_1"):
        respondents.save_value(site.engine, made.respondent, item, "3", today=TODAY)
    respondents.move_to(site.engine, made.respondent, 3, today=TODAY)
    page = open_page("vastaa")
    # 2 of 2, 1 of 2 and 0 of 2 are answered.
    assert t.n("review.go", 1, name="people") in words(page)
    assert t.n("review.go", 2, name="data") in words(page)
    assert t.n("review.go", 0, name="vision") not in words(page)
    button(page, t.n("review.go", 1, name="people"))
    assert t("answer.part", place=2, count=3) in words(page)


def test_everything_answered_leads_to_sending_and_thanks(site: Site) -> None:
    made = begin(site)
    items = [f"{d}_{n}" for d in ("vision", "people", "data") for n in (1, 2)]
    for item in items:
        respondents.save_value(site.engine, made.respondent, item, "na", today=TODAY)
    respondents.move_to(site.engine, made.respondent, 3, today=TODAY)
    site.browser.cookies[OWNER] = made.owner
    page = open_page("vastaa")
    assert t("review.complete_title") in words(page)
    button(page, t("review.send"))
    assert t("sent.title") in words(page)
    assert links(page) == {
        t("sent.owner"): "/arviointi?lang=fi",
        t("sent.own_result"): "/oma-tulos?lang=fi",
    }
    button(page, t("sent.change"))
    assert t("answer.part", place=1, count=3) in words(page)


def test_another_language_keeps_the_answers_and_is_remembered(stored_site: Site) -> None:
    made = begin(stored_site)
    tap(open_page("vastaa"), "vision_1", "4")
    page = open_page("vastaa")
    page.segmented_control[0].set_value("sv").run()
    assert texts("sv")("answer.part", place=1, count=3) in words(page)
    assert radio_of(page, "vision_1").value == "4"
    assert stored(stored_site, made) == {"vision_1": "4"}
    person = respondents.answering(stored_site.engine, made.respondent, today=TODAY)
    assert person.language == "sv"


def test_a_link_without_a_language_speaks_the_person_s_own(site: Site) -> None:
    questionnaire = create_questionnaire(questions=2)
    made = create_assessment(site.engine, questionnaire=questionnaire, language="en")
    site.browser.cookies = {RESPONDENT: made.respondent}
    page = open_page("vastaa", lang="")
    assert texts("en")("answer.part", place=1, count=3) in words(page)


def test_every_scale_can_be_answered(site: Site) -> None:
    made = create_assessment(site.engine, questionnaire=create_every_scale())
    site.browser.cookies = {RESPONDENT: made.respondent}
    respondents.move_to(site.engine, made.respondent, 1, today=TODAY)
    page = open_page("vastaa")
    page.pills[0].set_value(["b", "a"]).run()
    assert stored(site, made)["tools"] == "a|b"
    page.pills[0].set_value(["a", "b", "none"]).run()
    assert stored(site, made)["tools"] == "none"
    page.pills[0].set_value(["none", "other"]).run()
    assert stored(site, made)["tools"] == "other"
    page.pills[0].set_value([]).run()
    assert stored(site, made)["tools"] == "none"
    for item, value in {"use": "5", "habit": "partly", "channels.web": "no"}.items():
        radio_of(page, item).set_value(value).run()
        assert stored(site, made)[item] == value


def test_the_menu_of_parts_leads_to_each_and_to_the_review(site: Site) -> None:
    begin(site)
    page = open_page("vastaa")
    [menu] = page.menu_button
    parts = (
        f"{order}\\. {name} · 0/2" for order, name in enumerate(("vision", "people", "data"), 1)
    )
    here, *others = (as_read(option) for option in menu.options)
    assert [here.strip("*"), *others] == [*parts, t("progress.review")]
    assert here.startswith("**")
    assert t("answer.part", place=3, count=3) in words(menu.click_index(2).run())
    assert t("review.heading") in words(page.menu_button[0].click_index(3).run())


def test_a_menu_of_before_an_answer_takes_nobody_anywhere(site: Site) -> None:
    """A phone that was away sends what it had on the screen when it left."""
    begin(site)
    page = open_page("vastaa")
    before = page.menu_button[0].options[1]
    button(page, t("answer.next"))
    tap(page, "people_1", "4")
    button(page.run(), t("answer.back"))
    page.menu_button[0].click(before).run()
    assert not page.exception
    assert t("answer.part", place=1, count=3) in words(page)
