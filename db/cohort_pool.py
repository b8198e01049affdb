"""The closed rounds that the project team compares: own companies, never beside made-up ones."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy import Connection, func, select

from db import cohorts, peer_pool, questionnaires, revisions
from db.cohorts import CohortKey, SavedCohort
from db.peer_pool import PoolKey
from db.tables import Organisation, Round
from digikartta.cohort import members
from digikartta.cohort_statistics.selection import CohortPool
from digikartta.disclosure_groups import ClosedRounds
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire

_IDS_AT_ONCE = 500  # under every database's limit of parameters in one statement


def pool_key(
    connection: Connection,
    questionnaire: Questionnaire,
    known: Mapping[str, Questionnaire],
    *,
    is_example: bool,
) -> PoolKey:
    """Return the key of the pool as it is now: confirmed companies with comparable versions."""
    key = peer_pool.pool_key(connection, questionnaire, known, is_example=is_example)
    return replace(key, confirmed_only=True)


def load(connection: Connection, key: PoolKey) -> CohortPool:
    """Return the pool: closed rounds, no tests, each with the version it was answered with."""
    rounds = peer_pool.load(connection, key)
    if len(key.questionnaires) == 1:
        versions = [key.questionnaires[0]] * rounds.round.size
    else:
        of_key = select(Round.id, Round.questionnaire).where(
            Round.questionnaire.in_(key.questionnaires)
        )
        found = {row.id: row.questionnaire for row in connection.execute(of_key)}
        versions = [found[int(round_id)] for round_id in rounds.round]
    return CohortPool(rounds, np.array(versions, dtype=np.str_))


def questionnaire(
    connection: Connection,
    known: Mapping[str, Questionnaire],
    *,
    wanted: str | None,
    is_example: bool,
) -> Questionnaire:
    """Return the questionnaire to compare with.

    Without `wanted` (an id) it is the one that most own companies' people have answered; ties go to
    the later version, and where nobody has answered, to the first of the known ones. Raises
    `InvalidInput` when there is none with the id.
    """
    there = used(connection, is_example=is_example)
    if wanted is not None:
        if wanted not in known and wanted not in there:
            raise InvalidInput(
                [Problem("problem.questionnaire_not_here", details={"value": wanted})]
            )
        return known.get(wanted) or there[wanted]
    contents = [known.get(name, content) for name, content in there.items()]
    for content in (*contents, *known.values()):
        if content.respondents == "internal":
            return content
    raise InvalidInput([Problem("problem.questionnaire_not_here", details={"value": ""})])


def used(connection: Connection, *, is_example: bool) -> dict[str, Questionnaire]:
    """Return the questionnaires of own companies' closed rounds by id, most used first."""
    companies = func.count(Round.organisation_id.distinct())
    rows = connection.execute(
        select(Round.questionnaire, func.max(Round.content_hash), companies)
        .join(Organisation, Organisation.id == Round.organisation_id)
        .where(
            Round.closed_on.is_not(None),
            Round.is_test.is_(False),
            Organisation.confirmed.is_(True),
            Organisation.is_example.is_(is_example),
        )
        .group_by(Round.questionnaire)
        .order_by(companies.desc(), Round.questionnaire.desc())
    )
    return {name: questionnaires.pinned(connection, content) for name, content, _ in rows}


@dataclass(frozen=True, slots=True)
class SavedMembers:
    """Who is in a saved cohort: ids of the rounds that count, and of their companies."""

    rounds: frozenset[int]
    organisations: frozenset[int]


def saved_members(
    connection: Connection, saved: SavedCohort, rounds: ClosedRounds, key: PoolKey
) -> SavedMembers:
    """Return who of a pool's rounds is in a saved cohort now."""
    of_register = CohortKey(key, revisions.current(connection, revisions.REGISTER))
    rows = members(cohorts.pool_of(connection, rounds, of_register), saved.filters)
    return SavedMembers(
        frozenset(rounds.round[rows].tolist()), frozenset(rounds.organisation[rows].tolist())
    )


def kinds(connection: Connection) -> set[bool]:
    """Return what there is to compare: real companies (False), made-up ones (True), or both."""
    rows = connection.execute(
        select(Organisation.is_example)
        .join(Round, Round.organisation_id == Organisation.id)
        .where(
            Round.closed_on.is_not(None),
            Round.is_test.is_(False),
            Organisation.confirmed.is_(True),
        )
        .distinct()
    )
    return {bool(is_example) for (is_example,) in rows}


def names(connection: Connection, organisation_ids: Collection[int]) -> dict[int, str]:
    """Return the names of organisations by id."""
    ids = sorted(organisation_ids)
    found: dict[int, str] = {}
    for start in range(0, len(ids), _IDS_AT_ONCE):
        rows = connection.execute(
            select(Organisation.id, Organisation.name).where(
                Organisation.id.in_(ids[start : start + _IDS_AT_ONCE])
            )
        )
        found |= {row.id: row.name for row in rows}
    return found
