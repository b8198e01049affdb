"""How fast answers are stored and shown while a room, or a hall, answers at once.

    python tests/load/bench_answers.py [--phones 200 400 800] [--seconds 60] [--database URL]

Each phone answers about every five seconds over Streamlit's own protocol and goes on to the next
screen when this one is done. Prints one line for each size, and whether the limits hold; exits
with 1 when one does not.
"""

import argparse
import asyncio
import random
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from product import Server, create_respondents, running
from sqlalchemy import func, select

from db.engine import create_engine_for, reading
from db.tables import Answer
from digikartta.walk.phone import Phone, opened

THINK = 5.0  # seconds between two taps of one phone
JOIN_WITHIN = 10.0  # seconds in which a hundred phones open their page
# Phones → milliseconds from tap to stored and shown, 95th percentile.
LIMITS = {200: 50.0, 400: 100.0, 800: 600.0}
FIRST_PAGE = 500.0  # ms, 95th percentile, a hundred phones joining within ten seconds
MEMORY = 300.0  # MB, up to 400 phones


@dataclass
class Measured:
    """What the phones of one run saw."""

    first_page: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    screens: list[float] = field(default_factory=list)
    acknowledged: dict[tuple[str, str], str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


async def _answer_for_a_while(
    server: Server, token: str, measured: Measured, *, wait: float, until: float
) -> None:
    chance = random.Random(token)  # noqa: S311 - not a secret
    await asyncio.sleep(wait)
    try:
        async with opened(server.address, "vastaa", f"digikartta_respondent={token}") as phone:
            measured.first_page.append(await phone.open())
            await asyncio.sleep(chance.uniform(0, THINK))
            while time.perf_counter() < until:
                began = time.perf_counter()
                await _tap(phone, token, measured, chance)
                pause = chance.uniform(0.8, 1.2) * THINK - (time.perf_counter() - began)
                await asyncio.sleep(max(0.0, pause))
            measured.errors.extend(phone.errors)
    except Exception as error:  # noqa: BLE001 - every failure is a result
        measured.errors.append(f"{type(error).__name__}: {error}"[:120])


async def _tap(phone: Phone, token: str, measured: Measured, chance: random.Random) -> None:
    open_ones = [w for w in phone.questions() if w.value is None]
    onward = phone.button("next")
    if open_ones:
        widget = chance.choice(open_ones)
        option = chance.choice(widget.options[:5])
        measured.answers.append(await phone.choose(widget, option))
        measured.acknowledged[token, widget.key.split("-")[1]] = option
    elif onward is not None:
        measured.screens.append(await phone.press(onward))


async def _play(
    server: Server, tokens: Sequence[str], seconds: float
) -> tuple[Measured, list[float]]:
    measured = Measured()
    joining = JOIN_WITHIN * len(tokens) / 100
    until = time.perf_counter() + joining + seconds
    phones = (
        _answer_for_a_while(
            server, token, measured, wait=joining * place / len(tokens), until=until
        )
        for place, token in enumerate(tokens)
    )
    memory: list[float] = []
    watching = asyncio.create_task(_watch(server, memory))
    await asyncio.gather(*phones)
    watching.cancel()
    return measured, memory


async def _watch(server: Server, memory: list[float]) -> None:
    while True:
        memory.append(server.memory())
        await asyncio.sleep(1)


def _stored(database_url: str) -> int:
    engine = create_engine_for(database_url)
    with reading(engine) as connection:
        found = connection.execute(select(func.count()).select_from(Answer)).scalar_one()
    engine.dispose()
    return found


def _p(values: Sequence[float], share: float) -> float:
    return float(np.quantile(values, share)) if values else float("nan")


def measure(phones: int, seconds: float, database_url: str | None) -> bool:
    """Play one size and print what came of it; True when its limits hold."""
    with tempfile.TemporaryDirectory() as folder:
        url = database_url or f"sqlite:///{folder}/load.sqlite"
        tokens = create_respondents(url, phones)
        with running(url) as server:
            cpu = server.cpu_seconds()
            measured, memory = asyncio.run(_play(server, tokens, seconds))
            taps = len(measured.answers) + len(measured.screens)
            cpu_per_tap = (server.cpu_seconds() - cpu) * 1000 / max(1, taps)
        lost = len(measured.acknowledged) - _stored(url)
    limits = (
        _p(measured.answers, 0.95) <= LIMITS.get(phones, float("inf")),
        _p(measured.first_page, 0.95) <= FIRST_PAGE,
        phones > 400 or max(memory) <= MEMORY,
        lost == 0,
        not measured.errors,
    )
    print(
        f"{phones} phones: {len(measured.answers)} answers"
        f" p50 {_p(measured.answers, 0.5):.0f} p95 {_p(measured.answers, 0.95):.0f}"
        f" p99 {_p(measured.answers, 0.99):.0f} ms;"
        f" next screen p95 {_p(measured.screens, 0.95):.0f} ms;"
        f" first page p50 {_p(measured.first_page, 0.5):.0f}"
        f" p95 {_p(measured.first_page, 0.95):.0f} ms;"
        f" lost {lost}; errors {len(measured.errors)} {sorted(set(measured.errors))[:3]};"
        f" memory {memory[len(memory) // 2]:.0f} MB halfway, {memory[-1]:.0f} MB at the end;"
        f" processor {cpu_per_tap:.1f} ms a tap;"
        f" {'ok' if all(limits) else 'OVER THE LIMIT'}"
    )
    return all(limits)


def main() -> int:
    """Measure each size in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, nargs="+", default=[200, 400, 800])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument(
        "--database", help="an empty database; a temporary SQLite file if not given"
    )
    given = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 8192)), hard))
    results = [measure(phones, given.seconds, given.database) for phones in given.phones]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
