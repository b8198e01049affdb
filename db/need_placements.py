"""Importance and effort of a round's needs."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, insert, select, update

from db.development_tables import NeedPlacement
from db.engine import reading, writing
from db.tables import Round
from digikartta.need_matrix import Placement
from digikartta.problems import InvalidInput, Problem

NEW = 0  # the version of a need that nobody has placed yet


@dataclass(frozen=True, slots=True)
class StoredPlacement:
    """A placement with the version by which a change says what it has seen."""

    placement: Placement
    version: int


def of_round(engine: Engine, round_id: int) -> dict[str, StoredPlacement]:
    """Return the placements of a round by need."""
    with reading(engine) as connection:
        rows = connection.execute(
            select(NeedPlacement)
            .where(NeedPlacement.round_id == round_id)
            .order_by(NeedPlacement.item)
        )
        return {
            row.item: StoredPlacement(Placement(row.importance, row.effort), row.version)
            for row in rows
        }


def place(
    engine: Engine,
    organisation_id: int,
    round_id: int,
    item: str,
    placement: Placement,
    *,
    version: int,
) -> None:
    """Store a checked placement over the version that its writer has seen, `NEW` for none.

    Raises `InvalidInput` when somebody has placed the need otherwise since.
    """
    with writing(engine) as connection:
        _refuse_others(connection, organisation_id, round_id)
        values = {"importance": placement.importance, "effort": placement.effort}
        if version == NEW:
            done = _insert(connection, organisation_id, round_id, item, values)
        else:
            change = update(NeedPlacement).where(*_of(round_id, item, version))
            done = connection.execute(change.values(**values, version=version + 1)).rowcount == 1
        if not done:
            raise InvalidInput([Problem("problem.placed_meanwhile")])


def _insert(
    connection: Connection,
    organisation_id: int,
    round_id: int,
    item: str,
    values: dict[str, int],
) -> bool:
    """Store a first placement; False when there is one already."""
    key = {"round_id": round_id, "item": item}
    row = {**key, "organisation_id": organisation_id, "version": NEW + 1, **values}
    found = select(NeedPlacement.item).filter_by(**key)
    # Locked by its round, so that of two first placements the second finds the other's.
    connection.execute(select(Round.id).where(Round.id == round_id).with_for_update(key_share=True))
    if connection.execute(found).first() is not None:
        return False
    connection.execute(insert(NeedPlacement).values(row))
    return True


def take_back(
    engine: Engine, organisation_id: int, round_id: int, item: str, *, version: int
) -> None:
    """Take a need off the matrix; errors as in `place`."""
    with writing(engine) as connection:
        _refuse_others(connection, organisation_id, round_id)
        done = connection.execute(delete(NeedPlacement).where(*_of(round_id, item, version)))
        if done.rowcount != 1:
            raise InvalidInput([Problem("problem.placed_meanwhile")])


def _refuse_others(connection: Connection, organisation_id: int, round_id: int) -> None:
    own = select(Round.id).where(Round.id == round_id, Round.organisation_id == organisation_id)
    if connection.execute(own).first() is None:
        raise InvalidInput([Problem("problem.placed_meanwhile")])


def _of(round_id: int, item: str, version: int):  # type: ignore[no-untyped-def]
    return (
        NeedPlacement.round_id == round_id,
        NeedPlacement.item == item,
        NeedPlacement.version == version,
    )
