"""The pool of closed rounds that peer groups are made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, case, func, select

from db import revisions, site_settings
from db.tables import Organisation, Round, RoundScore
from digikartta.classification import region_of
from digikartta.disclosure_groups import ClosedRounds, Ints
from digikartta.questionnaire import Questionnaire
from digikartta.scoring import OVERALL


@dataclass(frozen=True, slots=True)
class PoolKey:
    """Which rounds are in a pool, and the revision they were read at: equal keys, equal pools."""

    questionnaires: tuple[str, ...]  # ids of the comparable versions
    dimensions: tuple[str, ...]  # of the reader's version, `overall` last
    is_example: bool  # made-up companies meet made-up ones only
    confirmed_only: bool
    revision: int


def comparable_ids(questionnaire: Questionnaire, known: Iterable[Questionnaire]) -> tuple[str, ...]:
    """Return the versions that may stand beside `questionnaire`: either names the other."""
    later = {other.id for other in known if questionnaire.id in other.comparable_ids}
    return tuple(sorted(questionnaire.comparable_ids | later))


def pool_key(
    connection: Connection,
    questionnaire: Questionnaire,
    known: Mapping[str, Questionnaire],
    *,
    is_example: bool,
) -> PoolKey:
    """Return the key of the pool a company with this questionnaire is compared in, as it is now."""
    return PoolKey(
        questionnaires=comparable_ids(questionnaire, known.values()),
        dimensions=(*questionnaire.dimension_ids, OVERALL),
        is_example=is_example,
        confirmed_only=site_settings.is_on(connection, site_settings.CONFIRMED_ONLY),
        revision=revisions.current(connection, revisions.POOL),
    )


def load(connection: Connection, key: PoolKey) -> ClosedRounds:
    """Return the pool: every closed round of the key that counts; tests never do."""
    rows = connection.execute(
        select(
            Round.id,
            Round.organisation_id,
            Round.closed_on,
            Round.stage,
            Round.industry,
            Round.size_class,
            Round.municipality,
            Round.cohort,
        )
        .join(Organisation, Organisation.id == Round.organisation_id)
        .where(*_counts(key))
        .order_by(Round.id)
    ).all()
    columns = list(zip(*rows, strict=True)) or [()] * 8
    ids, organisations, closed_on, stages, industries, sizes, municipalities, cohorts = columns
    return ClosedRounds(
        dimensions=key.dimensions,
        organisation=np.array(organisations, dtype=np.int64),
        round=np.array(ids, dtype=np.int64),
        closed_on=np.array([day.toordinal() for day in closed_on], dtype=np.int64),
        year=np.array([day.year for day in closed_on], dtype=np.int64),
        stage=np.array(stages, dtype=np.str_),
        industry=np.array(industries, dtype=np.str_),
        size_class=np.array(sizes, dtype=np.str_),
        municipality=np.array(municipalities, dtype=np.str_),
        region=np.array([region_of(code) for code in municipalities], dtype=np.str_),
        cohort=np.array(cohorts, dtype=np.str_),
        scores=_scores(connection, key, np.array(ids, dtype=np.int64)),
    )


def _counts(key: PoolKey) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Round.questionnaire.in_(key.questionnaires),
        Round.closed_on.is_not(None),
        Round.is_test.is_(False),
        Organisation.is_example.is_(key.is_example),
    ]
    if key.confirmed_only:
        conditions.append(Organisation.confirmed.is_(True))
    return conditions


def _scores(connection: Connection, key: PoolKey, ids: Ints) -> NDArray[np.float64]:
    """Return the scores as rounds × dimensions, nan where undefined.

    The database turns its rows into one for each round: ten thousand of them reach Python in a
    third of the time that ninety thousand take.
    """
    of_dimension = (
        func.max(case((RoundScore.dimension == dimension, RoundScore.score)))
        for dimension in key.dimensions
    )
    counting = select(Round.id).join(Organisation).where(*_counts(key))
    rows = connection.execute(
        select(RoundScore.round_id, *of_dimension)
        .where(RoundScore.round_id.in_(counting))
        .group_by(RoundScore.round_id)
        .order_by(RoundScore.round_id)
    ).all()
    scores = np.full((len(ids), len(key.dimensions)), np.nan)
    if rows:
        found = np.array([tuple(row) for row in rows], dtype=np.float64)
        scores[np.searchsorted(ids, found[:, 0].astype(np.int64))] = found[:, 1:]
    return scores
