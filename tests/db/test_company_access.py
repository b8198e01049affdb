from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from db import company_access, joining, links, owned_rounds
from db.company_access import CompanyAccess
from db.engine import reading, writing
from db.tables import Link, Organisation
from digikartta.account import ROLES, Account
from digikartta.problems import InvalidInput
from digikartta.tokens import token_hash
from digikartta.visit import Visit
from tests.factories import (
    LINK_DAYS,
    NOW,
    TODAY,
    create_account,
    create_assessment,
    create_organisation,
    create_profile,
    create_questionnaire,
    create_session,
)


def access(engine: Engine, **given: Any) -> CompanyAccess:
    chosen = {"today": TODAY, "now": NOW, "idle_minutes": 120, **given}
    return company_access.company_access(engine, Visit(**chosen))


def refusal(engine: Engine, **given: Any) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        access(engine, **given)
    return [problem.key for problem in caught.value.problems]


def share(engine: Engine, organisation_id: int, account: Account) -> None:
    with writing(engine) as connection:
        company_access.share(connection, organisation_id, account.id)


def link_of(engine: Engine, token: str) -> Any:
    with reading(engine) as connection:
        query = select(Link).where(Link.token_hash == token_hash(token))
        return connection.execute(query).one()


def test_the_owner_of_a_round_sees_and_edits_the_own_company(engine: Engine) -> None:
    made = create_assessment(engine, create_profile("Oma Oy"))
    create_assessment(engine, create_profile("Naapuri Oy"))
    link = link_of(engine, made.owner)
    assert access(engine, owner=made.owner) == CompanyAccess(
        link.organisation_id,
        "Oma Oy",
        is_example=False,
        may_edit=True,
        round_id=link.round_id,
        kind="owner",
        account_id=None,
        respondent_id=None,
    )


def test_a_participant_sees_the_company_and_changes_nothing(engine: Engine) -> None:
    made = create_assessment(engine, create_profile("Oma Oy"))
    link = link_of(engine, made.respondent)
    assert access(engine, respondent=made.respondent) == CompanyAccess(
        link.organisation_id,
        "Oma Oy",
        is_example=False,
        may_edit=False,
        round_id=link.round_id,
        kind="participant",
        account_id=None,
        respondent_id=link.respondent_id,
    )


def test_who_holds_both_links_is_the_owner(engine: Engine) -> None:
    made = create_assessment(engine)
    other = create_assessment(engine, create_profile("Toinen Oy"))
    found = access(engine, owner=made.owner, respondent=other.respondent)
    assert (found.kind, found.organisation) == ("owner", "Esimerkki Oy")


def test_an_owner_s_link_that_has_ended_leaves_the_participant_s(engine: Engine) -> None:
    made = create_assessment(engine)
    with writing(engine) as connection:
        links.revoke(connection, made.owner)
    assert access(engine, owner=made.owner, respondent=made.respondent).kind == "participant"
    assert refusal(engine, owner=made.owner) == ["problem.link_revoked"]


def test_a_customer_sees_nothing_of_the_company_s_own(engine: Engine) -> None:
    made = create_assessment(engine)
    asked = create_questionnaire("customer-view-1", respondents="customers")
    owned_rounds.ask_customers(engine, made.owner, asked, today=TODAY, link_days=LINK_DAYS)
    joiner = joining.Joiner("customer", "fi")
    customer = joining.join(engine, made.customers, joiner, today=TODAY, link_days=LINK_DAYS)
    assert refusal(engine, respondent=customer) == ["problem.not_for_customers"]


def test_whoever_has_no_link_sees_nothing(engine: Engine) -> None:
    made = create_assessment(engine)
    assert refusal(engine) == ["problem.link_missing"]
    assert refusal(engine, owner="made-up") == ["problem.link_unknown"]
    assert refusal(engine, owner=made.respondent) == ["problem.link_unknown"]
    assert refusal(engine, owner=made.invite) == ["problem.link_unknown"]
    assert refusal(engine, respondent=made.owner) == ["problem.link_unknown"]
    after = TODAY + timedelta(days=LINK_DAYS + 1)
    assert refusal(engine, owner=made.owner, today=after) == ["problem.link_expired"]


@pytest.mark.parametrize("role", ["project", "admin"])
def test_the_project_team_sees_every_confirmed_company(engine: Engine, role: str) -> None:
    company = create_organisation(engine, create_profile("Saari Oy"), is_example=True)
    account = create_account(engine, role)
    session = create_session(engine, account)
    assert access(engine, session=session, organisation_id=company) == CompanyAccess(
        company,
        "Saari Oy",
        is_example=True,
        may_edit=True,
        round_id=None,
        kind="account",
        account_id=account.id,
        respondent_id=None,
    )


