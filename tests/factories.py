"""Test data: `create_x(...)`, each argument with a default: a test names what it is about."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine, func, insert, select, update

from db import (
    accounts,
    actions,
    assessments,
    future_maps,
    links,
    organisations,
    respondents,
    rounds,
    workshop_creation,
)
from db.account_tables import AccountRow
from db.assessments import OwnerLinks
from db.engine import reading, writing
from db.links import LinkTarget
from db.tables import Answer, Respondent
from digikartta import passwords
from digikartta.account import Account
from digikartta.action_plan import Action
from digikartta.company import Profile
from digikartta.future_map import Milestone
from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import from_data
from digikartta.tokens import new_token
from digikartta.workshop import NewWorkshop

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LINK_DAYS = 30


def create_text(text: str = "Teksti") -> dict[str, str]:
    return {"fi": text, "sv": text, "en": text}


def create_question_data(question_id: str = "vision_1", **changes: Any) -> dict[str, Any]:
    """A question as it stands in a file; by default with five levels."""
    levels = [
        {"level": level, "text": create_text(f"Taso {level}"), "next_step": create_text()}
        for level in range(1, 6)
    ]
    del levels[4]["next_step"]
    question = {"id": question_id, "scale": "levels", "text": create_text(), "levels": levels}
    return {**question, **changes}


def create_questionnaire(
    questionnaire_id: str = "sample-1",
    *,
    dimensions: tuple[str, ...] = ("vision", "people", "data"),
    questions: int = 4,
    **changes: Any,
) -> Questionnaire:
    """Dimensions with questions `vision_1`, `vision_2`, …, all weights 1."""
    raw = {
        "id": questionnaire_id,
        "name": create_text(),
        "purpose": create_text(),
        "minutes": 15,
        "dimensions": [create_dimension_data(each, questions) for each in dimensions],
        **changes,
    }
    return from_data(raw, name="test")


def create_dimension_data(dimension_id: str = "vision", questions: int = 4) -> dict[str, Any]:
    return {
        "id": dimension_id,
        "name": create_text(dimension_id),
        "short": create_text(dimension_id),
        "about": create_text(),
        "questions": [
            create_question_data(f"{dimension_id}_{number}") for number in range(1, questions + 1)
        ],
    }


def create_profile(
    name: str = "Esimerkki Oy",
    *,
    business_id: str | None = None,
    industry: str = "C",
    size_class: str = "micro",
    municipality: str = "091",
    growth_seeking: bool | None = None,
    international: bool | None = None,
) -> Profile:
    return Profile(
        name, business_id, industry, size_class, municipality, growth_seeking, international
    )


def create_organisation(
    engine: Engine,
    profile: Profile | None = None,
    *,
    confirmed: bool = True,
    is_example: bool = False,
) -> int:
    with writing(engine) as connection:
        return organisations.create(
            connection, profile or create_profile(), confirmed=confirmed, is_example=is_example
        )


def create_round(
    engine: Engine,
    *,
    organisation_id: int | None = None,
    questionnaire: Questionnaire | None = None,
    profile: Profile | None = None,
    stage: str = "T0",
    cohort: str = "",
    join_code: str | None = None,
) -> LinkTarget:
    """An open round, of a company of its own unless one is given."""
    profile = profile or create_profile()
    owner = organisation_id or create_organisation(engine, profile)
    with writing(engine) as connection:
        round_id = rounds.create(
            connection,
            owner,
            questionnaire or create_questionnaire(),
            profile,
            stage=stage,
            cohort=cohort,
            join_code=join_code,
        )
    return LinkTarget(owner, round_id, None)


def create_respondent(
    engine: Engine,
    target: LinkTarget,
    answers: Mapping[str, str] | None = None,
    *,
    role: str = "staff",
    language: str = "fi",
    submitted: bool = False,
    today: date = TODAY,
    days: int = LINK_DAYS,
) -> str:
    """A respondent of a round who has answered so; returns the token of the private link."""
    token = new_token()
    with writing(engine) as connection:
        person = respondents.create(
            connection, target.organisation_id, target.round_id, role=role, language=language
        )
        where = LinkTarget(target.organisation_id, target.round_id, person)
        links.create(connection, token, "respondent", where, today=today, days=days)
        own = {"respondent_id": person, "organisation_id": target.organisation_id, "comment": ""}
        rows = [{**own, "item": item, "value": value} for item, value in (answers or {}).items()]
        if rows:
            connection.execute(insert(Answer), rows)
        done = update(Respondent).where(Respondent.id == person).values(submitted=submitted)
        connection.execute(done)
    return token


def create_closed_round(
    engine: Engine,
    answers: Mapping[str, str] | None = None,
    *,
    closed_on: date = TODAY,
    **options: Any,
) -> LinkTarget:
    """A closed round with one respondent; `options` as in `create_round`."""
    target = create_round(engine, **options)
    create_respondent(engine, target, answers or {"vision_1": "3", "vision_2": "4"})
    with writing(engine) as connection:
        rounds.close(connection, [target.round_id], today=closed_on)
    return target


def create_assessment(
    engine: Engine,
    profile: Profile | None = None,
    questionnaire: Questionnaire | None = None,
    *,
    role: str = "management",
    language: str = "fi",
    today: date = TODAY,
    link_days: int = LINK_DAYS,
) -> OwnerLinks:
    """What somebody who starts a self-assessment gets."""
    return assessments.start(
        engine,
        profile or create_profile(),
        questionnaire or create_questionnaire(),
        role=role,
        language=language,
        today=today,
        link_days=link_days,
    )


def create_workshop(
    engine: Engine,
    *,
    organisation_id: int | None = None,
    round_id: int | None = None,
    is_seminar: bool = False,
    questionnaire: Questionnaire | None = None,
    account_id: int = 1,
    **changes: Any,
) -> int:
    """A prepared workshop of a company of its own unless one is given; `changes` of its plan."""
    plan: dict[str, Any] = {
        "title": "Seminaari" if is_seminar else "",
        "stage": "T0",
        "held_on": TODAY,
        "is_online": False,
        "is_named": False,
        "min_group": 3,
        "language": "fi",
        "roles": ("management", "supervisor", "staff"),
        "pacing": "free",
        **changes,
    }
    company = None if is_seminar else organisation_id or create_organisation(engine)
    create_facilitators(engine, account_id)
    return workshop_creation.create(
        engine,
        NewWorkshop(**plan),
        questionnaire or create_questionnaire(),
        account_id=account_id,
        organisation_id=company,
        round_id=round_id,
    )


def create_account(
    engine: Engine,
    role: str = "facilitator",
    *,
    email: str | None = None,
    name: str = "Maija Mäki",
    password: str | None = None,
) -> Account:
    """Somebody who may log in; without an address of its own it is one of the role's name."""
    address = email or f"{role}@digikartta.example"
    password_hash = None if password is None else passwords.password_hash(password)
    with writing(engine) as connection:
        number = accounts.create(
            connection, email=address, name=name, role=role, password_hash=password_hash
        )
    return Account(number, address, name, role)


