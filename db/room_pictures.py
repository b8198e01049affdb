"""The pictures on the wall: made by the rules of `digikartta.live_rules`, and remembered."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select, update

from db import questionnaires, workshops
from db.engine import reading, writing
from db.room_tables import RoomSnapshot
from db.tables import Answer, Respondent
from db.workshop_tables import Workshop, WorkshopDimension, WorkshopRound
from db.workshops import WorkshopRecord
from digikartta.answers import CUSTOMER, INTERNAL_ROLES
from digikartta.live_picture import DimensionPicture, Viewing, next_snapshot, picture
from digikartta.live_rules import Snapshot, Unit, least_units
from digikartta.questionnaire import Questionnaire
from digikartta.room import Place, dimension_answers, has_finished
from digikartta.scoring import RespondentAnswers
from digikartta.workshop import Flow

_PICTURE = TypeAdapter(DimensionPicture)


@dataclass(frozen=True, slots=True)
class InRoom:
    """One person of a workshop with all answers."""

    id: int
    organisation_id: int
    role: str
    place: Place


@dataclass(frozen=True)
class Attendees:
    """Who takes part in a workshop, as its pictures need them."""

    workshop: WorkshopRecord
    questionnaire: Questionnaire
    people: tuple[InRoom, ...]

    @cached_property
    def counted(self) -> tuple[InRoom, ...]:
        """Those whose answers the pictures count: customers are never mixed in."""
        customers = self.questionnaire.respondents == "customers"
        roles = (CUSTOMER,) if customers else INTERNAL_ROLES
        return tuple(person for person in self.people if person.role in roles)

    def units(self, index: int) -> dict[int, Unit]:
        """Return the people, or in a seminar the companies, in one dimension."""
        groups: dict[int, list[InRoom]] = defaultdict(list)
        for person in self.counted:
            groups[person.organisation_id if self.workshop.is_seminar else person.id].append(person)
        return {number: self._unit(index, people) for number, people in groups.items()}

    def _unit(self, index: int, people: Sequence[InRoom]) -> Unit:
        dimension = self.questionnaire.dimensions[index]
        given = [
            RespondentAnswers(person.role, dimension_answers(dimension, person.place.answers))
            for person in people
        ]
        return Unit(
            tuple(each for each in given if each.answers),
            finished=all(has_finished(dimension, index, person.place) for person in people),
        )


def attendees(connection: Connection, workshop: WorkshopRecord) -> Attendees:
    """Return everybody in the workshop with their answers."""
    rows = connection.execute(
        select(
            Respondent.id,
            Respondent.organisation_id,
            Respondent.role,
            Respondent.place,
            Respondent.submitted,
        )
        .join(WorkshopRound, WorkshopRound.round_id == Respondent.round_id)
        .where(WorkshopRound.workshop_id == workshop.id)
        .order_by(Respondent.id)
    ).all()
    answers = answers_of(connection, workshop.id)
    people = tuple(
        InRoom(
            row.id, row.organisation_id, row.role, Place(row.place, row.submitted, answers[row.id])
        )
        for row in rows
    )
    return Attendees(workshop, questionnaires.pinned(connection, workshop.content_hash), people)


def answers_of(connection: Connection, workshop_id: int) -> dict[int, dict[str, str]]:
    """Return what is stored of each person in a workshop's rounds, by item; blanks left out."""
    rows = connection.execute(
        select(Answer.respondent_id, Answer.item, Answer.value)
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .join(WorkshopRound, WorkshopRound.round_id == Respondent.round_id)
        .where(WorkshopRound.workshop_id == workshop_id, Answer.value != "")
    ).all()
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for respondent_id, item, value in rows:
        found[respondent_id][item] = value
    return found


def advance(engine: Engine, workshop_id: int, *, min_group: int) -> bool:
    """Put the next pictures on the wall where the rules allow; returns whether any changed.

    `min_group` is the smallest number of companies in a figure, for a seminar. Any screen may call
    it, several at once: what is new is looked for again under a lock before it is stored.
    """
    with reading(engine) as connection:
        if not _next(connection, workshop_id, min_group):
            return False
    with writing(engine) as connection:
        connection.execute(select(Workshop.id).where(Workshop.id == workshop_id).with_for_update())
        found = _next(connection, workshop_id, min_group)
        if found:
            connection.execute(insert(RoomSnapshot), found)
            workshops.count_change(connection, workshop_id)
    return bool(found)


