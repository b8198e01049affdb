"""Insert, or change what is there: one statement, so that two at once never lose or double one."""

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
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    insert = dialect.insert(table).values(row)
    changes = {column: insert.excluded[column] for column in update}
    connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=changes))
