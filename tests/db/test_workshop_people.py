"""The places of a workshop in its facilitator's hands."""

import pytest
from sqlalchemy import Engine, func, select

from db import respondents, workshop_control, workshop_people
from db.engine import reading
from db.tables import Answer, Respondent
from digikartta.problems import InvalidInput
from digikartta.workshop import seat_sign
from tests.factories import LINK_DAYS, TODAY, create_respondent, create_round, create_workshop


def made(engine: Engine) -> tuple[int, str]:
    """An open workshop with one person, who has answered two questions."""
    target = create_round(engine)
    token = create_respondent(engine, target, {"vision_1": "3", "vision_2": "4", "vision_3": ""})
    workshop_id = create_workshop(
        engine, organisation_id=target.organisation_id, round_id=target.round_id
    )
    workshop_control.open_(engine, workshop_id, 1)
    return workshop_id, token


def hand_back(engine: Engine, workshop_id: int, account: int, person: int) -> str:
    return workshop_people.hand_back(
        engine, workshop_id, account, person, today=TODAY, link_days=LINK_DAYS
    )


def key(caught: pytest.ExceptionInfo[InvalidInput]) -> str:
    return caught.value.problems[0].key


def test_a_place_tells_how_far_somebody_is_and_not_what_was_answered(engine: Engine) -> None:
    workshop_id, token = made(engine)
    person = respondents.answering(engine, token, today=TODAY)
    (seat,) = workshop_people.seats(engine, workshop_id, 1)
    assert seat == workshop_people.Seat(
        person.respondent_id,
        seat_sign(person.respondent_id),
        "",
        "staff",
        "Esimerkki Oy",
        answered=2,
        submitted=False,
    )


def test_a_place_is_handed_back_by_a_fresh_link_and_the_old_one_ends(engine: Engine) -> None:
    workshop_id, lost = made(engine)
    person = respondents.answering(engine, lost, today=TODAY)
    fresh = hand_back(engine, workshop_id, 1, person.respondent_id)
    again = respondents.answering(engine, fresh, today=TODAY)
    assert again.respondent_id == person.respondent_id
    assert again.answers == person.answers
    with pytest.raises(InvalidInput) as caught:
        respondents.save_value(engine, lost, "vision_1", "5", today=TODAY)
    assert key(caught) == "problem.link_revoked"


def test_a_person_is_removed_with_all_answers(engine: Engine) -> None:
    workshop_id, token = made(engine)
    person = respondents.answering(engine, token, today=TODAY).respondent_id
    workshop_people.remove(engine, workshop_id, 1, person)
    with reading(engine) as connection:
        for table in (Respondent, Answer):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0
    with pytest.raises(InvalidInput) as caught:
        workshop_people.remove(engine, workshop_id, 1, person)
    assert key(caught) == "problem.seat_unknown"


def test_nobody_is_moved_or_removed_once_the_round_is_closed(engine: Engine) -> None:
    workshop_id, token = made(engine)
    person = respondents.answering(engine, token, today=TODAY).respondent_id
    workshop_control.close(engine, workshop_id, 1, closes_rounds=True, today=TODAY)
    with pytest.raises(InvalidInput) as caught:
        workshop_people.remove(engine, workshop_id, 1, person)
    assert key(caught) == "problem.round_closed"
    with pytest.raises(InvalidInput) as caught:
        hand_back(engine, workshop_id, 1, person)
    assert key(caught) == "problem.round_closed"


def test_other_workshops_and_other_accounts_reach_nobody_here(engine: Engine) -> None:
    workshop_id, token = made(engine)
    person = respondents.answering(engine, token, today=TODAY).respondent_id
    other = create_workshop(engine, account_id=2)
    with pytest.raises(InvalidInput) as caught:
        workshop_people.seats(engine, workshop_id, 2)
    assert key(caught) == "problem.workshop_unknown"
    with pytest.raises(InvalidInput) as caught:
        hand_back(engine, workshop_id, 2, person)
    assert key(caught) == "problem.workshop_unknown"
    with pytest.raises(InvalidInput) as caught:
        workshop_people.remove(engine, other, 2, person)
    assert key(caught) == "problem.seat_unknown"
