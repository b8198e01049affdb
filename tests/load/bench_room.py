"""A full room: nothing is lost, and the projector keeps up.

    python tests/load/bench_room.py [burst] [steady] [joins] [restart] [--database URL]

`burst`: 200 phones answer the same question within one second, 20 questions in a row; what people
were told is saved, what is stored and what the projector shows are the same number.
`steady`: 200 phones at one answer in five seconds, which also ask as often as they are told whether
the workshop goes on, with two projectors and one facilitator's phone.
`joins`: 100 people join by the code within ten seconds.
`restart`: the server is killed and started again while 100 phones answer; all of them go on.

Prints one line for each, and whether its limits hold; exits with 1 when one does not. `--database`
names an empty database for one of them; else each has a SQLite file of its own.
"""

import argparse
import asyncio
import contextlib
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from product import create_room, running
from room_people import (
    Seen,
    answer,
    control,
    follow,
    quantile,
    seat,
    steady_phone,
    stored_answers,
    tap,
    verdict,
    with_projectors,
)

from digikartta.walk.app_process import AppProcess
from digikartta.walk.phone import opened

PEOPLE, QUESTIONS = 200, 20
OPENING_SECONDS = 20.0  # in which the phones open their page, one after another; not measured
STEADY_SECONDS = 60.0
STORED_P95 = 80.0  # ms from the tap to stored and shown on the phone
SEEN_P95, SEEN_P99 = 2000.0, 4000.0  # ms from stored to visible on the projector
JOINING, JOIN_SECONDS, JOINED_P95 = 100, 10.0, 1000.0  # people, seconds, ms to the first question
BACK_WITHIN = 5000.0  # ms; a phone whose server has come back is at its place again


async def _burst_phone(
    address: str, token: str, seen: Seen, gates: Sequence[asyncio.Barrier]
) -> None:
    chance = random.Random(token)  # noqa: S311 - not a secret
    async with opened(address, "vastaa", f"digikartta_respondent={token}") as phone:
        await phone.open()
        for gate in gates:
            while not (widgets := [w for w in phone.questions() if w.value is None]):
                await phone.press(phone.button("next"))  # type: ignore[arg-type]
            await gate.wait()
            await asyncio.sleep(chance.random())  # everybody within one second
            await answer(phone, token, widgets[0], seen, chance)
        seen.errors.extend(phone.errors)


def burst(url: str) -> bool:
    """200 phones, the same question within a second, 20 times."""
    room, seen = create_room(url, PEOPLE), Seen()

    async def play(address: str) -> None:
        gates = [asyncio.Barrier(PEOPLE) for _ in range(QUESTIONS)]
        phones = asyncio.gather(
            *(_burst_phone(address, token, seen, gates) for token in room.tokens)
        )
        await with_projectors(address, room, seen, phones, screens=1)

    with running(url) as server:
        asyncio.run(play(server.address))
    stored = stored_answers(url)
    _, received, displayed = seen.shown[-1]
    told = len(seen.acknowledged)
    good = told == len(stored) == displayed == received == PEOPLE * QUESTIONS
    twice = sum(count > 1 for count in stored.values())
    good = good and not twice and not seen.errors
    print(
        f"burst: told {told}, stored {len(stored)}, on the projector {displayed};"
        f" lost {told - len(stored)}, twice {twice};"
        f" tap to stored p50 {quantile(seen.answers, 0.5):.0f}"
        f" p95 {quantile(seen.answers, 0.95):.0f} ms;"
        f" errors {len(seen.errors)} {sorted(set(seen.errors))[:2]}; {verdict(good)}"
    )
    return good


def _delays(seen: Seen) -> list[float]:
    """Milliseconds from each answer's being stored to a projector's showing that many."""
    found, at = [], 0
    shown = sorted(seen.shown)
    for number, when in enumerate(sorted(seen.stored_at), 1):
        while at < len(shown) and (shown[at][2] < number or shown[at][0] < when):
            at += 1
        if at < len(shown):
            found.append((shown[at][0] - when) * 1000)
    return found


async def _measure_from_now_on(seen: Seen, *, after: float) -> None:
    await asyncio.sleep(after)
    seen.answers.clear()


def steady(url: str) -> bool:
    """200 phones at their own pace, two projectors, one facilitator's phone."""
    room, seen = create_room(url, PEOPLE), Seen()

    async def play(address: str) -> None:
        until = time.perf_counter() + OPENING_SECONDS + STEADY_SECONDS
        phones = asyncio.gather(
            _measure_from_now_on(seen, after=OPENING_SECONDS),
            control(address, room, seen, until),
            *(
                steady_phone(address, token, seen, wait=18 * place / PEOPLE, until=until)
                for place, token in enumerate(room.tokens)
            ),
            *(
                follow(address, room, wait=18 * place / PEOPLE, until=until)
                for place in range(PEOPLE)
            ),
        )
        await with_projectors(address, room, seen, phones, screens=2)

    with running(url) as server:
        before = server.cpu_seconds()
        asyncio.run(play(server.address))
        cpu, memory = server.cpu_seconds() - before, server.memory()
    delays, stored = _delays(seen), len(stored_answers(url))
    lost = len(seen.acknowledged) - stored
    unseen = len(seen.stored_at) - len(delays)
    good = (
        quantile(seen.answers, 0.95) <= STORED_P95
        and quantile(delays, 0.95) <= SEEN_P95
        and quantile(delays, 0.99) <= SEEN_P99
        and lost == 0
        and unseen == 0
        and not seen.errors
    )
    print(
        f"steady: {len(seen.answers)} answers, tap to stored p50 {quantile(seen.answers, 0.5):.0f}"
        f" p95 {quantile(seen.answers, 0.95):.0f} p99 {quantile(seen.answers, 0.99):.0f} ms;"
        f" stored to projector p50 {quantile(delays, 0.5):.0f} p95 {quantile(delays, 0.95):.0f}"
        f" p99 {quantile(delays, 0.99):.0f} ms; lost {lost}, never shown {unseen};"
        f" processor {1000 * cpu / len(seen.stored_at):.0f} ms an answer, memory {memory:.0f} MB;"
        f" errors {len(seen.errors)} {sorted(set(seen.errors))[:2]};"
        f" {verdict(good)}"
    )
    return good


