"""The connection to the database: SQLite by default, PostgreSQL by setting."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Executable, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, DBAPIError, InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from digikartta.problems import InvalidInput, Problem

BUSY_SECONDS = 10.0  # a writer waits this long for another one; each takes a few milliseconds


@lru_cache(maxsize=4)
def shared_engine(url: str) -> Engine:
    """Return this process's one engine for an address; engines hold the pool of connections."""
    return create_engine_for(url)


def create_engine_for(url: str) -> Engine:
    """Return an engine for `sqlite:///FILE` or `postgresql+psycopg://…`.

    Raises `InvalidInput` for a SQLite database in memory: each connection would have its own.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    return _postgresql(address)


def _postgresql(address: URL) -> Engine:
    # Kept, not thrown away: the server starts a process for each connection. More at once would
    # only wait for each other, and the server has a hundred by default for everybody.
    engine = create_engine(address, pool_size=30, max_overflow=10, pool_use_lifo=True)
    event.listen(engine, "checkout", _refuse_hung_up)
    return engine


def _refuse_hung_up(
    connection: DBAPIConnection, _: ConnectionPoolEntry, __: PoolProxiedConnection
) -> None:
    """Let the pool open a new connection where the server has ended this one.

    What lies unread on a resting line says so. Asking the server instead would be one more journey
    to it and back for every answer, and for each the thread waits its turn among all others.
    """
    from psycopg import OperationalError  # whoever keeps everything in a file never needs it

    try:
        for _look in ("for the server's farewell", "for the end of the line"):
            connection.pgconn.consume_input()
    except OperationalError as error:
        raise InvalidatePoolError from error


def _sqlite(address: URL) -> Engine:
    if not address.database or address.database == ":memory:":
        raise InvalidInput([Problem("problem.database_in_memory")])
    Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        address,
        # Kept, not thrown away: opening a connection costs ten times what an answer does.
        pool_size=64,
        max_overflow=-1,
        pool_use_lifo=True,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver's own transaction handling commits before a schema change and never before a
    # read; off, so that a transaction is what this module begins and nothing else.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
    # FULL: what the screen calls saved survives a power cut, not only a crash.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("at_once"):
        return
    how = "DEFERRED" if connection.get_execution_options().get("reading") else "IMMEDIATE"
    connection.exec_driver_sql(f"BEGIN {how}")


def use_wal(engine: Engine) -> None:
    """Let readers and the writer of a SQLite file work at the same time; kept in the file."""
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
        finally:
            raw.close()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent moment of the database, not for changes."""
    with engine.connect() as connection:
        options = {"reading": True}
        if engine.dialect.name == "postgresql":
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}  # type: ignore[dict-item]
        with connection.execution_options(**options).begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, one user action: all of it is stored or nothing."""
    with _turn(engine), engine.begin() as connection:
        yield connection


def changed_at_once(engine: Engine, statement: Executable, values: Mapping[str, object]) -> int:
    """Run one statement that is a user action by itself, and return how many rows it changed.

    On disk when this returns, or nothing of it: there is no transaction to begin and to end.
    """
    options: dict[str, object] = {"at_once": True, "preserve_rowcount": True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "AUTOCOMMIT"
    with _turn(engine), engine.connect().execution_options(**options) as connection:
        return connection.execute(statement, dict(values)).rowcount


# SQLite has one writer at a time, and one that finds it busy sleeps and tries again, up to a tenth
# of a second too long. Threads of one process wait here instead and are woken in their turn.
_sqlite_turns: WeakKeyDictionary[Engine, threading.Lock] = WeakKeyDictionary()
_sqlite_turns_lock = threading.Lock()


def _turn(engine: Engine) -> AbstractContextManager[object]:
    if engine.dialect.name != "sqlite":
        return nullcontext()
    with _sqlite_turns_lock:
        return _sqlite_turns.setdefault(engine, threading.Lock())


def storage_problem(error: Exception) -> Problem | None:
    """Return what is wrong with the database in words for its keeper, or None if it is not that."""
    original = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(original, (sqlite3.Error, OSError)) and not isinstance(error, DatabaseError):
        return None
    message = str(original)
    for fragment, key in _SQLITE_TROUBLES.items():
        if fragment in message:
            return Problem(key, details={"detail": message})
    return Problem("problem.database", details={"detail": message.splitlines()[0][:200]})


_SQLITE_TROUBLES = {
    "database is locked": "problem.database_locked",
    "readonly database": "problem.database_read_only",
    "file is not a database": "problem.database_damaged",
    "malformed": "problem.database_damaged",
    "disk is full": "problem.disk_full",
    "unable to open": "problem.database_unreachable",
}
