"""What the author of a questionnaire asks of all answers to it; own companies' closed rounds."""

import numpy as np
from sqlalchemy import ColumnElement, Connection, ScalarSelect, func, select

from db.tables import Answer, Organisation, Respondent, Round, RoundScore
from digikartta.answers import CUSTOMER, INTERNAL_ROLES
from digikartta.cohort_statistics.answer_patterns import DimensionAnswers
from digikartta.cohort_statistics.participation import ClosedDay
from digikartta.questionnaire import Dimension, Questionnaire, items_of
from digikartta.scoring import OVERALL


def dimension_answers(
    connection: Connection, content: Questionnaire, dimension: Dimension, *, is_example: bool
) -> DimensionAnswers:
    """Return what everybody answered to a dimension's items.

    Who answered nothing at all in the round is not among them. Each answer is looked up where it
    stands: going through all that a person has answered takes four times as long.
    """
    items = [item for question in dimension.questions for item, _ in items_of(question)]
    answered = select(Answer.item).where(Answer.respondent_id == Respondent.id).exists()
    rows = connection.execute(
        select(Respondent.round_id, *(func.coalesce(_value(item), "") for item in items))
        .join(Round, Round.id == Respondent.round_id)
        .join(Organisation, Organisation.id == Round.organisation_id)
        .where(
            *_counts(content, is_example=is_example),
            Respondent.role.in_(_roles(content)),
            answered,
        )
    )
    places: dict[tuple[str, ...], int] = {}
    people = [(row[0], places.setdefault(tuple(row[1:]), len(places))) for row in rows]
    rounds, kinds = np.array(people, dtype=np.int64).reshape(-1, 2).T
    order = sorted(places)  # as the database gives them back in no order of its own
    place = np.argsort([places[values] for values in order])
    return DimensionAnswers(
        tuple(
            {item: value for item, value in zip(items, values, strict=True) if value}
            for values in order
        ),
        place[kinds],
        rounds,
    )


def _value(item: str) -> ScalarSelect[str]:
    return (
        select(Answer.value)
        .where(Answer.respondent_id == Respondent.id, Answer.item == item)
        .scalar_subquery()
    )


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
