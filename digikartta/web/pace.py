"""`/vaihe/ID`: the short text that changes when a workshop's phones have something to follow."""

import time
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from db.engine import reading, shared_engine
from db.workshop_pace import mark_of
from digikartta.settings import settings

_KEPT = 0.5  # seconds; a hall of phones that ask at once is one look into the database
_MOST = 1000  # workshops that are remembered at a time


class Marks:
    """The marks of workshops, each looked up at most twice a second."""

    def __init__(
        self, look_up: Callable[[int], str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._look_up = look_up
        self._clock = clock
        self._found: dict[int, tuple[float, str]] = {}

    def kept(self, workshop_id: int) -> str | None:
        """Return the mark if it was looked up just now."""
        when, mark = self._found.get(workshop_id, (float("-inf"), ""))
        return mark if self._clock() - when < _KEPT else None

    def look_up(self, workshop_id: int) -> str:
        """Look the mark up and remember it for a moment."""
        if len(self._found) >= _MOST:
            self._found.clear()
        mark = self._look_up(workshop_id)
        self._found[workshop_id] = (self._clock(), mark)
        return mark


def _stored(workshop_id: int) -> str:
    with reading(shared_engine(settings().database_url)) as connection:
        return mark_of(connection, workshop_id)


marks = Marks(_stored)


async def pace(request: Request) -> Response:
    """Answer with the mark; empty when there is no such workshop (any more)."""
    workshop_id = request.path_params["workshop_id"]
    mark = marks.kept(workshop_id)
    if mark is None:
        mark = await run_in_threadpool(marks.look_up, workshop_id)
    return PlainTextResponse(mark, headers={"Cache-Control": "no-store"})
