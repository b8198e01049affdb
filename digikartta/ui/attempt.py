"""Doing what a visitor asked for when it can be refused or fail."""

from collections.abc import Callable

import structlog

from digikartta.problems import InvalidInput, Problem

Trouble = Callable[[Exception], Problem | None]

_log = structlog.stdlib.get_logger("digikartta.storage")


def problems_of(action: Callable[[], object], *, trouble: Trouble) -> tuple[Problem, ...]:
    """Do it and return what was wrong; nothing is wrong when all of it is stored.

    `trouble` turns a failure of the database into a problem, and anything else into None: that is
    a mistake of ours and is raised on.
    """
    try:
        action()
    except InvalidInput as error:
        return error.problems
    except Exception as error:
        problem = told_trouble(error, trouble)
        if problem is None:
            raise
        return (problem,)
    return ()


def told_trouble(error: Exception, trouble: Trouble) -> Problem | None:
    """Return what is wrong with the database, after a line in the log; None if it is not that."""
    problem = trouble(error)
    if problem is not None:
        _log.warning("not stored", problem=problem.key, exc_info=error)
    return problem