async def _join(address: str, code: str, waits: list[float], errors: list[str]) -> None:
    """From the code to the first question; a person's thinking is left out, everything else in."""
    began = time.perf_counter()
    try:
        token = await seat(address, code, errors)
        if token is None:
            return
        async with opened(address, "vastaa", f"digikartta_respondent={token}") as phone:
            await phone.open()
            if not phone.questions():
                errors.append("no question")
        waits.append((time.perf_counter() - began) * 1000)
    except Exception as error:  # noqa: BLE001 - every failure is a result
        errors.append(f"{type(error).__name__}: {error}"[:120])


def joins(url: str) -> bool:
    """100 people join within ten seconds, all from one address."""
    room = create_room(url, 0)
    waits: list[float] = []
    errors: list[str] = []

    async def one(address: str, place: int) -> None:
        await asyncio.sleep(JOIN_SECONDS * place / JOINING)
        await _join(address, room.code, waits, errors)

    async def play(address: str) -> None:
        await asyncio.gather(*(one(address, place) for place in range(JOINING)))

    with running(url) as server:
        asyncio.run(play(server.address))
    good = len(waits) == JOINING and not errors and quantile(waits, 0.95) <= JOINED_P95
    print(
        f"joins: {len(waits)} of {JOINING}, first question p50 {quantile(waits, 0.5):.0f}"
        f" p95 {quantile(waits, 0.95):.0f} ms; errors {len(errors)} {sorted(set(errors))[:2]};"
        f" {verdict(good)}"
    )
    return good


async def _until_killed(address: str, token: str, seen: Seen) -> None:
    with contextlib.suppress(Exception):  # the line breaks in the midst of something
        await steady_phone(address, token, seen, wait=0, until=time.perf_counter() + 600)


async def _continue(address: str, token: str, seen: Seen, waits: list[float]) -> bool:
    """Connect with the same cookie: every acknowledged answer is there, and one more is taken.

    Adds the milliseconds until the person's screen was back.
    """
    began = time.perf_counter()
    cookie = f"digikartta_respondent={token}"
    async with opened(address, "vastaa", cookie, has_page=True) as phone:
        await phone.open()
        waits.append((time.perf_counter() - began) * 1000)
        shown = {w.key.split("-")[1]: w.value for w in phone.questions()}
        kept = all(
            shown.get(item, value) == value
            for (whose, item), value in seen.acknowledged.items()
            if whose == token
        )
        chance = random.Random(token)  # noqa: S311 - not a secret
        await tap(phone, token, seen, chance)
        return kept and not phone.errors


def restart(url: str) -> bool:
    """The server is killed while 100 phones answer, and starts again."""
    room, seen = create_room(url, 100), Seen()
    waits: list[float] = []

    async def before(app: AppProcess) -> None:
        phones = [
            asyncio.create_task(_until_killed(app.address, token, seen)) for token in room.tokens
        ]
        await asyncio.sleep(25)
        await asyncio.to_thread(app.kill)
        await asyncio.wait(phones, timeout=5)
        for phone in phones:
            phone.cancel()

    async def after(address: str) -> list[bool]:
        found = await asyncio.gather(
            *(_continue(address, token, seen, waits) for token in room.tokens),
            return_exceptions=True,
        )
        return [each is True for each in found]

    with tempfile.TemporaryDirectory() as folder:
        app = AppProcess(url, log=Path(folder) / "app.log")
        app.start()
        try:
            asyncio.run(before(app))
            told = len(seen.acknowledged)
            stored = len(stored_answers(url))
            app.start()
            back = asyncio.run(after(app.address))
        finally:
            app.stop()
    # An answer may be stored whose acknowledgement was lost with the line; never the other way.
    good = all(back) and len(back) == 100 and stored >= told > 0 and max(waits) <= BACK_WITHIN
    print(
        f"restart: {sum(back)} of {len(back)} phones went on, back after"
        f" p50 {quantile(waits, 0.5):.0f} p95 {quantile(waits, 0.95):.0f}"
        f" longest {max(waits):.0f} ms; told {told} before, stored {stored};"
        f" missing {max(0, told - stored)}; {verdict(good)}"
    )
    return good


SCENARIOS: dict[str, Callable[[str], bool]] = {
    "burst": burst,
    "steady": steady,
    "joins": joins,
    "restart": restart,
}


def main() -> int:
    """Play what was asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenarios", nargs="*", default=list(SCENARIOS))
    parser.add_argument("--database", help="an empty database; else a SQLite file for each")
    given = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 8192)), hard))
    results = []
    for name in given.scenarios:
        with tempfile.TemporaryDirectory() as folder:
            url = given.database or f"sqlite:///{folder}/load.sqlite"
            results.append(SCENARIOS[name](url))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
