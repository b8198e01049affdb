"""Answers go first: who stores one does not wait behind the screens of a full room.

Python runs one thread at a time. A thread that stores gives up its turn at every statement and
gets it back only when another pauses, so it would wait for all that are drawing at that moment.
So screens are drawn one after another, and between two pieces whoever draws lets the answers by.

What was stored is told to its phone by the server's one loop, which goes through all that is to be
sent in small steps and needs a turn for each. While screens are drawn without a rest it gets one in
five milliseconds, and what it has to send grows faster than it goes out.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Precedence:
    """Who goes first among the threads of one server.

    `pause` is how long a screen waits for answers between two of its pieces, and `patience` how
    long for the screen before it, both at most and in seconds: a database that hangs holds up
    whoever asks it, and nobody else. For `telling` seconds after an answer was stored or refused
    screens rest for `rest` seconds between two pieces, so that it is told.
    """

    def __init__(
        self,
        *,
        pause: float = 0.05,
        patience: float = 1.0,
        telling: float = 0.05,
        rest: float = 0.008,
    ) -> None:
        self._pause = pause
        self._patience = patience
        self._telling = telling
        self._rest = rest
        self._ended_at = float("-inf")  # the last answer
        self._storing: set[object] = set()  # one for each answer
        self._changed = threading.Condition()
        self._screen = threading.Lock()

    @contextmanager
    def storing(self) -> Iterator[None]:
        """Around what stores one answer."""
        answer = object()
        with self._changed:
            self._storing.add(answer)
        try:
            yield
        finally:
            with self._changed:
                self._ended_at = time.monotonic()
                self._storing.remove(answer)
                self._changed.notify_all()

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Around what draws a screen that many open at once; nothing that takes long."""
        own = self._screen.acquire(timeout=self._patience)
        try:
            yield
        finally:
            if own:
                self._screen.release()

    def give_way(self) -> None:
        """Let the answers by that are being stored or told now; called between two pieces."""
        if self._storing:  # seldom: nobody takes a lock for nothing
            with self._changed:
                # Not those that come after them: in a full room there are always some.
                before = set(self._storing)
                self._changed.wait_for(lambda: before.isdisjoint(self._storing), self._pause)
        if time.monotonic() - self._ended_at < self._telling:
            time.sleep(self._rest)


precedence = Precedence()
