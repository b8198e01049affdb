"""Making a workshop: of one company on one round, or a seminar of many."""

from sqlalchemy import Connection, Engine, insert, select

from db import questionnaires, rounds
from db.engine import writing
from db.tables import Organisation
from db.workshop_tables import Workshop, WorkshopFacilitator, WorkshopRound
from db.workshops import WorkshopRecord
from digikartta.company import Profile
from digikartta.plain_text import clean
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire
from digikartta.workshop import NewWorkshop, plan_problems


def create(
    engine: Engine,
    plan: NewWorkshop,
    questionnaire: Questionnaire,
    *,
    account_id: int,
    organisation_id: int | None = None,
    round_id: int | None = None,
    profile: Profile | None = None,
) -> int:
    """Store a prepared workshop and return its id.

    With `organisation_id` it is that company's: it continues the open round `round_id` or opens a
    new one with `profile` (its last one if not given). Without, it is a seminar. Raises
    `InvalidInput` for a plan that cannot be, a round that is closed or another company's, or one
    that is named where the plan is anonymous, or the other way round.
    """
    customers = questionnaire.respondents == "customers"
    problems = [*plan_problems(plan, customers=customers)]
    if organisation_id is None and not clean(plan.title):
        problems.append(Problem("problem.title_missing", "title"))
    if problems:
        raise InvalidInput(problems)
    with writing(engine) as connection:
        workshop_id = _insert(connection, plan, questionnaire, organisation_id)
        connection.execute(
            insert(WorkshopFacilitator).values(workshop_id=workshop_id, account_id=account_id)
        )
        if organisation_id is not None:
            if round_id is None:
                held = _new_round(connection, organisation_id, plan, questionnaire, profile)
            else:
                held = _continued(connection, organisation_id, round_id, plan, questionnaire)
            hold(connection, workshop_id, held, organisation_id, is_own=round_id is None)
    return workshop_id


def _insert(
    connection: Connection,
    plan: NewWorkshop,
    questionnaire: Questionnaire,
    organisation_id: int | None,
) -> int:
    row = {
        "organisation_id": organisation_id,
        "title": clean(plan.title),
        "content_hash": questionnaires.pin(connection, questionnaire),
        "stage": plan.stage,
        "held_on": plan.held_on,
        "is_online": plan.is_online,
        "is_named": plan.is_named,
        "min_group": plan.min_group,
        "language": plan.language,
        "roles": ",".join(plan.roles),
        "pacing": plan.pacing,
        "plan": clean(plan.plan),
        "notes": "",
        "state": "prepared",
        "is_test": False,
        "join_code": rounds.free_join_code(connection),
        "revision": 0,
    }
    return int(connection.execute(insert(Workshop).values(row).returning(Workshop.id)).scalar_one())


def _new_round(
    connection: Connection,
    organisation_id: int,
    plan: NewWorkshop,
    questionnaire: Questionnaire,
    profile: Profile | None,
) -> int:
    profile = profile or last_profile(connection, organisation_id)
    made = rounds.create(connection, organisation_id, questionnaire, profile, stage=plan.stage)
    if plan.is_named:
        rounds.take_names(connection, made)
    return made


def last_profile(connection: Connection, organisation_id: int) -> Profile:
    """Return a company's profile as its latest round tells it; the name alone before its first."""
    known = rounds.of_organisation(connection, organisation_id)
    if known:
        last = known[-1]
        return Profile(
            last.organisation,
            industry=last.industry,
            size_class=last.size_class,
            municipality=last.municipality,
        )
    query = select(Organisation.name).where(Organisation.id == organisation_id)
    return Profile(connection.execute(query).scalar_one())


def _continued(
    connection: Connection,
    organisation_id: int,
    round_id: int,
    plan: NewWorkshop,
    questionnaire: Questionnaire,
) -> int:
    offered = {r.id: r for r in open_rounds(connection, organisation_id, questionnaire)}
    if round_id not in offered:
        raise InvalidInput([Problem("problem.round_not_open", "round")])
    if offered[round_id].is_named != plan.is_named:
        raise InvalidInput([Problem("problem.round_named_otherwise", "round")])
    return round_id


def open_rounds(
    connection: Connection, organisation_id: int, questionnaire: Questionnaire
) -> list[rounds.RoundRecord]:
    """Return a company's open rounds of a questionnaire, which a workshop may continue."""
    return [
        r
        for r in rounds.of_organisation(connection, organisation_id)
        if r.closed_on is None and r.questionnaire == questionnaire.id and not r.is_test
    ]


def hold_new(
    connection: Connection, workshop: WorkshopRecord, organisation_id: int, profile: Profile
) -> int:
    """Open a round of a company in a seminar, as the seminar is held, and return its id."""
    content = questionnaires.pinned(connection, workshop.content_hash)
    made = rounds.create(connection, organisation_id, content, profile, stage=workshop.stage)
    if workshop.is_named:
        rounds.take_names(connection, made)
    if workshop.is_test:
        rounds.mark_as_test(connection, made, is_test=True)
    hold(connection, workshop.id, made, organisation_id, is_own=True)
    return made


def hold(
    connection: Connection, workshop_id: int, round_id: int, organisation_id: int, *, is_own: bool
) -> None:
    """Let a round be answered in a workshop; `is_own`: it was opened in it."""
    connection.execute(
        insert(WorkshopRound).values(
            workshop_id=workshop_id,
            round_id=round_id,
            organisation_id=organisation_id,
            is_own=is_own,
        )
    )
