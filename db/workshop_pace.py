"""What a workshop lets a phone do: asked at every answer in one, so it is small and remembered."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Connection, Engine, ScalarSelect, bindparam, func, or_, select

from db import workshops
from db.tables import Respondent
from db.workshop_tables import Workshop, WorkshopRound
from digikartta.problems import InvalidInput, Problem
from digikartta.workshop import SHORTEST_WAIT, Flow, mark, seconds_between_looks

# Not `in_`, which the driver's layer writes anew at each tap.
_RUNS = or_(Workshop.state == "open", Workshop.state == "paused")


def _workshop_id(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
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
    )


RUNNING = _workshop_id(_RUNS)  # for answers: only a workshop that runs refuses any
HELD = _workshop_id()  # for phones: they hear also that one begins, or that it goes on after all
_STATE = (
    select(Workshop.state)
    .where(Workshop.id == bindparam("workshop"))
    # A facilitator's change waits for the answers that were let in before it, so that what is
    # shown of a closed dimension holds them all; and an answer waits for the change.
    .with_for_update(read=True)
)

_PEOPLE = (
    select(func.count())
    .select_from(Respondent)
    .join(WorkshopRound, WorkshopRound.round_id == Respondent.round_id)
    .where(WorkshopRound.workshop_id == bindparam("workshop"))
)


# Flows as they were last read, with their revisions, of each database.
_flows: WeakKeyDictionary[Engine, dict[int, tuple[int, Flow]]] = WeakKeyDictionary()
_MOST_FLOWS = 1000  # at most so many; then it begins anew


def flow_now(connection: Connection, workshop_id: int) -> Flow:
    """Return the workshop's flow and remember it; raises `InvalidInput` as `workshops.flow`.

    Never in a transaction that changes the workshop: what it takes back would be remembered.
    """
    found = workshops.flow_at(connection, workshop_id)
    flows = _flows.setdefault(connection.engine, {})
    if workshop_id not in flows and len(flows) >= _MOST_FLOWS:
        flows.clear()
    flows[workshop_id] = found
    return found[1]


def remembered_flow(engine: Engine, workshop_id: int) -> tuple[int, Flow] | None:
    """Return the revision and the flow that this process read last, or None.

    It may be older than what is stored, which then has another revision.
    """
    return _flows.get(engine, {}).get(workshop_id)


def refuse_answer(connection: Connection, workshop_id: int, dimension: str) -> None:
    """Raise `InvalidInput` for an answer in a dimension that is not open, or during a pause."""
    if connection.execute(_STATE, {"workshop": workshop_id}).first() is None:
        return  # it has just been deleted
    # A statement of its own: one that has waited for a lock sees all but the locked row as it was
    # before it waited.
    problem = flow_now(connection, workshop_id).refusal(dimension)
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
        flow = flow_now(connection, workshop_id)
    except InvalidInput:
        return NO_WORKSHOP
    people = connection.execute(_PEOPLE, {"workshop": workshop_id}).scalar_one()
    return Pace(mark(flow), seconds_between_looks(people, is_over=flow.state == "closed"))
