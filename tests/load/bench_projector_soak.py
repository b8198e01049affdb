"""Does the projector's page grow? A real browser shows a room in which people answer.

    python tests/load/bench_projector_soak.py [--minutes 20] [--phones 30] [--warm-up 4]

Every minute: the browser's script heap after a collection, its documents' nodes, and the server's
resident memory. The first minutes fill caches and are left out; growth is the line through the
others, over the four hours that a projector stays on. Prints the samples and exits with 1 when
four hours would add more than ten per cent. An extrapolation from minutes: it finds a leak that
grows with every look, and not one that begins after hours.
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
from pathlib import Path

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
Sample = tuple[float, float, float, float]  # minutes, browser's heap MB, its nodes, server MB


async def _phone(address: str, token: str, until: float) -> None:
    """Answer, and answer anew: a phone that has been through everything changes its mind."""
    chance = random.Random(token)  # noqa: S311 - not a secret
    async with opened(address, "vastaa", f"digikartta_respondent={token}") as phone:
        await phone.open()
        while time.perf_counter() < until:
            widget = chance.choice(phone.questions() or [None])  # type: ignore[list-item]
            onward = phone.button("next")
            if widget is not None and (onward is None or chance.random() < 0.8):
                await phone.choose(widget, chance.choice(widget.options[:5]))
            elif onward is not None:
                await phone.press(onward)
            await asyncio.sleep(chance.uniform(0.8, 1.2) * THINK)


async def _change_views(url: str, room: LoadedRoom, until: float) -> None:
    """The facilitator shows one view after the other, every twenty seconds."""
    engine = create_engine_for(url)
    ids = load()["digikartta-1"].dimension_ids
    account = 1
    workshop_control.reveal(engine, room.workshop_id, account, ids)
    turn = 0
    while time.perf_counter() < until:
        showing = Showing(SCENES[turn % len(SCENES)])
        await asyncio.to_thread(room_control.show, engine, room.workshop_id, account, showing)
        turn += 1
        await asyncio.sleep(20)
    engine.dispose()


async def _sample(line: CDPSession, server: Server, began: float) -> Sample:
    await line.send("HeapProfiler.collectGarbage")
    found = await line.send("Performance.getMetrics")
    metrics = {each["name"]: each["value"] for each in found["metrics"]}
    minutes = (time.perf_counter() - began) / 60
    heap = metrics["JSHeapUsedSize"] / 1_000_000
    return minutes, heap, metrics["Nodes"], server.memory()


async def _watch(
    server: Server, room: LoadedRoom, samples: list[Sample], *, until: float, every: float
) -> None:
    program = os.environ.get("DIGIKARTTA_TEST_CHROMIUM") or shutil.which("chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        window = await browser.new_context(
            base_url=server.address, viewport={"width": 1920, "height": 1080}
        )
        await window.add_cookies(
            [{"name": "digikartta_session", "value": room.session, "url": server.address}]
        )
        page = await window.new_page()
        await page.goto(f"/naytto?tyopaja={room.workshop_id}")
        await page.wait_for_selector(".dk-room-bar")
        line = await window.new_cdp_session(page)
        await line.send("Performance.enable")
        began = time.perf_counter()
        while time.perf_counter() < until:
            await asyncio.sleep(every)
            samples.append(await _sample(line, server, began))
            print(
                "{:5.1f} min  heap {:6.1f} MB  nodes {:7.0f}  server {:6.1f} MB".format(
                    *samples[-1]
                )
            )
        await browser.close()


def _growth(samples: Sequence[Sample], column: int) -> float:
    """Share by which a column would grow in four hours, along the line through the samples."""
    minutes = np.array([sample[0] for sample in samples])
    values = np.array([sample[column] for sample in samples])
    slope, start = np.polyfit(minutes, values, 1)
    return float(slope * 60 * HOURS / start)


def main() -> int:
    """Watch, and say what four hours would add."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--warm-up", type=float, default=4.0)
    parser.add_argument("--phones", type=int, default=30)
    given = parser.parse_args()
    samples: list[Sample] = []

    async def play(server: Server, url: str, room: LoadedRoom) -> None:
        until = time.perf_counter() + 60 * given.minutes
        await asyncio.gather(
            _watch(server, room, samples, until=until, every=30),
            _change_views(url, room, until),
            *(_phone(server.address, token, until) for token in room.tokens),
        )

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/soak.sqlite"
        room = create_room(url, given.phones)
        with running(url) as server:
            asyncio.run(play(server, url, room))
    kept = [sample for sample in samples if sample[0] >= given.warm_up]
    heap, memory = _growth(kept, 1), _growth(kept, 3)
    good = heap <= MOST_GROWTH and memory <= MOST_GROWTH
    print(
        f"soak: {given.minutes:.0f} min, {given.phones} phones; four hours would add"
        f" {heap:+.1%} to the browser's heap and {memory:+.1%} to the server's memory;"
        f" {'ok' if good else 'OVER THE LIMIT'}"
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
