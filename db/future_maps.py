"""A company's future map: how it is drawn, and its milestones."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, delete, insert, select, update

from db.actions import take_turn
from db.engine import writing
from db.plan_tables import MapSetting, MilestoneRow
from digikartta.future_map import (
    MapSettings,
    Milestone,
    checked_milestone,
    checked_settings,
    usual_settings,
)
from digikartta.problems import InvalidInput, Problem
from digikartta.tokens import new_token

MAX_MILESTONES = 200


@dataclass(frozen=True, slots=True)
class StoredMilestone:
    """A milestone of a company; `revision` counts its changes, from 1."""

    id: int
    revision: int
    content: Milestone


@dataclass(frozen=True, slots=True)
class StoredSettings:
    """The settings; `revision` 0 and an empty key before anybody has chosen anything."""

    revision: int
    plan_key: str
    content: MapSettings


def settings_of(connection: Connection, organisation_id: int, *, today: date) -> StoredSettings:
    """Return the settings of a company's map, the usual ones when none were chosen."""
    query = select(MapSetting).where(MapSetting.organisation_id == organisation_id)
    row = connection.execute(query).first()
    if row is None:
        return StoredSettings(0, "", usual_settings(today))
    content = MapSettings(row.starts_on, row.years, row.lanes)
    return StoredSettings(row.revision, row.plan_key, content)


def plan_key(engine: Engine, organisation_id: int, *, today: date) -> str:
    """Return the secret by which files of this company's plan are known; made when first asked."""
    with writing(engine) as connection:
        take_turn(connection, organisation_id)
        stored = settings_of(connection, organisation_id, today=today)
        if stored.plan_key:
            return stored.plan_key
        return _insert(connection, organisation_id, stored.content)


def _insert(connection: Connection, organisation_id: int, content: MapSettings) -> str:
    key = new_token()
    row = {"organisation_id": organisation_id, "plan_key": key, "revision": 1, **_columns(content)}
    connection.execute(insert(MapSetting).values(row))
    return key


def _columns(content: MapSettings) -> dict[str, object]:
    return {"starts_on": content.starts_on, "years": content.years, "lanes": content.lanes}


def choose(
    engine: Engine, organisation_id: int, wanted: MapSettings, *, seen: int, today: date
) -> None:
    """Store the settings; raises `InvalidInput` for wrong ones or when somebody chose meanwhile.

    `seen` is the revision that was shown.
    """
    content = checked_settings(wanted)
    with writing(engine) as connection:
        take_turn(connection, organisation_id)
        stored = settings_of(connection, organisation_id, today=today)
        if stored.revision != seen:
            raise InvalidInput([Problem("problem.map_changed_meanwhile")])
        if not stored.plan_key:
            _insert(connection, organisation_id, content)
            return
        connection.execute(
            update(MapSetting)
            .where(MapSetting.organisation_id == organisation_id)
            .values(**_columns(content), revision=MapSetting.revision + 1)
        )


def milestones_of(connection: Connection, organisation_id: int) -> list[StoredMilestone]:
    """Return a company's milestones in time order."""
    query = select(MilestoneRow).where(MilestoneRow.organisation_id == organisation_id)
    rows = connection.execute(query.order_by(MilestoneRow.day, MilestoneRow.id))
    return [
        StoredMilestone(
            row.id, row.revision, Milestone(row.title, row.day, row.dimension, row.theme)
        )
        for row in rows
    ]


def add_milestone(
    engine: Engine, organisation_id: int, milestone: Milestone, *, dimensions: Collection[str]
) -> int:
    """Store a milestone and return its id; raises `InvalidInput` when it is not in order."""
    content = checked_milestone(milestone, dimensions=dimensions)
    with writing(engine) as connection:
        take_turn(connection, organisation_id)
        if len(milestones_of(connection, organisation_id)) >= MAX_MILESTONES:
            details = {"limit": MAX_MILESTONES}
            raise InvalidInput([Problem("problem.milestones_too_many", details=details)])
        row = {"organisation_id": organisation_id, "revision": 1, **_milestone_columns(content)}
        made = connection.execute(insert(MilestoneRow).values(row).returning(MilestoneRow.id))
        return int(made.scalar_one())


def _milestone_columns(content: Milestone) -> dict[str, object]:
    return {
        "title": content.title,
        "day": content.day,
        "dimension": content.dimension,
        "theme": content.theme,
    }


def change_milestone(
    engine: Engine,
    organisation_id: int,
    seen: StoredMilestone,
    wanted: Milestone,
    *,
    dimensions: Collection[str],
) -> None:
    """Store a changed milestone; raises `InvalidInput` when somebody changed it meanwhile."""
    content = checked_milestone(wanted, dimensions=dimensions)
    with writing(engine) as connection:
        take_turn(connection, organisation_id)
        store_milestone(connection, organisation_id, seen, content)


def store_milestone(
    connection: Connection, organisation_id: int, seen: StoredMilestone, content: Milestone
) -> None:
    """Store a checked milestone inside a transaction that has its turn."""
    changed = connection.execute(
        update(MilestoneRow)
        .where(
            MilestoneRow.organisation_id == organisation_id,
            MilestoneRow.id == seen.id,
            MilestoneRow.revision == seen.revision,
        )
        .values(**_milestone_columns(content), revision=MilestoneRow.revision + 1)
    )
    _refuse_unless_one(changed.rowcount)


def remove_milestone(engine: Engine, organisation_id: int, seen: StoredMilestone) -> None:
    """Take a milestone away; raises `InvalidInput` when somebody changed it meanwhile."""
    with writing(engine) as connection:
        gone = connection.execute(
            delete(MilestoneRow).where(
                MilestoneRow.organisation_id == organisation_id,
                MilestoneRow.id == seen.id,
                MilestoneRow.revision == seen.revision,
            )
        )
        _refuse_unless_one(gone.rowcount)


def _refuse_unless_one(count: int) -> None:
    if count != 1:
        raise InvalidInput([Problem("problem.milestone_changed_meanwhile")])
