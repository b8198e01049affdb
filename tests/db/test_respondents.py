from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from db import links, respondents, rounds
from db.answering import Answering, GivenAnswer
from db.engine import reading, writing
from db.tables import Respondent
from digikartta.problems import InvalidInput, Problem
from tests.factories import TODAY, create_questionnaire, create_respondent, create_round


def answering(engine: Engine, token: str) -> Answering:
    return respondents.answering(engine, token, today=TODAY)


def save(engine: Engine, token: str, item: str = "vision_1", value: str = "3") -> None:
    respondents.save_value(engine, token, item, value, today=TODAY)


def problems(caught: pytest.ExceptionInfo[InvalidInput]) -> list[tuple[str, str]]:
    return [(problem.key, problem.where) for problem in caught.value.problems]


def test_somebody_new_is_at_the_first_dimension_and_has_answered_nothing(engine: Engine) -> None:
    target = create_round(engine)
    token = create_respondent(engine, target, role="supervisor", language="sv")
    found = answering(engine, token)
    assert (found.round_id, found.organisation_id) == (target.round_id, target.organisation_id)
    assert (found.organisation, found.is_example) == ("Esimerkki Oy", False)
    assert (found.role, found.language) == ("supervisor", "sv")
    assert (found.place, found.submitted, found.closed_on, found.answers) == (0, False, None, {})
    assert found.questionnaire == create_questionnaire()


def test_a_saved_answer_is_there_for_any_device(engine: Engine) -> None:
    token = create_respondent(engine, create_round(engine))
    save(engine, token, "vision_1", "4")
    save(engine, token, "vision_2", "dk")
    save(engine, token, "vision.target", "5")
    assert answering(engine, token).answers == {
        "vision_1": GivenAnswer("4", ""),
        "vision_2": GivenAnswer("dk", ""),
        "vision.target": GivenAnswer("5", ""),
    }


def test_the_last_answer_to_an_item_wins(engine: Engine) -> None:
    token = create_respondent(engine, create_round(engine))
    for value in ("4", "2", "na", "3"):
        save(engine, token, "vision_1", value)
    assert answering(engine, token).answers == {"vision_1": GivenAnswer("3", "")}


def test_an_answer_and_its_comment_do_not_touch_each_other(engine: Engine) -> None:
    token = create_respondent(engine, create_round(engine))
    respondents.save_comment(engine, token, "vision_1", "  Alussa\r\nollaan ", today=TODAY)
    assert answering(engine, token).answers == {"vision_1": GivenAnswer("", "Alussa\nollaan")}
    save(engine, token, "vision_1", "2")
    respondents.save_comment(engine, token, "vision_1", "", today=TODAY)
    assert answering(engine, token).answers == {"vision_1": GivenAnswer("2", "")}


def test_a_comment_that_is_taken_back_leaves_nothing_where_no_answer_was(engine: Engine) -> None:
    token = create_respondent(engine, create_round(engine))
    respondents.save_comment(engine, token, "vision_1", "Alussa ollaan", today=TODAY)
    respondents.save_comment(engine, token, "vision_1", " ", today=TODAY)
    assert answering(engine, token).answers == {}


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("vision_1", "6"),
        ("vision_1", "0"),
        ("vision_1", ""),
        ("vision_1", "x" * 1000),
        ("vision.target", "dk"),
        ("vision", "3"),
        ("nothing", "3"),
    ],
)
def test_a_value_that_the_item_does_not_take_is_refused(
    engine: Engine, item: str, value: str
) -> None:
    token = create_respondent(engine, create_round(engine))
    with pytest.raises(InvalidInput) as caught:
        save(engine, token, item, value)
    assert caught.value.problems == (Problem("problem.bad_value", item, {"value": value[:40]}),)
    assert answering(engine, token).answers == {}


@pytest.mark.parametrize(
    ("item", "comment", "expected"),
    [
        ("vision_1", "ä" * 2001, ("problem.too_long", "comment")),
        ("vision_1", "a\x00b", ("problem.control_character", "comment")),
        ("vision.target", "Miksi?", ("problem.unknown_item", "vision.target")),
        ("nothing", "Miksi?", ("problem.unknown_item", "nothing")),
    ],
)
def test_a_comment_that_cannot_be_kept_is_refused(
    engine: Engine, item: str, comment: str, expected: tuple[str, str]
) -> None:
    token = create_respondent(engine, create_round(engine))
    with pytest.raises(InvalidInput) as caught:
        respondents.save_comment(engine, token, item, comment, today=TODAY)
    assert problems(caught) == [expected]
    assert answering(engine, token).answers == {}


