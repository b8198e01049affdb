"""What facilitators do to a running workshop.

Each function is one transaction that begins with a lock on the workshop and with the right of the
account to run it. Each says what shall be, not what shall change, so that two facilitators who tap
the same thing do it once; the revision grows only when something has changed.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Connection, Engine, delete, select, update

from db import accounts, questionnaires, room_snapshots, rounds, workshops
from db.account_tables import AccountRow
from db.company_access import share
from db.engine import writing
from db.shared_rounds import REHEARSAL, held_by_another
from db.tables import Respondent, Round
from db.upsert import upsert
from db.workshop_tables import (
    Workshop,
    WorkshopDimension,
    WorkshopFacilitator,
    WorkshopRound,
)
from db.workshops import WorkshopRecord
from digikartta.problems import InvalidInput, Problem
from digikartta.workshop import Pacing


@contextmanager
def controlling(
    engine: Engine, workshop_id: int, account_id: int, *, with_rounds: bool = False
) -> Iterator[tuple[Connection, WorkshopRecord]]:
    """One change by a facilitator, alone with the workshop; raises `InvalidInput` for others.

    A change that also touches the rounds locks them first, as an answer does: two who lock the
    same things in different orders would wait for each other.
    """
    with writing(engine) as connection:
        if with_rounds:
            held = select(WorkshopRound.round_id).where(WorkshopRound.workshop_id == workshop_id)
            rows = select(Round.id).where(Round.id.in_(held)).order_by(Round.id)
            connection.execute(rows.with_for_update()).all()
        connection.execute(select(Workshop.id).where(Workshop.id == workshop_id).with_for_update())
        yield connection, workshops.run_by(connection, workshop_id, account_id)


def open_(engine: Engine, workshop_id: int, account_id: int) -> None:
    """Begin, or go on after a pause. One that was closed goes on while its rounds are open.

    Not while another workshop rehearses on one of them, which its reset will empty.
    """
    with controlling(engine, workshop_id, account_id) as (connection, workshop):
        change: dict[str, object] = {"state": "open"}
        if workshop.state == "closed":
            if any(held.is_closed for held in workshops.rounds_of(connection, workshop_id)):
                raise InvalidInput([Problem("problem.round_closed")])
            if held_by_another(connection, workshop_id, REHEARSAL):
                raise InvalidInput([Problem("problem.round_in_rehearsal")])
            change["join_code"] = rounds.free_join_code(connection)
        _set(connection, workshop, **change)


def pause(engine: Engine, workshop_id: int, account_id: int) -> None:
    """Stop taking answers for a while; a workshop that is not running stays as it is."""
    with controlling(engine, workshop_id, account_id) as (connection, workshop):
        if workshop.state == "open":
            _set(connection, workshop, state="paused")


def close(
    engine: Engine, workshop_id: int, account_id: int, *, closes_rounds: bool, today: date
) -> None:
    """End the workshop, and with `closes_rounds` its rounds, which writes their figures.

    Rounds that stay open take answers without the facilitator's pace from now on.
    """
    whole = controlling(engine, workshop_id, account_id, with_rounds=closes_rounds)
    with whole as (connection, workshop):
        _set(connection, workshop, state="closed", join_code=None)
        room_snapshots.forget(connection, workshop)
        held = workshops.rounds_of(connection, workshop_id)
        still_open = [each.round_id for each in held if not each.is_closed]
        if closes_rounds and still_open:
            # A company that was expected and that nobody came from has no result.
            gone = absent(connection, workshop)
            connection.execute(delete(Round).where(Round.id.in_(gone)))
            still_open = [number for number in still_open if number not in gone]
            rounds.close(connection, still_open, today=today)
            workshops.count_change(connection, workshop_id)


def absent(connection: Connection, workshop: WorkshopRecord) -> list[int]:
    """Return a seminar's own open rounds that nobody has joined."""
    if not workshop.is_seminar:
        return []
    joined = select(Respondent.id).where(Respondent.round_id == WorkshopRound.round_id)
    query = (
        select(WorkshopRound.round_id)
        .join(Round, Round.id == WorkshopRound.round_id)
        .where(
            WorkshopRound.workshop_id == workshop.id,
            WorkshopRound.is_own,
            Round.closed_on.is_(None),
            ~joined.exists(),
        )
    )
    return list(connection.execute(query).scalars())


