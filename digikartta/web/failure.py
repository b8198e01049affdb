"""What happens when a page fails: one line in the log, and a state of our own on the screen."""

from collections.abc import Callable

import structlog

from db.engine import storage_problem
from digikartta.problems import Problem

_log = structlog.stdlib.get_logger("digikartta.page")


def failure_handler(show: Callable[[Problem | None], None]) -> Callable[[Exception], bool]:
    """Return what Streamlit calls with an exception that a page did not catch.

    `show` puts the state on the page; it is given what is wrong with the database, if it is that.
    """

    def handle(error: Exception) -> bool:
        _log.error("page failed", exc_info=error)
        show(storage_problem(error))
        return True  # Streamlit shows nothing of its own

    return handle
