"""Moving the rows of one company to another, table by table, as the schema tells."""

import json
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    UniqueConstraint,
    and_,
    delete,
    func,
    select,
    update,
)

from db.company_edits import Editor, note_change
from db.publication_tables import PublishedCohort, PublishedMember
from db.register_tables import CompanyRecord, CompanyStep
from db.tables import Answer, Base, Respondent

_OWN = {CompanyRecord.__tablename__, CompanyStep.__tablename__}  # joined field by field


def tables() -> list[Table]:
    """Return the tables whose rows belong to an organisation, parents first."""
    return [t for t in Base.metadata.sorted_tables if "organisation_id" in t.c]


def _of(table: Table, at: int) -> ColumnElement[bool]:
    if table.name == Answer.__tablename__:
        # Answers are many and have no index by company; their respondents have.
        people = select(Respondent.id).where(Respondent.organisation_id == at)
        return table.c.respondent_id.in_(people)
    return table.c.organisation_id == at


def count(connection: Connection, table: Table, at: int) -> int:
    """Return how many rows of a company would move."""
    if table.name in _OWN:
        return 0
    query = select(func.count()).select_from(table).where(_of(table, at))
    return int(connection.execute(query).scalar_one())


def _keys(table: Table) -> list[tuple[str, ...]]:
    """Return the rest of each key that tells rows of one organisation apart."""
    sets = [
        table.primary_key.columns,
        *(rule.columns for rule in table.constraints if isinstance(rule, UniqueConstraint)),
    ]
    names = [tuple(column.name for column in columns) for columns in sets]
    return [
        tuple(name for name in key if name != "organisation_id")
        for key in names
        if "organisation_id" in key
    ]


def colliding(connection: Connection, table: Table, keep: int, remove: int) -> list[Any]:
    """Return the rows of the one that cannot stand beside a row of the other."""
    if table.name in _OWN:
        return []
    found: list[Any] = []
    for key in _keys(table):
        if "number" not in key:  # numbers go on where the other's end
            beside = select(table).where(_beside(table, key, keep, remove))
            found += connection.execute(beside).all()
    return found


def _beside(table: Table, key: tuple[str, ...], keep: int, remove: int) -> ColumnElement[bool]:
    other = table.alias()
    same = and_(other.c.organisation_id == keep, *(other.c[n] == table.c[n] for n in key))
    return and_(table.c.organisation_id == remove, select(1).where(same).exists())


def renumber(connection: Connection, table: Table, keep: int, remove: int) -> None:
    """Let the numbers of the one go on where the other's end."""
    if not any("number" in key for key in _keys(table)):
        return
    last = connection.execute(
        select(func.max(table.c.number)).where(table.c.organisation_id == keep)
    ).scalar()
    # From the highest down, so that no two ever have the same number on the way.
    numbers = select(table.c.number).where(table.c.organisation_id == remove)
    for number in connection.execute(numbers.order_by(table.c.number.desc())).scalars().all():
        connection.execute(
            update(table)
            .where(table.c.organisation_id == remove, table.c.number == number)
            .values(number=number + (last or 0))
        )


def into_history(
    connection: Connection, editor: Editor, table: Table, keep: int, remove: int
) -> None:
    """Keep the rows that cannot stand beside the other company's as text, and take them away."""
    for row in colliding(connection, table, keep, remove):
        told = {name: value for name, value in row._mapping.items() if name != "organisation_id"}
        text = json.dumps(told, ensure_ascii=False, default=str)
        note_change(connection, keep, editor, f"merged_{table.name}"[:40], before=text, after="")
    for key in _keys(table):
        if table.name not in _OWN and "number" not in key:
            connection.execute(delete(table).where(_beside(table, key, keep, remove)))


def move(connection: Connection, table: Table, keep: int, remove: int) -> None:
    """Let the rows of the one belong to the other."""
    if table.name in _OWN:
        return
    connection.execute(update(table).where(_of(table, remove)).values(organisation_id=keep))


def forget_published(connection: Connection, keep: int, remove: int) -> None:
    """Where both stand behind published figures, one of them is now nobody that can be named."""
    table = PublishedMember.__table__
    both = select(table.c.published_cohort_id).where(
        _beside(table, ("published_cohort_id",), keep, remove)  # type: ignore[arg-type]
    )
    connection.execute(
        update(PublishedCohort)
        .where(PublishedCohort.id.in_(both))
        .values(gone=PublishedCohort.gone + 1)
    )
