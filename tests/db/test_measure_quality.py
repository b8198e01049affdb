"""What all answers to a questionnaire look like, counted by the database."""

from datetime import date

import pytest
from sqlalchemy import Engine, update

from db import measure_quality
from db.engine import reading, writing
from db.rounds import close
from db.tables import Round
from digikartta.cohort_statistics.answer_patterns import DimensionAnswers, Pattern
from digikartta.cohort_statistics.participation import ClosedDay
from digikartta.questionnaire import Questionnaire
from tests.factories import (
    TODAY,
    create_organisation,
    create_questionnaire,
    create_respondent,
    create_round,
)

SAMPLE = create_questionnaire(questions=2)
CUSTOMERS = create_questionnaire("theirs-1", questions=2, respondents="customers")
SAME = {"vision_1": "3", "vision_2": "dk"}


def create_answered(
    engine: Engine,
    *people: dict[str, str],
    role: str = "staff",
    day: date = TODAY,
    questionnaire: Questionnaire = SAMPLE,
    **options: object,
) -> int:
    """A closed round with these people; returns its id."""
    target = create_round(engine, questionnaire=questionnaire, **options)  # type: ignore[arg-type]
    for answers in people:
        create_respondent(engine, target, answers, role=role)
    with writing(engine) as connection:
        close(connection, [target.round_id], today=day)
    return target.round_id


def answered(engine: Engine, content: Questionnaire = SAMPLE) -> DimensionAnswers:
    with reading(engine) as connection:
        return measure_quality.dimension_answers(
            connection, content, content.dimensions[0], is_example=False
        )


def patterns(engine: Engine, content: Questionnaire = SAMPLE) -> list[Pattern]:
    return answered(engine, content).patterns()


def test_equal_answers_are_counted_together_over_all_companies(engine: Engine) -> None:
    create_answered(engine, SAME, {"vision_1": "1", "vision_2": "2"})
    create_answered(engine, SAME, {"people_1": "4"})
    found = patterns(engine)
    assert len(found) == 3
    assert ({}, 1) in found  # answered another dimension only
    assert (SAME, 2) in found
    assert ({"vision_1": "1", "vision_2": "2"}, 1) in found


def test_who_answered_nothing_and_customers_are_not_among_them(engine: Engine) -> None:
    create_answered(engine, {})
    create_answered(engine, SAME, role="customer")
    assert patterns(engine) == []


def test_customers_are_the_people_of_their_own_questionnaire(engine: Engine) -> None:
    create_answered(engine, SAME, role="customer", questionnaire=CUSTOMERS)
    create_answered(engine, SAME, role="staff", questionnaire=CUSTOMERS)
    assert patterns(engine, CUSTOMERS) == [(SAME, 1)]


@pytest.mark.parametrize(
    "kind", [{"confirmed": False}, {"is_example": True}], ids=["unconfirmed", "example"]
)
def test_only_own_real_companies_count(engine: Engine, kind: dict[str, bool]) -> None:
    create_answered(engine, SAME, organisation_id=create_organisation(engine, **kind))
    assert patterns(engine) == []


def test_open_rounds_tests_and_other_versions_do_not_count(engine: Engine) -> None:
    create_respondent(engine, create_round(engine, questionnaire=SAMPLE), SAME)
    practice = create_answered(engine, SAME)
    with writing(engine) as connection:
        connection.execute(update(Round).where(Round.id == practice).values(is_test=True))
    create_answered(engine, SAME, questionnaire=create_questionnaire("sample-2", questions=2))
    assert patterns(engine) == []


def test_each_persons_answers_stand_with_the_round_they_were_given_in(engine: Engine) -> None:
    one = create_answered(engine, SAME, {"vision_1": "5"})
    other = create_answered(engine, SAME, {"people_1": "2"})
    found = answered(engine)
    given = [found.kinds[place] for place in found.kind]
    people = sorted(
        (int(at), sorted(each.items())) for at, each in zip(found.round, given, strict=True)
    )
    assert people == [
        (one, sorted(SAME.items())),
        (one, [("vision_1", "5")]),
        (other, []),
        (other, sorted(SAME.items())),
    ]


def test_a_comment_without_an_answer_is_no_answer_to_the_question(engine: Engine) -> None:
    create_answered(engine, {"vision_1": "", "vision_2": "4"})
    assert patterns(engine) == [({"vision_2": "4"}, 1)]


def test_closed_rounds_are_counted_by_day_and_stage_with_their_people(engine: Engine) -> None:
    full = {f"{d}_{n}": "3" for d in ("vision", "people", "data") for n in (1, 2)}
    earlier = date(2025, 12, 1)
    create_answered(engine, full, full)
    create_answered(engine, full)
    create_answered(engine, full, day=earlier, stage="T2")
    create_answered(engine)
    with reading(engine) as connection:
        found = measure_quality.closed_days(connection, SAMPLE, is_example=False)
    assert found == [ClosedDay(earlier, "T2", 1, 1), ClosedDay(TODAY, "T0", 3, 3)]


def test_customers_are_counted_as_the_people_of_their_questionnaire(engine: Engine) -> None:
    full = {f"{d}_{n}": "3" for d in ("vision", "people", "data") for n in (1, 2)}
    create_answered(engine, full, full, role="customer", questionnaire=CUSTOMERS)
    with reading(engine) as connection:
        found = measure_quality.closed_days(connection, CUSTOMERS, is_example=False)
    assert found == [ClosedDay(TODAY, "T0", 1, 2)]
