"""Does the projector's page grow? A real browser shows a room in which people answer.

    python tests/load/bench_projector_soak.py [--minutes 20] [--warm-up 4] [--phones 30]
        [--quicken 1]

Every half minute: the browser's script heap after a collection, its documents' nodes, the server's
resident memory, and how often the page has looked. The first minutes fill caches and are left out;
growth is the line through the others, over the four hours that a projector stays on. Prints the
samples and exits with 1 when four hours would add more than ten per cent. Watched for less, that
is an extrapolation: it finds a leak that grows with every look, not one that begins after hours.

What fills a memory is looks, answers and views rather than time. With `--quicken 4` the page's
intervals, the phones and the facilitator go four times as fast, so that a room's four hours pass in
one; all minutes, given and printed, are the room's. What the server does by the clock (its
collector's full look every five minutes) keeps its pace.
"""

import argparse
import asyncio
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from playwright.async_api import CDPSession, async_playwright
from product import LoadedRoom, Server, create_room, running

from db import room_control, workshop_control
from db.engine import create_engine_for
from digikartta.questionnaire_file import load
from digikartta.room import SCENES, Showing
from digikartta.walk.chromium import FLAGS
from digikartta.walk.phone import opened

THINK = 5.0  # seconds between two answers of one phone
HOURS = 4.0
MOST_GROWTH = 0.10  # in four hours
_QUICKENED = """by => {
  const usual = window.setInterval
  window.setInterval = (run, wait, ...given) => usual(run, wait / by, ...given)
}"""


class Sample(NamedTuple):
    """What was found at a moment."""

    minutes: float  # of the room
    heap: float  # MB of the page's script, after a collection
    nodes: float  # of the page's documents
    server: float  # MB, resident
    looks: int  # messages that the page has sent since it was opened

    def __str__(self) -> str:
        """Return a line for the reader."""
        return (
            f"{self.minutes:5.1f} min  heap {self.heap:6.1f} MB  nodes {self.nodes:7.0f}"
            f"  server {self.server:6.1f} MB  looks {self.looks}"
        )


@dataclass(frozen=True)
class Pace:
    """How fast the room's time passes, and when the watching began and ends."""

    quicken: float  # the room's minutes in one of the clock's
    began: float  # seconds of the clock
    room_minutes: float  # to be watched

    def goes_on(self) -> bool:
        """Say whether there is time left."""
        return self.minutes() < self.room_minutes

    def minutes(self) -> float:
        """Return the room's minutes that have passed."""
        return (time.perf_counter() - self.began) / 60 * self.quicken

    async def wait(self, seconds: float) -> None:
        """Wait for seconds of the room."""
        await asyncio.sleep(seconds / self.quicken)


async def _phone(address: str, token: str, pace: Pace) -> None:
    """Answer, and answer anew: a phone that has been through everything changes its mind."""
    chance = random.Random(token)  # noqa: S311 - not a secret
    async with opened(address, "vastaa", f"digikartta_respondent={token}") as phone:
        await phone.open()
        while pace.goes_on():
            widget = chance.choice(phone.questions() or [None])  # type: ignore[list-item]
            onward = phone.button("next")
            if widget is not None and (onward is None or chance.random() < 0.8):
                await phone.choose(widget, chance.choice(widget.options[:5]))
            elif onward is not None:
                await phone.press(onward)
            await pace.wait(chance.uniform(0.8, 1.2) * THINK)


async def _change_views(url: str, room: LoadedRoom, pace: Pace) -> None:
    """The facilitator shows one view after the other, every twenty seconds."""
    engine = create_engine_for(url)
    ids = load()["digikartta-1"].dimension_ids
    account = 1
    workshop_control.reveal(engine, room.workshop_id, account, ids)
    turn = 0
    while pace.goes_on():
        showing = Showing(SCENES[turn % len(SCENES)])
        await asyncio.to_thread(room_control.show, engine, room.workshop_id, account, showing)
        turn += 1
        await pace.wait(20)
    engine.dispose()


async def _sample(line: CDPSession, server: Server, *, minutes: float, looks: int) -> Sample:
    await line.send("HeapProfiler.collectGarbage")
    found = await line.send("Performance.getMetrics")
    metrics = {each["name"]: each["value"] for each in found["metrics"]}
    heap = metrics["JSHeapUsedSize"] / 1_000_000
    return Sample(minutes, heap, metrics["Nodes"], server.memory(), looks)


async def _watch(server: Server, room: LoadedRoom, samples: list[Sample], pace: Pace) -> None:
    program = os.environ.get("DIGIKARTTA_TEST_CHROMIUM") or shutil.which("chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        window = await browser.new_context(
            base_url=server.address, viewport={"width": 1920, "height": 1080}
        )
        await window.add_cookies(
            [{"name": "digikartta_session", "value": room.session, "url": server.address}]
        )
        await window.add_init_script(f"({_QUICKENED})({pace.quicken})")
        page = await window.new_page()
        sent: list[int] = []  # bytes of each message
        page.on("websocket", lambda line: line.on("framesent", lambda each: sent.append(len(each))))
        await page.goto(f"/naytto?tyopaja={room.workshop_id}")
        await page.wait_for_selector(".dk-room-bar")
        line = await window.new_cdp_session(page)
        await line.send("Performance.enable")
        while pace.goes_on():
            await pace.wait(30)
            samples.append(await _sample(line, server, minutes=pace.minutes(), looks=len(sent)))
            print(samples[-1], flush=True)
        await browser.close()


def _growth(minutes: Sequence[float], megabytes: Sequence[float]) -> float:
    """Share by which a memory would grow in four hours, along the line through its samples."""
    slope, start = np.polyfit(minutes, megabytes, 1)
    return float(slope * 60 * HOURS / start)


def _ends(megabytes: Sequence[float]) -> str:
    """Say where the samples begin and end: the median of ten at each end."""
    return f"{np.median(megabytes[:10]):.1f} to {np.median(megabytes[-10:]):.1f} MB"


def main() -> int:
    """Watch, and say what four hours would add."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--warm-up", type=float, default=4.0)
    parser.add_argument("--phones", type=int, default=30)
    parser.add_argument("--quicken", type=float, default=1.0)
    given = parser.parse_args()
    samples: list[Sample] = []

    async def play(server: Server, url: str, room: LoadedRoom) -> None:
        pace = Pace(given.quicken, time.perf_counter(), given.minutes)
        await asyncio.gather(
            _watch(server, room, samples, pace),
            _change_views(url, room, pace),
            *(_phone(server.address, token, pace) for token in room.tokens),
        )

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/soak.sqlite"
        room = create_room(url, given.phones)
        with running(url) as server:
            asyncio.run(play(server, url, room))
    kept = [sample for sample in samples if sample.minutes >= given.warm_up]
    minutes = [sample.minutes for sample in kept]
    heap, memory = [sample.heap for sample in kept], [sample.server for sample in kept]
    growth = _growth(minutes, heap), _growth(minutes, memory)
    good = max(growth) <= MOST_GROWTH
    print(
        f"soak: {given.minutes:.0f} min, {given.phones} phones, {samples[-1].looks} looks;"
        f" browser's heap {_ends(heap)}, server's memory {_ends(memory)};"
        f" four hours would add {growth[0]:+.1%} and {growth[1]:+.1%};"
        f" {'ok' if good else 'OVER THE LIMIT'}"
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
