"""What the author of a questionnaire asks of all answers to it; own companies' closed rounds.

Equal answers are counted by the database: tens of thousands of people leave a few hundred
different rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, case, func, select

from db.tables import Answer, Organisation, Respondent, Round, RoundScore
from digikartta.answers import CUSTOMER, INTERNAL_ROLES
from digikartta.cohort_statistics.answer_patterns import Pattern
from digikartta.cohort_statistics.participation import ClosedDay
from digikartta.questionnaire import LEVELS, Dimension, Questionnaire, items_of
from digikartta.scoring import OVERALL


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """Rounds in which one question got the same answers: how many at each level."""

    item: str
    counts: tuple[int, ...]  # people at each of the five levels
    rounds: int


def patterns(
    connection: Connection, content: Questionnaire, dimension: Dimension, *, is_example: bool
) -> list[Pattern]:
    """Return the sets of answers to a dimension's items, and how many people gave each.

    Who answered nothing at all in the round is not among them.
    """
    items = [item for question in dimension.questions for item, _ in items_of(question)]
    columns = [
        func.coalesce(func.max(case((Answer.item == item, Answer.value))), "").label(f"c{place}")
        for place, item in enumerate(items)
    ]
    people = (
        select(*columns)
        .select_from(Respondent)
        .join(Round, Round.id == Respondent.round_id)
        .join(Organisation, Organisation.id == Round.organisation_id)
        .join(Answer, Answer.respondent_id == Respondent.id)
        .where(*_counts(content, is_example=is_example), Respondent.role.in_(_roles(content)))
        .group_by(Respondent.id)
        .subquery()
    )
    rows = connection.execute(select(*people.c, func.count()).group_by(*people.c))
    found = [(_answers(items, row[:-1]), int(row[-1])) for row in rows]
    return sorted(found, key=lambda pattern: sorted(pattern[0].items()))


def _answers(items: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    return {item: value for item, value in zip(items, values, strict=True) if value}


def level_counts(
    connection: Connection, content: Questionnaire, items: Sequence[str], *, is_example: bool
) -> list[LevelCounts]:
    """Return how the people of each round spread over the levels of these questions.

    Rounds in which fewer than two chose a level say nothing about agreement and are left out.
    """
    at_level = [func.sum(case((Answer.value == str(level), 1), else_=0)) for level in LEVELS]
    spread = (
        select(Answer.item, *(each.label(f"n{i}") for i, each in enumerate(at_level)))
        .select_from(Respondent)
        .join(Round, Round.id == Respondent.round_id)
        .join(Organisation, Organisation.id == Round.organisation_id)
        .join(Answer, Answer.respondent_id == Respondent.id)
        .where(
            *_counts(content, is_example=is_example),
            Respondent.role.in_(_roles(content)),
            Answer.item.in_(items),
            Answer.value.in_([str(level) for level in LEVELS]),
        )
        .group_by(Round.id, Answer.item)
        .having(func.count() > 1)
        .subquery()
    )
    rows = connection.execute(select(*spread.c, func.count()).group_by(*spread.c))
    found = [LevelCounts(row[0], tuple(int(n) for n in row[1:-1]), int(row[-1])) for row in rows]
    return sorted(found, key=lambda each: (each.item, each.counts))


def closed_days(
    connection: Connection, content: Questionnaire, *, is_example: bool
) -> list[ClosedDay]:
    """Return the days on which rounds were closed, with how many people were in them."""
    n = RoundScore.customers if content.respondents == "customers" else RoundScore.respondents
    rows = connection.execute(
        select(Round.closed_on, Round.stage, func.count(Round.id), func.sum(func.coalesce(n, 0)))
        .join(Organisation, Organisation.id == Round.organisation_id)
        .outerjoin(
            RoundScore, (RoundScore.round_id == Round.id) & (RoundScore.dimension == OVERALL)
        )
        .where(*_counts(content, is_example=is_example))
        .group_by(Round.closed_on, Round.stage)
        .order_by(Round.closed_on, Round.stage)
    )
    return [
        ClosedDay(day, stage, int(rounds), int(people))
        for day, stage, rounds, people in rows
        if day is not None
    ]


def _counts(content: Questionnaire, *, is_example: bool) -> list[ColumnElement[bool]]:
    return [
        Round.questionnaire == content.id,
        Round.closed_on.is_not(None),
        Round.is_test.is_(False),
        Organisation.confirmed.is_(True),
        Organisation.is_example.is_(is_example),
    ]


def _roles(content: Questionnaire) -> tuple[str, ...]:
    return (CUSTOMER,) if content.respondents == "customers" else INTERNAL_ROLES
