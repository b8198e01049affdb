"""The schema's version: bringing a database to the newest one, and telling where it stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from db.engine import reading, use_wal
from digikartta.problems import InvalidInput, Problem

_MIGRATIONS = Path(__file__).parent / "migrations"
_ADVISORY_LOCK = 0x64696769  # "digi": any number, but the same in every process


def upgrade(engine: Engine, *, to: str = "head") -> None:
    """Make or migrate the schema; safe when several processes start together.

    Raises `InvalidInput` for a database newer than this code or with broken references; then
    nothing has changed.
    """
    use_wal(engine)
    with _alone(engine) as connection:
        if version(connection) == _script().get_current_head():
            return
        refuse_unknown(version(connection))
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        _refuse_broken_references(connection)


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """One transaction that no other process migrates beside.

    The version is read inside it, so the second process finds the work done. On SQLite the
    foreign keys are off: a table that is made anew would else take its children's rows with it.
    """
    with engine.connect() as connection:
        sqlite = engine.dialect.name == "sqlite"
        if sqlite:
            _foreign_keys(connection, on=False)
        try:
            with connection.begin():
                if not sqlite:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
                yield connection
        finally:
            if sqlite:
                _foreign_keys(connection, on=True)


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    # The pragma does nothing inside a transaction, so it goes past SQLAlchemy's.
    driver = connection.connection.dbapi_connection
    assert driver is not None  # the connection is open  # noqa: S101
    driver.cursor().execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _refuse_broken_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise InvalidInput(
            Problem("problem.broken_reference", str(table), {"row": row, "parent": parent})
            for table, row, parent, _ in broken[:20]
        )


def version(connection: Connection) -> str | None:
    """Return the schema version of the database, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def is_current(engine: Engine) -> bool:
    """Whether the database answers and has the newest schema."""
    with reading(engine) as connection:
        return version(connection) == _script().get_current_head()


def refuse_unknown(found: str | None) -> None:
    """Raise `InvalidInput` for a version that this code does not have: the database is newer."""
    known = {script.revision for script in _script().walk_revisions()}
    if found is not None and found not in known:
        raise InvalidInput([Problem("problem.database_newer", details={"version": found})])


def _script() -> ScriptDirectory:
    return ScriptDirectory(str(_MIGRATIONS))
