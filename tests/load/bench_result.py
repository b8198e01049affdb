"""How fast the result page stands with ten thousand companies to compare with.

    python tests/load/bench_result.py [--companies 10000]

Cold: the first look after a round was closed, the pool read and the peer group worked out anew.
Warm: the next looks. Both over Streamlit's own protocol, from asking to the whole page.
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from product import running
from sqlalchemy import Engine, insert

from db import links, organisations, questionnaires, respondents, rounds
from db.engine import create_engine_for, writing
from db.links import LinkTarget
from db.schema import upgrade
from db.tables import Answer, Organisation, Round, RoundScore
from digikartta.classification import SIZE_CLASSES, industries, municipalities
from digikartta.company import Profile
from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import load
from digikartta.walk.phone import opened

COLD_LIMIT = 300.0  # ms
WARM_LIMIT = 50.0  # ms
LOOKS = 15
DAY = date(2026, 6, 1)


def create_pool(engine: Engine, companies: int) -> None:
    """Store closed rounds with scores, as an import would leave them."""
    chance = random.Random(1)  # noqa: S311 - not a secret
    questionnaire = load()["digikartta-1"]
    region = [m.code for m in municipalities().values() if m.region == "01"]
    with writing(engine) as connection:
        content = questionnaires.pin(connection, questionnaire)
        numbers = range(1, companies + 1)
        connection.execute(insert(Organisation), [_organisation(n) for n in numbers])
        connection.execute(
            insert(Round), [_round(n, questionnaire, content, region, chance) for n in numbers]
        )
        connection.execute(
            insert(RoundScore),
            [
                _score(n, dimension, chance)
                for n in numbers
                for dimension in (*questionnaire.dimension_ids, "overall")
            ],
        )


def _organisation(number: int) -> dict[str, object]:
    return {
        "id": number,
        "name": f"Vertailu {number} Oy",
        "business_id": None,
        "confirmed": True,
        "is_example": False,
        "growth_seeking": None,
        "international": None,
    }


def _round(
    number: int,
    questionnaire: Questionnaire,
    content: str,
    region: list[str],
    chance: random.Random,
) -> dict[str, object]:
    return {
        "id": number,
        "organisation_id": number,
        "questionnaire": questionnaire.id,
        "content_hash": content,
        "stage": chance.choice(["T0", "T0", "T2"]),
        "cohort": "",
        "industry": chance.choice(list(industries())),
        "size_class": chance.choice(SIZE_CLASSES),
        "municipality": chance.choice(region),
        "closed_on": DAY - timedelta(days=chance.randrange(700)),
        "is_test": False,
        "join_code": None,
    }


def _score(number: int, dimension: str, chance: random.Random) -> dict[str, object]:
    return {
        "round_id": number,
        "organisation_id": number,
        "dimension": dimension,
        "score": chance.uniform(5, 95),
        "target": None,
        "respondents": 3,
        "customers_score": None,
        "customers": 0,
    }


def create_reader(engine: Engine, token: str) -> None:
    """Store one more company with a closed round; `token` is its owner's link."""
    chance = random.Random(token)  # noqa: S311 - not a secret
    questionnaire = load()["digikartta-1"]
    profile = Profile("Oma Oy", industry="C", size_class="micro", municipality="049")
    with writing(engine) as connection:
        company = organisations.create(connection, profile, confirmed=False, is_example=False)
        round_id = rounds.create(connection, company, questionnaire, profile)
        person = respondents.create(connection, company, round_id, role="staff", language="fi")
        answers = [
            {
                "respondent_id": person,
                "organisation_id": company,
                "item": question.id,
                "value": str(chance.randint(1, 5)),
                "comment": "",
            }
            for question in questionnaire.questions
        ]
        connection.execute(insert(Answer), answers)
        target = LinkTarget(company, round_id, None)
        links.create(connection, token, "owner", target, today=date.today(), days=1)  # noqa: DTZ011
        rounds.close(connection, [round_id], today=DAY)


async def _look(address: str, token: str) -> float:
    async with opened(address, "tulos", f"digikartta_owner={token}") as phone:
        milliseconds = await phone.open()
        if phone.errors or not any("dk-table" in text for text in phone.texts.values()):
            raise RuntimeError(f"no result on the page: {phone.errors}")
        return milliseconds


async def _looks(address: str, engine: Engine) -> tuple[list[float], list[float]]:
    await _look(address, "first")  # the server's own first look at anything
    await asyncio.sleep(2)
    cold, warm = [], []
    for number in range(5):
        create_reader(engine, f"reader-{number}")  # closing a round makes the pool new
        cold.append(await _look(address, f"reader-{number}"))
        warm += [await _look(address, f"reader-{number}") for _ in range(LOOKS // 5)]
    return cold, warm


def main() -> int:
    """Measure and print; 1 when a limit does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/load.sqlite"
        engine = create_engine_for(url)
        upgrade(engine)
        create_pool(engine, given.companies)
        create_reader(engine, "first")
        with running(url) as server:
            cold, warm = asyncio.run(_looks(server.address, engine))
            started_in = server.started_in
        engine.dispose()
    good = statistics.median(cold) <= COLD_LIMIT and statistics.median(warm) <= WARM_LIMIT
    print(
        f"{given.companies} companies: cold median {statistics.median(cold):.0f} ms"
        f" (worst {max(cold):.0f}); warm median {statistics.median(warm):.0f} ms"
        f" (worst {max(warm):.0f}); start to ready {started_in:.1f} s;"
        f" {'ok' if good else 'OVER THE LIMIT'}"
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
