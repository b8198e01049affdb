"""A locked, read-only, damaged, foreign or full database: a named problem, and nothing changed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError

from db import respondents
from db.engine import create_engine_for, storage_problem
from db.schema import upgrade
from tests.factories import TODAY, create_assessment


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    return tmp_path / "one.sqlite"


@pytest.fixture(name="token")
def _token(file: Path) -> str:
    """The private link of somebody who has answered one question."""
    with opened(file) as engine:
        upgrade(engine)
        token = create_assessment(engine).respondent
        respondents.save_value(engine, token, "vision_1", "3", today=TODAY)
    return token


@contextmanager
def opened(file: Path, *pragmas: str) -> Iterator[Engine]:
    """An engine whose connections also run these pragmas."""
    engine = create_engine_for(f"sqlite:///{file}")

    def prepare(connection: sqlite3.Connection, _: object) -> None:
        for pragma in pragmas:
            connection.execute(pragma)

    event.listen(engine, "connect", prepare)
    try:
        yield engine
    finally:
        engine.dispose()


def values(file: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(
            "SELECT item, value, comment FROM answer ORDER BY item"
        ).fetchall()


def refusal(engine: Engine, token: str, comment: str = "Hyvä") -> str:
    """The problem of trying to store a comment."""
    with pytest.raises(DBAPIError) as caught:
        respondents.save_comment(engine, token, "vision_2", comment, today=TODAY)
    problem = storage_problem(caught.value)
    assert problem is not None
    return problem.key


def test_a_database_that_another_program_holds_is_locked(file: Path, token: str) -> None:
    with (
        closing(sqlite3.connect(file, isolation_level=None)) as other,
        opened(file, "PRAGMA busy_timeout=0") as engine,
    ):
        other.execute("BEGIN IMMEDIATE")
        assert refusal(engine, token) == "problem.database_locked"
    assert values(file) == [("vision_1", "3", "")]


def test_a_database_that_may_only_be_read_says_so(file: Path, token: str) -> None:
    # What SQLite says of a file without the right to write; to root no file is read-only.
    with opened(file, "PRAGMA query_only=ON") as engine:
        assert refusal(engine, token) == "problem.database_read_only"
    assert values(file) == [("vision_1", "3", "")]


def test_a_full_disk_stores_nothing_of_the_answer(file: Path, token: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    with opened(file, f"PRAGMA max_page_count={pages}") as engine:
        keys = set()
        for number in range(1, 5):  # each of 8 KB, so that the free room of the pages is used up
            try:
                item = f"data_{number}"
                respondents.save_comment(engine, token, item, "ä" * 2000, today=TODAY)
            except DBAPIError as error:
                problem = storage_problem(error)
                assert problem is not None
                keys.add(problem.key)
                refused = item
    assert keys == {"problem.disk_full"}
    assert refused not in [item for item, *_ in values(file)]
    assert ("vision_1", "3", "") in values(file)


def test_a_damaged_file_is_called_damaged(file: Path, token: str) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = b"\x55" * (len(content) - 4096)
    file.write_bytes(content)
    with opened(file) as engine:
        assert refusal(engine, token) == "problem.database_damaged"
    assert file.read_bytes() == bytes(content)


def test_a_file_that_is_no_database_is_left_alone(file: Path) -> None:
    file.write_bytes(b"Muistiinpanoja, ei tietokanta. " * 100)
    before = file.read_bytes()
    with opened(file) as engine, pytest.raises(sqlite3.DatabaseError) as caught:
        upgrade(engine)
    problem = storage_problem(caught.value)
    assert problem is not None
    assert problem.key == "problem.database_damaged"
    assert file.read_bytes() == before


def test_a_folder_in_the_place_of_the_file_cannot_be_opened(file: Path) -> None:
    file.mkdir()
    with opened(file) as engine, pytest.raises((sqlite3.Error, DBAPIError)) as caught:
        upgrade(engine)
    problem = storage_problem(caught.value)
    assert problem is not None
    assert problem.key == "problem.database_unreachable"
