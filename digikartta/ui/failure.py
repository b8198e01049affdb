"""The state of a page that failed."""

from digikartta.problems import Problem
from digikartta.ui import visitor
from digikartta.ui.html import link, notice
from digikartta.ui.states import reason


def show_failure(problem: Problem | None) -> None:
    """Say that it was our fault, what is stored, and how to go on; `problem` is the database's."""
    t = visitor.t()
    words = (reason(problem, t), t("state.error")) if problem else (t("state.error"),)
    notice(t("state.error_title"), " ".join(words), kind="bad")
    link(t("state.reload"), visitor.address(""), primary=True)
