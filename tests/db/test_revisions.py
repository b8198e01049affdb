from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

from db import revisions
from db.engine import reading, writing


def count_one(engine: Engine) -> None:
    with writing(engine) as connection:
        revisions.increment(connection, revisions.POOL)


def current(engine: Engine) -> int:
    with reading(engine) as connection:
        return revisions.current(connection, revisions.POOL)


def test_a_new_database_has_counted_nothing(engine: Engine) -> None:
    assert current(engine) == 0


def test_fifty_changes_at_once_are_counted_as_fifty(engine: Engine) -> None:
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda _: count_one(engine), range(50)))
    assert current(engine) == 50
