"""How fast the project team's pages stand with ten thousand companies, while people answer.

    python tests/load/bench_project_pages.py [--companies 10000] [--respondents 5] [--phones 100]

Over Streamlit's own protocol, from asking to the whole page, with fifty thousand people's answers
in the database; first on a quiet server, then while phones answer. A look is cold when a round was
closed since the last one.
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from bench_comparison import answers, compare
from bench_register import COLD_LIMIT, OWN_VIEW, VIEW_LIMIT, WARM_LIMIT, fill
from bench_result import create_reader
from product import Server, create_respondents, running
from sqlalchemy import Engine, insert, select
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from db import accounts, cohorts
from db.engine import create_engine_for, writing
from db.schema import upgrade
from db.tables import Answer, Respondent
from digikartta.account import Account
from digikartta.cohort import CohortFilters
from digikartta.texts import texts
from digikartta.walk import phone as phones
from digikartta.walk.phone import Phone, Widget

COMPARISON_LIMIT, QUALITY_LIMIT, ANSWERS_LIMIT = 3_000.0, 3_000.0, 100.0  # ms
T = texts("fi")
SIX = (
    *((size, CohortFilters(size_classes=(size,))) for size in ("micro", "small", "medium")),
    ("Omnia", CohortFilters(partners=("Omnia",))),
    ("vienti", CohortFilters(tags=("vienti",))),
    ("Kaikki", CohortFilters()),
)
_LISTS = {"multiselect", "button_group"}  # widgets whose value is a list of texts


class TeamPhone(Phone):
    """A window of the project team; it can choose several of a list as well."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self.lists: dict[str, str] = {}  # id by key
        self.chosen: dict[str, Sequence[str]] = {}  # by id

    def _take_element(self, message: ForwardMsg) -> None:
        super()._take_element(message)
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind in _LISTS:
            found = Widget(getattr(element, kind).id, kind, "")
            self.lists[found.key] = found.id

    def _message(self, fragment: str, pressed: Widget | None) -> bytes:
        message = phones.BackMsg()
        message.ParseFromString(super()._message(fragment, pressed))
        for at, values in self.chosen.items():
            state = message.rerun_script.widget_states.widgets.add(id=at)
            state.string_array_value.data.extend(values)
        return bytes(message.SerializeToString())

    async def choose_several(self, key: str, values: Sequence[str]) -> float:
        """Choose from a list; returns the milliseconds until the page stands."""
        self.chosen[self.lists[key]] = values
        return await self._run("", None)


@asynccontextmanager
async def window(server: Server, page: str, session: str) -> AsyncIterator[TeamPhone]:
    """Open a page of the project team."""
    before, phones.Phone = phones.Phone, TeamPhone  # type: ignore[misc]
    try:
        async with phones.opened(server.address, page, f"digikartta_session={session}") as opened:
            phones.Phone = before  # type: ignore[misc]
            assert isinstance(opened, TeamPhone)
            yield opened
            if opened.errors:
                raise RuntimeError(f"{page}: {opened.errors}")
    finally:
        phones.Phone = before  # type: ignore[misc]


@dataclass
class Looks:
    """Milliseconds of each kind of look, with its limit."""

    taken: dict[str, list[float]] = field(default_factory=dict)
    limits: dict[str, float] = field(default_factory=dict)

    def note(self, name: str, limit: float, milliseconds: float) -> None:
        """Keep one look."""
        self.taken.setdefault(name, []).append(milliseconds)
        self.limits[name] = limit

    def held(self, when: str) -> bool:
        """Print every kind of look and whether its median holds the limit."""
        good = True
        for name, taken in self.taken.items():
            typical, limit = statistics.median(taken), self.limits[name]
            good &= typical <= limit
            print(
                f"{when:18} {name:28} median {typical:7.0f}  slowest {max(taken):7.0f}"
                f"  limit {limit:5.0f} ms  {'ok' if typical <= limit else 'OVER THE LIMIT'}"
            )
        return good


async def look_at_register(server: Server, session: str, looks: Looks) -> None:
    """Open the board, search, and turn to the list and its filters."""
    async with window(server, "yritykset", session) as page:
        looks.note("register: board", VIEW_LIMIT, await page.open())
        search = next(w for w in page.widgets.values() if w.label == T("register.search"))
        looks.note("register: board, search", VIEW_LIMIT, await page.choose(search, "vertailu 99"))
        taken = await page.choose_several("register-view-fi", [T("register.view_list")])
        looks.note("register: list, search", VIEW_LIMIT, taken)
        page.widgets[search.id].value = ""
        partner = next(w for w in page.widgets.values() if w.key == "register-partner-fi")
        taken = await page.choose(partner, "Omnia")
        looks.note("register: list, a partner", VIEW_LIMIT, taken)


