"""What an answer in a workshop meets: the pause, the dimension that is not open, the lock."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, insert

from db import respondents, workshop_control, workshop_pace
from db.engine import reading, writing
from db.workshop_tables import WorkshopDimension
from digikartta.problems import InvalidInput
from digikartta.workshop import Flow, mark
from tests.factories import TODAY, create_respondent, create_round, create_workshop


def in_workshop(
    engine: Engine, *, pacing: str = "dimension", people: int = 1
) -> tuple[int, list[str]]:
    """An open workshop and the tokens of its people."""
    target = create_round(engine)
    tokens = [create_respondent(engine, target) for _ in range(people)]
    made = create_workshop(
        engine, organisation_id=target.organisation_id, round_id=target.round_id, pacing=pacing
    )
    workshop_control.open_(engine, made, 1)
    return made, tokens


def save(engine: Engine, token: str, item: str = "vision_1", value: str = "4") -> None:
    respondents.save_value(engine, token, item, value, today=TODAY)


def given(engine: Engine, token: str) -> dict[str, str]:
    person = respondents.answering(engine, token, today=TODAY)
    return {item: answer.value for item, answer in person.answers.items()}


def refusal(engine: Engine, token: str, item: str = "vision_1") -> str:
    with pytest.raises(InvalidInput) as caught:
        save(engine, token, item)
    return caught.value.problems[0].key


def test_only_an_opened_dimension_takes_answers(engine: Engine) -> None:
    made, (token,) = in_workshop(engine)
    assert refusal(engine, token) == "problem.dimension_not_open"
    workshop_control.open_dimensions(engine, made, 1, ["vision"])
    save(engine, token)
    save(engine, token, "vision.target", "5")
    assert refusal(engine, token, "people_1") == "problem.dimension_not_open"
    assert given(engine, token) == {"vision_1": "4", "vision.target": "5"}


def test_a_closed_dimension_takes_no_more_answers_and_keeps_those_it_has(engine: Engine) -> None:
    made, (token,) = in_workshop(engine, pacing="free")
    save(engine, token)
    workshop_control.close_dimensions(engine, made, 1, ["vision"])
    assert refusal(engine, token) == "problem.dimension_not_open"
    with pytest.raises(InvalidInput):
        respondents.save_comment(engine, token, "vision_2", "Myöhässä", today=TODAY)
    save(engine, token, "people_1")
    assert given(engine, token) == {"vision_1": "4", "people_1": "4"}


def test_a_pause_stores_nothing_new_and_forgets_nothing(engine: Engine) -> None:
    made, (token,) = in_workshop(engine, pacing="free")
    save(engine, token)
    workshop_control.pause(engine, made, 1)
    assert refusal(engine, token) == "problem.workshop_paused"
    with pytest.raises(InvalidInput) as caught:
        respondents.submit(engine, token, today=TODAY)
    assert caught.value.problems[0].key == "problem.workshop_paused"
    respondents.move_to(engine, token, 2, today=TODAY)  # where somebody looks is no answer
    assert given(engine, token) == {"vision_1": "4"}
    workshop_control.open_(engine, made, 1)
    save(engine, token, "vision_2")
    respondents.submit(engine, token, today=TODAY)


def test_comments_are_stored_while_the_dimension_is_open(engine: Engine) -> None:
    _, (token,) = in_workshop(engine, pacing="free")
    respondents.save_comment(engine, token, "vision_2", "Hyvä", today=TODAY)
    person = respondents.answering(engine, token, today=TODAY)
    assert person.answers["vision_2"].comment == "Hyvä"
    assert person.begun == frozenset()  # a comment alone is no answer


def followed(engine: Engine, token: str) -> tuple[int, str]:
    """The workshop that a phone follows, and its state."""
    pace = respondents.answering(engine, token, today=TODAY).workshop
    assert pace is not None
    return pace.workshop_id, pace.flow.state


@pytest.mark.parametrize("ends", [True, False])
def test_outside_a_running_workshop_people_answer_on_their_own_and_hear_when_it_goes_on(
    engine: Engine,
    ends: bool,  # noqa: FBT001  a case of the test
) -> None:
    target = create_round(engine)
    token = create_respondent(engine, target)
    made = create_workshop(
        engine,
        organisation_id=target.organisation_id,
        round_id=target.round_id,
        pacing="dimension",
    )
    if ends:
        workshop_control.open_(engine, made, 1)
        workshop_control.close(engine, made, 1, closes_rounds=False, today=TODAY)
    save(engine, token)
    assert followed(engine, token) == (made, "closed" if ends else "prepared")


def test_a_phone_follows_the_workshop_that_runs_and_otherwise_the_newest(engine: Engine) -> None:
    target = create_round(engine)
    token = create_respondent(engine, target)
    first, second = (
        create_workshop(engine, organisation_id=target.organisation_id, round_id=target.round_id)
        for _ in range(2)
    )
    assert followed(engine, token) == (second, "prepared")
    workshop_control.open_(engine, first, 1)
    assert followed(engine, token) == (first, "open")
    workshop_control.close(engine, first, 1, closes_rounds=False, today=TODAY)
    assert followed(engine, token) == (second, "prepared")


def test_who_is_in_no_workshop_or_in_a_closed_round_follows_none(engine: Engine) -> None:
    alone = create_respondent(engine, create_round(engine))
    assert respondents.answering(engine, alone, today=TODAY).workshop is None
    made, (token,) = in_workshop(engine)
    workshop_control.close(engine, made, 1, closes_rounds=True, today=TODAY)
    assert respondents.answering(engine, token, today=TODAY).workshop is None


def test_a_phone_is_told_how_far_its_workshop_is(engine: Engine) -> None:
    made, (token,) = in_workshop(engine)
    workshop_control.open_dimensions(engine, made, 1, ["vision"])
    save(engine, token)
    person = respondents.answering(engine, token, today=TODAY)
    assert person.workshop is not None
    assert person.workshop.workshop_id == made
    assert person.workshop.flow.opened == {"vision"}
    assert person.begun == {"vision"}


def test_phones_of_a_hall_look_more_rarely_than_those_of_a_room(engine: Engine) -> None:
    target = create_round(engine)
    made = create_workshop(engine, organisation_id=target.organisation_id, round_id=target.round_id)
    waits = []
    for people in (50, 1):  # together 50, and 51
        for _ in range(people):
            create_respondent(engine, target)
        with reading(engine) as connection:
            waits.append(workshop_pace.pace_of(connection, made).wait)
    assert waits == [2, 3]


def test_phones_look_rarely_once_the_workshop_is_closed(engine: Engine) -> None:
    made, _ = in_workshop(engine)
    workshop_control.close(engine, made, 1, closes_rounds=False, today=TODAY)
    with reading(engine) as connection:
        assert workshop_pace.pace_of(connection, made) == workshop_pace.Pace("closed", 30)


def test_a_workshop_that_is_gone_has_an_empty_mark_and_stops_nobody(engine: Engine) -> None:
    made, _ = in_workshop(engine)
    with writing(engine) as connection:
        assert workshop_pace.pace_of(connection, made).mark == mark(Flow("open", "dimension"))
        assert workshop_pace.pace_of(connection, 99).mark == ""
        workshop_pace.refuse_answer(connection, 99, "vision")
        workshop_pace.refuse_during_pause(connection, 99)


def test_closing_a_dimension_waits_for_answers_that_were_let_in(engine: Engine) -> None:
    made, tokens = in_workshop(engine, pacing="free", people=8)
    saved = 0
    with ThreadPoolExecutor(9) as pool:
        taps = [pool.submit(save, engine, token) for token in tokens]
        closing = pool.submit(workshop_control.close_dimensions, engine, made, 1, ["vision"])
        closing.result()
        after = [given(engine, token) for token in tokens]  # what the room would be shown
        for tap in taps:
            saved += tap.exception() is None
    assert [given(engine, token) for token in tokens] == after
    assert sum("vision_1" in each for each in after) == saved


def test_an_answer_that_waited_for_the_closing_is_refused(engine: Engine) -> None:
    made, (token,) = in_workshop(engine, pacing="free")
    closed = insert(WorkshopDimension).values(workshop_id=made, dimension="vision", closed=True)
    with ThreadPoolExecutor(1) as pool:
        with workshop_control.controlling(engine, made, 1) as (connection, _):
            late = pool.submit(refusal, engine, token)
            time.sleep(0.2)  # on its way, and waiting
            connection.execute(closed)
        assert late.result(timeout=30) == "problem.dimension_not_open"


def test_closing_with_the_rounds_and_answering_at_once_never_wait_for_each_other(
    engine: Engine,
) -> None:
    made, tokens = in_workshop(engine, pacing="free", people=6)
    with ThreadPoolExecutor(7) as pool:
        taps = [pool.submit(save, engine, token, f"vision_{n}") for token in tokens for n in (1, 2)]
        pool.submit(
            workshop_control.close, engine, made, 1, closes_rounds=True, today=TODAY
        ).result(timeout=30)
        failed = [tap.exception(timeout=30) for tap in taps]
    assert all(error is None or isinstance(error, InvalidInput) for error in failed)
