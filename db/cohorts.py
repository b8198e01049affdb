"""Saved cohorts, and the pool of rounds and companies that they are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from db import peer_pool, revisions
from db.company_access import shown_to
from db.engine import reading, writing
from db.peer_pool import PoolKey
from db.register_tables import Cohort, CompanyRecord, CompanyTag
from db.site_settings import EXAMPLE_DATA, is_on
from db.tables import Organisation
from digikartta import cohort
from digikartta.account import ADMIN, PROJECT, Account
from digikartta.classification import region_of
from digikartta.cohort import CohortFilters, CohortPool, Companies
from digikartta.company_work import checked_line
from digikartta.disclosure_groups import ClosedRounds, Ints
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire
from digikartta.scoring import OVERALL


@dataclass(frozen=True, slots=True)
class SavedCohort:
    """A named choice of companies."""

    id: int
    name: str
    filters: CohortFilters
    author: str


def every(engine: Engine) -> list[SavedCohort]:
    """Return the saved cohorts by name."""
    with reading(engine) as connection:
        rows = connection.execute(select(Cohort)).all()
    found = [SavedCohort(r.id, r.name, cohort.read(r.filters), r.author) for r in rows]
    return sorted(found, key=lambda one: one.name.casefold())


def save(
    engine: Engine,
    account: Account,
    name: str,
    filters: CohortFilters,
    *,
    cohort_id: int | None = None,
) -> int:
    """Store a new cohort, or what a saved one is now; return its id.

    Raises `InvalidInput` for a name that is missing or taken, or for a cohort of somebody else's.
    """
    name = checked_line(name, max_length=cohort.MAX_NAME, field="cohort_name")
    if not name:
        raise InvalidInput([Problem("problem.text_missing", "cohort_name")])
    if filters.closed_from and filters.closed_to and filters.closed_from > filters.closed_to:
        raise InvalidInput([Problem("problem.period_order", "period")])
    row = {"name": name, "filters": cohort.written(filters)}
    with writing(engine) as connection:
        same = connection.execute(select(Cohort.id).where(Cohort.name == name)).scalar()
        if same not in {None, cohort_id}:
            raise InvalidInput([Problem("problem.cohort_name_taken", "cohort_name")])
        if cohort_id is None:
            made = insert(Cohort).values(author=account.email, **row).returning(Cohort.id)
            return int(connection.execute(made).scalar_one())
        _refuse_stranger(connection, account, cohort_id)
        connection.execute(update(Cohort).where(Cohort.id == cohort_id).values(row))
        return cohort_id


def remove(engine: Engine, account: Account, cohort_id: int) -> None:
    """Delete a saved cohort; raises `InvalidInput` when it is somebody else's or gone."""
    with writing(engine) as connection:
        _refuse_stranger(connection, account, cohort_id)
        connection.execute(delete(Cohort).where(Cohort.id == cohort_id))


def may_change(account: Account, saved: SavedCohort) -> bool:
    """Whether the account may change a cohort: its author and the project team."""
    return saved.author == account.email or account.role in {PROJECT, ADMIN}


def _refuse_stranger(connection: Connection, account: Account, cohort_id: int) -> None:
    row = connection.execute(select(Cohort).where(Cohort.id == cohort_id)).first()
    if row is None:
        raise InvalidInput([Problem("problem.cohort_gone")])
    if not may_change(account, SavedCohort(row.id, row.name, CohortFilters(), row.author)):
        raise InvalidInput([Problem("problem.cohort_of_another")])


@dataclass(frozen=True, slots=True)
class CohortKey:
    """Which pool of cohorts, and at which revisions: equal keys, equal pools."""

    rounds: PoolKey
    register: int


def pool_key(
    connection: Connection, questionnaire: Questionnaire, known: Mapping[str, Questionnaire]
) -> CohortKey:
    """Return the key of the pool of all confirmed companies, as it is now.

    Made-up companies and real ones never meet: an example site has the former, others the latter.
    """
    rounds = PoolKey(
        questionnaires=peer_pool.comparable_ids(questionnaire, known.values()),
        dimensions=(*questionnaire.dimension_ids, OVERALL),
        is_example=is_on(connection, EXAMPLE_DATA),
        confirmed_only=True,
        revision=revisions.current(connection, revisions.POOL),
    )
    return CohortKey(rounds, revisions.current(connection, revisions.REGISTER))


def load(connection: Connection, key: CohortKey) -> CohortPool:
    """Return the closed rounds of the confirmed companies, and what the register says of these."""
    return pool_of(connection, peer_pool.load(connection, key.rounds), key)


def pool_of(connection: Connection, rounds: ClosedRounds, key: CohortKey) -> CohortPool:
    """Return the pool of rounds that have been read already."""
    wanted = np.unique(rounds.organisation)
    return CohortPool.of(rounds, _companies(connection, wanted, is_example=key.rounds.is_example))


def _companies(connection: Connection, wanted: Ints, *, is_example: bool) -> Companies:
    rows = connection.execute(
        select(
            Organisation.id,
            Organisation.name,
            func.coalesce(CompanyRecord.industry, ""),
            func.coalesce(CompanyRecord.size_class, ""),
            func.coalesce(CompanyRecord.municipality, ""),
            func.coalesce(CompanyRecord.partner, ""),
            Organisation.growth_seeking,
            Organisation.international,
        )
        .outerjoin(CompanyRecord, CompanyRecord.organisation_id == Organisation.id)
        .where(Organisation.confirmed, Organisation.is_example.is_(is_example))
        .order_by(Organisation.id)
    ).all()
    among = set(wanted.tolist())
    kept = [row for row in rows if row[0] in among]
    tags = _tags(connection)
    columns: list[Any] = list(zip(*kept, strict=True)) or [()] * 8
    return Companies(
        organisation=np.array(columns[0], dtype=np.int64),
        name=tuple(columns[1]),
        industry=np.array(columns[2], dtype=np.str_),
        size_class=np.array(columns[3], dtype=np.str_),
        municipality=np.array(columns[4], dtype=np.str_),
        region=np.array([region_of(code) for code in columns[4]], dtype=np.str_),
        partner=np.array(columns[5], dtype=np.str_),
        growth_seeking=_flags(columns[6]),
        international=_flags(columns[7]),
        tags=tuple(frozenset(tags.get(at, ())) for at in columns[0]),
    )


def _flags(values: Any) -> Ints:
    return np.array([-1 if value is None else int(value) for value in values], dtype=np.int64)


def _tags(connection: Connection) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for at, tag in connection.execute(select(CompanyTag.organisation_id, CompanyTag.tag)):
        found.setdefault(at, []).append(tag)
    return found


def seen_by(connection: Connection, account: Account) -> frozenset[int] | None:
    """Return the ids of the companies that an account sees; None is all of them."""
    if account.sees_every_company:
        return None
    query = select(Organisation.id).where(shown_to(account))
    return frozenset(connection.execute(query).scalars())
