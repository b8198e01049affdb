"""What the projector and the facilitator's phone need to know of a room."""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, bindparam, case, func, select

from db import results, room_names, room_pictures, room_snapshots, round_scores, rounds, workshops
from db.engine import reading
from db.room_comments import on_the_wall
from db.room_tables import RoomScene
from db.rounds import RoundRecord
from db.tables import Answer, Organisation, Respondent
from db.workshop_tables import WorkshopRound
from db.workshops import HeldRound, WorkshopRecord
from digikartta import receipts
from digikartta.company_result import customers_shown
from digikartta.questionnaire import Questionnaire
from digikartta.room import Attending, EarlierRound, Room, Showing, progress


def pulse(engine: Engine, workshop_id: int, account_id: int) -> tuple[int, ...]:
    """Return a few numbers that are others when the room has something else to show.

    Raises `InvalidInput` for an account that does not run the workshop.
    """
    now = receipts.moment()
    with reading(engine) as connection:
        workshop = workshops.run_by(connection, workshop_id, account_id)
        people = connection.execute(_PEOPLE, {"workshop": workshop_id}).all()
        answers = connection.execute(_ANSWERS, {"workshop": workshop_id}).one()
        # A writer who takes back or changes a comment takes it off the wall.
        comments = len(on_the_wall(connection, workshop))
    return (
        workshop.revision,
        len(people),
        sum(person.place for person in people),
        sum(person.submitted for person in people),
        *answers,
        comments,
        # An answer that vanishes brings back numbers that the room has had before.
        receipts.count((person.id for person in people), before=now),
    )


# The sum of the levels notices an answer that took the place of another one.
_LEVEL = case({str(level): level for level in range(1, 6)}, value=Answer.value, else_=0)
_HERE = WorkshopRound.workshop_id == bindparam("workshop")
_PEOPLE = (
    select(Respondent.id, Respondent.place, Respondent.submitted)
    .join(WorkshopRound, WorkshopRound.round_id == Respondent.round_id)
    .where(_HERE)
)
_ANSWERS = (
    select(func.count(), func.coalesce(func.sum(_LEVEL), 0))
    .select_from(Answer)
    .join(Respondent, Respondent.id == Answer.respondent_id)
    .join(WorkshopRound, WorkshopRound.round_id == Respondent.round_id)
    .where(_HERE, Answer.value != "")
)


def load(engine: Engine, workshop_id: int, *, breakdown: int) -> Room:
    """Return the room; `breakdown` is the smallest number of customers in a figure of theirs."""
    now = receipts.moment()
    with reading(engine) as connection:
        workshop = workshops.get(connection, workshop_id)
        flow = workshops.flow(connection, workshop_id)
        here = room_pictures.attendees(connection, workshop)
        pictures = room_snapshots.on_the_wall(connection, workshop_id, flow)
        stored = {person.id: person.place.answers for person in here.people}
        held = workshops.rounds_of(connection, workshop_id)
        every = _every_round(connection, workshop)
        return Room(
            name=workshop.name,
            join_code=workshop.join_code or "",
            is_seminar=workshop.is_seminar,
            is_named=workshop.is_named,
            is_example=_is_example(connection, workshop),
            min_group=workshop.min_group,
            flow=flow,
            questionnaire=here.questionnaire,
            showing=showing(connection, workshop_id),
            attending=_attending(here),
            missing=receipts.missing(stored, before=now),
            progress=progress(here.questionnaire, [person.place for person in here.people]),
            pictures=pictures,
            customers=_customers(connection, held, every, breakdown),
            earlier=_earlier(connection, held, every, here.questionnaire),
            comments=on_the_wall(connection, workshop),
            voices=room_names.on_the_wall(connection, workshop, pictures),
            companies=_companies(held) if workshop.is_seminar else {},
        )


def showing(connection: Connection, workshop_id: int) -> Showing:
    """Return what the facilitator wants on the wall."""
    row = connection.execute(select(RoomScene).where(RoomScene.workshop_id == workshop_id)).first()
    if row is None:
        return Showing()
    return Showing(row.scene, row.part, row.shows_peers, row.shows_earlier)


def _attending(here: room_pictures.Attendees) -> Attending:
    people = [person.place for person in here.people]
    return Attending(
        joined=len(people),
        answering=sum(bool(person.answers) and not person.submitted for person in people),
        finished=sum(person.submitted for person in people),
        answers=sum(len(person.answers) for person in people),
    )


def _is_example(connection: Connection, workshop: WorkshopRecord) -> bool:
    query = select(Organisation.is_example).where(Organisation.id == workshop.organisation_id)
    return bool(connection.execute(query).scalar())


def _every_round(connection: Connection, workshop: WorkshopRecord) -> list[RoundRecord]:
    """Return the company's rounds in time order; a seminar has many companies and none."""
    if workshop.organisation_id is None:
        return []
    return rounds.of_organisation(connection, workshop.organisation_id)


def _earlier(
    connection: Connection,
    held: Sequence[HeldRound],
    every: Sequence[RoundRecord],
    questionnaire: Questionnaire,
) -> EarlierRound | None:
    """Return the latest of the company's rounds that was closed before."""
    here = {each.round_id for each in held}
    past = [
        (r, r.closed_on)
        for r in every
        if r.closed_on is not None
        and r.id not in here
        and not r.is_test
        and r.questionnaire in questionnaire.comparable_ids
    ]
    if not past:
        return None
    last, closed_on = past[-1]
    scores = round_scores.stored(connection, [last.id]).get(last.id, [])
    return EarlierRound(last.stage, closed_on, {s.dimension: s.score for s in scores})


def _customers(
    connection: Connection,
    held: Sequence[HeldRound],
    every: Sequence[RoundRecord],
    breakdown: int,
) -> dict[str, float]:
    """Return what the company's customers said at this stage, by dimension."""
    here = next((r for r in every if held and r.id == held[0].round_id), None)
    if here is None:
        return {}
    closed = [r for r in every if r.closed_on is not None]
    return customers_shown(results.customers_round(connection, here, closed), breakdown)


def _companies(held: Sequence[HeldRound]) -> dict[int, str]:
    return {each.organisation_id: each.organisation for each in held}
