"""What is wrong, in words for a visitor; and what comes of trying."""

import io
import json

import pytest

from digikartta.problems import InvalidInput, Problem
from digikartta.texts import LANGUAGES, texts
from digikartta.ui.attempt import problems_of
from digikartta.ui.states import reason
from digikartta.web.log import configure_logging
from tests.logging_kept import logging_kept


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_problem_is_told_in_the_visitor_s_language(lang: str) -> None:
    t = texts(lang)
    too_long = Problem("problem.too_long", "name", {"length": 201, "limit": 200})
    assert reason(too_long, t) == t("problem.too_long", where="", length=201, limit=200)


@pytest.mark.parametrize("key", ["database", "database_damaged", "database_unreachable"])
def test_what_a_server_says_is_for_its_keeper(key: str) -> None:
    problem = Problem(f"problem.{key}", details={"detail": "host 10.0.0.5"})
    assert reason(problem, texts("fi")) == texts("fi")("state.storage")


def test_nothing_is_wrong_with_what_was_done() -> None:
    done: list[str] = []
    assert problems_of(lambda: done.append("it"), trouble=lambda _: None) == ()
    assert done == ["it"]


def test_what_was_refused_is_told_whole() -> None:
    problems = (Problem("problem.name_missing", "name"), Problem("problem.role_missing", "role"))

    def refuse() -> None:
        raise InvalidInput(problems)

    assert problems_of(refuse, trouble=lambda _: None) == problems


def test_trouble_with_the_database_is_told_and_logged() -> None:
    problem = Problem("problem.disk_full", details={"detail": "x"})

    def fail() -> None:
        raise OSError("disk")

    stream = io.StringIO()
    with logging_kept():
        configure_logging("info", stream)
        assert problems_of(fail, trouble=lambda _: problem) == (problem,)
    assert json.loads(stream.getvalue())["problem"] == "problem.disk_full"


def test_a_mistake_of_ours_is_not_hidden() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        problems_of(fail, trouble=lambda _: None)
