"""Storing what a tap has chosen, and again after a pause if the database was away."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from digikartta.problems import InvalidInput, Problem
from digikartta.ui.attempt import told_trouble
from digikartta.ui.precedence import precedence

_RETRY_PAUSES = (0.2, 0.6)  # seconds; a locked or restarting database is usually back by then
Trouble = Callable[[Exception], Problem | None]  # what a person can read of a failure, if anything


@dataclass(frozen=True, slots=True)
class Saving:
    """How a page stores an item's value or comment; both raise on failure.

    `trouble` turns a failure into a problem that a person can read, or None to raise it on.
    """

    value: Callable[[str, str], None]
    comment: Callable[[str, str], None]
    trouble: Trouble


def outcome(store: Callable[[], None], trouble: Trouble) -> Problem | Literal["saved"]:
    """Store and return "saved" or why it was not; raises what no person can do anything about."""
    for pause in (*_RETRY_PAUSES, None):
        try:
            with precedence.storing():
                store()
        except InvalidInput as error:
            return error.problems[0]
        except Exception as error:
            problem = told_trouble(error, trouble)
            if problem is None:
                raise
            if pause is None:
                return problem
            time.sleep(pause)
        else:
            break
    return "saved"
