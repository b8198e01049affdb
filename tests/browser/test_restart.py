"""The server is killed in the midst of an assessment and started again."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from digikartta.walk.app_process import running_app
from digikartta.walk.example_site import example_site
from tests.browser.assessment_walk import answer_dimension, shown_answers
from tests.browser.people import Person


def test_after_a_power_cut_the_phone_is_back_at_its_place_with_every_saved_answer(
    tmp_path: Path, person: Callable[..., Person]
) -> None:
    url = f"sqlite:///{tmp_path / 'one.sqlite'}"
    site = example_site(url, today=date.today(), demo_data=False)  # noqa: DTZ011
    links = site.start()
    first, second = site.questionnaire.dimensions[:2]
    given = {question.id: "3" for question in (*first.questions, *second.questions)}
    with running_app(url, log=tmp_path / "log") as app:
        someone = person(app)
        phone = someone.visitor
        phone.open(f"/v/{links.respondent}")
        answer_dimension(phone, first, given)
        phone.go_on()
        answer_dimension(phone, second, given)
        app.kill()
        # Nobody is told to reload: the page says what is the matter, and comes back by itself.
        lost = phone.page.locator(".stApp:not([data-test-connection-state='CONNECTED'])")
        lost.wait_for()
        app.start()
        # Connected again is not yet drawn anew, and looks the same: a tap in between is not taken.
        phone.settle()
        phone.page.wait_for_timeout(3_000)
        # An answer given then is stored like any other.
        phone.answer(second.questions[0].id, "5")
        phone.page.reload()
        phone.settle()
        expect(phone.heading()).to_have_text(second.name.fi)
        assert shown_answers(phone, second) == {
            **{question.id: "3" for question in second.questions},
            second.questions[0].id: "5",
        }
        phone.page.locator("[class*='st-key-back-'] button").click()
        phone.begin_part(second.name.fi)
        assert shown_answers(phone, first) == {question.id: "3" for question in first.questions}
        someone.console.complaints.clear()  # the browser said that the server was gone
    site.engine.dispose()