async def look_at_cohorts(server: Server, session: str, looks: Looks, *, cold: bool) -> None:
    """Open the first cohort, and all six."""
    async with window(server, "kohortit", session) as page:
        limit, kind = (COLD_LIMIT, "cold") if cold else (WARM_LIMIT, "warm")
        looks.note(f"cohorts: one, {kind}", limit, await page.open())
        taken = await page.choose_several("cohorts-fi", [name for name, _ in SIX])
        looks.note(f"cohorts: six, {kind}", limit, taken)
        if not any("dk-heat" in text for text in page.texts.values()):
            raise RuntimeError("no cohorts on the page")


async def look_at_quality(server: Server, session: str, looks: Looks, *, cold: bool) -> None:
    """Open the page of the measure's quality."""
    async with window(server, "mittarin-laatu", session) as page:
        kind, limit = ("cold", QUALITY_LIMIT) if cold else ("warm", WARM_LIMIT)
        looks.note(f"quality of the measure, {kind}", limit, await page.open())


async def look_around(
    server: Server, engine: Engine, session: str, *, mark: str, times: int
) -> Looks:
    """Open all pages some times, each time after one more company has closed its round."""
    looks = Looks()
    for number in range(times):
        create_reader(engine, f"{mark}-{number}")
        await look_at_register(server, session, looks)
        for cold in (True, False, False):
            await look_at_cohorts(server, session, looks, cold=cold)
        for taken in await compare(server, session, seed=number):
            looks.note("comparison of two groups", COMPARISON_LIMIT, taken)
        for cold in (True, False):
            await look_at_quality(server, session, looks, cold=cold)
    return looks


async def play(
    server: Server, engine: Engine, session: str, tokens: Sequence[str], seconds: float
) -> tuple[Looks, Looks, list[float]]:
    """Look around alone, then while the phones answer; return both, and the phones' times."""
    await look_around(server, engine, session, mark="first", times=1)  # the server's own first
    alone = await look_around(server, engine, session, mark="alone", times=3)
    answering = asyncio.create_task(answers(server, tokens, seconds))
    await asyncio.sleep(6)
    beside = await look_around(server, engine, session, mark="beside", times=2)
    return alone, beside, (await answering).answers


def prepare(engine: Engine, team: Account) -> str:
    """Save six cohorts and everybody's answers; return the secret of a log-in."""
    for name, filters in SIX:
        cohorts.save(engine, team, name, filters)
    chance = random.Random(3)  # noqa: S311 - not a secret
    items = [question.id for question in OWN_VIEW.questions]
    with writing(engine) as connection:
        people = connection.execute(select(Respondent.id, Respondent.organisation_id)).all()
        for start in range(0, len(people), 2_000):
            some = people[start : start + 2_000]
            rows = [_answer(*one, item, chance) for one in some for item in items]
            connection.execute(insert(Answer), rows)
        return accounts.start_session(connection, team.id, now=datetime.now().astimezone())


def _answer(
    person: str, organisation: int, item: str, chance: random.Random
) -> dict[str, str | int]:
    return {
        "respondent_id": person,
        "organisation_id": organisation,
        "item": item,
        "value": str(1 + int(5 * chance.random())),
        "comment": "",
    }


def main() -> int:
    """Fill a database, measure, and return 1 when a limit does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=10_000)
    parser.add_argument("--respondents", type=int, default=5)
    parser.add_argument("--phones", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=40.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/load.sqlite"
        engine = create_engine_for(url)
        upgrade(engine)
        session = prepare(engine, fill(engine, given.companies, given.respondents))
        tokens = create_respondents(url, given.phones)
        with running(url) as server:
            alone, beside, taken = asyncio.run(play(server, engine, session, tokens, given.seconds))
            memory = server.memory()
        engine.dispose()
    good = [alone.held("alone"), beside.held("beside answers")]
    p95 = float(np.quantile(taken, 0.95))
    print(
        f"{given.phones} phones meanwhile: {len(taken)} answers p50 {np.quantile(taken, 0.5):.0f}"
        f" p95 {p95:.0f} worst {max(taken):.0f} ms; server {memory:.0f} MB"
    )
    return 0 if all(good) and p95 <= ANSWERS_LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
