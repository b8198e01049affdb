"""Rounds that are answered in more than one workshop."""

from sqlalchemy import ColumnElement, Connection, select

from db.workshop_tables import Workshop, WorkshopRound

NOT_OVER = Workshop.state != "closed"
REHEARSAL = Workshop.is_test.is_(True)


def held_by_another(connection: Connection, workshop_id: int, which: ColumnElement[bool]) -> bool:
    """Whether another workshop, such a one, holds a round of this one."""
    own = select(WorkshopRound.round_id).where(WorkshopRound.workshop_id == workshop_id)
    query = (
        select(Workshop.id)
        .join(WorkshopRound, WorkshopRound.workshop_id == Workshop.id)
        .where(WorkshopRound.round_id.in_(own), Workshop.id != workshop_id, which)
    )
    return connection.execute(query).first() is not None
