"""How fast a company with five hundred actions opens its pages, and makes files of its plan.

    python tests/load/bench_plan.py [--actions 500]

Its last round is closed, every need is voted on and placed, thirty versions of its vision are kept.
The pages are opened over Streamlit's own protocol, from asking to the whole page.
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from product import running
from sqlalchemy import Engine, insert

from db import (
    actions,
    customer_insights,
    demo_development,
    development_plan,
    digital_visions,
    links,
    organisations,
    respondents,
    rounds,
)
from db.engine import create_engine_for, writing
from db.links import LinkTarget
from db.schema import upgrade
from db.tables import Answer
from digikartta.action_plan import STATUSES, Action
from digikartta.company import Profile
from digikartta.customer_insights import Insight
from digikartta.exports.plan_files import MIME, PlanFiles
from digikartta.map_source import map_source
from digikartta.plan_words import PlanWords
from digikartta.questionnaire_file import load
from digikartta.texts import texts
from digikartta.walk.phone import opened

PAGE_LIMIT = 500.0  # ms
FILE_LIMIT = 200.0  # ms
LOOKS = 7
PAGES = (
    *("suunnitelma", "tulevaisuuskartta", "tarpeet", "asiakasymmarrys"),
    *("digivisio", "digivisio?nakyma=sivu", "digivisio?nakyma=versiot"),
)
PEOPLE, INSIGHTS, VERSIONS = 12, 100, 30
TODAY = date.today()  # noqa: DTZ011


def create_plan(engine: Engine, count: int) -> int:
    """Store a company with so many actions and return its id."""
    chance = random.Random(1)  # noqa: S311 - not a secret
    questionnaire = load()["digikartta-1"]
    profile = Profile("Suuri suunnitelma Oy", industry="C", size_class="micro", municipality="049")
    with writing(engine) as connection:
        company = organisations.create(connection, profile, confirmed=False, is_example=False)
        made: list[int] = []
        for number in range(count):
            starts = TODAY + timedelta(days=chance.randint(-60, 600))
            action = Action(
                f"Toimi {number}: " + "sana " * chance.randint(1, 8),
                dimension=chance.choice(questionnaire.dimension_ids),
                owner=chance.choice(("Maija Meri", "Kalle Kivi", "Liisa Lahti")),
                starts_on=starts,
                due_on=starts + timedelta(days=chance.randint(5, 200)),
                status=chance.choice(STATUSES),
                after=tuple(chance.sample(made, 1)) if made and number % 5 == 0 else (),
            )
            made.append(actions.insert_action(connection, company, action, today=TODAY))
    return company


def create_past(engine: Engine, company: int) -> None:
    """Close a round that twelve people have answered, and keep what was made of it."""
    questionnaire = load()["digikartta-1"]
    profile = Profile("Suuri suunnitelma Oy", industry="C", size_class="micro", municipality="049")
    chance = random.Random(2)  # noqa: S311 - not a secret
    with writing(engine) as connection:
        round_id = rounds.create(connection, company, questionnaire, profile)
        people = [
            respondents.create(connection, company, round_id, role="staff", language="fi")
            for _ in range(PEOPLE)
        ]
        rows = [
            {"respondent_id": person, "item": item, "organisation_id": company}
            | {
                "value": "5" if item.endswith(".target") else str(chance.randint(1, 4)),
                "comment": "",
            }
            for person in people
            for dimension in questionnaire.dimensions
            for item in (*(q.id for q in dimension.questions), dimension.target_item)
        ]
        connection.execute(insert(Answer), rows)
        rounds.close(connection, [round_id], today=TODAY)
        target = LinkTarget(company, round_id, None)
        links.create(connection, "closed", "owner", target, today=TODAY, days=1)
    demo_development.develop(engine, company, round_id, language="fi", today=TODAY)
    for number in range(INSIGHTS):
        insight = Insight(f"Oivallus {number}: " + "sana " * 20, "interview", TODAY, "vision")
        customer_insights.add(engine, company, insight)
    for number in range(VERSIONS):
        seen = digital_visions.draft(engine, company)
        text = f"Visio {number}: " + "sana " * 60
        version = seen.version("staff")
        digital_visions.save_part(engine, company, "staff", text, version=version)
        seen = digital_visions.draft(engine, company)
        digital_visions.agree(engine, company, seen, agreed_by="Kaikki", today=TODAY)


def file_times(engine: Engine, company: int) -> Mapping[str, float]:
    """How long each kind of file takes, the median of a few."""
    found = development_plan.of_company(engine, company, known=load(), today=TODAY)
    words = PlanWords(texts("fi"), found.questionnaire, plan=found.plan)
    source = map_source(
        found.settings.content, found.plan, {}, found.rounds, words=words, vision="", today=TODAY
    )
    files = PlanFiles(source, "Suuri suunnitelma Oy", "k" * 24, words)
    return {kind: statistics.median(_times(files, kind)) for kind in MIME}


def _times(files: PlanFiles, kind: str) -> list[float]:
    found = []
    files.made(kind)  # the first loads the library
    for _ in range(LOOKS):
        began = time.perf_counter()
        files.made(kind)
        found.append(1000 * (time.perf_counter() - began))
    return found


async def _look(address: str, page: str) -> float:
    async with opened(address, page, "digikartta_owner=closed") as phone:
        milliseconds = await phone.open()
        if phone.errors:
            raise RuntimeError(f"no {page}: {phone.errors}")
        return milliseconds


async def _looks(address: str) -> Mapping[str, float]:
    found = {}
    for page in PAGES:
        await _look(address, page)  # the server's own first look
        found[page] = statistics.median([await _look(address, page) for _ in range(LOOKS)])
    return found


def main() -> int:
    """Measure and print; 1 when a limit does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--actions", type=int, default=500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/load.sqlite"
        engine = create_engine_for(url)
        upgrade(engine)
        company = create_plan(engine, given.actions)
        create_past(engine, company)
        files = file_times(engine, company)
        with running(url) as server:
            pages = asyncio.run(_looks(server.address))
        engine.dispose()
    good = max(pages.values()) <= PAGE_LIMIT and max(files.values()) <= FILE_LIMIT
    shown = {**pages, **files}
    print(
        f"{given.actions} actions, medians: "
        + "; ".join(f"{name} {milliseconds:.0f} ms" for name, milliseconds in shown.items())
        + f"; {'ok' if good else 'OVER THE LIMIT'}"
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
