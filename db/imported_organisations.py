"""Finding or making the companies that a file of answers tells of."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, insert, select, update

from db import site_settings
from db.tables import Base, Organisation
from digikartta.long_format import AnswerFile, FileOrganisation

T = TypeVar("T")
_AT_ONCE = 500  # under every database's limit of parameters in one statement


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the things of one table of a file stand in the database."""

    ids: Sequence[int]  # in the order of the file
    new: frozenset[int]  # ids that were made
    changed: frozenset[int]  # ids that stood there with something else in them


@dataclass(frozen=True, slots=True)
class _Standing:
    id: int
    name: str
    business_id: str | None


def placed_organisations(connection: Connection, file: AnswerFile) -> Placed:
    """Return the companies of the file: confirmed ones that stand there, and new ones.

    A Y-tunnus finds its company whatever the name, which is then changed; without one the exact
    name finds a company that has none either. What nobody has confirmed is never found.
    """
    found = _confirmed(connection, file.organisations)
    new = [company for company in file.organisations if company.key not in found]
    example = site_settings.is_on(connection, site_settings.EXAMPLE_DATA)
    rows = [{**asdict(c), "confirmed": True, "is_example": example} for c in new]
    made = iter(inserted(connection, Organisation, rows))
    ids, renamed, fresh = [], {}, set()
    for company in file.organisations:
        standing = found.get(company.key)
        at = next(made) if standing is None else standing.id
        ids.append(at)
        if standing is None:
            fresh.add(at)
        elif standing.name != company.name:
            renamed[at] = company.name
    change(connection, Organisation, [{"at": at, "name": name} for at, name in renamed.items()])
    return Placed(ids, frozenset(fresh), frozenset(renamed))


def _confirmed(
    connection: Connection, companies: Sequence[FileOrganisation]
) -> dict[tuple[str, str], _Standing]:
    """Return the confirmed companies that are meant, by key; of several the first."""
    numbers = [company.business_id for company in companies if company.business_id]
    names = [company.name for company in companies if not company.business_id]
    confirmed = (
        select(Organisation.id, Organisation.name, Organisation.business_id)
        .where(Organisation.confirmed)
        .order_by(Organisation.id.desc())
    )
    nameless = confirmed.where(Organisation.business_id.is_(None))
    queries = [
        *(confirmed.where(Organisation.business_id.in_(chunk)) for chunk in chunks(numbers)),
        *(nameless.where(Organisation.name.in_(chunk)) for chunk in chunks(names)),
    ]
    rows = (_Standing(*row) for query in queries for row in connection.execute(query))
    return {FileOrganisation(row.name, row.business_id).key: row for row in rows}


def chunks(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield the things in pieces that one statement can take."""
    return (things[start : start + _AT_ONCE] for start in range(0, len(things), _AT_ONCE))


def inserted(connection: Connection, table: type[Base], rows: list[dict[str, Any]]) -> list[int]:
    """Insert the rows and return their ids in the same order."""
    if not rows:
        return []
    statement = insert(table).returning(table.__table__.c.id, sort_by_parameter_order=True)
    return list(connection.execute(statement, rows).scalars())


def change(connection: Connection, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Set the columns that the rows name, in the rows whose ids stand under `at`."""
    if rows:
        values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "at"}
        statement = update(table).where(table.__table__.c.id == bindparam("at")).values(values)
        connection.execute(statement, rows)
