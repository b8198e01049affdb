"""Who answered what, in a workshop that was made with names; in any other nobody is told.

The room sees names with the answers that are counted on its wall, and with nothing that came later;
a facilitator sees them with every answer that is stored.
"""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, Engine, select

from db import workshops
from db.engine import reading
from db.room_pictures import answers_of
from db.room_snapshots import latest_units
from db.tables import Respondent
from db.workshop_tables import WorkshopRound
from db.workshops import WorkshopRecord
from digikartta.live_picture import DimensionPicture
from digikartta.room import Voices


def on_the_wall(
    connection: Connection, workshop: WorkshopRecord, pictures: Mapping[str, DimensionPicture]
) -> dict[str, Voices]:
    """Return who chose what in each question on the wall; {} where names are not for the room."""
    if not workshop.names_on_wall:
        return {}
    names = _names(connection, workshop.id)
    shown = {question for picture in pictures.values() for question in picture.questions}
    said = [
        (item, value, names[person])
        for dimension, units in latest_units(connection, workshop.id).items()
        if dimension in pictures
        for person, people in units.items()
        for each in people
        for item, value in each.answers.items()
        if item in shown
    ]
    return _voices(said)


def stored(engine: Engine, workshop_id: int, account_id: int) -> dict[str, Voices]:
    """Return who has answered what, by item, for the facilitators of one company's workshop.

    {} in an anonymous workshop and in a seminar. Raises `InvalidInput` for an account that does
    not run the workshop.
    """
    with reading(engine) as connection:
        if not workshops.run_by(connection, workshop_id, account_id).names_on_wall:
            return {}
        names = _names(connection, workshop_id)
        answers = answers_of(connection, workshop_id)
    return _voices(
        [
            (item, value, names[person])
            for person, given in answers.items()
            for item, value in given.items()
        ]
    )


def _names(connection: Connection, workshop_id: int) -> dict[int, str]:
    rows = connection.execute(
        select(Respondent.id, Respondent.name)
        .join(WorkshopRound, WorkshopRound.round_id == Respondent.round_id)
        .where(WorkshopRound.workshop_id == workshop_id)
    )
    return {row.id: row.name for row in rows}


def _voices(said: list[tuple[str, str, str]]) -> dict[str, Voices]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for item, value, name in said:
        found[item][value].append(name)
    return {
        item: {value: tuple(sorted(names)) for value, names in values.items()}
        for item, values in found.items()
    }
