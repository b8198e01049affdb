"""Moving everything to another database, of the same kind or the other, and proving it."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, insert, inspect, select, text

from db import schema
from db.engine import create_engine_for, reading, writing
from db.tables import Base
from digikartta.problems import InvalidInput, Problem

_ROWS_AT_ONCE = 1000
_MODULUS = 2**128
# What the migrations themselves write into an empty database.
_FROM_MIGRATIONS = {"revision"}


@dataclass(frozen=True, slots=True)
class MovedTable:
    """A table as it was found on both sides: how many rows, and what they add up to."""

    name: str
    rows: int
    checksum: str


def move(source: Engine, target_url: str) -> list[MovedTable]:
    """Copy one consistent moment of all tables into an empty database, and read it back.

    Raises `InvalidInput` when the target holds anything, or when what is read back differs; then
    nothing is stored there. The source stays as it is.
    """
    target = create_engine_for(target_url)
    try:
        _refuse_same(source, target)
        _refuse_used(target)
        schema.upgrade(target)
        with reading(source) as outgoing, writing(target) as incoming:
            _refuse_rows(incoming)  # nobody has come in between
            sent = [_copy(outgoing, incoming, table) for table in _tables()]
            _go_on_counting(incoming)
            _refuse_differences(sent, [_read(incoming, table) for table in _tables()])
    finally:
        target.dispose()
    return sent


def _tables() -> Sequence[Table]:
    return Base.metadata.sorted_tables


def _refuse_same(source: Engine, target: Engine) -> None:
    if source.url == target.url:
        raise InvalidInput([Problem("problem.move_same")])


def _refuse_used(target: Engine) -> None:
    """Look before the schema is touched: somebody else's old database is not migrated either."""
    with reading(target) as connection:
        there = set(inspect(connection).get_table_names())
        if there and "alembic_version" not in there:
            raise InvalidInput([Problem("problem.move_not_empty")])
        _refuse_rows(connection, only=there)


def _refuse_rows(connection: Connection, *, only: set[str] | None = None) -> None:
    for table in _tables():
        if table.name in _FROM_MIGRATIONS or (only is not None and table.name not in only):
            continue
        if connection.execute(select(func.count()).select_from(table)).scalar_one():
            raise InvalidInput([Problem("problem.move_not_empty")])


def _copy(outgoing: Connection, incoming: Connection, table: Table) -> MovedTable:
    incoming.execute(delete(table))
    total = _Checksum()
    for rows in _parts(outgoing, table):
        incoming.execute(insert(table), rows)
        total.add(rows)
    return total.of(table)


def _read(connection: Connection, table: Table) -> MovedTable:
    total = _Checksum()
    for rows in _parts(connection, table):
        total.add(rows)
    return total.of(table)


def _parts(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    found = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table))
    for part in found.mappings().partitions():
        yield [dict(row) for row in part]


class _Checksum:
    """Adds up the hashes of rows: their order, which no database promises, makes no difference."""

    def __init__(self) -> None:
        self._rows = 0
        self._sum = 0

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            values = repr([(name, _plain(row[name])) for name in sorted(row)])
            digest = hashlib.sha256(values.encode()).digest()
            self._sum = (self._sum + int.from_bytes(digest[:16])) % _MODULUS
            self._rows += 1

    def of(self, table: Table) -> MovedTable:
        return MovedTable(table.name, self._rows, f"{self._sum:032x}")


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _go_on_counting(connection: Connection) -> None:
    """PostgreSQL counts ids beside the table: the next one comes after those that were brought."""
    if connection.dialect.name != "postgresql":
        return
    for table in _tables():
        column = table.autoincrement_column
        if column is None:
            continue
        last = connection.execute(select(func.max(column))).scalar()
        if last is not None:
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)"),
                {"table": table.name, "column": column.name, "last": last},
            )


def _refuse_differences(sent: Sequence[MovedTable], found: Sequence[MovedTable]) -> None:
    problems = [
        Problem("problem.move_differs", one.name)
        for one, other in zip(sent, found, strict=True)
        if one != other
    ]
    if problems:
        raise InvalidInput(problems)
