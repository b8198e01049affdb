"""Limits on guessing passwords: by failures only.

Whoever else guesses, each account keeps its first tries from each address: so nobody can shut a
person out, or a room behind one address; and ten minutes later all is forgotten.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

_WINDOW = 600.0  # seconds
_FREE_TRIES = 3
_PER_ACCOUNT_AND_ADDRESS = 10
_PER_ACCOUNT = 100
_PER_ADDRESS = 60


class Failures:
    """Counts what failed in the last ten minutes, under any number of keys."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._times: dict[object, deque[float]] = {}
        self._tidied = clock()

    def __len__(self) -> int:
        return len(self._times)

    def count(self, key: object) -> int:
        """How often it failed."""
        times = self._times.get(key)
        if times is None:
            return 0
        self._forget(key, times)
        return len(times)

    def add(self, key: object) -> None:
        """Count one failure."""
        self._tidy()
        self._times.setdefault(key, deque()).append(self._clock())

    def _tidy(self) -> None:
        """Once in a while, let go of keys that nobody asks for any more."""
        if self._clock() - self._tidied > _WINDOW:
            self._tidied = self._clock()
            for old in list(self._times):
                self.count(old)

    def take_back(self, key: object) -> None:
        """Forget the latest failure: it was none."""
        times = self._times.get(key)
        if times:
            times.pop()
            self._forget(key, times)

    def clear(self, key: object) -> None:
        """Forget all of them."""
        self._times.pop(key, None)

    def _forget(self, key: object, times: deque[float]) -> None:
        since = self._clock() - _WINDOW
        while times and times[0] < since:
            times.popleft()
        if not times:
            self._times.pop(key, None)


class PasswordGuesses:
    """Failed passwords, by account, by address and by both."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._failures = Failures(clock)

    def begin(self, account: str, address: str) -> bool:
        """Whether this may be tried; it counts as a failure until `succeeded` says otherwise.

        So a hundred tries at the same moment are a hundred tries.
        """
        with self._lock:
            if not self._allowed(account, address):
                return False
            for key in self._keys(account, address):
                self._failures.add(key)
            return True

    def succeeded(self, account: str, address: str) -> None:
        """The password was right: what this person mistyped before is forgotten."""
        with self._lock:
            pair, of_account, of_address = self._keys(account, address)
            self._failures.clear(pair)
            self._failures.take_back(of_account)
            self._failures.take_back(of_address)

    def undecided(self, account: str, address: str) -> None:
        """The password was not looked at: that was no try."""
        with self._lock:
            for key in self._keys(account, address):
                self._failures.take_back(key)

    def _allowed(self, account: str, address: str) -> bool:
        pair, of_account, of_address = self._keys(account, address)
        mine = self._failures.count(pair)
        return mine < _FREE_TRIES or (
            mine < _PER_ACCOUNT_AND_ADDRESS
            and self._failures.count(of_account) < _PER_ACCOUNT
            and self._failures.count(of_address) < _PER_ADDRESS
        )

    @staticmethod
    def _keys(account: str, address: str) -> tuple[object, object, object]:
        return (account, address), ("account", account), ("address", address)


password_guesses = PasswordGuesses()