def set_pacing(engine: Engine, workshop_id: int, account_id: int, pacing: Pacing) -> None:
    """Let people go on freely, or dimension by dimension as the facilitator opens them."""
    with controlling(engine, workshop_id, account_id) as (connection, workshop):
        _set(connection, workshop, pacing=pacing)


def open_dimensions(
    engine: Engine, workshop_id: int, account_id: int, dimensions: Collection[str]
) -> None:
    """Let phones answer these dimensions, also ones that had been closed."""
    with controlling(engine, workshop_id, account_id) as (connection, workshop):
        _mark(connection, workshop, dimensions, opened=True, closed=False)


def close_dimensions(
    engine: Engine, workshop_id: int, account_id: int, dimensions: Collection[str]
) -> None:
    """Take no more answers in these dimensions: what the room sees of them is final."""
    with controlling(engine, workshop_id, account_id) as (connection, workshop):
        _mark(connection, workshop, dimensions, closed=True)


def reveal(
    engine: Engine,
    workshop_id: int,
    account_id: int,
    dimensions: Collection[str],
    *,
    revealed: bool = True,
) -> None:
    """Show the results of these dimensions to the room, or take them away again."""
    with controlling(engine, workshop_id, account_id) as (connection, workshop):
        _mark(connection, workshop, dimensions, revealed=revealed)


def add_facilitator(engine: Engine, workshop_id: int, account_id: int, *, email: str) -> None:
    """Let somebody else who has an account run the workshop, and see its company, as well.

    Raises `InvalidInput` when nobody has an account with this address.
    """
    with controlling(engine, workshop_id, account_id) as (connection, workshop):
        other = accounts.by_email(connection, email)
        if other is None:
            raise InvalidInput([Problem("problem.facilitator_unknown", "email")])
        row = {"workshop_id": workshop_id, "account_id": other.id}
        keys = ("workshop_id", "account_id")
        upsert(connection, WorkshopFacilitator, keys=keys, row=row, update=("account_id",))
        if workshop.organisation_id is not None:
            share(connection, workshop.organisation_id, other.id)
        workshops.count_change(connection, workshop_id)


def facilitators(connection: Connection, workshop_id: int) -> list[str]:
    """Return the names of those who run a workshop."""
    query = (
        select(AccountRow.name, AccountRow.email)
        .join(WorkshopFacilitator, WorkshopFacilitator.account_id == AccountRow.id)
        .where(WorkshopFacilitator.workshop_id == workshop_id)
        .order_by(AccountRow.name, AccountRow.email)
    )
    return [row.name or row.email for row in connection.execute(query)]


def _set(connection: Connection, workshop: WorkshopRecord, **values: object) -> None:
    if all(getattr(workshop, name) == value for name, value in values.items()):
        return
    connection.execute(update(Workshop).where(Workshop.id == workshop.id).values(**values))
    workshops.count_change(connection, workshop.id)


def _mark(
    connection: Connection, workshop: WorkshopRecord, dimensions: Collection[str], **flags: bool
) -> None:
    known = questionnaires.pinned(connection, workshop.content_hash).dimension_ids
    if not set(dimensions) <= set(known):
        raise InvalidInput([Problem("problem.dimension_unknown")])
    before = workshops.flow(connection, workshop.id)
    now: dict[str, frozenset[str]] = {
        "opened": before.opened,
        "closed": before.closed,
        "revealed": before.revealed,
    }
    changed = False
    for dimension in dimensions:
        if all((dimension in now[flag]) == value for flag, value in flags.items()):
            continue
        row = {"workshop_id": workshop.id, "dimension": dimension, **flags}
        missing = {flag: False for flag in now if flag not in flags}
        upsert(
            connection,
            WorkshopDimension,
            keys=("workshop_id", "dimension"),
            row={**missing, **row},
            update=tuple(flags),
        )
        changed = True
    if changed:
        workshops.count_change(connection, workshop.id)
