"""The pictures on the wall: made by the rules of `digikartta.live_rules`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, func, insert, select

from db import questionnaires, room_snapshots, workshops
from db.engine import reading, writing
from db.room_snapshots import Shown
from db.room_tables import RoomSnapshot
from db.tables import Answer, Respondent
from db.workshop_tables import Workshop, WorkshopRound
from db.workshops import WorkshopRecord
from digikartta.answers import CUSTOMER, INTERNAL_ROLES
from digikartta.live_picture import Viewing, next_snapshot, picture
from digikartta.live_rules import Unit, least_units
from digikartta.questionnaire import Questionnaire
from digikartta.room import Place, dimension_answers, has_finished
from digikartta.scoring import RespondentAnswers


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


_PEOPLE = (
    select(
        Respondent.id,
        Respondent.organisation_id,
        Respondent.role,
        Respondent.place,
        Respondent.submitted,
    )
    .join(WorkshopRound, WorkshopRound.round_id == Respondent.round_id)
    .where(WorkshopRound.workshop_id == bindparam("workshop"))
    .order_by(Respondent.id)
)


def attendees(connection: Connection, workshop: WorkshopRecord) -> Attendees:
    """Return everybody in the workshop with their answers."""
    rows = connection.execute(_PEOPLE, {"workshop": workshop.id}).all()
    answers = answers_of(connection, workshop.id)
    people = tuple(
        InRoom(
            row.id, row.organisation_id, row.role, Place(row.place, row.submitted, answers[row.id])
        )
        for row in rows
    )
    return Attendees(workshop, questionnaires.pinned(connection, workshop.content_hash), people)


# One row for a person, not for each answer: a hall has given thousands. Both lists are made of the
# same rows in the same order.
_LINE = "\n"  # stands in no value: each comes from the questionnaire
_ANSWERS = (
    select(
        Answer.respondent_id,
        func.aggregate_strings(Answer.item, _LINE),
        func.aggregate_strings(Answer.value, _LINE),
    )
    .join(Respondent, Respondent.id == Answer.respondent_id)
    .join(WorkshopRound, WorkshopRound.round_id == Respondent.round_id)
    .where(WorkshopRound.workshop_id == bindparam("workshop"), Answer.value != "")
    .group_by(Answer.respondent_id)
)


def answers_of(connection: Connection, workshop_id: int) -> dict[int, dict[str, str]]:
    """Return what is stored of each person in a workshop's rounds, by item; blanks left out."""
    rows = connection.execute(_ANSWERS, {"workshop": workshop_id}).all()
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for respondent_id, items, values in rows:
        found[respondent_id] = dict(zip(items.split(_LINE), values.split(_LINE), strict=True))
    return found


@dataclass(frozen=True, slots=True)
class Smallest:
    """The smallest groups of this site: companies in a figure, and people in a breakdown."""

    companies: int
    people: int


def advance(engine: Engine, workshop_id: int, smallest: Smallest) -> bool:
    """Put the next pictures on the wall where the rules allow; returns whether any changed.

    Any screen may call it, several at once: what is new is looked for again under a lock before it
    is stored.
    """
    with reading(engine) as connection:
        if not _next(connection, workshop_id, smallest):
            return False
    with writing(engine) as connection:
        connection.execute(select(Workshop.id).where(Workshop.id == workshop_id).with_for_update())
        found = _next(connection, workshop_id, smallest)
        if found:
            connection.execute(insert(RoomSnapshot), found)
            workshops.count_change(connection, workshop_id)
    return bool(found)


def _next(connection: Connection, workshop_id: int, smallest: Smallest) -> list[dict[str, Any]]:
    """Return the rows of the pictures that may be shown from now on."""
    workshop = workshops.get(connection, workshop_id)
    flow = workshops.flow(connection, workshop_id)
    if not flow.is_running or not flow.revealed:
        return []
    here = attendees(connection, workshop)
    least, remainder = _least(connection, here, smallest)
    own = room_snapshots.of_workshop(connection, workshop_id)
    others = room_snapshots.elsewhere(connection, workshop)
    found = []
    for index, dimension in enumerate(here.questionnaire.dimension_ids):
        if dimension in flow.revealed:
            viewing = _viewing(here, index, least, remainder)
            row = _row(
                viewing,
                own.get(dimension, ()),
                others.get(dimension, ()),
                here.units(index),
                closing=dimension in flow.closed,
            )
            found += [{"workshop_id": workshop_id, "dimension": dimension, **row}] if row else []
    return found


def _least(connection: Connection, here: Attendees, smallest: Smallest) -> tuple[int, int]:
    """Return the units in a figure, and those that may still be answering if there are any.

    Whoever answers was promised the largest number of all workshops on the round.
    """
    workshop = here.workshop
    if workshop.is_seminar:
        return smallest.companies, smallest.companies
    (held,) = workshops.rounds_of(connection, workshop.id)
    m = max(smallest.people, workshops.least_group(connection, held.round_id))
    customers = here.questionnaire.respondents == "customers"
    joined = len(here.counted)
    least = least_units(m, is_named=workshop.is_named, joined=joined, customers=customers)
    return least, 1 if workshop.is_named else m


def _row(
    viewing: Viewing,
    own: Sequence[Shown],
    others: Sequence[Shown],
    units: Mapping[int, Unit],
    *,
    closing: bool,
) -> dict[str, Any] | None:
    """Return the next picture of one dimension as it is stored; None: what is shown stays.

    `own` were on this workshop's wall, `others` on those of other workshops on the round.
    """
    number = len(own) + 1
    forgotten = next((each for each in (*own, *others) if not each.snapshot), None)
    if forgotten is not None:  # nothing can be compared with it: it stays, here as there
        return None if own else {"number": number, "units": "", "picture": forgotten.picture}
    shown = [each.snapshot for each in (*others, *own)]
    new = next_snapshot(viewing, shown, units, closing=closing)
    if new is None:
        return None
    return {
        "number": number,
        "units": room_snapshots.units_as_text(new),
        "picture": room_snapshots.picture_as_text(picture(viewing, [*shown, new])),
    }


def _viewing(here: Attendees, index: int, least: int, remainder: int) -> Viewing:
    workshop = here.workshop
    return Viewing(
        here.questionnaire.dimensions[index],
        least=least,
        remainder=remainder,
        unanswered=here.questionnaire.unanswered,
        by_company=workshop.is_seminar and workshop.is_named,
    )
