"""What a facilitator puts on the wall."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Engine

from db import questionnaires, room, workshops
from db.room_tables import RoomScene
from db.upsert import upsert
from db.workshop_control import controlling
from db.workshops import WorkshopRecord
from digikartta.problems import InvalidInput, Problem
from digikartta.room import SCENES, Showing, is_page


def show(engine: Engine, workshop_id: int, account_id: int, showing: Showing) -> None:
    """Choose what the projector shows; the last facilitator to choose wins.

    Raises `InvalidInput` for an account that does not run the workshop, and for a scene, a
    dimension or a question that there is none of. A page may be gone when it is shown: the wall
    has the last one then.
    """
    with controlling(engine, workshop_id, account_id) as (connection, workshop):
        _put(connection, workshop, showing)


def change(engine: Engine, workshop_id: int, account_id: int, **chosen: Any) -> None:
    """Change some of what the projector shows, and leave the rest as it is at that moment.

    So two facilitators who choose two things at once both have their way. Raises as `show` does.
    """
    with controlling(engine, workshop_id, account_id) as (connection, workshop):
        _put(connection, workshop, replace(room.showing(connection, workshop_id), **chosen))


def _put(connection: Connection, workshop: WorkshopRecord, showing: Showing) -> None:
    asked = questionnaires.pinned(connection, workshop.content_hash)
    parts = {"", *asked.dimension_ids, *(question.id for question in asked.questions)}
    if showing.scene not in SCENES or not (showing.part in parts or is_page(showing.part)):
        raise InvalidInput([Problem("problem.scene_unknown")])
    if room.showing(connection, workshop.id) == showing:
        return
    row = {
        "workshop_id": workshop.id,
        "scene": showing.scene,
        "part": showing.part,
        "shows_peers": showing.shows_peers,
        "shows_earlier": showing.shows_earlier,
    }
    changed = ("scene", "part", "shows_peers", "shows_earlier")
    upsert(connection, RoomScene, keys=("workshop_id",), row=row, update=changed)
    workshops.count_change(connection, workshop.id)
