"""What is on the walls and has been there: the pictures, and whose answers they count."""

import json
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, delete, func, select, update
from sqlalchemy.orm import aliased

from db import workshops
from db.room_tables import RoomSnapshot
from db.workshop_tables import Workshop, WorkshopDimension, WorkshopRound
from db.workshops import WorkshopRecord
from digikartta.live_picture import DimensionPicture
from digikartta.live_rules import FEWEST_UNNAMED, Snapshot
from digikartta.scoring import RespondentAnswers
from digikartta.workshop import Flow

_PICTURE = TypeAdapter(DimensionPicture)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that was on a wall; its snapshot is empty once it was forgotten."""

    snapshot: Snapshot
    picture: str  # JSON of its figures


def units_as_text(snapshot: Snapshot) -> str:
    """Return whose answers a picture counts, as it is stored."""
    units = {
        unit: [[person.role, dict(person.answers)] for person in people]
        for unit, people in snapshot.items()
    }
    return json.dumps(units)


def picture_as_text(picture: DimensionPicture) -> str:
    """Return the figures of a picture, as they are stored."""
    return _PICTURE.dump_json(picture).decode()


def _as_snapshot(text: str) -> Snapshot:
    units = json.loads(text) if text else {}
    return {
        int(unit): tuple(RespondentAnswers(role, answers) for role, answers in people)
        for unit, people in units.items()
    }


def of_workshop(connection: Connection, workshop_id: int) -> dict[str, list[Shown]]:
    """Return what was on a workshop's wall, by dimension and in order."""
    return _found(connection, RoomSnapshot.workshop_id == workshop_id)


def elsewhere(connection: Connection, workshop: WorkshopRecord) -> dict[str, list[Shown]]:
    """Return what people of a round saw of it in other workshops than this.

    Nothing for a named one, whose figures may be compared, and for a seminar, whose units are
    companies and not the people of one.
    """
    if workshop.is_named or workshop.is_seminar:
        return {}
    here, there = aliased(WorkshopRound), aliased(WorkshopRound)
    others = (
        select(there.workshop_id)
        .join(here, here.round_id == there.round_id)
        .join(Workshop, Workshop.id == there.workshop_id)
        .where(
            here.workshop_id == workshop.id,
            there.workshop_id != workshop.id,
            Workshop.organisation_id.is_not(None),
        )
    )
    return _found(connection, RoomSnapshot.workshop_id.in_(others))


def _found(connection: Connection, condition: ColumnElement[bool]) -> dict[str, list[Shown]]:
    rows = connection.execute(
        select(RoomSnapshot.dimension, RoomSnapshot.units, RoomSnapshot.picture)
        .where(condition)
        .order_by(RoomSnapshot.workshop_id, RoomSnapshot.number)
    )
    found: dict[str, list[Shown]] = {}
    for dimension, units, picture in rows:
        found.setdefault(dimension, []).append(Shown(_as_snapshot(units), picture))
    return found


def on_the_wall(
    connection: Connection, workshop_id: int, flow: Flow
) -> dict[str, DimensionPicture]:
    """Return the pictures on the wall, of revealed dimensions only."""
    rows = connection.execute(
        select(RoomSnapshot.dimension, RoomSnapshot.picture)
        .where(RoomSnapshot.workshop_id == workshop_id)
        .order_by(RoomSnapshot.number)
    )
    latest = {dimension: text for dimension, text in rows if dimension in flow.revealed}
    return {dimension: _PICTURE.validate_json(text) for dimension, text in latest.items()}


def latest_units(connection: Connection, workshop_id: int) -> dict[str, Snapshot]:
    """Return whose answers the last picture of each dimension counts; nobody once forgotten."""
    return {
        dimension: shown[-1].snapshot
        for dimension, shown in of_workshop(connection, workshop_id).items()
    }


def forget(connection: Connection, workshop: WorkshopRecord) -> None:
    """Keep the figures that were shown last, and not whose answers were in them, nor when.

    Where the room was told who answered what, that stays on the wall as well.
    """
    for dimension in of_workshop(connection, workshop.id):
        _keep_last(connection, workshop.id, dimension, with_units=workshop.names_on_wall)


def _keep_last(
    connection: Connection, workshop_id: int, dimension: str, *, with_units: bool
) -> None:
    of_dimension = (
        RoomSnapshot.workshop_id == workshop_id,
        RoomSnapshot.dimension == dimension,
    )
    last = connection.execute(select(func.max(RoomSnapshot.number)).where(*of_dimension)).scalar()
    connection.execute(delete(RoomSnapshot).where(*of_dimension, RoomSnapshot.number != last))
    # It is the first now; what comes after it is counted from there.
    values = {"number": 1} if with_units else {"number": 1, "units": ""}
    connection.execute(update(RoomSnapshot).where(*of_dimension).values(values))


def take_out_person(
    connection: Connection, *, respondent_id: int, organisation_id: int, round_id: int
) -> None:
    """See to the pictures that count somebody whose answers are about to be deleted.

    A picture of few people, or of people with names, is theirs: it goes. Any other stays as it is
    and never changes again: the next one would differ from it by this person's answers.
    """
    for workshop in _workshops(connection, WorkshopRound.round_id == round_id):
        unit = organisation_id if workshop.is_seminar else respondent_id
        _take_out(connection, workshop, unit)


def take_out_company(connection: Connection, organisation_id: int) -> None:
    """See to the pictures that count a company that is about to be deleted, in seminars.

    As for a person; its own workshops are deleted with it.
    """
    for workshop in _workshops(connection, WorkshopRound.organisation_id == organisation_id):
        if workshop.is_seminar:
            _take_out(connection, workshop, organisation_id)


def _workshops(connection: Connection, of_rounds: ColumnElement[bool]) -> list[WorkshopRecord]:
    held = select(WorkshopRound.workshop_id).where(of_rounds).distinct()
    return [workshops.get(connection, number) for number in connection.execute(held).scalars()]


def _take_out(connection: Connection, workshop: WorkshopRecord, unit: int) -> None:
    for dimension, shown in of_workshop(connection, workshop.id).items():
        if not any(unit in each.snapshot or not each.snapshot for each in shown):
            continue
        score = _PICTURE.validate_json(shown[-1].picture).score
        if workshop.is_named or score is None or score.n < FEWEST_UNNAMED:
            _take_down(connection, workshop.id, dimension)
        else:
            _keep_last(connection, workshop.id, dimension, with_units=False)
    workshops.count_change(connection, workshop.id)


def _take_down(connection: Connection, workshop_id: int, dimension: str) -> None:
    connection.execute(
        delete(RoomSnapshot).where(
            RoomSnapshot.workshop_id == workshop_id, RoomSnapshot.dimension == dimension
        )
    )
    connection.execute(
        update(WorkshopDimension)
        .where(
            WorkshopDimension.workshop_id == workshop_id,
            WorkshopDimension.dimension == dimension,
        )
        .values(revealed=False)
    )


def take_all_down(connection: Connection, workshop_id: int) -> None:
    """Take everything off a workshop's wall, and forget it: all who answered were made up."""
    for dimension in of_workshop(connection, workshop_id):
        _take_down(connection, workshop_id, dimension)
    workshops.count_change(connection, workshop_id)
