"""Work that takes seconds: shown as it goes on, done once, and in small steps.

People who answer share the processor and Python's lock with it. So one such work runs at a time in
a process, and after each of its steps, of a few milliseconds, it lets the others go first.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

import streamlit as st

from digikartta.cohort_statistics.bootstrap import Progress

T = TypeVar("T")

_BREATH = 0.0005  # seconds after a step
_SHOWN_EVERY = 0.1  # seconds; drawing a bar costs more than a step
_KEPT = 64  # results

_turn = threading.Lock()


@st.cache_resource(show_spinner=False)
def _results() -> OrderedDict[Hashable, Any]:
    return OrderedDict()


def with_progress(key: Hashable, work: Callable[[Progress], T], *, text: str) -> T:
    """Return what the work returns; for a key that was worked out before, without doing it."""
    results = _results()
    if key not in results:
        bar = st.progress(0.0, text=text)
        with _turn:
            if key not in results:
                results[key] = work(_teller(bar.progress, text))
                while len(results) > _KEPT:
                    results.popitem(last=False)
        bar.empty()
    return cast(T, results[key])


def _teller(show: Callable[..., object], text: str) -> Progress:
    """Return what is told of each step: it moves the bar now and then, and always gives way."""
    shown = time.monotonic()

    def tell(share: float) -> None:
        nonlocal shown
        if time.monotonic() - shown >= _SHOWN_EVERY:
            show(min(share, 1.0), text=text)
            shown = time.monotonic()
        time.sleep(_BREATH)

    return tell
