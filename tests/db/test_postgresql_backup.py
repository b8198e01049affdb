"""How PostgreSQL's programs are called; that they do it, test_backup.py shows."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from db import postgresql_backup
from db.backup import back_up, restore
from db.engine import create_engine_for, reading, writing
from db.tables import Organisation
from digikartta.problems import InvalidInput, Problem
from digikartta.quality.postgresql import find_programs
from tests.factories import create_organisation

# For what only PostgreSQL has: the database on PostgreSQL alone.
on_postgresql = pytest.mark.parametrize(
    "migrated_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
ADDRESS = "postgresql+psycopg://digi:s%2Fecret@db.example:5433/kartta?sslmode=require"


class Calls:
    """Stands in for subprocess.run."""

    def __init__(self, code: int = 0, errors: str = "") -> None:
        self.code = code
        self.errors = errors
        self.commands: list[list[str]] = []
        self.passwords: list[str | None] = []

    def __call__(
        self, command: list[str], *, env: dict[str, str], **_: object
    ) -> subprocess.CompletedProcess[str]:
        self.commands.append(command)
        self.passwords.append(env.get("PGPASSWORD"))
        return subprocess.CompletedProcess(command, self.code, "", self.errors)


def run_with(
    monkeypatch: pytest.MonkeyPatch, calls: Calls, address: str = ADDRESS
) -> list[Problem]:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setattr(shutil, "which", lambda tool: f"/usr/bin/{tool}")
    monkeypatch.setattr(subprocess, "run", calls)
    engine = create_engine_for(address)
    try:
        postgresql_backup.copy(engine, Path("one.backup"))
    except InvalidInput as error:
        return list(error.problems)
    finally:
        engine.dispose()
    return []


def test_the_password_is_not_among_the_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Calls()
    assert run_with(monkeypatch, calls) == []
    assert calls.passwords == ["s/ecret"]
    assert calls.commands[0][:2] == [
        "/usr/bin/pg_dump",
        "--dbname=postgresql://digi@db.example:5433/kartta?sslmode=require",
    ]
    assert "ecret" not in " ".join(calls.commands[0])


def test_without_a_password_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Calls()
    assert run_with(monkeypatch, calls, "postgresql+psycopg://digi@db.example/kartta") == []
    assert calls.passwords == [None]


@pytest.mark.parametrize(
    ("errors", "detail"),
    [("\npg_dump: error: no disk\nmore", "pg_dump: error: no disk"), ("", "–")],
)
def test_a_program_that_fails_is_named_with_what_it_said(
    monkeypatch: pytest.MonkeyPatch, errors: str, detail: str
) -> None:
    assert run_with(monkeypatch, Calls(1, errors)) == [
        Problem("problem.tool_failed", "", {"tool": "pg_dump", "detail": detail})
    ]


def test_a_program_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    engine = create_engine_for(ADDRESS)
    with pytest.raises(InvalidInput) as caught:
        back_up(engine, tmp_path / "one.backup")
    engine.dispose()
    assert caught.value.problems == (Problem("problem.tool_missing", "", {"tool": "pg_dump"}),)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(name="server")
def _server(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A database with the server's programs on the search path."""
    folder = find_programs(os.environ)
    if folder is not None:
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return engine


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def companies(engine: Engine) -> int:
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(Organisation)).scalar_one()


def refusal(engine: Engine, file: Path) -> list[str]:
    engine.dispose()
    with pytest.raises(InvalidInput) as caught:
        restore(url_of(engine), file)
    return [problem.key for problem in caught.value.problems]


@on_postgresql
def test_tables_of_other_programs_are_not_backed_up_and_not_touched(
    server: Engine, tmp_path: Path
) -> None:
    with writing(server) as connection:
        connection.execute(text("CREATE TABLE theirs (id integer)"))
        connection.execute(text("INSERT INTO theirs VALUES (1)"))
    back_up(server, tmp_path / "one.backup")
    with writing(server) as connection:
        connection.execute(text("INSERT INTO theirs VALUES (2)"))
    server.dispose()
    restore(url_of(server), tmp_path / "one.backup")
    with reading(server) as connection:
        assert connection.execute(text("SELECT count(*) FROM theirs")).scalar() == 2


@on_postgresql
def test_an_archive_of_another_program_is_no_backup(server: Engine, tmp_path: Path) -> None:
    create_organisation(server)
    file = tmp_path / "theirs.backup"
    postgresql_backup._run(
        "pg_dump", "--format=custom", "--table=organisation", f"--file={file}", address=server.url
    )
    assert refusal(server, file) == ["problem.not_a_backup"]
    assert companies(server) == 1


@on_postgresql
def test_a_database_newer_than_the_code_is_not_replaced(server: Engine, tmp_path: Path) -> None:
    back_up(server, tmp_path / "one.backup")
    create_organisation(server)
    with writing(server) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert refusal(server, tmp_path / "one.backup") == ["problem.database_newer"]
    assert companies(server) == 1


@on_postgresql
def test_a_restore_that_fails_in_the_middle_changes_nothing(server: Engine, tmp_path: Path) -> None:
    back_up(server, tmp_path / "one.backup")
    create_organisation(server)
    with writing(server) as connection:
        # What stands here under a name of ours, but is not ours to drop, stops the restore.
        connection.execute(text("ALTER INDEX ix_round_pool RENAME TO elsewhere"))
        connection.execute(text("CREATE SEQUENCE ix_round_pool"))
    assert refusal(server, tmp_path / "one.backup") == ["problem.tool_failed"]
    assert companies(server) == 1