def test_a_person_is_remembered_with_place_language_and_having_sent(engine: Engine) -> None:
    token = create_respondent(engine, create_round(engine), language="fi")
    respondents.move_to(engine, token, 2, today=TODAY)
    respondents.speak(engine, token, "en", today=TODAY)
    respondents.submit(engine, token, today=TODAY)
    found = answering(engine, token)
    assert (found.place, found.language, found.submitted) == (2, "en", True)


def test_answers_that_were_sent_can_be_changed_until_the_round_is_closed(engine: Engine) -> None:
    target = create_round(engine)
    token = create_respondent(engine, target)
    respondents.submit(engine, token, today=TODAY)
    save(engine, token, value="4")
    with writing(engine) as connection:
        rounds.close(connection, [target.round_id], today=TODAY)
    for write in (
        lambda: save(engine, token, value="5"),
        lambda: respondents.save_comment(engine, token, "vision_1", "Liian myöhään", today=TODAY),
        lambda: respondents.move_to(engine, token, 1, today=TODAY),
    ):
        with pytest.raises(InvalidInput) as caught:
            write()
        assert problems(caught) == [("problem.round_closed", "")]
    found = answering(engine, token)
    assert (found.closed_on, found.place) == (TODAY, 0)
    assert found.answers == {"vision_1": GivenAnswer("4", "")}


def test_a_link_writes_until_its_last_day(engine: Engine) -> None:
    token = create_respondent(engine, create_round(engine), days=30)
    last = TODAY + timedelta(days=30)
    respondents.save_value(engine, token, "vision_1", "3", today=last)
    for action in (
        lambda day: respondents.save_value(engine, token, "vision_1", "4", today=day),
        lambda day: respondents.answering(engine, token, today=day),
    ):
        with pytest.raises(InvalidInput) as caught:
            action(last + timedelta(days=1))
        assert problems(caught) == [("problem.link_expired", "")]


def test_a_revoked_link_reads_and_writes_nothing(engine: Engine) -> None:
    token = create_respondent(engine, create_round(engine))
    with writing(engine) as connection:
        links.revoke(connection, token)
    for action in (lambda: save(engine, token), lambda: answering(engine, token)):
        with pytest.raises(InvalidInput) as caught:
            action()
        assert problems(caught) == [("problem.link_revoked", "")]


def test_a_made_up_token_reads_and_writes_nothing(engine: Engine) -> None:
    create_respondent(engine, create_round(engine))
    for action in (lambda: save(engine, "made-up"), lambda: answering(engine, "made-up")):
        with pytest.raises(InvalidInput) as caught:
            action()
        assert problems(caught) == [("problem.link_unknown", "")]


def test_of_two_hundred_answers_at_once_none_is_lost(engine: Engine) -> None:
    """Twenty people of one round, each with ten items, from twenty threads."""
    questionnaire = create_questionnaire(dimensions=("vision",), questions=10)
    target = create_round(engine, questionnaire=questionnaire)
    tokens = [create_respondent(engine, target) for _ in range(20)]
    given = [
        (token, f"vision_{item}", str(1 + (person + item) % 5))
        for item in range(1, 11)
        for person, token in enumerate(tokens)
    ]
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda answer: save(engine, *answer), given))
    stored = {
        (token, item, answer.value)
        for token in tokens
        for item, answer in answering(engine, token).answers.items()
    }
    assert stored == set(given)
    assert len(stored) == 200


def test_two_devices_of_one_person_are_one_person(engine: Engine) -> None:
    target = create_round(engine)
    token = create_respondent(engine, target)
    items = [f"{d}_{n}" for d in ("vision", "people", "data") for n in range(1, 5)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda value: [save(engine, token, i, value) for i in items], ("2", "4")))
    assert set(answering(engine, token).answers) == set(items)
    with reading(engine) as connection:
        assert rounds.progress(connection, target.round_id).joined == 1


def test_ids_do_not_tell_who_came_first(engine: Engine) -> None:
    target = create_round(engine)
    for _ in range(12):
        create_respondent(engine, target)
    with reading(engine) as connection:
        ids = list(connection.execute(select(Respondent.id)).scalars())
        codes = set(connection.execute(select(Respondent.code)).scalars())
    assert len(set(ids)) == len(codes) == 12
    assert max(ids) > 2**50  # random over 63 bits: twelve below 2^50 happen once in 10^47
