"""`/vaihe/ID`: how far a workshop is, for phones that have something to follow.

The answer is `{"mark": TEXT, "wait": SECONDS}`: the text changes when the page has to run anew.
Whoever asks is told, without any secret: the numbers of workshops are no secret either, and the
answer says no more than whether one goes on, at which pace, that its dimensions have changed, and
in a hall about how many follow.
"""

import re
import time
from collections.abc import Callable
from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from db.engine import reading, shared_engine
from db.workshop_pace import NO_WORKSHOP, Pace, pace_of
from digikartta.settings import settings

_ID = re.compile(r"[0-9]{1,18}")  # longer than any id; the databases refuse longer ones
_KEPT = 0.5  # seconds; a hall of phones that ask at once is one look into the database
_MOST = 1000  # workshops that are remembered at a time


class Paces:
    """How far workshops are, each looked up at most twice a second."""

    def __init__(
        self, look_up: Callable[[int], Pace], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._look_up = look_up
        self._clock = clock
        self._found: dict[int, tuple[float, Pace]] = {}

    def kept(self, workshop_id: int) -> Pace | None:
        """Return what was looked up just now, if it was."""
        when, pace = self._found.get(workshop_id, (float("-inf"), None))
        return pace if self._clock() - when < _KEPT else None

    def look_up(self, workshop_id: int) -> Pace:
        """Look into the database and remember it for a moment."""
        if len(self._found) >= _MOST:
            self._found.clear()
        pace = self._look_up(workshop_id)
        self._found[workshop_id] = (self._clock(), pace)
        return pace


def _stored(workshop_id: int) -> Pace:
    with reading(shared_engine(settings().database_url)) as connection:
        return pace_of(connection, workshop_id)


paces = Paces(_stored)


async def tell_pace(request: Request) -> Response:
    """Answer with the pace; its mark is empty when there is no such workshop (any more)."""
    asked = request.path_params["workshop_id"]
    pace = await _pace(int(asked)) if _ID.fullmatch(asked) else NO_WORKSHOP
    return JSONResponse(asdict(pace), headers={"Cache-Control": "no-store"})


async def _pace(workshop_id: int) -> Pace:
    kept = paces.kept(workshop_id)
    return kept if kept else await run_in_threadpool(paces.look_up, workshop_id)
