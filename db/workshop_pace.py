"""What a workshop lets a phone do: asked at every answer in a workshop, so it is kept small."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Label, bindparam, func, select

from db import workshops
from db.tables import Respondent
from db.workshop_tables import Workshop, WorkshopDimension, WorkshopRound
from digikartta.problems import InvalidInput, Problem
from digikartta.workshop import SHORTEST_WAIT, Flow, mark, seconds_between_looks

_RUNS = Workshop.state.in_(("open", "paused"))


def _workshop_id(*conditions: ColumnElement[bool]) -> Label[int]:
    """The workshop in which a person's round is answered: one that runs, or else the newest.

    A part of the statement that finds the person, so that people who are in no workshop pay next
    to nothing.
    """
    return (
        select(Workshop.id)
        .join(WorkshopRound, WorkshopRound.workshop_id == Workshop.id)
        .where(WorkshopRound.round_id == Respondent.round_id, *conditions)
        .order_by(_RUNS.desc(), Workshop.id.desc())
        .limit(1)
        .correlate(Respondent)
        .scalar_subquery()
        .label("workshop_id")
    )


RUNNING = _workshop_id(_RUNS)  # for answers: only a workshop that runs refuses any
HELD = _workshop_id()  # for phones: they hear also that one begins, or that it goes on after all
_STATE = (
    select(Workshop.state, Workshop.pacing)
    .where(Workshop.id == bindparam("workshop"))
    # A facilitator's change waits for the answers that were let in before it, so that what is
    # shown of a closed dimension holds them all; and an answer waits for the change.
    .with_for_update(read=True)
)
# A statement of its own: one that has waited for a lock sees all but the locked row as it was
# before it waited.
_STEP = select(WorkshopDimension.opened, WorkshopDimension.closed).where(
    WorkshopDimension.workshop_id == bindparam("workshop"),
    WorkshopDimension.dimension == bindparam("dimension"),
)

_PEOPLE = (
    select(func.count())
    .select_from(Respondent)
    .join(WorkshopRound, WorkshopRound.round_id == Respondent.round_id)
    .where(WorkshopRound.workshop_id == bindparam("workshop"))
)


def refuse_answer(connection: Connection, workshop_id: int, dimension: str) -> None:
    """Raise `InvalidInput` for an answer in a dimension that is not open, or during a pause."""
    workshop = connection.execute(_STATE, {"workshop": workshop_id}).first()
    if workshop is None:  # it has just been deleted
        return
    at = {"workshop": workshop_id, "dimension": dimension}
    opened, closed = connection.execute(_STEP, at).first() or (False, False)
    here = frozenset({dimension})
    flow = Flow(
        workshop.state,
        workshop.pacing,
        opened=here if opened else frozenset(),
        closed=here if closed else frozenset(),
    )
    problem = flow.refusal(dimension)
    if problem:
        raise InvalidInput([problem])


def refuse_during_pause(connection: Connection, workshop_id: int) -> None:
    """Raise `InvalidInput` while the workshop is paused."""
    if connection.execute(_STATE, {"workshop": workshop_id}).scalar() == "paused":
        raise InvalidInput([Problem("problem.workshop_paused")])


@dataclass(frozen=True, slots=True)
class Pace:
    """What phones that follow a workshop are told.

    `mark` changes when they have something to follow and is empty when there is no workshop;
    `wait` is the seconds after which they look again.
    """

    mark: str
    wait: int


NO_WORKSHOP = Pace("", SHORTEST_WAIT)


def pace_of(connection: Connection, workshop_id: int) -> Pace:
    """Return how far the workshop is, and how soon its phones look again."""
    try:
        flow = workshops.flow(connection, workshop_id)
    except InvalidInput:
        return NO_WORKSHOP
    people = connection.execute(_PEOPLE, {"workshop": workshop_id}).scalar_one()
    return Pace(mark(flow), seconds_between_looks(people, is_over=flow.state == "closed"))
