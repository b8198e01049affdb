"""The wall of comments: what people wrote, after a facilitator has chosen it."""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, Row, and_, bindparam, delete, func, select

from db import questionnaires, workshops
from db.engine import reading
from db.room_tables import RoomComment
from db.tables import Answer, Respondent
from db.upsert import upsert
from db.workshop_control import controlling
from db.workshop_tables import WorkshopRound
from db.workshops import WorkshopRecord
from digikartta.problems import InvalidInput, Problem
from digikartta.room import WallComment, WrittenComment, comment_key

_Comment = Row[int, int, str, str, str]  # respondent, organisation, item, text, writer


def written(engine: Engine, workshop_id: int, account_id: int) -> tuple[WrittenComment, ...]:
    """Return every comment of a workshop in the order of the questions, those of one in no order.

    Raises `InvalidInput` for an account that does not run it.
    """
    with reading(engine) as connection:
        workshop = workshops.run_by(connection, workshop_id, account_id)
        asked = questionnaires.pinned(connection, workshop.content_hash)
        place = {question.id: number for number, question in enumerate(asked.questions)}
        chosen = {
            comment_key(workshop_id, row.respondent_id, row.item): row.text
            for row in _chosen(connection, workshop_id)
        }
        found = [
            _written(comment_key(workshop_id, row.respondent_id, row.item), row, chosen)
            for row in _comments(connection, workshop_id)
        ]
    return tuple(sorted(found, key=lambda each: (place.get(each.item, len(place)), each.key)))


def _written(key: str, row: _Comment, chosen: dict[str, str]) -> WrittenComment:
    return WrittenComment(
        key,
        row.item,
        row.comment,
        on_wall=chosen.get(key) == row.comment,
        has_changed=chosen.get(key, row.comment) != row.comment,
        name=row.name,
    )


def _comments(connection: Connection, workshop_id: int) -> Sequence[_Comment]:
    return connection.execute(
        select(
            Answer.respondent_id,
            Answer.organisation_id,
            Answer.item,
            Answer.comment,
            Respondent.name,
        )
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .join(WorkshopRound, WorkshopRound.round_id == Respondent.round_id)
        .where(WorkshopRound.workshop_id == workshop_id, Answer.comment != "")
    ).all()


def mark(connection: Connection, workshop_id: int) -> tuple[int, int]:
    """Return how many comments there are and how long: others when people write or take back."""
    query = (
        select(func.count(), func.coalesce(func.sum(func.length(Answer.comment)), 0))
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .join(WorkshopRound, WorkshopRound.round_id == Respondent.round_id)
        .where(WorkshopRound.workshop_id == workshop_id, Answer.comment != "")
    )
    count, length = connection.execute(query).one()
    return count, length


# What was chosen beside what the writer's comment is now: empty when it was taken back.
_CHOSEN = (
    select(
        RoomComment.respondent_id,
        RoomComment.item,
        RoomComment.text,
        Respondent.name,
        func.coalesce(Answer.comment, "").label("now"),
    )
    .join(Respondent, Respondent.id == RoomComment.respondent_id)
    .outerjoin(
        Answer,
        and_(Answer.respondent_id == RoomComment.respondent_id, Answer.item == RoomComment.item),
    )
    .where(RoomComment.workshop_id == bindparam("workshop"))
)


def _chosen(connection: Connection, workshop_id: int) -> Sequence[Row[int, str, str, str, str]]:
    return connection.execute(_CHOSEN, {"workshop": workshop_id}).all()


def on_the_wall(connection: Connection, workshop: WorkshopRecord) -> tuple[WallComment, ...]:
    """Return what stands on the wall, in an order that tells nothing about who wrote or when.

    A comment that its writer took back or changed does not: nobody has chosen what it reads now.
    """
    found = [
        WallComment(
            comment_key(workshop.id, row.respondent_id, row.item),
            row.item,
            row.text,
            row.name if workshop.names_on_wall else "",
        )
        for row in _chosen(connection, workshop.id)
        if row.text == row.now
    ]
    return tuple(sorted(found, key=lambda each: each.key))


def choose(engine: Engine, workshop_id: int, account_id: int, key: str, *, on_wall: bool) -> None:
    """Put a comment on the wall as it reads now, or take it away.

    Raises `InvalidInput` for an account that does not run the workshop, or a comment that is gone.
    """
    with controlling(engine, workshop_id, account_id) as (connection, _):
        row = next(
            (
                row
                for row in _comments(connection, workshop_id)
                if comment_key(workshop_id, row.respondent_id, row.item) == key
            ),
            None,
        )
        if row is None:
            raise InvalidInput([Problem("problem.comment_gone")])
        if on_wall:
            _put(connection, workshop_id, row)
        else:
            connection.execute(
                delete(RoomComment).where(
                    RoomComment.workshop_id == workshop_id,
                    RoomComment.respondent_id == row.respondent_id,
                    RoomComment.item == row.item,
                )
            )
        workshops.count_change(connection, workshop_id)


def _put(connection: Connection, workshop_id: int, row: _Comment) -> None:
    upsert(
        connection,
        RoomComment,
        keys=("workshop_id", "respondent_id", "item"),
        row={
            "workshop_id": workshop_id,
            "respondent_id": row.respondent_id,
            "item": row.item,
            "organisation_id": row.organisation_id,
            "text": row.comment,
        },
        update=("text",),
    )
