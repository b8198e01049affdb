from pathlib import Path

import pytest
from sqlalchemy import Engine, bindparam, insert, select, update
from sqlalchemy.exc import DBAPIError

from db.engine import (
    changed_at_once,
    create_engine_for,
    reading,
    shared_engine,
    storage_problem,
    use_wal,
    writing,
)
from db.tables import SiteSetting
from digikartta.problems import InvalidInput


def names(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return list(
            connection.execute(select(SiteSetting.name).order_by(SiteSetting.name)).scalars()
        )


def test_a_transaction_that_fails_stores_nothing(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:  # noqa: PT012
        connection.execute(insert(SiteSetting).values(name="a", value="1"))
        raise ZeroDivisionError
    assert names(engine) == []


def test_a_change_at_once_is_there_for_everybody_and_leaves_no_trace_in_the_line(
    engine: Engine,
) -> None:
    added = insert(SiteSetting).values(name=bindparam("name"), value="1")
    assert changed_at_once(engine, added, {"name": "a"}) == 1
    gone = update(SiteSetting).where(SiteSetting.name == "never").values(value="2")
    assert changed_at_once(engine, gone, {}) == 0
    with pytest.raises(DBAPIError):
        changed_at_once(engine, added, {"name": "a"})
    # The pool gives the same line again: what fails on it as a whole still stores nothing.
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:  # noqa: PT012
        connection.execute(added, {"name": "b"})
        raise ZeroDivisionError
    assert names(engine) == ["a"]


def test_a_reader_sees_one_moment_while_others_write(engine: Engine) -> None:
    with reading(engine) as reader:
        before = reader.execute(select(SiteSetting)).all()
        with writing(engine) as writer:
            writer.execute(insert(SiteSetting).values(name="a", value="1"))
        assert reader.execute(select(SiteSetting)).all() == before == []
    assert names(engine) == ["a"]


def test_a_sqlite_connection_is_safe_against_power_cuts_and_orphans(sqlite: Engine) -> None:
    with reading(sqlite) as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "synchronous", "busy_timeout", "journal_mode")
        }
    # synchronous 2 is FULL
    assert found == {
        "foreign_keys": 1,
        "synchronous": 2,
        "busy_timeout": 10_000,
        "journal_mode": "wal",
    }


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    engine = create_engine_for(f"sqlite:///{tmp_path / 'new' / 'folder' / 'one.sqlite'}")
    use_wal(engine)
    engine.dispose()
    assert (tmp_path / "new" / "folder" / "one.sqlite").exists()


@pytest.mark.parametrize("url", ["sqlite:///:memory:", "sqlite:///"])
def test_a_database_in_memory_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        create_engine_for(url)
    assert [problem.key for problem in caught.value.problems] == ["problem.database_in_memory"]


def test_a_process_has_one_engine_for_an_address(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'one.sqlite'}"
    assert shared_engine(url) is shared_engine(url)


def test_what_is_no_trouble_of_storage_is_not_called_one() -> None:
    assert storage_problem(ValueError("bad")) is None


def test_a_folder_that_may_not_be_made_is_a_trouble_of_storage() -> None:
    problem = storage_problem(PermissionError(13, "Permission denied"))
    assert problem is not None
    assert (problem.key, problem.details) == (
        "problem.database",
        {"detail": "[Errno 13] Permission denied"},
    )


def test_a_server_that_is_not_there_is_a_trouble_of_storage() -> None:
    # Port 1 of this machine: nobody listens there.
    engine = create_engine_for("postgresql+psycopg://nobody@127.0.0.1:1/none")
    with pytest.raises(DBAPIError) as caught, reading(engine):
        pass
    problem = storage_problem(caught.value)
    assert problem is not None
    assert problem.key == "problem.database"


@pytest.mark.parametrize(
    "migrated_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
def test_connections_that_the_server_has_ended_are_not_used_again(engine: Engine) -> None:
    with reading(engine) as first, reading(engine) as second:
        ended = [c.exec_driver_sql("SELECT pg_backend_pid()").scalar_one() for c in (first, second)]
    other = create_engine_for(engine.url.render_as_string(hide_password=False))
    with writing(other) as connection:
        for backend in ended:
            # Waits until that one is gone, a second at most.
            connection.exec_driver_sql("SELECT pg_terminate_backend(%s, 1000)", (backend,))
    other.dispose()
    with reading(engine) as first, reading(engine) as second:
        now = [c.exec_driver_sql("SELECT pg_backend_pid()").scalar_one() for c in (first, second)]
    assert not set(now) & set(ended)
