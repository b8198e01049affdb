"""How fast the project team's pages stand with ten thousand companies, while people answer.

    python tests/load/bench_project_pages.py [--companies 10000] [--respondents 5] [--phones 100]

Over Streamlit's own protocol, from asking to the whole page, with fifty thousand people's answers
in the database. First the phones answer alone, then the team looks alone, then both at once.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from bench_answers import Measured, _answer_for_a_while
from bench_register import KNOWN, OWN_VIEW, fill
from bench_result import DAY, create_reader
from product import Server, create_respondents, running
from sqlalchemy import Engine, insert, select
from team_looks import Team

from db import accounts, cohorts, publications
from db.company_edits import Editor
from db.engine import create_engine_for, writing
from db.publications import Wish
from db.schema import upgrade
from db.tables import Answer, Respondent, Round, RoundScore
from digikartta.account import Account
from digikartta.cohort import CohortFilters

ANSWERS_LIMIT = 100.0  # ms, 95th percentile
PARTNERS = ("Omnia", "Taitotalo")  # of half of the companies each
SIX = (
    *((size, CohortFilters(size_classes=(size,))) for size in ("micro", "small")),
    *((partner, CohortFilters(partners=(partner,))) for partner in PARTNERS),
    ("vienti", CohortFilters(tags=("vienti",))),
    ("Kaikki", CohortFilters()),
)
_LATER = 1_000_000  # added to the number of a round for the second one of its company
_AT_ONCE = 2_000


async def look_around(team: Team, engine: Engine, *, mark: str, times: int) -> None:
    """Open all pages some times, each time after one more company has closed its round."""
    names = [name for name, _ in SIX]
    for number in range(times):
        create_reader(engine, f"{mark}-{number}")
        await team.look_at_register()
        for cold in (True, False, False):
            await team.look_at_cohorts(names, cold=cold)
        await team.look_at_shared_page()
        for cold in (True, False):
            await team.look_at_change(cold=cold)
        await team.look_at_groups(PARTNERS)
        for cold in (True, False):
            await team.look_at_quality(cold=cold)


async def answers(server: Server, tokens: Sequence[str], seconds: float) -> list[float]:
    """Let everybody answer for a while; return the milliseconds from tap to stored and shown."""
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
    return measured.answers


async def play(
    server: Server, engine: Engine, secrets: tuple[str, str], tokens: Sequence[str], seconds: float
) -> bool:
    """Answer alone, look around alone, then both; print it, and whether all limits hold."""
    await look_around(Team(server, *secrets), engine, mark="first", times=1)  # the server's own
    half = len(tokens) // 2
    good = told("answers alone", await answers(server, tokens[:half], seconds))
    alone, beside = Team(server, *secrets), Team(server, *secrets)
    await look_around(alone, engine, mark="alone", times=3)
    good &= alone.held("alone")
    answering = asyncio.create_task(answers(server, tokens[half:], seconds))
    await asyncio.sleep(6)
    while not answering.done():
        await look_around(beside, engine, mark=f"beside-{time.perf_counter()}", times=1)
    good &= beside.held("beside answers")
    return told("answers beside", await answering) and good


def told(when: str, taken: Sequence[float]) -> bool:
    """Print how long answers took and whether the limit holds."""
    half, most, nearly_all = np.quantile(taken, (0.5, 0.95, 0.99))
    good = bool(most <= ANSWERS_LIMIT)
    print(
        f"{when:15} {len(taken)} answers: p50 {half:.0f}  p95 {most:.0f}  p99 {nearly_all:.0f}"
        f"  worst {max(taken):.0f}  limit {ANSWERS_LIMIT:.0f} ms  {'ok' if good else 'OVER'}",
        flush=True,
    )
    return good


def prepare(engine: Engine, team: Account) -> tuple[str, str]:
    """Save six cohorts, everybody's answers and later rounds, and share a page.

    Returns the secrets of a log-in and of the shared page.
    """
    for name, filters in SIX:
        cohorts.save(engine, team, name, filters)
    _answer_everything(engine)
    _measure_again(engine)
    published = publications.publish(
        engine,
        Editor(team, datetime.now(UTC)),
        SIX,
        Wish("link", "Kohortit"),
        questionnaire=OWN_VIEW,
        known=KNOWN,
        k=5,
    )
    with writing(engine) as connection:
        session = accounts.start_session(connection, team.id, now=datetime.now().astimezone())
    return session, published.token or ""


def _answer_everything(engine: Engine) -> None:
    chance = random.Random(3)  # noqa: S311 - not a secret
    items = [question.id for question in OWN_VIEW.questions]
    with writing(engine) as connection:
        people = connection.execute(select(Respondent.id, Respondent.organisation_id)).all()
        for start in range(0, len(people), _AT_ONCE):
            some = people[start : start + _AT_ONCE]
            rows = [_answer(*one, item, chance) for one in some for item in items]
            connection.execute(insert(Answer), rows)


def _answer(
    person: int, organisation: int, item: str, chance: random.Random
) -> dict[str, str | int]:
    return {
        "respondent_id": person,
        "organisation_id": organisation,
        "item": item,
        "value": str(1 + int(5 * chance.random())),
        "comment": "",
    }


def _measure_again(engine: Engine) -> None:
    """Give every second company of the initial mapping a final evaluation."""
    chance = random.Random(4)  # noqa: S311 - not a secret
    with writing(engine) as connection:
        of_first = (Round.stage == "T0", Round.id % 2 == 0)
        rounds = connection.execute(select(Round.__table__).where(*of_first)).mappings().all()
        scores = connection.execute(
            select(RoundScore.__table__)
            .join(Round, Round.id == RoundScore.round_id)
            .where(*of_first)
        ).mappings()
        later = [{**r, "id": r["id"] + _LATER, "stage": "T2", "closed_on": DAY} for r in rounds]
        connection.execute(insert(Round), later)
        risen = [
            {
                **s,
                "round_id": s["round_id"] + _LATER,
                "score": min(100.0, s["score"] + chance.uniform(-8, 14)),
            }
            for s in scores
        ]
        connection.execute(insert(RoundScore), risen)


def main() -> int:
    """Fill a database, measure, and return 1 when a limit does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=10_000)
    parser.add_argument("--respondents", type=int, default=5)
    parser.add_argument("--phones", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/load.sqlite"
        engine = create_engine_for(url)
        upgrade(engine)
        secrets = prepare(engine, fill(engine, given.companies, given.respondents))
        tokens = create_respondents(url, 2 * given.phones)
        with running(url) as server:
            good = asyncio.run(play(server, engine, secrets, tokens, given.seconds))
            print(f"{given.phones} phones; the server takes {server.memory():.0f} MB")
        engine.dispose()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
