"""Which round a company develops from, and what of it may be shown."""

import pytest
from sqlalchemy import Engine

from db import company_rounds, rounds
from db.company_rounds import CompanyRound
from db.engine import writing
from db.links import LinkTarget
from digikartta.problems import InvalidInput
from digikartta.questionnaire_file import load
from tests.factories import (
    TODAY,
    create_closed_round,
    create_organisation,
    create_respondent,
    create_round,
    create_workshop,
)

ANSWERS = {"vision_1": "2", "vision_2": "3", "vision_3": "3", "vision_4": "3"}


def of_company(engine: Engine, target: LinkTarget, *, latest: bool = False) -> CompanyRound:
    round_id = None if latest else target.round_id
    return company_rounds.of_company(engine, target.organisation_id, round_id=round_id, breakdown=3)


def refused(engine: Engine, target: LinkTarget, *, latest: bool = False) -> str:
    with pytest.raises(InvalidInput) as caught:
        of_company(engine, target, latest=latest)
    return caught.value.problems[0].key


def answered_round(engine: Engine, people: int, **options: object) -> LinkTarget:
    """A closed round in which people agree on all but the first question."""
    target = create_round(engine, **options)  # type: ignore[arg-type]
    for person in range(people):
        create_respondent(engine, target, {**ANSWERS, "vision_1": str(1 + person)})
    with writing(engine) as connection:
        rounds.close(connection, [target.round_id], today=TODAY)
    return target


def test_a_link_leads_to_its_own_round_and_an_account_to_the_latest(engine: Engine) -> None:
    company = create_organisation(engine)
    first = create_closed_round(engine, organisation_id=company)
    second = create_closed_round(engine, organisation_id=company, stage="T1")
    assert of_company(engine, first).id == first.round_id
    assert of_company(engine, first, latest=True).id == second.round_id


def test_a_customers_round_is_never_the_companys_own(engine: Engine) -> None:
    company = create_organisation(engine)
    first = create_closed_round(engine, organisation_id=company)
    customers = load()["customer-view-1"]
    create_closed_round(
        engine, {"customer_listens": "3"}, organisation_id=company, questionnaire=customers
    )
    assert of_company(engine, first, latest=True).id == first.round_id


def test_what_is_open_or_not_there_has_no_needs(engine: Engine) -> None:
    target = create_round(engine)
    assert refused(engine, target) == "problem.round_open"
    assert refused(engine, target, latest=True) == "problem.no_round_yet"
    strange = LinkTarget(create_organisation(engine), target.round_id, None)
    assert refused(engine, strange) == "problem.no_round_yet"


def test_agreement_is_told_of_questions_with_enough_answers(engine: Engine) -> None:
    found = of_company(engine, answered_round(engine, 3))
    assert set(found.agreements) == set(ANSWERS)
    # Levels 1, 2, 3: variance 1, r_wg = 1 − 1/2; the same level: no spread at all.
    assert found.agreements["vision_1"].r_wg == 0.5
    assert found.agreements["vision_2"].r_wg == 1.0


def test_a_workshop_that_asks_for_more_people_is_heard(engine: Engine) -> None:
    assert of_company(engine, answered_round(engine, 4)).least == 3
    target = create_round(engine)
    create_workshop(
        engine, organisation_id=target.organisation_id, round_id=target.round_id, min_group=4
    )
    with writing(engine) as connection:
        rounds.close(connection, [target.round_id], today=TODAY)
    assert of_company(engine, target).least == 4
