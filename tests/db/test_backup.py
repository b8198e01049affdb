"""What holds for backups on both kinds of database."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Engine, text, update

from db import integrity, postgresql_backup, respondents, schema, sqlite_backup
from db.answering import GivenAnswer
from db.backup import back_up, restore
from db.engine import create_engine_for, reading, writing
from db.tables import Answer
from digikartta.problems import InvalidInput
from digikartta.quality.postgresql import find_programs
from tests.factories import TODAY, create_closed_round, create_respondent, create_round

MIGRATION = """
revision = "next"
down_revision = "{before}"
branch_labels = depends_on = None
from alembic import op

def upgrade():
    op.execute("INSERT INTO site_setting VALUES ('migrated', 'on')")
"""


@pytest.fixture(autouse=True)
def _client_programs_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    # Where the server of the tests came from, PostgreSQL's other programs are as well.
    folder = find_programs(os.environ)
    if folder is not None:
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def create_answer(engine: Engine, value: str = "3") -> str:
    """A respondent of an open round who has given one answer; returns the token."""
    return create_respondent(engine, create_round(engine), {"vision_1": value})


def answer(engine: Engine, token: str) -> str:
    given = respondents.answering(engine, token, today=TODAY).answers
    return given.get("vision_1", GivenAnswer("", "")).value


def set_version(engine: Engine, version: str) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})


def problems(caught: pytest.ExceptionInfo[InvalidInput]) -> list[tuple[str, str]]:
    return [(problem.key, problem.where) for problem in caught.value.problems]


def left_beside(file: Path) -> list[str]:
    return sorted(path.name for path in file.parent.iterdir() if ".part" in path.name)


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "one.backup"


def test_what_was_backed_up_comes_back(engine: Engine, file: Path) -> None:
    create_closed_round(engine)
    token = create_answer(engine, "3")
    made = back_up(engine, file)
    assert (made.file, made.size) == (file, file.stat().st_size)
    respondents.save_value(engine, token, "vision_1", "5", today=TODAY)
    engine.dispose()

    done = restore(url_of(engine), file)
    assert done.version == made.version
    assert answer(engine, token) == "3"
    assert [p for checked in integrity.check(engine) for p in checked.findings] == []
    assert schema.is_current(engine)


def test_what_a_restore_replaced_is_kept_and_can_come_back(engine: Engine, file: Path) -> None:
    token = create_answer(engine, "3")
    back_up(engine, file)
    respondents.save_value(engine, token, "vision_1", "5", today=TODAY)
    engine.dispose()
    kept = restore(url_of(engine), file).kept
    assert kept is not None
    assert kept.name.endswith(".before-restore")
    engine.dispose()
    again = restore(url_of(engine), kept).kept
    assert again is not None
    assert again != kept
    assert answer(engine, token) == "5"


def test_a_backup_can_be_restored_where_there_was_nothing(
    engine: Engine, file: Path, tmp_path: Path
) -> None:
    token = create_answer(engine, "3")
    back_up(engine, file)
    engine.dispose()
    if engine.dialect.name == "sqlite":
        empty = create_engine_for(f"sqlite:///{tmp_path / 'new' / 'two.sqlite'}")
    else:
        empty = engine
        with writing(engine) as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
    assert restore(url_of(empty), file).kept is None
    assert answer(empty, token) == "3"
    empty.dispose()


def test_new_rows_are_numbered_on_after_a_restore(engine: Engine, file: Path) -> None:
    before = create_round(engine)
    back_up(engine, file)
    engine.dispose()
    restore(url_of(engine), file)
    assert create_round(engine).round_id > before.round_id


def test_a_backup_of_a_database_in_use_is_one_moment_of_it(engine: Engine, file: Path) -> None:
    """A writer writes the same number to two places all the time: a copy never sees them apart."""
    token = create_respondent(engine, create_round(engine), {"vision_1": "1", "data_4": "1"})
    done = Event()

    def write() -> None:
        value = 0
        while not done.is_set():
            value = value % 5 + 1
            with writing(engine) as connection:
                for item in ("vision_1", "data_4"):
                    change = update(Answer).where(Answer.item == item)
                    connection.execute(change.values(value=str(value)))

    with ThreadPoolExecutor(1) as pool:
        writing_on = pool.submit(write)
        try:
            for number in range(3):
                back_up(engine, file.with_name(f"{number}.backup"))
        finally:
            done.set()
        writing_on.result()
    for number in range(3):
        engine.dispose()
        restore(url_of(engine), file.with_name(f"{number}.backup"))
        given = respondents.answering(engine, token, today=TODAY).answers
        assert given["vision_1"] == given["data_4"]


def test_a_file_that_is_there_is_not_overwritten(engine: Engine, file: Path) -> None:
    file.write_text("Tärkeä", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        back_up(engine, file)
    assert problems(caught) == [("problem.file_exists", str(file))]
    assert file.read_text(encoding="utf-8") == "Tärkeä"


def test_a_backup_needs_a_folder_that_is_there(engine: Engine, file: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        back_up(engine, file.parent / "none" / "one.backup")
    assert problems(caught) == [("problem.no_folder", str(file.parent / "none"))]


def test_a_copy_that_is_not_sound_is_no_backup(
    engine: Engine, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = sqlite_backup if engine.dialect.name == "sqlite" else postgresql_backup
    monkeypatch.setattr(kind, "copy", lambda _, target: target.write_bytes(b"half a copy"))
    with pytest.raises(InvalidInput) as caught:
        back_up(engine, file)
    assert problems(caught) == [("problem.not_a_backup", str(file))]
    assert list(file.parent.iterdir()) == []


def test_only_this_account_may_read_a_backup(engine: Engine, file: Path) -> None:
    back_up(engine, file)
    assert os.name == "nt" or file.stat().st_mode & 0o777 == 0o600


def test_a_backup_that_is_not_there_is_refused(engine: Engine, file: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        restore(url_of(engine), file)
    assert problems(caught) == [("problem.file_not_found", str(file))]


@pytest.mark.parametrize("content", [b"", b"Ei varmuuskopio", b"PGDM", b"SQLite format"])
def test_a_file_that_is_no_backup_is_refused(engine: Engine, file: Path, content: bytes) -> None:
    token = create_answer(engine, "3")
    engine.dispose()
    file.write_bytes(content)
    with pytest.raises(InvalidInput) as caught:
        restore(url_of(engine), file)
    assert problems(caught) == [("problem.not_a_backup", str(file))]
    assert answer(engine, token) == "3"


def test_a_backup_of_the_other_kind_of_database_is_refused(engine: Engine, file: Path) -> None:
    if engine.dialect.name == "sqlite":
        file.write_bytes(b"PGDMP" + bytes(100))
        expected = "problem.backup_of_postgresql"
    else:
        file.write_bytes(b"SQLite format 3\x00" + bytes(100))
        expected = "problem.backup_of_sqlite"
    with pytest.raises(InvalidInput) as caught:
        restore(url_of(engine), file)
    assert problems(caught) == [(expected, str(file))]


def test_a_damaged_backup_is_refused(engine: Engine, file: Path) -> None:
    token = create_answer(engine, "3")
    back_up(engine, file)
    engine.dispose()
    content = file.read_bytes()
    page = len(content) // 2 // 4096 * 4096  # the whole of one: a part of it may be empty
    file.write_bytes(content[:page] + b"\x55" * 4096 + content[page + 4096 :])
    with pytest.raises(InvalidInput) as caught:
        restore(url_of(engine), file)
    assert problems(caught) == [("problem.backup_damaged", str(file))]
    assert answer(engine, token) == "3"


def test_half_a_backup_is_refused(engine: Engine, file: Path) -> None:
    back_up(engine, file)
    engine.dispose()
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    with pytest.raises(InvalidInput) as caught:
        restore(url_of(engine), file)
    assert problems(caught) == [("problem.backup_damaged", str(file))]


def test_a_backup_newer_than_the_code_is_refused(engine: Engine, file: Path) -> None:
    token = create_answer(engine, "3")
    made = back_up(engine, file)
    newer = file.with_name("newer.backup")
    set_version(engine, "9999")
    # Written by the newer code, to which its version is known.
    kind = sqlite_backup if engine.dialect.name == "sqlite" else postgresql_backup
    kind.copy(engine, newer)
    engine.dispose()
    set_version(engine, made.version)
    engine.dispose()
    with pytest.raises(InvalidInput) as caught:
        restore(url_of(engine), newer)
    assert [(p.key, p.details) for p in caught.value.problems] == [
        ("problem.database_newer", {"version": "9999"})
    ]
    assert answer(engine, token) == "3"


def test_an_older_backup_is_migrated(
    engine: Engine, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = create_answer(engine, "3")
    made = back_up(engine, file)
    engine.dispose()
    folder = tmp_path / "migrations"
    shutil.copytree(schema._MIGRATIONS, folder)
    migration = MIGRATION.format(before=made.version)
    (folder / "versions" / "next.py").write_text(migration, encoding="utf-8")
    monkeypatch.setattr(schema, "_MIGRATIONS", folder)

    assert restore(url_of(engine), file).version == made.version
    with reading(engine) as connection:
        assert schema.version(connection) == "next"
        assert connection.execute(text("SELECT value FROM site_setting")).scalars().all() == ["on"]
    assert answer(engine, token) == "3"


def test_a_database_in_use_is_refused_and_left_alone(engine: Engine, file: Path) -> None:
    token = create_answer(engine, "3")
    back_up(engine, file)
    respondents.save_value(engine, token, "vision_1", "5", today=TODAY)
    engine.dispose()
    app = create_engine_for(url_of(engine))
    assert answer(app, token) == "5"  # its connection now waits for the next page
    with pytest.raises(InvalidInput) as caught:
        restore(url_of(engine), file)
    assert problems(caught) == [("problem.database_in_use", "")]
    assert answer(app, token) == "5"
    respondents.save_value(app, token, "vision_1", "4", today=TODAY)
    app.dispose()
    assert left_beside(file) == []
    restore(url_of(engine), file)
    assert answer(engine, token) == "3"
