from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from db import joining, owned_rounds, respondents, revisions, rounds
from db.assessments import OwnerLinks
from db.engine import reading
from db.joining import Joiner
from db.owned_rounds import OwnedRound
from db.rounds import Progress, RoundRecord
from digikartta.problems import InvalidInput
from tests.factories import LINK_DAYS, TODAY, create_assessment, create_questionnaire

CUSTOMERS = create_questionnaire("view-1", respondents="customers", targets=False)


def owned(engine: Engine, tokens: OwnerLinks) -> OwnedRound:
    return owned_rounds.owned(engine, tokens.owner, today=TODAY)


def ask_customers(engine: Engine, tokens: OwnerLinks) -> None:
    owned_rounds.ask_customers(engine, tokens.owner, CUSTOMERS, today=TODAY, link_days=LINK_DAYS)


def start_next(engine: Engine, tokens: OwnerLinks, role: str = "management") -> OwnerLinks:
    return owned_rounds.start_next(
        engine,
        tokens.owner,
        create_questionnaire(),
        role=role,
        language="fi",
        today=TODAY,
        link_days=LINK_DAYS,
    )


def all_rounds(engine: Engine, tokens: OwnerLinks) -> list[RoundRecord]:
    with reading(engine) as connection:
        return rounds.of_organisation(connection, owned(engine, tokens).round.organisation_id)


def problems(caught: pytest.ExceptionInfo[InvalidInput]) -> list[tuple[str, str]]:
    return [(problem.key, problem.where) for problem in caught.value.problems]


def test_the_owner_sees_how_many_and_never_who(engine: Engine) -> None:
    tokens = create_assessment(engine)
    respondents.submit(engine, tokens.respondent, today=TODAY)
    found = owned(engine, tokens)
    assert (found.progress, found.customers) == (Progress(joined=1, submitted=1), None)


def test_the_owner_closes_the_round_once(engine: Engine) -> None:
    tokens = create_assessment(engine)
    respondents.save_value(engine, tokens.respondent, "vision_1", "3", today=TODAY)
    owned_rounds.close(engine, tokens.owner, today=TODAY)
    owned_rounds.close(engine, tokens.owner, today=TODAY + timedelta(days=1))
    found = owned(engine, tokens).round
    assert (found.closed_on, found.join_code) == (TODAY, None)
    with reading(engine) as connection:
        assert revisions.current(connection, revisions.POOL) == 1


@pytest.mark.parametrize("kind", ["respondent", "invite", "customers"])
def test_only_the_owner_s_link_closes_the_round(engine: Engine, kind: str) -> None:
    tokens = create_assessment(engine)
    with pytest.raises(InvalidInput) as caught:
        owned_rounds.close(engine, getattr(tokens, kind), today=TODAY)
    assert problems(caught) == [("problem.link_unknown", "")]
    assert owned(engine, tokens).round.closed_on is None


def test_customers_are_asked_once_in_a_round_of_their_own(engine: Engine) -> None:
    tokens = create_assessment(engine)
    ask_customers(engine, tokens)
    ask_customers(engine, tokens)
    joiner = Joiner("customer", "sv")
    joining.join(engine, tokens.customers, joiner, today=TODAY, link_days=LINK_DAYS)
    found = owned(engine, tokens)
    assert (found.progress.joined, found.customers) == (1, Progress(joined=1, submitted=0))
    own, beside = all_rounds(engine, tokens)
    assert (own.questionnaire, beside.questionnaire) == ("sample-1", "view-1")
    assert (beside.industry, beside.size_class, beside.municipality) == ("C", "micro", "091")


def test_the_customers_round_closes_with_the_owner_s(engine: Engine) -> None:
    tokens = create_assessment(engine)
    ask_customers(engine, tokens)
    owned_rounds.close(engine, tokens.owner, today=TODAY)
    assert [round_.closed_on for round_ in all_rounds(engine, tokens)] == [TODAY, TODAY]
    with pytest.raises(InvalidInput) as caught:
        ask_customers(engine, tokens)
    assert problems(caught) == [("problem.round_closed", "")]


def test_a_test_is_one_with_its_customers(engine: Engine) -> None:
    tokens = create_assessment(engine)
    owned_rounds.mark_as_test(engine, tokens.owner, is_test=True, today=TODAY)
    assert [round_.is_test for round_ in all_rounds(engine, tokens)] == [True]
    ask_customers(engine, tokens)
    owned_rounds.mark_as_test(engine, tokens.owner, is_test=True, today=TODAY)
    assert [round_.is_test for round_ in all_rounds(engine, tokens)] == [True, True]
    owned_rounds.mark_as_test(engine, tokens.owner, is_test=False, today=TODAY)
    assert [round_.is_test for round_ in all_rounds(engine, tokens)] == [False, False]


def test_the_next_round_has_the_next_stage_and_the_same_company(engine: Engine) -> None:
    tokens = create_assessment(engine)
    with pytest.raises(InvalidInput) as caught:
        start_next(engine, tokens)
    assert problems(caught) == [("problem.round_open", "")]
    for _ in range(3):
        owned_rounds.close(engine, tokens.owner, today=date(2026, 3, 2))
        tokens = start_next(engine, tokens)
    found = all_rounds(engine, tokens)
    assert [round_.stage for round_ in found] == ["T0", "T1", "T2", "T2"]
    assert [round_.closed_on for round_ in found] == [TODAY, TODAY, TODAY, None]


def test_nobody_starts_the_next_round_as_a_customer(engine: Engine) -> None:
    tokens = create_assessment(engine)
    owned_rounds.close(engine, tokens.owner, today=TODAY)
    with pytest.raises(InvalidInput) as caught:
        start_next(engine, tokens, role="customer")
    assert problems(caught) == [("problem.role_missing", "role")]