def test_a_facilitator_sees_what_was_shared_until_it_is_taken_back(engine: Engine) -> None:
    shared = create_organisation(engine, create_profile("Jaettu Oy"))
    other = create_organisation(engine, create_profile("Muu Oy"))
    account = create_account(engine, "facilitator")
    session = create_session(engine, account)
    for _ in range(2):  # sharing twice is sharing once
        share(engine, shared, account)
    assert access(engine, session=session, organisation_id=shared).account_id == account.id
    assert refusal(engine, session=session, organisation_id=other) == ["problem.company_not_shown"]
    with writing(engine) as connection:
        company_access.unshare(connection, shared, account.id)
    assert refusal(engine, session=session, organisation_id=shared) == ["problem.company_not_shown"]


def test_what_was_shared_with_a_colleague_is_not_shared_with_oneself(engine: Engine) -> None:
    company = create_organisation(engine)
    share(engine, company, create_account(engine, email="kollega@digikartta.example"))
    session = create_session(engine, create_account(engine))
    assert refusal(engine, session=session, organisation_id=company) == [
        "problem.company_not_shown"
    ]


@pytest.mark.parametrize("role", ROLES)
def test_a_company_that_nobody_confirmed_is_its_link_holders_alone(
    engine: Engine, role: str
) -> None:
    company = create_organisation(engine, confirmed=False)
    account = create_account(engine, role)
    share(engine, company, account)
    session = create_session(engine, account)
    assert refusal(engine, session=session, organisation_id=company) == [
        "problem.company_not_shown"
    ]


@pytest.mark.parametrize("unknown", [0, -1, 4711, 2**63, 2**80])
def test_an_account_is_not_told_whether_a_company_is_there(engine: Engine, unknown: int) -> None:
    session = create_session(engine, create_account(engine, "admin"))
    assert refusal(engine, session=session, organisation_id=unknown) == [
        "problem.company_not_shown"
    ]


def test_a_session_that_has_ended_opens_nothing(engine: Engine) -> None:
    company = create_organisation(engine)
    session = create_session(engine, create_account(engine, "admin"))
    late = NOW + timedelta(minutes=121)
    assert refusal(engine, session=session, organisation_id=company, now=late) == [
        "problem.log_in_first"
    ]


def test_an_account_that_names_no_company_is_who_its_links_say(engine: Engine) -> None:
    create_organisation(engine)
    session = create_session(engine, create_account(engine, "admin"))
    made = create_assessment(engine)
    assert refusal(engine, session=session) == ["problem.link_missing"]
    assert access(engine, session=session, owner=made.owner).kind == "owner"


def test_a_link_opens_its_own_company_by_name_and_no_other(engine: Engine) -> None:
    mine = create_assessment(engine, create_profile("Oma Oy"))
    theirs = create_assessment(engine, create_profile("Naapuri Oy"))
    own = link_of(engine, mine.owner).organisation_id
    other = link_of(engine, theirs.owner).organisation_id
    links_ = {"owner": mine.owner, "respondent": mine.respondent}
    assert access(engine, **links_, organisation_id=own).organisation == "Oma Oy"
    assert refusal(engine, **links_, organisation_id=other) == ["problem.log_in_first"]
    session = create_session(engine, create_account(engine))
    assert access(engine, **links_, session=session, organisation_id=own).kind == "owner"
    assert refusal(engine, **links_, session=session, organisation_id=other) == [
        "problem.company_not_shown"
    ]


def test_the_companies_that_an_account_sees_are_those_it_may_open(engine: Engine) -> None:
    confirmed = create_organisation(engine, create_profile("Vahvistettu Oy"))
    shared = create_organisation(engine, create_profile("Jaettu Oy"))
    create_organisation(engine, create_profile("Itse Oy"), confirmed=False)
    facilitator = create_account(engine, "facilitator")
    share(engine, shared, facilitator)
    expected = {
        "facilitator": {shared},
        "project": {confirmed, shared},
        "admin": {confirmed, shared},
    }
    for role in ROLES:
        account = facilitator if role == "facilitator" else create_account(engine, role)
        with reading(engine) as connection:
            query = select(Organisation.id).where(company_access.shown_to(account))
            assert set(connection.execute(query).scalars()) == expected[role]


def test_only_a_confirmed_company_is_shared_by_others(engine: Engine) -> None:
    maija = create_account(engine)
    confirmed = create_organisation(engine)
    for company in (create_organisation(engine, confirmed=False), 4711):
        with writing(engine) as connection, pytest.raises(InvalidInput) as caught:
            company_access.share_confirmed(connection, company, maija.id)
        assert [p.key for p in caught.value.problems] == ["problem.company_not_shown"]
    with writing(engine) as connection:
        company_access.share_confirmed(connection, confirmed, maija.id)
        assert company_access.may_see(connection, maija, confirmed)
