"""The actions of a company's plan: writing them down, changing them, reading them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, insert, select, update

from db import action_links
from db.engine import writing
from db.plan_tables import ActionNote, ActionReason, ActionRow
from db.tables import Organisation
from digikartta.action_plan import (
    FIELDS,
    Action,
    Note,
    Planned,
    checked,
    checked_note,
    title_from,
)
from digikartta.problems import InvalidInput, Problem

MAX_ACTIONS = 1000  # of one company; a plan that anybody follows has some twenty
_PLAIN = tuple(name for name in FIELDS if name not in action_links.LISTS)


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody wants an action to be, who saw it in one revision."""

    id: int
    seen: Planned
    wanted: Action


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people changed one action: what stands there now, and what the second one wanted."""

    current: Planned
    edit: Edit


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of several edits: the actions as they are stored now, and the conflicts."""

    stored: tuple[Planned, ...]
    conflicts: tuple[Conflict, ...]


def plan_of(connection: Connection, organisation_id: int) -> list[Planned]:
    """Return a company's actions in the order in which they were written down."""
    return _read(connection, organisation_id)


def get(connection: Connection, organisation_id: int, action_id: int) -> Planned:
    """Return one action of the company; raises `InvalidInput` when it has no such action."""
    found = _read(connection, organisation_id, only=[action_id])
    if not found:
        raise InvalidInput([Problem("problem.action_unknown")])
    return found[0]


def _read(
    connection: Connection, organisation_id: int, *, only: Sequence[int] | None = None
) -> list[Planned]:
    query = select(ActionRow.__table__).where(ActionRow.organisation_id == organisation_id)
    if only is not None:
        query = query.where(ActionRow.id.in_(only))
    rows = connection.execute(query.order_by(ActionRow.id)).all()
    lists = action_links.of_organisation(connection, organisation_id)
    return [
        Planned(
            row.id,
            row.revision,
            Action(
                **{name: getattr(row, name) for name in _PLAIN},
                **lists.get(row.id, action_links.NONE),
            ),
            row.created_on,
            row.done_on,
        )
        for row in rows
    ]


def create(
    engine: Engine,
    organisation_id: int,
    action: Action,
    *,
    dimensions: Collection[str],
    today: date,
) -> int:
    """Write a new action down and return its id; raises `InvalidInput` when it is not in order."""
    cleaned = checked(action, dimensions=dimensions)
    with writing(engine) as connection:
        take_turn(connection, organisation_id)
        return insert_action(connection, organisation_id, cleaned, today=today)


def take_turn(connection: Connection, organisation_id: int) -> None:
    """Wait until nobody else changes this company's plan; on SQLite every writer waits anyway."""
    query = select(Organisation.id).where(Organisation.id == organisation_id)
    connection.execute(query.with_for_update(key_share=True))


def insert_action(
    connection: Connection, organisation_id: int, action: Action, *, today: date
) -> int:
    """Store a checked action inside a transaction; raises `InvalidInput` for one too many."""
    count = len(_read_ids(connection, organisation_id))
    if count >= MAX_ACTIONS:
        raise InvalidInput([Problem("problem.actions_too_many", details={"limit": MAX_ACTIONS})])
    row = {
        **_row(action),
        "organisation_id": organisation_id,
        "revision": 1,
        "created_on": today,
        "done_on": today if action.status == "done" else None,
    }
    made = connection.execute(insert(ActionRow).values(row).returning(ActionRow.id))
    action_id = int(made.scalar_one())
    action_links.write(connection, organisation_id, action_id, action)
    return action_id


def _read_ids(connection: Connection, organisation_id: int) -> list[int]:
    query = select(ActionRow.id).where(ActionRow.organisation_id == organisation_id)
    return list(connection.execute(query).scalars())


def _row(action: Action) -> dict[str, object]:
    return {name: getattr(action, name) for name in _PLAIN}


