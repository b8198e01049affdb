"""Limits on guessing passwords: by failures only.

Whoever else guesses, each account keeps its first tries from each address: so nobody can shut a
person out, or a room behind one address; and ten minutes later all is forgotten.
"""

import threading
import time
from collections.abc import Callable

from digikartta.web.lately import Lately

_WINDOW = 600.0  # seconds
_FREE_TRIES = 3
_PER_ACCOUNT_AND_ADDRESS = 10
_PER_ACCOUNT = 100
_PER_ADDRESS = 60


class PasswordGuesses:
    """Failed passwords, by account, by address and by both."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._failures = Lately(clock, _WINDOW)

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
