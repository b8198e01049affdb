"""Customers are asked beside a round, also once it is closed; what was shown stays."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from db import customer_rounds, joining, owned_rounds, respondents
from db.assessments import OwnerLinks, owner_links
from db.engine import reading
from db.joining import Joiner
from digikartta.problems import InvalidInput
from digikartta.questionnaire_file import load
from tests.factories import LINK_DAYS, TODAY, create_assessment

CONTENT = load()["customer-view-1"]
LEAST = 3


def begin(engine: Engine) -> tuple[OwnerLinks, int, int]:
    """An assessment: its links, its company and its round."""
    made = create_assessment(engine)
    invited = joining.invitation(engine, made.invite, today=TODAY)
    return made, invited.organisation_id, invited.round_id


def ask(engine: Engine, company: int, round_id: int) -> int:
    return customer_rounds.ask(engine, company, round_id, CONTENT, least=LEAST)


def invite(engine: Engine, company: int, customers: int, token: str = "") -> str:
    return customer_rounds.invite(
        engine, company, customers, token=token, today=TODAY, link_days=LINK_DAYS
    )


def answer(engine: Engine, invitation: str) -> None:
    customer = Joiner("customer", "fi")
    token = joining.join(engine, invitation, customer, today=TODAY, link_days=LINK_DAYS)
    for question in CONTENT.questions:
        respondents.save_value(engine, token, question.id, "3", today=TODAY)


def close(engine: Engine, company: int, customers: int) -> None:
    customer_rounds.close(engine, company, customers, today=TODAY)


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(InvalidInput) as caught:
        action()
    return caught.value.problems[0].key


def test_customers_answer_after_the_companys_own_round_was_closed(engine: Engine) -> None:
    made, company, round_id = begin(engine)
    owned_rounds.close(engine, made.owner, today=TODAY)
    assert customer_rounds.beside(engine, company, round_id, least=LEAST) is None
    customers = ask(engine, company, round_id)
    invitation = invite(engine, company, customers)
    answer(engine, invitation)
    found = customer_rounds.beside(engine, company, round_id, least=LEAST)
    assert found is not None
    assert (found.id, found.closed_on, found.progress.joined) == (customers, None, 1)


def test_asking_twice_opens_one_round_and_the_owners_link_stays_the_same(engine: Engine) -> None:
    made, company, round_id = begin(engine)
    customers = ask(engine, company, round_id)
    assert ask(engine, company, round_id) == customers
    token = customer_rounds.invitation_of_owner(made.owner, customers)
    assert invite(engine, company, customers, token) == invite(engine, company, customers, token)
    assert joining.invitation(engine, token, today=TODAY).round_id == customers


def test_the_owners_page_and_this_one_speak_of_the_same_round(engine: Engine) -> None:
    made, company, round_id = begin(engine)
    customers = ask(engine, company, round_id)
    assert owned_rounds.owned(engine, made.owner, today=TODAY).customers is None
    owned_rounds.ask_customers(engine, made.owner, CONTENT, today=TODAY, link_days=LINK_DAYS)
    link = owner_links(made.owner).customers
    assert joining.invitation(engine, link, today=TODAY).round_id == customers
    owned_rounds.close(engine, made.owner, today=TODAY)
    found = customer_rounds.beside(engine, company, round_id, least=LEAST)
    assert found is not None
    assert found.closed_on == TODAY


def test_a_round_of_which_nothing_was_shown_may_go_on(engine: Engine) -> None:
    _, company, round_id = begin(engine)
    customers = ask(engine, company, round_id)
    invitation = invite(engine, company, customers)
    answer(engine, invitation)
    close(engine, company, customers)
    assert refused(lambda: invite(engine, company, customers)) == "problem.round_closed"
    found = customer_rounds.beside(engine, company, round_id, least=LEAST)
    assert found is not None
    assert found.can_go_on
    assert ask(engine, company, round_id) == customers
    invite(engine, company, customers, invitation)
    answer(engine, invitation)
    found = customer_rounds.beside(engine, company, round_id, least=LEAST)
    assert found is not None
    assert (found.closed_on, found.progress.joined, found.can_go_on) == (None, 2, False)


def test_a_view_that_was_shown_is_not_added_to(engine: Engine) -> None:
    _, company, round_id = begin(engine)
    customers = ask(engine, company, round_id)
    invitation = invite(engine, company, customers)
    for _ in range(LEAST):
        answer(engine, invitation)
    close(engine, company, customers)
    close(engine, company, customers)
    assert refused(lambda: ask(engine, company, round_id)) == "problem.customers_asked"


def test_the_next_stage_asks_its_customers_anew(engine: Engine) -> None:
    made, company, round_id = begin(engine)
    first = ask(engine, company, round_id)
    owned_rounds.close(engine, made.owner, today=TODAY)
    later = owned_rounds.start_next(
        engine,
        made.owner,
        load()["digikartta-1"],
        role="staff",
        language="fi",
        today=TODAY,
        link_days=LINK_DAYS,
    )
    second = joining.invitation(engine, later.invite, today=TODAY).round_id
    assert customer_rounds.beside(engine, company, second, least=LEAST) is None
    assert ask(engine, company, second) != first
    found = customer_rounds.beside(engine, company, round_id, least=LEAST)
    assert found is not None
    assert found.id == first


def test_the_customers_of_practice_are_practice(engine: Engine) -> None:
    made, company, round_id = begin(engine)
    owned_rounds.mark_as_test(engine, made.owner, is_test=True, today=TODAY)
    customers = ask(engine, company, round_id)
    with reading(engine) as connection:
        assert customer_rounds.rounds.get(connection, customers).is_test


def test_another_company_and_the_own_round_are_refused(engine: Engine) -> None:
    _, company, round_id = begin(engine)
    _, other, _ = begin(engine)
    customers = ask(engine, company, round_id)
    for action in (
        lambda: ask(engine, other, round_id),
        lambda: invite(engine, other, customers),
        lambda: close(engine, other, customers),
        lambda: close(engine, company, round_id),
        lambda: customer_rounds.beside(engine, other, round_id, least=LEAST),
    ):
        assert refused(action) == "problem.no_round_yet"


def test_the_owner_is_shown_a_link_that_works_whichever_page_made_it(engine: Engine) -> None:
    made, company, round_id = begin(engine)
    customers = ask(engine, company, round_id)

    def shown() -> str | None:
        return customer_rounds.owners_invitation(engine, made.owner, customers, today=TODAY)

    assert shown() is None
    owned_rounds.ask_customers(engine, made.owner, CONTENT, today=TODAY, link_days=LINK_DAYS)
    assert shown() == owner_links(made.owner).customers
    other = customer_rounds.owners_invitation(engine, made.owner, customers + 1, today=TODAY)
    assert other is None
    token = customer_rounds.invitation_of_owner(made.owner, customers)
    invite(engine, company, customers, token)
    assert shown() == token
    owned_rounds.close(engine, made.owner, today=TODAY)
    assert shown() is None