def _next(connection: Connection, workshop_id: int, min_group: int) -> list[dict[str, Any]]:
    """Return the rows of the pictures that may be shown from now on."""
    workshop = workshops.get(connection, workshop_id)
    flow = workshops.flow(connection, workshop_id)
    if not flow.is_running or not flow.revealed:
        return []
    here = attendees(connection, workshop)
    seen = _snapshots(connection, workshop_id)
    found = []
    for index, dimension in enumerate(here.questionnaire.dimension_ids):
        if dimension not in flow.revealed:
            continue
        shown = seen.get(dimension, [])
        if shown and not shown[-1]:  # forgotten when the workshop was closed: it stays as it is
            continue
        viewing = _viewing(here, index, min_group)
        new = next_snapshot(viewing, shown, here.units(index), closing=dimension in flow.closed)
        if new is not None:
            found.append(_row(viewing, workshop_id, [*shown, new]))
    return found


def _viewing(here: Attendees, index: int, min_group: int) -> Viewing:
    workshop = here.workshop
    least = least_units(workshop.min_group, is_named=workshop.is_named, joined=len(here.counted))
    return Viewing(
        here.questionnaire.dimensions[index],
        least=min_group if workshop.is_seminar else least,
        unanswered=here.questionnaire.unanswered,
        by_company=workshop.is_seminar and workshop.is_named,
    )


def _row(viewing: Viewing, workshop_id: int, shown: Sequence[Snapshot]) -> dict[str, Any]:
    return {
        "workshop_id": workshop_id,
        "dimension": viewing.dimension.id,
        "number": len(shown),
        "units": _as_text(shown[-1]),
        "picture": _PICTURE.dump_json(picture(viewing, shown)).decode(),
    }


def _as_text(snapshot: Snapshot) -> str:
    units = {
        unit: [[person.role, dict(person.answers)] for person in people]
        for unit, people in snapshot.items()
    }
    return json.dumps(units)


def _as_snapshot(text: str) -> Snapshot:
    units = json.loads(text) if text else {}
    return {
        int(unit): tuple(RespondentAnswers(role, answers) for role, answers in people)
        for unit, people in units.items()
    }


def _snapshots(connection: Connection, workshop_id: int) -> dict[str, list[Snapshot]]:
    rows = connection.execute(
        select(RoomSnapshot.dimension, RoomSnapshot.units)
        .where(RoomSnapshot.workshop_id == workshop_id)
        .order_by(RoomSnapshot.number)
    )
    found: dict[str, list[Snapshot]] = {}
    for dimension, units in rows:
        found.setdefault(dimension, []).append(_as_snapshot(units))
    return found


def shown(connection: Connection, workshop_id: int, flow: Flow) -> dict[str, DimensionPicture]:
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
        dimension: shown[-1] for dimension, shown in _snapshots(connection, workshop_id).items()
    }


def forget(connection: Connection, workshop: WorkshopRecord) -> None:
    """Keep the figures that were shown last, and not whose answers were in them, nor when.

    Where the room was told who answered what, that stays on the wall as well.
    """
    workshop_id = workshop.id
    last = _last_numbers(connection, workshop_id)
    for dimension, number in last.items():
        of_dimension = (
            RoomSnapshot.workshop_id == workshop_id,
            RoomSnapshot.dimension == dimension,
        )
        connection.execute(delete(RoomSnapshot).where(*of_dimension, RoomSnapshot.number < number))
        if not workshop.names_on_wall:
            connection.execute(update(RoomSnapshot).where(*of_dimension).values(units=""))


def _last_numbers(connection: Connection, workshop_id: int) -> Mapping[str, int]:
    rows = connection.execute(
        select(RoomSnapshot.dimension, func.max(RoomSnapshot.number).label("number"))
        .where(RoomSnapshot.workshop_id == workshop_id)
        .group_by(RoomSnapshot.dimension)
    )
    return {row.dimension: row.number for row in rows}


def take_down(connection: Connection, of_rounds: ColumnElement[bool]) -> None:
    """Take everything off the walls that counts the answers of some rounds, and forget it.

    For a person or a company that is erased: the pictures hold their answers. `of_rounds` is a
    condition on `WorkshopRound`.
    """
    held = select(WorkshopRound.workshop_id).where(of_rounds)
    connection.execute(delete(RoomSnapshot).where(RoomSnapshot.workshop_id.in_(held)))
    connection.execute(
        update(WorkshopDimension)
        .where(WorkshopDimension.workshop_id.in_(held))
        .values(revealed=False)
    )
    for workshop_id in connection.execute(held).scalars().all():
        workshops.count_change(connection, workshop_id)
