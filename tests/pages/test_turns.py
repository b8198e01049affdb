"""What a full room looks at is drawn one screen after another; a tap waits for none of them."""

from contextlib import AbstractContextManager

import pytest

from db import workshop_control
from digikartta.ui.precedence import Precedence
from digikartta.web.cookies import RESPONDENT, SESSION
from tests.factories import (
    create_account,
    create_assessment,
    create_questionnaire,
    create_session,
    create_workshop,
)
from tests.pages.conftest import Site
from tests.pages.visiting import open_page, tap


class CountedTurns(Precedence):
    """Counts the screens that were drawn in their turn."""

    def __init__(self) -> None:
        super().__init__()
        self.screens = 0

    def drawing(self) -> AbstractContextManager[None]:
        self.screens += 1
        return super().drawing()


@pytest.fixture(name="turns")
def _turns(monkeypatch: pytest.MonkeyPatch) -> CountedTurns:
    turns = CountedTurns()
    monkeypatch.setattr("digikartta.ui.precedence.precedence", turns)
    return turns


def test_a_screen_of_questions_is_drawn_in_its_turn_and_a_tap_at_once(
    site: Site, turns: CountedTurns
) -> None:
    made = create_assessment(site.engine, questionnaire=create_questionnaire(questions=2))
    site.browser.cookies = {RESPONDENT: made.respondent}
    page = open_page("vastaa")
    assert turns.screens == 1
    tap(page, "vision_1", "4")
    assert turns.screens == 1


def test_a_wall_is_drawn_in_its_turn(site: Site, turns: CountedTurns) -> None:
    account = create_account(site.engine)
    workshop = create_workshop(
        site.engine, questionnaire=create_questionnaire(questions=2), account_id=account.id
    )
    workshop_control.open_(site.engine, workshop, account.id)
    site.browser.cookies = {SESSION: create_session(site.engine, account, now=site.now)}
    open_page("naytto", tyopaja=str(workshop))
    assert turns.screens == 1
