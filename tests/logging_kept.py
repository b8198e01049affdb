"""Letting a test set up logging, and putting back what was there."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

_CHANGED = ("", "digikartta", "streamlit.error_util")


@contextmanager
def logging_kept() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in _CHANGED]
    before = [(each, each.handlers[:], each.filters[:], each.level) for each in loggers]
    try:
        yield
    finally:
        for logger, handlers, filters, level in before:
            logger.handlers, logger.filters = handlers, filters
            logger.setLevel(level)
        structlog.reset_defaults()
