"""Insert, or change what is there: one statement, so that two at once never lose or double one."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from db.tables import Base


def upsert(
    connection: Connection,
    table: type[Base],
    *,
    keys: tuple[str, ...],
    row: dict[str, Any],
    update: tuple[str, ...],
) -> None:
    """Insert `row`; where a row with these `keys` stands, set the columns named in `update`."""
    connection.execute(_statement(connection.dialect.name, table, keys, update), row)


@lru_cache(maxsize=64)
def _statement(name: str, table: type[Base], keys: tuple[str, ...], update: tuple[str, ...]) -> Any:
    dialect = sqlite if name == "sqlite" else postgresql
    insert = dialect.insert(table)
    changes = {column: insert.excluded[column] for column in update}
    return insert.on_conflict_do_update(index_elements=keys, set_=changes)
