"""An answer that has been let in and is held up, and what somebody else does meanwhile."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, insert, text

from db import respondents
from db.engine import reading
from db.tables import Answer
from tests.factories import TODAY


def beside_a_tap(engine: Engine, token: str, action: Callable[[], object]) -> None:
    """Do something that has to wait for a tap, "4" to `vision_1`, which waits for its row.

    The tap holds its locks when the action begins, and is stored before the action goes on.
    """
    seen = respondents.answering(engine, token, today=TODAY)
    row = {
        "respondent_id": seen.respondent_id,
        "organisation_id": seen.organisation_id,
        "item": "vision_1",
        "value": "2",
        "comment": "",
    }
    with ThreadPoolExecutor(2) as pool:
        with engine.connect() as first:
            first.execute(insert(Answer).values(row))
            tap = pool.submit(
                respondents.save_value, engine, token, "vision_1", "4", today=TODAY, seen=seen
            )
            wait_until_waiting(engine, 1)
            other = pool.submit(action)
            wait_until_waiting(engine, 2)
            first.rollback()
        tap.result(timeout=30)
        other.result(timeout=30)


def wait_until_waiting(engine: Engine, count: int) -> None:
    """Wait until so many wait for a lock; SQLite does not tell, so a moment is waited there."""
    if engine.dialect.name == "sqlite":
        time.sleep(0.3)
        return
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _ in range(600):
        with reading(engine) as connection:
            if connection.execute(waiting).scalar_one() >= count:
                return
        time.sleep(0.05)
    raise AssertionError(f"fewer than {count} are waiting")
