"""How often something happened lately: what limits on guessing count with."""

from collections import deque
from collections.abc import Callable


class Lately:
    """Counts what happened in the last so many seconds, under any number of keys."""

    def __init__(self, clock: Callable[[], float], window: float) -> None:
        self._clock = clock
        self._window = window
        self._times: dict[object, deque[float]] = {}
        self._tidied = clock()

    def __len__(self) -> int:
        return len(self._times)

    def count(self, key: object) -> int:
        """How often it happened."""
        times = self._times.get(key)
        if times is None:
            return 0
        self._forget(key, times)
        return len(times)

    def add(self, key: object) -> None:
        """Count it once more."""
        self._tidy()
        self._times.setdefault(key, deque()).append(self._clock())

    def _tidy(self) -> None:
        """Once in a while, let go of keys that nobody asks for any more."""
        if self._clock() - self._tidied > self._window:
            self._tidied = self._clock()
            for old in list(self._times):
                self.count(old)

    def take_back(self, key: object) -> None:
        """Forget the latest one: it was none."""
        times = self._times.get(key)
        if times:
            times.pop()
            self._forget(key, times)

    def clear(self, key: object) -> None:
        """Forget all of them."""
        self._times.pop(key, None)

    def _forget(self, key: object, times: deque[float]) -> None:
        since = self._clock() - self._window
        while times and times[0] < since:
            times.popleft()
        if not times:
            self._times.pop(key, None)
