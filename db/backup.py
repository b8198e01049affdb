"""Backups: a consistent copy while the app runs, and putting one back."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, make_url

from db import postgresql_backup, sqlite_backup
from db.partial_file import partial_file, publish
from digikartta.problems import InvalidInput, Problem


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A finished backup, read back and found sound."""

    file: Path
    size: int  # bytes
    version: str  # of the schema


@dataclass(frozen=True, slots=True)
class Restored:
    """What the database holds now, and where what it held before is kept."""

    version: str  # of the schema in the backup; it has been migrated from there
    kept: Path | None  # None when there was nothing before


def back_up(engine: Engine, file: Path) -> BackedUp:
    """Write the whole database into a new file and read it back.

    SQLite: a database file. PostgreSQL: an archive of pg_dump. Raises `InvalidInput` when the file
    is there already, its folder is not, a tool is missing or the copy is not sound; then there is
    no file.
    """
    if file.exists():
        raise InvalidInput([Problem("problem.file_exists", str(file))])
    if not file.parent.is_dir():
        raise InvalidInput([Problem("problem.no_folder", str(file.parent))])
    kind = sqlite_backup if engine.dialect.name == "sqlite" else postgresql_backup
    with partial_file(file) as partial:
        kind.copy(engine, partial)
        version = kind.checked(partial, name=str(file))
        publish(partial, file)
    return BackedUp(file, file.stat().st_size, version)


def restore(url: str, file: Path) -> Restored:
    """Put a backup in the place of the database at `url` and migrate it to the newest schema.

    Raises `InvalidInput` for a file that is no backup, is damaged, newer than this code or of the
    other kind of database, and when anybody else uses the database; then nothing has changed.
    """
    if not file.is_file():
        raise InvalidInput([Problem("problem.file_not_found", str(file))])
    kind = sqlite_backup if make_url(url).get_backend_name() == "sqlite" else postgresql_backup
    version = kind.checked(file, name=str(file))
    return Restored(version, kind.put_back(url, file))
