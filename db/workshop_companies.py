"""The companies that a facilitator may hold a workshop with, and making one for it."""

from dataclasses import dataclass

from sqlalchemy import Engine, select

from db import organisations, site_settings, workshop_creation
from db.company_access import may_see, share, shown_to
from db.engine import reading, writing
from db.tables import Organisation
from digikartta.account import Account
from digikartta.company import Profile, checked
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire
from digikartta.workshop import NewWorkshop, plan_problems


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round that a workshop may continue."""

    round_id: int
    stage: str
    is_named: bool


def companies_of(engine: Engine, account: Account) -> list[tuple[int, str]]:
    """Return the id and the name of each company that the account sees, by name."""
    query = select(Organisation.id, Organisation.name).where(shown_to(account))
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(Organisation.name, Organisation.id)).all()
    return [(row.id, row.name) for row in rows]


def open_rounds_of(
    engine: Engine, account: Account, organisation_id: int, questionnaire: Questionnaire
) -> list[OpenRound]:
    """Return the open rounds of a company that the account sees; of another one, none."""
    with reading(engine) as connection:
        if not may_see(connection, account, organisation_id):
            return []
        found = workshop_creation.open_rounds(connection, organisation_id, questionnaire)
        return [OpenRound(r.id, r.stage, r.is_named) for r in found]


def create_for_company(
    engine: Engine,
    plan: NewWorkshop,
    questionnaire: Questionnaire,
    *,
    account: Account,
    organisation_id: int,
    round_id: int | None,
) -> int:
    """Make a workshop of a company that the account sees and return its id.

    Raises `InvalidInput` as `workshop_creation.create` does, and for another company.
    """
    with reading(engine) as connection:
        if not may_see(connection, account, organisation_id):
            raise InvalidInput([Problem("problem.company_not_shown")])
    return workshop_creation.create(
        engine,
        plan,
        questionnaire,
        account_id=account.id,
        organisation_id=organisation_id,
        round_id=round_id,
    )


def create_with_company(
    engine: Engine,
    plan: NewWorkshop,
    questionnaire: Questionnaire,
    *,
    account: Account,
    profile: Profile,
) -> int:
    """Make a company, shared with the account, and its workshop; returns the workshop's id.

    What is wrong with the plan is told before a company is made.
    """
    profile = checked(profile)
    problems = tuple(plan_problems(plan, customers=questionnaire.respondents == "customers"))
    if problems:
        raise InvalidInput(problems)
    with writing(engine) as connection:
        example = site_settings.is_on(connection, site_settings.EXAMPLE_DATA)
        made = organisations.create(connection, profile, confirmed=True, is_example=example)
        share(connection, made, account.id)
    return workshop_creation.create(
        engine,
        plan,
        questionnaire,
        account_id=account.id,
        organisation_id=made,
        profile=profile,
    )