def create_from_need(
    engine: Engine,
    organisation_id: int,
    *,
    need: str,
    dimension: str,
    draft: str,
    dimensions: Collection[str],
    today: date,
) -> int:
    """Take a need to the plan and return the id of its action; taken already, of the one there is.

    `need` is the id of a question or a dimension, `draft` the recommended next step: its beginning
    is the title, the whole of it the first step.
    """
    action = Action(title=title_from(draft), dimension=dimension, first_step=draft, needs=(need,))
    cleaned = checked(action, dimensions=dimensions)
    with writing(engine) as connection:
        take_turn(connection, organisation_id)
        query = (
            select(ActionRow.id)
            .join(ActionReason, ActionReason.action_id == ActionRow.id)
            .where(
                ActionRow.organisation_id == organisation_id,
                ActionReason.kind == "need",
                ActionReason.reference == need,
                ActionRow.status != "dropped",
            )
            .order_by(ActionRow.id)
        )
        there = connection.execute(query).scalar()
        return there or insert_action(connection, organisation_id, cleaned, today=today)


def change(
    engine: Engine,
    organisation_id: int,
    edits: Sequence[Edit],
    *,
    dimensions: Collection[str],
    today: date,
) -> Saved:
    """Store several edits at once, all of them or none; a conflict is told and not stored.

    An edit of an action that somebody else changed since it was seen is a conflict. Raises
    `InvalidInput` when any edit is not in order: each problem's `where` is a field and its details
    name the `action`.
    """
    cleaned = checked_edits(edits, dimensions=dimensions)
    with writing(engine) as connection:
        take_turn(connection, organisation_id)
        return store_edits(connection, organisation_id, cleaned, today=today)


def store_edits(
    connection: Connection, organisation_id: int, edits: Sequence[Edit], *, today: date
) -> Saved:
    """Store checked edits inside a transaction that has its turn; otherwise as `change`."""
    found = _read(connection, organisation_id, only=[edit.id for edit in edits])
    current = {planned.id: planned for planned in found}
    if any(edit.id not in current for edit in edits):
        raise InvalidInput([Problem("problem.action_unknown")])
    fresh = [edit for edit in edits if edit.seen.revision == current[edit.id].revision]
    for edit in fresh:
        _update(connection, organisation_id, edit, today=today)
    action_links.refuse_cycle(connection, organisation_id)
    stored = _read(connection, organisation_id, only=[edit.id for edit in fresh])
    stale = [edit for edit in edits if edit not in fresh]
    return Saved(tuple(stored), tuple(Conflict(current[edit.id], edit) for edit in stale))


def checked_edits(edits: Sequence[Edit], *, dimensions: Collection[str]) -> list[Edit]:
    """Return the edits cleaned, or raise `InvalidInput` with what is wrong in any of them."""
    cleaned, problems = [], []
    for edit in edits:
        try:
            cleaned.append(Edit(edit.id, edit.seen, checked(edit.wanted, dimensions=dimensions)))
        except InvalidInput as error:
            problems += [
                Problem(p.key, p.where, {**p.details, "action": edit.id}) for p in error.problems
            ]
    if problems:
        raise InvalidInput(problems)
    return cleaned


def _update(connection: Connection, organisation_id: int, edit: Edit, *, today: date) -> None:
    done_on = (edit.seen.done_on or today) if edit.wanted.status == "done" else None
    connection.execute(
        update(ActionRow)
        .where(ActionRow.id == edit.id)
        .values(**_row(edit.wanted), revision=ActionRow.revision + 1, done_on=done_on)
    )
    action_links.write(connection, organisation_id, edit.id, edit.wanted)


def add_note(
    engine: Engine, organisation_id: int, action_id: int, text: str, *, author: str, today: date
) -> None:
    """Add a progress note; raises `InvalidInput` for an empty one or another company's action."""
    body, name = checked_note(text, author=author)
    with writing(engine) as connection:
        get(connection, organisation_id, action_id)
        row = {
            "organisation_id": organisation_id,
            "action_id": action_id,
            "written_on": today,
            "author": name,
            "text": body,
        }
        connection.execute(insert(ActionNote).values(row))


def notes_of(connection: Connection, organisation_id: int) -> dict[int, list[Note]]:
    """Return the progress notes of each action that has some, the newest first."""
    query = select(ActionNote).where(ActionNote.organisation_id == organisation_id)
    found: dict[int, list[Note]] = {}
    for row in connection.execute(query.order_by(ActionNote.id.desc())):
        found.setdefault(row.action_id, []).append(Note(row.written_on, row.author, row.text))
    return found
