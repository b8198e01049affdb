from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, update

from db import joining, owned_rounds, respondents, results, rounds
from db.assessments import OwnerLinks
from db.company_access import CompanyAccess
from db.engine import writing
from db.joining import Joiner
from db.links import LinkTarget
from db.results import RoundResult
from db.tables import Round
from digikartta.problems import InvalidInput
from tests.factories import (
    LINK_DAYS,
    TODAY,
    create_assessment,
    create_closed_round,
    create_organisation,
    create_questionnaire,
    create_respondent,
    create_round,
    create_workshop,
)

CUSTOMERS = create_questionnaire(
    "view-1", dimensions=("vision",), respondents="customers", targets=False
)


def give(engine: Engine, token: str, *values: str) -> None:
    for number, value in enumerate(values, 1):
        respondents.save_value(engine, token, f"vision_{number}", value, today=TODAY)


def result_of(engine: Engine, tokens: OwnerLinks) -> RoundResult:
    return results.of_owner(engine, tokens.owner, today=TODAY, breakdown=3)


def overall(result: RoundResult) -> list[float | None]:
    return [past.scores["vision"] for past in result.rounds]


def start_next(engine: Engine, tokens: OwnerLinks) -> OwnerLinks:
    return owned_rounds.start_next(
        engine,
        tokens.owner,
        create_questionnaire(),
        role="management",
        language="fi",
        today=TODAY,
        link_days=LINK_DAYS,
    )


def test_an_open_round_has_no_result_yet(engine: Engine) -> None:
    tokens = create_assessment(engine)
    with pytest.raises(InvalidInput) as caught:
        result_of(engine, tokens)
    assert [problem.key for problem in caught.value.problems] == ["problem.round_open"]


def test_the_owner_sees_the_company_s_rounds_in_time_order(engine: Engine) -> None:
    create_closed_round(engine)
    first = create_assessment(engine)
    give(engine, first.respondent, "1", "3")
    owned_rounds.close(engine, first.owner, today=date(2026, 1, 1))
    second = start_next(engine, first)
    give(engine, second.respondent, "3", "5")
    owned_rounds.close(engine, second.owner, today=TODAY)

    # Levels 1 and 3 are 0 and 50 points, levels 3 and 5 are 50 and 100.
    for tokens, is_latest in ((first, False), (second, True)):
        found = result_of(engine, tokens)
        assert overall(found) == [25.0, 75.0]
        assert [past.closed_on for past in found.rounds] == [date(2026, 1, 1), TODAY]
        assert found.is_latest is is_latest
    assert result_of(engine, first).closed_on == date(2026, 1, 1)
    assert result_of(engine, first).questionnaire == create_questionnaire()


def closed_of_three(engine: Engine, organisation_id: int, day: date, **options: Any) -> LinkTarget:
    """A closed round of three people who all gave the same answers."""
    answers = options.pop("answers", {"vision_1": "2", "vision_2": "4"})
    target = create_round(engine, organisation_id=organisation_id, **options)
    for _ in range(3):
        create_respondent(engine, target, answers)
    with writing(engine) as connection:
        rounds.close(connection, [target.round_id], today=day)
    return target


def before_latest(engine: Engine, organisation_id: int) -> Mapping[str, float]:
    found = results.latest_of(engine, organisation_id, breakdown=3)
    assert found is not None
    return found.means_before


def test_questions_stand_beside_the_round_before_by_the_map_of_the_version(engine: Engine) -> None:
    company = create_organisation(engine)
    versions = [{"id": "sample-1", "items": {"vision_3": "vision_2"}}]
    later = create_questionnaire("sample-2", comparable_with=versions)
    closed_of_three(engine, company, date(2026, 1, 1))
    assert before_latest(engine, company) == {}
    closed_of_three(engine, company, date(2026, 2, 1), questionnaire=later)
    # Levels 2 and 4 are 25 and 75 points; the new version calls the old vision_2 vision_3.
    assert before_latest(engine, company) == {"vision_1": 25.0, "vision_3": 75.0}
    closed_of_three(
        engine, company, TODAY, questionnaire=later, answers={"vision_1": "5", "vision_2": "1"}
    )
    assert before_latest(engine, company) == {"vision_1": 25.0, "vision_2": 75.0}


def test_a_practice_is_not_the_round_before(engine: Engine) -> None:
    company = create_organisation(engine)
    closed_of_three(engine, company, date(2026, 1, 1), answers={"vision_1": "5"})
    practice = closed_of_three(engine, company, date(2026, 2, 1), answers={"vision_1": "1"})
    with writing(engine) as connection:
        connection.execute(update(Round).where(Round.id == practice.round_id).values(is_test=True))
    closed_of_three(engine, company, TODAY)
    assert before_latest(engine, company) == {"vision_1": 100.0}


def test_the_round_before_keeps_what_its_workshop_promised(engine: Engine) -> None:
    company = create_organisation(engine)
    before = create_round(engine, organisation_id=company)
    create_workshop(engine, organisation_id=company, round_id=before.round_id, min_group=4)
    for _ in range(3):
        create_respondent(engine, before, {"vision_1": "5"})
    create_respondent(engine, before, {"vision_2": "5"})
    with writing(engine) as connection:
        rounds.close(connection, [before.round_id], today=date(2026, 1, 1))
    closed_of_three(engine, company, TODAY)
    assert before_latest(engine, company) == {}


