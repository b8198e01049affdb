"""Workshops: what each is, how far it is, and how many take part."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, bindparam, func, select, update

from db.engine import reading
from db.tables import Answer, Organisation, QuestionnaireContent, Respondent, Round
from db.workshop_tables import Workshop, WorkshopDimension, WorkshopFacilitator, WorkshopRound
from digikartta.problems import InvalidInput, Problem
from digikartta.workshop import Flow, Pacing, State


@dataclass(frozen=True, slots=True)
class WorkshopRecord:
    """One workshop; `organisation` is empty for a seminar, `title` for a company's own."""

    id: int
    organisation_id: int | None
    organisation: str
    title: str
    questionnaire: str
    content_hash: str
    stage: str
    held_on: date
    is_online: bool
    is_named: bool
    min_group: int
    language: str
    roles: tuple[str, ...]
    pacing: Pacing
    plan: str
    notes: str
    state: State
    is_test: bool
    join_code: str | None
    revision: int

    @property
    def is_seminar(self) -> bool:
        """Whether people of several companies take part, each company with a round of its own."""
        return self.organisation_id is None

    @property
    def names_on_wall(self) -> bool:
        """Whether the room sees who answered and wrote what, as people were told on joining.

        In a seminar the names of people are for its facilitators: the hall is full of strangers.
        """
        return self.is_named and not self.is_seminar

    @property
    def name(self) -> str:
        """What the workshop is called on screens."""
        return self.title or self.organisation


@dataclass(frozen=True, slots=True)
class HeldRound:
    """A round that is answered in a workshop; `joined` and `submitted` are counts of people."""

    round_id: int
    organisation_id: int
    organisation: str
    is_closed: bool
    joined: int
    submitted: int


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many take part in a workshop, over all its rounds; never who."""

    joined: int
    answering: int  # have answered something and not sent yet
    finished: int  # have sent their answers
    answers: int  # stored values, targets among them


def get(connection: Connection, workshop_id: int) -> WorkshopRecord:
    """Return a workshop; raises `InvalidInput` when there is none."""
    return _known(connection.execute(_BY_ID, {"workshop": workshop_id}).first())


def by_code(connection: Connection, code: str) -> WorkshopRecord | None:
    """Return the workshop that a code joins, prepared or running, or None."""
    row = connection.execute(_BY_CODE, {"code": code}).one_or_none()
    return None if row is None else _record(row)


def of_account(engine: Engine, account_id: int) -> list[WorkshopRecord]:
    """Return the workshops that an account runs, the latest day first."""
    own = select(WorkshopFacilitator.workshop_id).where(
        WorkshopFacilitator.account_id == account_id
    )
    with reading(engine) as connection:
        found = [_record(row) for row in connection.execute(_RECORDS.where(Workshop.id.in_(own)))]
    return sorted(found, key=lambda w: (w.held_on, w.id), reverse=True)


def run_by(connection: Connection, workshop_id: int, account_id: int) -> WorkshopRecord:
    """Return a workshop that this account runs; to anybody else it does not exist."""
    at = {"workshop": workshop_id, "account": account_id}
    return _known(connection.execute(_RUN_BY, at).first())


def _known(row: Row[*tuple[Any, ...]] | None) -> WorkshopRecord:
    if row is None:
        raise InvalidInput([Problem("problem.workshop_unknown")])
    return _record(row)


# Asked by everybody who joins, and at every look at the room: built once.
_RECORDS: Select[*tuple[Any, ...]] = (
    select(
        Workshop,
        func.coalesce(Organisation.name, "").label("organisation"),
        QuestionnaireContent.questionnaire,
    )
    .outerjoin(Organisation, Organisation.id == Workshop.organisation_id)
    .join(QuestionnaireContent, QuestionnaireContent.hash == Workshop.content_hash)
)
_BY_CODE = _RECORDS.where(Workshop.join_code == bindparam("code"))
_BY_ID = _RECORDS.where(Workshop.id == bindparam("workshop"))
_RUN_BY = _BY_ID.join(WorkshopFacilitator, WorkshopFacilitator.workshop_id == Workshop.id).where(
    WorkshopFacilitator.account_id == bindparam("account")
)


def _record(row: Row[*tuple[Any, ...]]) -> WorkshopRecord:
    return WorkshopRecord(**{**row._mapping, "roles": tuple(row.roles.split(","))})


def revision(connection: Connection, workshop_id: int) -> int | None:
    """Return the number that grows with every change of a workshop; None when it is gone."""
    query = select(Workshop.revision).where(Workshop.id == workshop_id)
    return connection.execute(query).scalar()


# Asked at every screen of every phone: one statement, built once.
_FLOW = (
    select(
        Workshop.revision,
        Workshop.state,
        Workshop.pacing,
        WorkshopDimension.dimension,
        WorkshopDimension.opened,
        WorkshopDimension.closed,
        WorkshopDimension.revealed,
    )
    .outerjoin(WorkshopDimension, WorkshopDimension.workshop_id == Workshop.id)
    .where(Workshop.id == bindparam("workshop"))
)


def flow(connection: Connection, workshop_id: int) -> Flow:
    """Return the workshop's state and which dimensions are opened, closed and revealed.

    Raises `InvalidInput` when there is no such workshop (any more).
    """
    return flow_at(connection, workshop_id)[1]


def flow_at(connection: Connection, workshop_id: int) -> tuple[int, Flow]:
    """Return the workshop's revision and the flow that belongs to it; raises as `flow` does.

    Whatever changes a flow counts a change: at the same revision it is the same.
    """
    rows = connection.execute(_FLOW, {"workshop": workshop_id}).all()
    if not rows:
        raise InvalidInput([Problem("problem.workshop_unknown")])
    found = Flow(
        rows[0].state,
        rows[0].pacing,
        opened=frozenset(row.dimension for row in rows if row.opened),
        closed=frozenset(row.dimension for row in rows if row.closed),
        revealed=frozenset(row.dimension for row in rows if row.revealed),
    )
    return rows[0].revision, found


# Asked at every look at the room that finds something new.
_ROUNDS = (
    select(
        Round.id,
        Round.organisation_id,
        Organisation.name,
        Round.closed_on,
        func.count(Respondent.id).label("joined"),
        func.count(Respondent.id).filter(Respondent.submitted).label("submitted"),
    )
    .join(WorkshopRound, WorkshopRound.round_id == Round.id)
    .join(Organisation, Organisation.id == Round.organisation_id)
    .outerjoin(Respondent, Respondent.round_id == Round.id)
    .where(WorkshopRound.workshop_id == bindparam("workshop"))
    .group_by(Round.id, Round.organisation_id, Organisation.name, Round.closed_on)
    .order_by(Organisation.name, Round.id)
)


def rounds_of(connection: Connection, workshop_id: int) -> list[HeldRound]:
    """Return the rounds of a workshop by company's name; in a seminar one for each company."""
    rows = connection.execute(_ROUNDS, {"workshop": workshop_id})
    return [
        HeldRound(r.id, r.organisation_id, r.name, r.closed_on is not None, r.joined, r.submitted)
        for r in rows
    ]


