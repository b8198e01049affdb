"""What all answers to a questionnaire look like, counted by the database."""

from datetime import date

import pytest
from sqlalchemy import Engine, update

from db import measure_quality
from db.engine import reading, writing
from db.measure_quality import LevelCounts
from db.rounds import close
from db.tables import Round
from digikartta.cohort_statistics.answer_patterns import Pattern
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


def patterns(engine: Engine, content: Questionnaire = SAMPLE) -> list[Pattern]:
    with reading(engine) as connection:
        return measure_quality.patterns(
            connection, content, content.dimensions[0], is_example=False
        )


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


def test_rounds_whose_people_spread_alike_are_counted_together(engine: Engine) -> None:
    for _ in range(2):
        create_answered(engine, {"vision_1": "2"}, {"vision_1": "4"}, {"vision_1": "dk"})
    create_answered(engine, {"vision_1": "5"}, {"vision_1": "5", "vision_2": "1"})
    create_answered(engine, {"vision_1": "5"})
    with reading(engine) as connection:
        found = measure_quality.level_counts(
            connection, SAMPLE, ["vision_1", "vision_2"], is_example=False
        )
    assert found == [
        LevelCounts("vision_1", (0, 0, 0, 0, 2), 1),
        LevelCounts("vision_1", (0, 1, 0, 1, 0), 2),
    ]


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
