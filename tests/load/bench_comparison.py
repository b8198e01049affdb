"""How fast ten thousand companies are compared, and what people who answer notice of it.

    python tests/load/bench_comparison.py [--companies 10000] [--phones 100] [--seconds 20]

The project team compares two groups, with 9 999 resamples of every dimension, over Streamlit's own
protocol: from the choice of the second group to the whole page, each time with groups that nobody
has compared yet. Meanwhile phones answer; before it, they answer alone.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from bench_answers import Measured, _answer_for_a_while
from bench_result import create_pool
from product import Server, create_respondents, running

from db import accounts
from db.engine import create_engine_for, writing
from db.schema import upgrade
from digikartta.texts import texts
from digikartta.walk.phone import Phone, Widget, opened

LIMIT = 3_000.0  # ms, a comparison
ANSWERS_LIMIT = 100.0  # ms, 95th percentile of the answers meanwhile
T = texts("fi")
# Groups of both stages together are everybody; the year makes each comparison a new one.
YEARS = ("2026", "2025", "2024")


def create_session(url: str) -> str:
    """Store somebody of the project team and return the secret of the log-in."""
    from datetime import datetime

    engine = create_engine_for(url)
    with writing(engine) as connection:
        number = accounts.create(
            connection, email="bench@example.org", name="", role="project", password_hash=None
        )
        session = accounts.start_session(connection, number, now=datetime.now().astimezone())
    engine.dispose()
    return session


def labelled(phone: Phone, key: str, place: int = 0) -> Widget:
    """Return a choice by its text in the catalogue."""
    found = [widget for widget in phone.widgets.values() if widget.label == T(key)]
    return found[place]


def option(widget: Widget, text: str) -> str:
    """Return the option that begins so, as the page writes it."""
    return next(each for each in widget.options if each.startswith(text))


async def compare(server: Server, session: str, *, seed: int) -> list[float]:
    """Compare the two stages, whole and by year; return the milliseconds of each comparison."""
    async with opened(server.address, "vertailu", f"digikartta_session={session}") as phone:
        await phone.open()
        kind = labelled(phone, "compare.kind")
        await phone.choose(kind, T("compare.kind_groups"))
        first = labelled(phone, "group.stage", seed % 2)
        await phone.choose(first, option(first, T("stage.T0")))
        second = labelled(phone, "group.stage", 1 - seed % 2)
        taken = [await phone.choose(second, option(second, T("stage.T2")))]
        if phone.errors or not any("dk-table" in text for text in phone.texts.values()):
            raise RuntimeError(f"no comparison on the page: {phone.errors}")
        return taken


async def answers(server: Server, tokens: Sequence[str], seconds: float) -> Measured:
    """Let everybody answer for a while."""
    measured = Measured()
    until = time.perf_counter() + 5 + seconds
    await asyncio.gather(
        *(
            _answer_for_a_while(server, token, measured, wait=5 * i / len(tokens), until=until)
            for i, token in enumerate(tokens)
        )
    )
    if measured.errors:
        raise RuntimeError(f"answers failed: {measured.errors[:3]}")
    return measured


async def play(
    server: Server, tokens: Sequence[str], session: str, seconds: float
) -> tuple[Measured, Measured, list[float]]:
    """Answer alone, then while two people of the project team compare."""
    half = len(tokens) // 2
    alone = await answers(server, tokens[:half], seconds)
    meanwhile = asyncio.create_task(answers(server, tokens[half:], seconds))
    await asyncio.sleep(6)
    taken = []
    for seed in (0, 1):
        taken += await compare(server, session, seed=seed)
    return alone, await meanwhile, taken


def _p(values: Sequence[float], share: float) -> float:
    return float(np.quantile(values, share)) if values else float("nan")


def main() -> int:
    """Measure and print; 1 when a limit does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=10_000)
    parser.add_argument("--phones", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=20.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/load.sqlite"
        engine = create_engine_for(url)
        upgrade(engine)
        create_pool(engine, given.companies)
        engine.dispose()
        session = create_session(url)
        tokens = create_respondents(url, 2 * given.phones)
        with running(url) as server:
            played = asyncio.run(play(server, tokens, session, given.seconds))
    alone, meanwhile, taken = played
    good = max(taken) <= LIMIT and _p(meanwhile.answers, 0.95) <= ANSWERS_LIMIT
    print(
        f"{given.companies} companies: comparison median {statistics.median(taken):.0f} ms"
        f" (each: {', '.join(f'{each:.0f}' for each in taken)});"
        f" {given.phones} phones answering alone p50 {_p(alone.answers, 0.5):.0f}"
        f" p95 {_p(alone.answers, 0.95):.0f} ms, meanwhile p50 {_p(meanwhile.answers, 0.5):.0f}"
        f" p95 {_p(meanwhile.answers, 0.95):.0f} worst {max(meanwhile.answers):.0f} ms;"
        f" {'ok' if good else 'OVER THE LIMIT'}"
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
