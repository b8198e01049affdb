"""Limits on guessing codes: by failures only, so a room behind one address is never refused."""

import threading
import time
from collections import deque
from collections.abc import Callable

_WINDOW = 600.0  # seconds
# Sixty people mistype now and then; a machine that tries 887 million codes is stopped at once.
_PER_ADDRESS = 60
_IN_ALL = 600


class Guesses:
    """Counts failed codes of the last ten minutes, by address and in all."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: dict[str, deque[float]] = {}
        self._all: deque[float] = deque()

    def allowed(self, address: str) -> bool:
        """Whether this address may try another code."""
        with self._lock:
            self._forget()
            mine = len(self._failures.get(address, ()))
            return mine < _PER_ADDRESS and len(self._all) < _IN_ALL

    def failed(self, address: str) -> None:
        """Count one wrong code."""
        with self._lock:
            self._failures.setdefault(address, deque()).append(self._clock())
            self._all.append(self._clock())

    def _forget(self) -> None:
        since = self._clock() - _WINDOW
        for times in (self._all, *self._failures.values()):
            while times and times[0] < since:
                times.popleft()
        self._failures = {address: times for address, times in self._failures.items() if times}


guesses = Guesses()