def create_facilitators(engine: Engine, count: int) -> None:
    """So many accounts, numbered from one: `facilitator-1@…`, `facilitator-2@…`."""
    with reading(engine) as connection:
        there = connection.execute(select(func.count()).select_from(AccountRow)).scalar_one()
    for number in range(there + 1, count + 1):
        create_account(
            engine, email=f"facilitator-{number}@digikartta.example", name=f"Vetäjä {number}"
        )


def create_session(engine: Engine, account: Account, *, now: datetime = NOW) -> str:
    """The secret of a browser in which the account has logged in."""
    with writing(engine) as connection:
        return accounts.start_session(connection, account.id, now=now)


def create_action(title: str = "Avataan verkkokauppa", **changes: Any) -> Action:
    """An action that is in order: agreed, with somebody responsible and its days."""
    usual = {
        "dimension": "vision",
        "owner": "Maija Meri",
        "starts_on": date(2026, 3, 2),
        "due_on": date(2026, 6, 1),
        "status": "agreed",
    }
    return Action(**{"title": title, **usual, **changes})


def create_plan(engine: Engine, organisation_id: int | None = None) -> int:
    """A company with one of everything that a plan and a map have; returns its id."""
    company = organisation_id or create_organisation(engine)
    dimensions = ("vision", "people", "data")
    whole = create_action(needs=("vision_1",), insights=(1,))
    first = actions.create(engine, company, whole, dimensions=dimensions, today=TODAY)
    second = create_action("Opastetaan asiakkaat", owner="Kalle", status="idea", after=(first,))
    actions.create(engine, company, second, dimensions=dimensions, today=TODAY)
    actions.add_note(engine, company, first, "Alku on tehty.", author="Maija Meri", today=TODAY)
    opening = Milestone("Kauppa auki", date(2026, 9, 1), "vision")
    future_maps.add_milestone(engine, company, opening, dimensions=dimensions)
    future_maps.plan_key(engine, company, today=TODAY)
    return company
