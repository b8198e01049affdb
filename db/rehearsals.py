"""Rehearsing a workshop, and putting it back as it was before."""

from sqlalchemy import Connection, Engine, delete, select, update

from db import revisions, room_snapshots, rounds, workshops
from db.engine import writing
from db.room_tables import RoomScene
from db.shared_rounds import NOT_OVER, held_by_another
from db.tables import Organisation, Respondent, Round, RoundScore
from db.workshop_control import controlling
from db.workshop_tables import Workshop, WorkshopDimension, WorkshopRound
from db.workshops import WorkshopRecord
from digikartta.problems import InvalidInput, Problem
from digikartta.tokens import normal_code


def begin(engine: Engine, typed: str) -> WorkshopRecord:
    """Mark a workshop as a rehearsal by its code, open it, and return it.

    Raises `InvalidInput` for an unknown code, and where `rehearse` does.
    """
    with writing(engine) as connection:
        code = normal_code(typed)
        workshop = workshops.by_code(connection, code) if code else None
        if workshop is None:
            raise InvalidInput([Problem("problem.code_unknown")])
        _mark(connection, workshop)
        if workshop.state == "prepared":
            opened = update(Workshop).where(Workshop.id == workshop.id).values(state="open")
            connection.execute(opened)
            workshops.count_change(connection, workshop.id)
        return workshops.get(connection, workshop.id)


def rehearse(engine: Engine, workshop_id: int, account_id: int) -> None:
    """Mark a workshop as a rehearsal, whose reset deletes everybody who answers in its rounds.

    Raises `InvalidInput` where people have joined already, and where another workshop that is not
    over holds one of the rounds: its people would be deleted too.
    """
    with controlling(engine, workshop_id, account_id, with_rounds=True) as (connection, workshop):
        _mark(connection, workshop)


def _mark(connection: Connection, workshop: WorkshopRecord) -> None:
    if workshop.is_test:
        return
    if workshops.attendance(connection, workshop.id).joined:
        raise InvalidInput([Problem("problem.workshop_has_people")])
    if held_by_another(connection, workshop.id, NOT_OVER):
        raise InvalidInput([Problem("problem.round_in_another_workshop")])
    connection.execute(update(Workshop).where(Workshop.id == workshop.id).values(is_test=True))
    for held in workshops.rounds_of(connection, workshop.id):
        rounds.mark_as_test(connection, held.round_id, is_test=True)
    workshops.count_change(connection, workshop.id)


def reset(engine: Engine, workshop_id: int, account_id: int) -> None:
    """Delete everybody and everything of a rehearsal: the workshop is prepared as before.

    Raises `InvalidInput` for a workshop that is not marked as a rehearsal, and where people may
    have come through another workshop that is not over: nothing tells whose they are.
    """
    with controlling(engine, workshop_id, account_id, with_rounds=True) as (connection, workshop):
        if not workshop.is_test:
            raise InvalidInput([Problem("problem.not_a_rehearsal")])
        joined = workshops.attendance(connection, workshop_id).joined
        if joined and held_by_another(connection, workshop_id, NOT_OVER):
            raise InvalidInput([Problem("problem.reset_in_another_workshop")])
        room_snapshots.take_all_down(connection, workshop_id)
        connection.execute(delete(RoomScene).where(RoomScene.workshop_id == workshop_id))
        _delete_people(connection, workshop)
        connection.execute(
            delete(WorkshopDimension).where(WorkshopDimension.workshop_id == workshop_id)
        )
        code = workshop.join_code or rounds.free_join_code(connection)
        values = {"state": "prepared", "is_test": False, "join_code": code}
        connection.execute(update(Workshop).where(Workshop.id == workshop_id).values(values))
        workshops.count_change(connection, workshop_id)
        revisions.increment(connection, revisions.POOL)


def _delete_people(connection: Connection, workshop: WorkshopRecord) -> None:
    held = select(WorkshopRound.round_id).where(WorkshopRound.workshop_id == workshop.id)
    connection.execute(delete(Respondent).where(Respondent.round_id.in_(held)))
    connection.execute(delete(RoundScore).where(RoundScore.round_id.in_(held)))
    connection.execute(
        update(Round).where(Round.id.in_(held)).values(is_test=False, closed_on=None)
    )
    if workshop.is_seminar:
        # The companies of a seminar were entered in it, so in a rehearsal they are made up.
        entered = select(WorkshopRound.organisation_id).where(
            WorkshopRound.workshop_id == workshop.id, WorkshopRound.is_own
        )
        connection.execute(
            delete(Organisation).where(
                Organisation.id.in_(entered), Organisation.confirmed.is_(False)
            )
        )
