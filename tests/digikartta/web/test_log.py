"""Log lines: one for each event, without anything that somebody answered, wrote or holds."""

import io
import json
import logging
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from sqlalchemy.exc import IntegrityError, OperationalError

from digikartta.web.log import configure_logging, told
from tests.logging_kept import logging_kept

SECRET = "salainen"


class Terminal(io.StringIO):
    """A stream with somebody in front of it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(name="stream")
def _stream() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    with logging_kept():
        configure_logging("info", stream)
        yield stream


def line(stream: io.StringIO) -> dict[str, Any]:
    [only] = stream.getvalue().splitlines()
    found: dict[str, Any] = json.loads(only)
    return found


def raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


def test_an_event_is_one_line_of_json_with_its_time_and_level(stream: io.StringIO) -> None:
    structlog.stdlib.get_logger("digikartta.test").info("started", port=8501, place="Ääni\n2")
    found = line(stream)
    assert found.pop("timestamp").endswith("Z")
    assert found == {
        "event": "started",
        "level": "info",
        "logger": "digikartta.test",
        "port": 8501,
        "place": "Ääni\n2",
    }


def test_on_a_terminal_an_event_is_written_to_be_read() -> None:
    stream = Terminal()
    with logging_kept():
        configure_logging("info", stream)
        structlog.stdlib.get_logger("digikartta.test").warning("started", port=8501)
    [only] = stream.getvalue().splitlines()
    assert "started" in only
    assert "8501" in only
    assert not only.startswith("{")


def test_an_exception_of_the_server_is_told_without_its_words(stream: io.StringIO) -> None:
    logging.getLogger("uvicorn.error").error("failed", exc_info=raised(KeyError(SECRET)))
    found = line(stream)
    assert (found["event"], found["exception"]) == ("failed", "KeyError")
    assert SECRET not in stream.getvalue()


def test_the_server_s_handlers_of_its_own_are_taken_off(stream: io.StringIO) -> None:
    own = io.StringIO()
    logger = logging.getLogger("uvicorn.error")
    logger.addHandler(logging.StreamHandler(own))
    logger.propagate = False
    configure_logging("info", stream)
    logger.error("failed")
    assert own.getvalue() == ""
    assert line(stream)["event"] == "failed"


def test_a_page_s_exception_is_not_told_a_second_time_by_the_framework(stream: io.StringIO) -> None:
    logger = logging.getLogger("streamlit.error_util")
    logger.error("Uncaught app execution", exc_info=raised(ValueError(SECRET)))
    assert stream.getvalue() == ""


def test_others_are_heard_from_a_warning_on(stream: io.StringIO) -> None:
    logging.getLogger("websockets.server").info("connection open")
    assert stream.getvalue() == ""
    logging.getLogger("websockets.server").warning("odd frame")
    assert line(stream)["event"] == "odd frame"


def test_what_led_to_an_exception_is_named_too() -> None:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(SECRET) from error
    except ValueError as error:
        found = told(error)
    assert found["exception"] == "ValueError < KeyError"
    assert SECRET not in str(found)


def test_only_what_a_database_says_of_itself_is_told() -> None:
    away = OperationalError("x", {"a": SECRET}, sqlite3.OperationalError("disk is full\nmore"))
    assert told(away)["detail"] == "disk is full"
    twice = IntegrityError("x", {"a": SECRET}, sqlite3.IntegrityError(f"key {SECRET} exists"))
    assert SECRET not in str(told(twice))
