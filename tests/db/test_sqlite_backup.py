import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db import organisations
from db.backup import back_up, restore
from db.engine import create_engine_for, reading
from digikartta.problems import InvalidInput
from tests.factories import create_organisation, create_profile


@pytest.fixture(name="backup")
def _backup(sqlite: Engine, tmp_path: Path) -> Path:
    """A backup of a database that knows one company; then the database learns another."""
    create_organisation(sqlite, create_profile("Saari Oy"))
    file = tmp_path / "one.backup"
    back_up(sqlite, file)
    create_organisation(sqlite, create_profile("Toinen Oy"))
    sqlite.dispose()
    return file


@pytest.fixture(name="database")
def _database(tmp_path: Path) -> Path:
    return tmp_path / "one.sqlite"


def url(database: Path) -> str:
    return f"sqlite:///{database}"


def knows(database: Path, name: str) -> bool:
    engine = create_engine_for(url(database))
    try:
        with reading(engine) as connection:
            found = organisations.confirmed_id(connection, business_id=None, name=name)
    finally:
        engine.dispose()
    return found is not None


def execute(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def refusal(database: Path, file: Path) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        restore(url(database), file)
    return [problem.key for problem in caught.value.problems]


def test_a_damaged_database_is_replaced_and_kept_with_its_log(backup: Path, database: Path) -> None:
    database.write_bytes(b"Lumisadetta. " * 1000)
    log = database.with_name(f"{database.name}-wal")
    log.write_bytes(b"also damaged")
    kept = restore(url(database), backup).kept
    assert knows(database, "Saari Oy")
    assert kept is not None
    assert kept.read_bytes() == b"Lumisadetta. " * 1000
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"also damaged"


def test_the_previous_file_is_kept_where_a_file_has_one_name_only(
    backup: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path, __: Path) -> None:
        raise PermissionError(1, "Operation not permitted")  # as FAT and exFAT say

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    kept = restore(url(database), backup).kept
    assert kept is not None
    assert knows(kept, "Toinen Oy")
    assert not knows(database, "Toinen Oy")


def test_what_the_log_of_the_previous_file_held_is_kept_in_it(backup: Path, database: Path) -> None:
    kept = restore(url(database), backup).kept
    assert kept is not None
    assert not kept.with_name(f"{kept.name}-wal").exists()
    assert knows(kept, "Toinen Oy")


def test_somebody_who_writes_without_a_log_is_in_the_way_too(backup: Path, database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN IMMEDIATE")
        assert refusal(database, backup) == ["problem.database_in_use"]
    assert knows(database, "Toinen Oy")


@pytest.mark.parametrize("statement", ["DROP TABLE alembic_version", "DELETE FROM alembic_version"])
def test_a_database_of_another_program_is_no_backup(
    backup: Path, database: Path, statement: str
) -> None:
    execute(backup, statement)
    assert refusal(database, backup) == ["problem.not_a_backup"]
    assert knows(database, "Toinen Oy")


def test_a_backup_with_references_that_lead_nowhere_is_refused(
    backup: Path, database: Path
) -> None:
    execute(
        backup,
        "INSERT INTO respondent (id, organisation_id, round_id, code, role, language, place,"
        " submitted) VALUES (1, 99, 99, 'r1', 'staff', 'fi', 0, 0)",
    )
    assert refusal(database, backup) == ["problem.broken_references"]


def test_a_backup_whose_index_does_not_fit_its_table_is_damaged(
    backup: Path, database: Path
) -> None:
    execute(
        backup,
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = replace(sql, '(name)', '(business_id)')"
        " WHERE name = 'ix_organisation_name'",
    )
    assert refusal(database, backup) == ["problem.backup_damaged"]


def test_a_database_that_may_not_be_written_stays(
    backup: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def read_only(file: Path, **options: object) -> sqlite3.Connection:
        connection = connect(file, **options)  # type: ignore[call-overload]
        if file == database:
            connection.execute("PRAGMA query_only=ON")
        return connection

    monkeypatch.setattr(sqlite3, "connect", read_only)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        restore(url(database), backup)
    monkeypatch.undo()
    assert knows(database, "Toinen Oy")
    assert list(partials(database)) == []


def partials(database: Path) -> Iterator[Path]:
    return database.parent.glob(".*.part*")


def test_the_backup_stays_as_it_is(backup: Path, database: Path) -> None:
    before = backup.read_bytes()
    restore(url(database), backup)
    assert backup.read_bytes() == before
    assert {path.name for path in backup.parent.iterdir()} == {
        "one.backup",
        "one.sqlite",
        "one.sqlite.before-restore",
    }
