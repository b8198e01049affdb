"""What a workshop lets a phone do: asked at every answer in a workshop, so it is kept small."""

from sqlalchemy import Connection, and_, bindparam, select

from db import workshops
from db.tables import Respondent
from db.workshop_tables import Workshop, WorkshopDimension, WorkshopRound
from digikartta.problems import InvalidInput, Problem
from digikartta.workshop import Flow, mark

# Whose round is answered in a workshop that runs, its id; a part of the statement that finds the
# person, so that people who are in no workshop pay next to nothing.
RUNNING = (
    select(Workshop.id)
    .join(WorkshopRound, WorkshopRound.workshop_id == Workshop.id)
    .where(
        WorkshopRound.round_id == Respondent.round_id,
        Workshop.state.in_(("open", "paused")),
    )
    .order_by(Workshop.id.desc())
    .limit(1)
    .correlate(Respondent)
    .scalar_subquery()
    .label("workshop_id")
)
_STEP = (
    select(Workshop.state, Workshop.pacing, WorkshopDimension.opened, WorkshopDimension.closed)
    .outerjoin(
        WorkshopDimension,
        and_(
            WorkshopDimension.workshop_id == Workshop.id,
            WorkshopDimension.dimension == bindparam("dimension"),
        ),
    )
    .where(Workshop.id == bindparam("workshop"))
    # A facilitator's change waits for the answers that were let in before it, so that what is
    # shown of a closed dimension holds them all.
    .with_for_update(read=True, of=Workshop)
)


def refuse_answer(connection: Connection, workshop_id: int, dimension: str) -> None:
    """Raise `InvalidInput` for an answer in a dimension that is not open, or during a pause."""
    flow = _flow(connection, workshop_id, dimension)
    problem = flow.refusal(dimension) if flow else None
    if problem:
        raise InvalidInput([problem])


def refuse_during_pause(connection: Connection, workshop_id: int) -> None:
    """Raise `InvalidInput` while the workshop is paused."""
    flow = _flow(connection, workshop_id, "")
    if flow and flow.state == "paused":
        raise InvalidInput([Problem("problem.workshop_paused")])


def _flow(connection: Connection, workshop_id: int, dimension: str) -> Flow | None:
    """Return the workshop as far as one dimension goes; None when it has just been deleted."""
    row = connection.execute(_STEP, {"workshop": workshop_id, "dimension": dimension}).first()
    if row is None:
        return None
    here = frozenset({dimension})
    return Flow(
        row.state,
        row.pacing,
        opened=here if row.opened else frozenset(),
        closed=here if row.closed else frozenset(),
    )


def mark_of(connection: Connection, workshop_id: int) -> str:
    """Return the text that changes when phones have something to follow; empty: no workshop."""
    try:
        return mark(workshops.flow(connection, workshop_id))
    except InvalidInput:
        return ""
