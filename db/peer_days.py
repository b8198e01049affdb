"""The days as of which a company's walls have shown its peers.

Its result page is judged against them, and a wall against the days of its results: no two figures
on others that a company may see differ by a few companies only.
"""

from datetime import date

from sqlalchemy import Connection, select

from db.peer_pool import PoolKey
from db.room_tables import RoomPeerDay
from db.tables import QuestionnaireContent
from db.upsert import upsert
from db.workshop_tables import Workshop


def of_wall(connection: Connection, workshop_id: int) -> date | None:
    """Return the day of a workshop's wall, None before it has shown any peers."""
    query = select(RoomPeerDay.day).where(RoomPeerDay.workshop_id == workshop_id)
    return connection.execute(query).scalar()


def of_walls(connection: Connection, organisation_id: int, key: PoolKey) -> tuple[int, ...]:
    """Return the days of all the company's walls on the pool, as proleptic ordinals."""
    rows = connection.execute(
        select(RoomPeerDay.day)
        .join(Workshop, Workshop.id == RoomPeerDay.workshop_id)
        .join(QuestionnaireContent, QuestionnaireContent.hash == Workshop.content_hash)
        .where(
            Workshop.organisation_id == organisation_id,
            QuestionnaireContent.questionnaire.in_(key.questionnaires),
        )
        .order_by(RoomPeerDay.day)
    )
    return tuple(day.toordinal() for day in rows.scalars())


def keep(connection: Connection, workshop_id: int, day: date) -> None:
    """Remember the day of a wall; the first one stays."""
    row = {"workshop_id": workshop_id, "day": day}
    keys = ("workshop_id",)
    upsert(connection, RoomPeerDay, keys=keys, row=row, update=keys)