def test_a_round_of_fewer_than_its_workshop_promised_is_withheld_then_and_later(
    engine: Engine,
) -> None:
    company = create_organisation(engine)
    first = create_round(engine, organisation_id=company)
    create_workshop(engine, organisation_id=company, round_id=first.round_id, min_group=4)
    for _ in range(3):
        create_respondent(engine, first, {"vision_1": "5", "vision_2": "3"})
    with writing(engine) as connection:
        rounds.close(connection, [first.round_id], today=date(2026, 1, 1))
    found = results.latest_of(engine, company, breakdown=3)
    assert found is not None
    assert (found.result.is_withheld, overall(found)) == (True, [None])

    closed_of_three(engine, company, TODAY)
    found = results.latest_of(engine, company, breakdown=3)
    assert found is not None
    assert (found.result.is_withheld, overall(found)) == (False, [None, 50.0])


def test_the_customers_of_the_same_stage_stand_beside_the_company(engine: Engine) -> None:
    tokens = create_assessment(engine)
    give(engine, tokens.respondent, "1", "3")
    owned_rounds.ask_customers(engine, tokens.owner, CUSTOMERS, today=TODAY, link_days=LINK_DAYS)
    for _ in range(3):
        customer = joining.join(
            engine, tokens.customers, Joiner("customer", "fi"), today=TODAY, link_days=LINK_DAYS
        )
        give(engine, customer, "5", "5")
    owned_rounds.close(engine, tokens.owner, today=TODAY)
    found = result_of(engine, tokens)
    assert found.result.customers == {"vision": 100.0}
    assert found.result.customers_answered == 3
    assert overall(found) == [25.0]

    # Another round of the company's own at that stage is not taken for the customers'.
    create_closed_round(engine, organisation_id=found.round.organisation_id, stage="T0")
    assert result_of(engine, tokens).result.customers == {"vision": 100.0}


def test_customers_of_another_stage_stay_beside_theirs(engine: Engine) -> None:
    first = create_assessment(engine)
    owned_rounds.ask_customers(engine, first.owner, CUSTOMERS, today=TODAY, link_days=LINK_DAYS)
    owned_rounds.close(engine, first.owner, today=TODAY)
    second = start_next(engine, first)
    give(engine, second.respondent, "3", "5")
    owned_rounds.close(engine, second.owner, today=TODAY)
    assert result_of(engine, second).result.customers_answered == 0


def test_the_latest_result_is_of_the_own_people_not_of_the_customers(engine: Engine) -> None:
    tokens = create_assessment(engine)
    give(engine, tokens.respondent, "1", "3")
    owned_rounds.ask_customers(engine, tokens.owner, CUSTOMERS, today=TODAY, link_days=LINK_DAYS)
    owned_rounds.close(engine, tokens.owner, today=TODAY)
    own = result_of(engine, tokens)
    latest = results.latest_of(engine, own.round.organisation_id, breakdown=3)
    assert latest == own
    assert own.questionnaire.respondents == "internal"


def test_a_person_sees_the_figures_of_the_own_answers(engine: Engine) -> None:
    tokens = create_assessment(engine)
    give(engine, tokens.respondent, "1", "3")
    person = respondents.answering(engine, tokens.respondent, today=TODAY)
    vision, *_ = results.own_scores(person)
    assert (vision.dimension, vision.score, vision.respondents) == ("vision", 25.0, 1)


def seen_by_account(engine: Engine, organisation: int, round_id: int | None) -> RoundResult:
    access = CompanyAccess(
        organisation_id=organisation,
        organisation="Saari Oy",
        is_example=False,
        may_edit=True,
        round_id=None,
        kind="account",
        account_id=1,
        respondent_id=None,
    )
    return results.of_access(engine, access, breakdown=3, round_id=round_id)


def test_an_account_sees_the_latest_round_or_the_one_it_asks_for(engine: Engine) -> None:
    first = create_closed_round(engine, closed_on=date(2026, 1, 1))
    later = create_closed_round(engine, organisation_id=first.organisation_id, stage="T2")
    assert seen_by_account(engine, first.organisation_id, None).round.id == later.round_id
    earlier = seen_by_account(engine, first.organisation_id, first.round_id)
    assert (earlier.round.id, earlier.is_latest) == (first.round_id, False)


def test_an_account_asks_in_vain_for_anything_but_a_closed_round_of_the_companys_people(
    engine: Engine,
) -> None:
    company = create_closed_round(engine).organisation_id
    others = create_closed_round(engine)
    still_open = create_round(engine, organisation_id=company)
    customers = create_closed_round(engine, organisation_id=company, questionnaire=CUSTOMERS)
    practice = create_closed_round(engine, organisation_id=company)
    with writing(engine) as connection:
        rounds.mark_as_test(connection, practice.round_id, is_test=True)
    for target in (others, still_open, customers, practice):
        with pytest.raises(InvalidInput, match="round_open"):
            seen_by_account(engine, company, target.round_id)
