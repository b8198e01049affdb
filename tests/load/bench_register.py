"""How fast the register and the cohorts stand with ten thousand companies.

    python tests/load/bench_register.py [--companies 10000] [--respondents 5]

Measured in the process that serves pages, from asking the storage to the finished figures; what
Streamlit adds to a page is measured by bench_result.py.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_result import create_pool
from sqlalchemy import Engine, insert, select, update
from team_looks import COLD_LIMIT, VIEW_LIMIT, WARM_LIMIT

from db import accounts, cohorts, company_records, publications, register
from db.accounts import Account
from db.company_edits import Editor
from db.engine import create_engine_for, reading, writing
from db.publications import Wish
from db.register_tables import CompanyRecord, CompanyTag
from db.schema import upgrade
from db.tables import Organisation, Respondent
from digikartta import cohort
from digikartta.charts.palette import LIGHT
from digikartta.cohort import CohortFilters
from digikartta.pipeline import STEPS
from digikartta.questionnaire_file import load
from digikartta.register import RegisterFilters
from digikartta.tokens import new_random_id

KNOWN = load()
OWN_VIEW = KNOWN["digikartta-1"]
LOOKS = 7


def fill(engine: Engine, companies: int, respondents: int) -> Account:
    """Store companies with closed rounds, respondents, steps, partners and tags."""
    create_pool(engine, companies)
    chance = random.Random(2)  # noqa: S311 - not a secret
    with writing(engine) as connection:
        ids = list(connection.execute(select(Organisation.id)).scalars())
        company_records.complete(connection, ids)
        for at in ids:
            step = chance.choice(STEPS)
            values = {"step": step, "step_on": datetime(2026, 1, 1, tzinfo=UTC).date()}
            partner = chance.choice(("Omnia", "Taitotalo"))
            connection.execute(
                update(CompanyRecord)
                .where(CompanyRecord.organisation_id == at)
                .values(partner=partner, **values)
            )
        connection.execute(
            insert(CompanyTag), [{"organisation_id": at, "tag": "vienti"} for at in ids[::3]]
        )
        connection.execute(
            insert(Respondent),
            [_respondent(at, number) for at in ids for number in range(respondents)],
        )
        number = accounts.create(
            connection, email="a@b.fi", name="Maija", role="project", password_hash=None
        )
    return Account(number, "a@b.fi", "Maija", "project")


def _respondent(organisation: int, number: int) -> dict[str, object]:
    return {
        "id": new_random_id(),
        "organisation_id": organisation,
        "round_id": organisation,  # create_pool numbers both alike
        "code": f"r{number}",
        "role": "staff",
        "language": "fi",
        "place": 8,
        "submitted": True,
    }


def measured(name: str, limit: float, action: Callable[[], object], *, looks: int = LOOKS) -> bool:
    """Print how long an action takes; whether the slowest is within the limit."""
    times = []
    for _ in range(looks):
        start = time.perf_counter()
        action()
        times.append(1000 * (time.perf_counter() - start))
    typical, slowest = statistics.median(times), max(times)
    print(f"{name:45} median {typical:7.1f} ms  slowest {slowest:7.1f} ms  limit {limit:.0f} ms")
    return slowest <= limit


def cohort_page(engine: Engine) -> Callable[[], object]:
    """Return what the cohort page does when nothing is kept yet: pool, six cohorts, heat map."""

    def look() -> None:
        with reading(engine) as connection:
            key = cohorts.pool_key(connection, OWN_VIEW, KNOWN)
            pool = cohorts.load(connection, key)
        _views(pool)

    return look


def _views(pool: cohort.CohortPool) -> None:
    from digikartta.charts.radar import Axis, Series, radar

    sizes = ("micro", "small", "medium", "large")
    chosen = [CohortFilters(size_classes=(size,)) for size in sizes]
    chosen += [CohortFilters(tags=("vienti",)), CohortFilters(partners=("Omnia",))]
    found = [cohort.view(pool, cohort.members(pool, one), name="x") for one in chosen]
    cohort.heat_rows(pool, cohort.members(pool, CohortFilters()), limit=100)
    series = [
        Series("c1", "x", tuple(one.dimensions[d].median for d in OWN_VIEW.dimension_ids))
        for one in found
    ]
    axes = [Axis(d, d) for d in OWN_VIEW.dimension_ids]
    radar(axes, series, band=None, palette=LIGHT, number=str)


def main() -> int:
    """Fill a database, measure, and return 1 when something took longer than its limit."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--companies", type=int, default=10_000)
    parser.add_argument("--respondents", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine_for(f"sqlite:///{folder}/register.sqlite")
        upgrade(engine)
        team = fill(engine, given.companies, given.respondents)
        held = [
            measured(f"register: {name}", VIEW_LIMIT, action)
            for name, action in _register_views(engine, team).items()
        ]
        held.append(measured("cohorts: cold", COLD_LIMIT, cohort_page(engine)))
        with reading(engine) as connection:
            key = cohorts.pool_key(connection, OWN_VIEW, KNOWN)
            pool = cohorts.load(connection, key)
        held.append(measured("cohorts: pool kept, figures anew", WARM_LIMIT, lambda: _views(pool)))
        measured("publish a cohort (no limit)", COLD_LIMIT, lambda: _publish(engine, team), looks=2)
        engine.dispose()
    return 0 if all(held) else 1


def _register_views(engine: Engine, team: Account) -> dict[str, Callable[[], object]]:
    filters = RegisterFilters(tag="vienti", partner="Omnia", place="in_workshops")
    return {
        "board": lambda: register.board(engine, team, RegisterFilters(), cards=12),
        "first page": lambda: register.page(engine, team, RegisterFilters()),
        "last page": lambda: register.page(engine, team, RegisterFilters(), number=10**6),
        "search": lambda: register.page(engine, team, RegisterFilters(search="vertailu 99")),
        "three filters": lambda: register.page(engine, team, filters),
        "choices": lambda: register.choices(engine, team),
    }


def _publish(engine: Engine, team: Account) -> None:
    publications.publish(
        engine,
        Editor(team, datetime.now(UTC)),
        [("x", CohortFilters(size_classes=("micro",), tags=("vienti",)))],
        Wish("file", "x"),
        questionnaire=OWN_VIEW,
        known=KNOWN,
        k=5,
    )


if __name__ == "__main__":
    sys.exit(main())
