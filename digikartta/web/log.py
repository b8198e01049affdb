"""Log lines: one for each event, as JSON, or to be read on a terminal.

No answer, token or comment ever stands in one. What an exception says quotes what was being done
at the time, so that only its kind and the place in the code are told; a database's trouble, which
speaks of files and servers, is told whole.
"""

import logging
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any, TextIO

import structlog
from sqlalchemy.exc import OperationalError

_FRAMES = 5  # the innermost ones; the outer ones are the framework's, the same every time
# These bring their own handlers, which would write exceptions in full.
_OTHERS = ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "websockets")


def configure_logging(level: str, stream: TextIO) -> None:
    """Send every event of `level` and above to the stream: own, the server's, the framework's."""
    before: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _tell_exception,
    ]
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(before, terminal=stream.isatty()))
    root = logging.getLogger()
    root.handlers = [handler]
    # What others have to say below a warning helps only whoever looks for a mistake.
    root.setLevel("DEBUG" if level == "debug" else "WARNING")
    logging.getLogger("digikartta").setLevel(level.upper())
    for name in _OTHERS:
        _hand_over(logging.getLogger(name))
    _quieten_framework()


def _formatter(before: list[Any], *, terminal: bool) -> logging.Formatter:
    render = (
        structlog.dev.ConsoleRenderer()
        if terminal
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
    )


def _hand_over(logger: logging.Logger) -> None:
    logger.handlers.clear()
    logger.propagate = True


def _quieten_framework() -> None:
    """Streamlit writes a page's exception with its words before it asks what to do with it."""
    logger = logging.getLogger("streamlit.error_util")
    if _is_told_elsewhere not in logger.filters:
        logger.addFilter(_is_told_elsewhere)


def _is_told_elsewhere(record: logging.LogRecord) -> bool:
    return record.getMessage() != "Uncaught app execution"


def _tell_exception(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Put the kind of an exception and its place in the stead of what it says."""
    given = event.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event.update(told(error))
    return event


def told(error: BaseException) -> dict[str, object]:
    """Return what a log may know of an exception."""
    found: dict[str, object] = {
        "exception": " < ".join(type(each).__qualname__ for each in _chain(error)),
        "at": [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)[-_FRAMES:]
        ],
    }
    if isinstance(error, OperationalError):
        found["detail"] = str(error.orig).partition("\n")[0]
    return found


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield the exception, what it came from, what that came from, …"""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
