"""The companies a facilitator holds workshops with."""

from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from db import workshop_companies, workshop_control, workshops
from db.company_access import may_see, share
from db.engine import reading, writing
from db.tables import Organisation
from db.workshop_companies import OpenRound
from digikartta.account import Account
from digikartta.company import Profile
from digikartta.problems import InvalidInput
from digikartta.workshop import NewWorkshop
from tests.factories import (
    TODAY,
    create_account,
    create_closed_round,
    create_organisation,
    create_profile,
    create_questionnaire,
    create_round,
    create_workshop,
)


def plan(**changes: Any) -> NewWorkshop:
    usual: dict[str, Any] = {
        "title": "",
        "stage": "T0",
        "held_on": TODAY,
        "is_online": False,
        "is_named": False,
        "min_group": 3,
        "language": "fi",
        "roles": ("staff",),
        "pacing": "free",
    }
    return NewWorkshop(**{**usual, **changes})


def create_with(engine: Engine, account: Account, profile: Profile, **changes: Any) -> int:
    return workshop_companies.create_with_company(
        engine, plan(**changes), create_questionnaire(), account=account, profile=profile
    )


def test_a_facilitator_is_offered_the_companies_that_are_shared_and_no_others(
    engine: Engine,
) -> None:
    maija = create_account(engine)
    mine = create_organisation(engine, create_profile("Oma Oy"))
    create_organisation(engine, create_profile("Muiden Oy"))
    with writing(engine) as connection:
        share(connection, mine, maija.id)
    assert workshop_companies.companies_of(engine, maija) == [(mine, "Oma Oy")]
    project = create_account(engine, "project")
    names = [name for _, name in workshop_companies.companies_of(engine, project)]
    assert names == ["Muiden Oy", "Oma Oy"]


def test_open_rounds_are_offered_closed_ones_and_other_questionnaires_are_not(
    engine: Engine,
) -> None:
    project = create_account(engine, "project")
    target = create_round(engine, stage="T1")
    create_closed_round(engine, organisation_id=target.organisation_id)
    create_round(
        engine,
        organisation_id=target.organisation_id,
        questionnaire=create_questionnaire("other-1"),
    )
    found = workshop_companies.open_rounds_of(
        engine, project, target.organisation_id, create_questionnaire()
    )
    assert found == [OpenRound(target.round_id, "T1", is_named=False)]


def test_a_company_made_with_its_workshop_is_confirmed_and_shared(engine: Engine) -> None:
    maija = create_account(engine)
    made = create_with(engine, maija, create_profile("Uusi Oy"))
    with reading(engine) as connection:
        company = workshops.get(connection, made).organisation_id
        assert company is not None
        assert may_see(connection, maija, company)
        (held,) = workshops.rounds_of(connection, made)
    assert held.organisation == "Uusi Oy"


def test_a_plan_that_cannot_be_makes_no_company(engine: Engine) -> None:
    maija = create_account(engine)
    with pytest.raises(InvalidInput) as caught:
        create_with(engine, maija, create_profile("Uusi Oy"), roles=())
    assert [problem.key for problem in caught.value.problems] == ["problem.roles_missing"]
    with reading(engine) as connection:
        assert connection.execute(select(func.count()).select_from(Organisation)).scalar() == 0


def test_whoever_is_let_into_a_company_workshop_sees_its_company_too(engine: Engine) -> None:
    maija, kalle = create_account(engine), create_account(engine, email="kalle@a.example")
    made = create_with(engine, maija, create_profile("Uusi Oy"))
    workshop_control.add_facilitator(engine, made, maija.id, email=kalle.email)
    assert [name for _, name in workshop_companies.companies_of(engine, kalle)] == ["Uusi Oy"]


def test_whoever_is_let_into_a_seminar_sees_none_of_its_companies(engine: Engine) -> None:
    maija, kalle = create_account(engine), create_account(engine, email="kalle@a.example")
    made = create_workshop(engine, is_seminar=True, account_id=maija.id)
    workshop_control.add_facilitator(engine, made, maija.id, email=kalle.email)
    assert workshop_companies.companies_of(engine, kalle) == []
    assert [workshop.id for workshop in workshops.of_account(engine, kalle.id)] == [made]
