"""Backups of a SQLite database: a database file like any other."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.engine import URL

from db import schema
from db.engine import create_engine_for
from db.partial_file import free_name, partial_file, publish
from digikartta.problems import InvalidInput, Problem

_HEADER = b"SQLite format 3\x00"
_WAIT_SECONDS = 1.0  # for somebody who is just letting go


def copy(engine: Engine, target: Path) -> None:
    """Write one consistent moment of the database to a new file; readers and writers go on."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM INTO ?", (str(target),))
    finally:
        raw.close()


def checked(file: Path, *, name: str) -> str:
    """Return the schema version of a backup; `name` is how the file is called.

    Raises `InvalidInput` when it is not a sound database of this product, or a newer one.
    """
    _check_header(file, name)
    try:
        # Immutable: nothing is written beside the backup, as opening a database else does.
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?immutable=1", uri=True)) as opened:
            version = _sound_version(opened, name)
    except sqlite3.DatabaseError as error:
        raise InvalidInput([_damaged(name, str(error))]) from error
    schema.refuse_unknown(version)
    return version


def _check_header(file: Path, name: str) -> None:
    with file.open("rb") as opened:
        start = opened.read(len(_HEADER))
    if start.startswith(b"PGDMP"):
        raise InvalidInput([Problem("problem.backup_of_postgresql", name)])
    if start != _HEADER:
        raise InvalidInput([Problem("problem.not_a_backup", name)])


def _sound_version(opened: sqlite3.Connection, name: str) -> str:
    found = [row[0] for row in opened.execute("PRAGMA integrity_check")]
    if found != ["ok"]:
        raise InvalidInput([_damaged(name, found[0])])
    broken = opened.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise InvalidInput([Problem("problem.broken_references", name, {"count": len(broken)})])
    tables = {row[0] for row in opened.execute("SELECT name FROM sqlite_master")}
    if "alembic_version" not in tables:
        raise InvalidInput([Problem("problem.not_a_backup", name)])
    version = opened.execute("SELECT version_num FROM alembic_version").fetchone()
    if version is None:
        raise InvalidInput([Problem("problem.not_a_backup", name)])
    return str(version[0])


def _damaged(name: str, detail: str) -> Problem:
    return Problem("problem.backup_damaged", name, {"detail": detail.splitlines()[0][:200]})


def put_back(url: str, file: Path) -> Path | None:
    """Replace the database's file by a migrated copy of a checked backup, in one step.

    Returns where the file is kept that was there before, None if there was none. Raises
    `InvalidInput` when anybody has the database open.
    """
    address = make_url(url)
    database = Path(address.database or "")
    database.parent.mkdir(parents=True, exist_ok=True)
    with partial_file(database) as partial:
        shutil.copyfile(file, partial)
        _migrate(address, partial)
        if not database.exists():
            publish(partial, database)
            return None
        with _alone(database):
            kept = _keep(database)
            publish(partial, database)
    return kept


def _migrate(address: URL, file: Path) -> None:
    engine = create_engine_for(
        address.set(database=str(file)).render_as_string(hide_password=False)
    )
    try:
        schema.upgrade(engine)
    finally:
        engine.dispose()  # the last one out moves the write-ahead log into the file


@contextmanager
def _alone(database: Path) -> Iterator[None]:
    """Hold the file so that nobody else can open it, or raise `InvalidInput`."""
    with closing(
        sqlite3.connect(database, timeout=_WAIT_SECONDS, isolation_level=None)
    ) as connection:
        try:
            # Everybody who has a file with a write-ahead log open holds a lock on it; doing
            # without the log takes that there is nobody, and makes the file whole by itself.
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            raise InvalidInput([Problem("problem.database_in_use")]) from error
        except sqlite3.DatabaseError:
            pass  # damaged: nobody can work with it, and a backup is to take its place
        if sys.platform == "win32":
            connection.close()  # an open file cannot be replaced there
        yield


def _keep(database: Path) -> Path:
    """Give the file a second name, so that there is never a moment without a database."""
    kept = free_name(database)
    try:
        kept.hardlink_to(database)
    except OSError:  # a file system without hard links
        shutil.copy2(database, kept)
    for suffix in ("-wal", "-shm"):  # of a damaged file only; the new one must not find them
        side = database.with_name(database.name + suffix)
        if side.exists():
            side.replace(kept.with_name(kept.name + suffix))
    return kept