def attendance(connection: Connection, workshop_id: int) -> Attendance:
    """Return how many have joined, are answering and have finished, and the stored answers."""
    people = (
        select(Respondent.id, Respondent.submitted)
        .join(WorkshopRound, WorkshopRound.round_id == Respondent.round_id)
        .where(WorkshopRound.workshop_id == workshop_id)
        .subquery()
    )
    joined, finished = connection.execute(
        select(func.count(), func.count().filter(people.c.submitted)).select_from(people)
    ).one()
    answers, answering = connection.execute(
        select(
            func.count(),
            func.count(func.distinct(Answer.respondent_id)).filter(people.c.submitted.is_(False)),
        )
        .select_from(people)
        .join(Answer, Answer.respondent_id == people.c.id)
        .where(Answer.value != "")
    ).one()
    return Attendance(joined, answering, finished, answers)


def least_group(connection: Connection, round_id: int) -> int:
    """Return the smallest group that people in a round were promised, 0 outside workshops."""
    query = (
        select(func.max(Workshop.min_group))
        .join(WorkshopRound, WorkshopRound.workshop_id == Workshop.id)
        .where(WorkshopRound.round_id == round_id)
    )
    return connection.execute(query).scalar() or 0


def count_change(connection: Connection, workshop_id: int) -> None:
    """Count one change, in the transaction of the change, so that every screen follows."""
    connection.execute(
        update(Workshop).where(Workshop.id == workshop_id).values(revision=Workshop.revision + 1)
    )
