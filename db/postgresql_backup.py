"""Backups of a PostgreSQL database: archives of pg_dump, which come with PostgreSQL's client."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, make_url, text
from sqlalchemy.engine import URL

from db import schema
from db.engine import create_engine_for, reading
from db.partial_file import free_name, partial_file, publish
from db.tables import Base
from digikartta.problems import InvalidInput, Problem

_VERSION_TABLE = "alembic_version"


def copy(engine: Engine, target: Path) -> None:
    """Write one consistent moment of this product's tables to a new archive."""
    _run(
        "pg_dump",
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        *(f"--table={table}" for table in _tables()),
        f"--file={target}",
        address=engine.url,
    )


def _tables() -> list[str]:
    return [_VERSION_TABLE, *(table.name for table in Base.metadata.sorted_tables)]


def checked(file: Path, *, name: str) -> str:
    """Return the schema version of a backup; `name` is how the file is called.

    Raises `InvalidInput` when it is not a sound archive of this product, or a newer one.
    """
    with file.open("rb") as opened:
        start = opened.read(16)
    if start.startswith(b"SQLite format 3"):
        raise InvalidInput([Problem("problem.backup_of_sqlite", name)])
    if not start.startswith(b"PGDMP"):
        raise InvalidInput([Problem("problem.not_a_backup", name)])
    try:
        _run("pg_restore", f"--file={os.devnull}", str(file))  # reads it to the end
        version = _version_in(file)
    except _ToolFailed as error:
        details = {"detail": error.detail}
        raise InvalidInput([Problem("problem.backup_damaged", name, details)]) from error
    if version is None:
        raise InvalidInput([Problem("problem.not_a_backup", name)])
    schema.refuse_unknown(version)
    return version


def _version_in(file: Path) -> str | None:
    """The one row of Alembic's table stands on the line after `COPY … FROM stdin;`."""
    rows = ("--data-only", f"--table={_VERSION_TABLE}", "--file=-")
    lines = _run("pg_restore", *rows, str(file)).splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("COPY ")]
    return lines[starts[0] + 1].strip() if starts else None


def put_back(url: str, file: Path) -> Path | None:
    """Replace this product's tables by those of a checked backup, in one transaction; migrate.

    Returns where a backup of the tables is kept that were there before, beside `file`; None if
    there were none. Raises `InvalidInput` when anybody else is connected.
    """
    engine = create_engine_for(url)
    try:
        with reading(engine) as connection:
            _refuse_others(connection)
            schema.refuse_unknown(schema.version(connection))
            is_empty = not set(inspect(connection).get_table_names()) & set(_tables())
        kept = None if is_empty else _keep(engine, file)
        engine.dispose()
        _replace(make_url(url), file)
        schema.upgrade(engine)
    finally:
        engine.dispose()
    return kept


def _refuse_others(connection: Connection) -> None:
    others = connection.execute(
        text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    ).scalar_one()
    if others:
        raise InvalidInput([Problem("problem.database_in_use")])


def _keep(engine: Engine, file: Path) -> Path:
    kept = free_name(file)
    with partial_file(kept) as partial:
        copy(engine, partial)
        publish(partial, kept)
    return kept


def _replace(address: URL, file: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="digikartta-") as folder:
        drop, fill = Path(folder) / "drop.sql", Path(folder) / "fill.sql"
        names = ", ".join(f'"{table}"' for table in _tables())
        drop.write_text(f"DROP TABLE IF EXISTS {names} CASCADE;\n", encoding="utf-8")
        owned = ("--no-owner", "--no-privileges")
        _run("pg_restore", *owned, f"--file={fill}", str(file))
        alone = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        _run("psql", *alone, f"--file={drop}", f"--file={fill}", address=address)


class _ToolFailed(InvalidInput):
    """One of PostgreSQL's programs has ended with an error."""

    def __init__(self, tool: str, detail: str) -> None:
        self.detail = detail
        super().__init__([Problem("problem.tool_failed", details={"tool": tool, "detail": detail})])


def _run(tool: str, *arguments: str, address: URL | None = None) -> str:
    """Run one of PostgreSQL's programs and return what it prints."""
    program = shutil.which(tool)
    if program is None:
        raise InvalidInput([Problem("problem.tool_missing", details={"tool": tool})])
    # The password goes through the environment: everybody can see a program's arguments.
    password = {"PGPASSWORD": address.password} if address and address.password else {}
    environment = {**os.environ, "LC_MESSAGES": "C", **password}
    where = [f"--dbname={_without_password(address)}"] if address else []
    done = subprocess.run(  # noqa: S603  found on the search path, nothing of it from users
        [program, *where, *arguments], capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode:
        raise _ToolFailed(tool, _first_line(done.stderr))
    return done.stdout


def _without_password(address: URL) -> str:
    plain = URL.create(
        "postgresql",
        username=address.username,
        host=address.host,
        port=address.port,
        database=address.database,
        query=address.query,
    )
    return plain.render_as_string(hide_password=False)


def _first_line(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    return lines[0][:300] if lines else "–"
