"""The figures of all rounds that count, one row for each dimension."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db import questionnaires, round_scores, rounds
from db.imported_organisations import chunks
from db.rounds import RoundRecord
from digikartta.scoring import OVERALL, DimensionScore
from digikartta.scoring import round_scores as computed


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One figure with its round; scores 0 to 100, None when undefined."""

    organisation_id: int
    organisation: str
    business_id: str | None
    industry: str
    size_class: str
    municipality: str
    cohort: str
    questionnaire: str
    stage: str
    closed_on: str | None  # ISO date, None while the round is open
    dimension: str
    score: float | None
    target: float | None
    need: float | None
    respondents: int
    customers_score: float | None
    customers: int


def score_rows(connection: Connection) -> Iterator[ScoreRow]:
    """Yield the figures by company and round, dimensions in order and `overall` last.

    Those of closed rounds are the stored ones; those of open rounds are computed now.
    """
    for chunk in chunks(rounds.every(connection)):
        figures = _figures(connection, chunk)
        for round_ in chunk:
            yield from (_row(round_, score) for score in figures[round_.id])


def _figures(
    connection: Connection, chunk: Sequence[RoundRecord]
) -> Mapping[int, Sequence[DimensionScore]]:
    stored = round_scores.stored(connection, [r.id for r in chunk if r.closed_on])
    people = round_scores.respondents_of(connection, [r.id for r in chunk if not r.closed_on])
    found: dict[int, Sequence[DimensionScore]] = {}
    for round_ in chunk:
        content = questionnaires.pinned(connection, round_.content_hash)
        if round_.closed_on:
            order = (*content.dimension_ids, OVERALL)
            found[round_.id] = sorted(
                stored.get(round_.id, ()), key=lambda score: order.index(score.dimension)
            )
        else:
            found[round_.id] = computed(content, people.get(round_.id, []))
    return found


def _row(round_: RoundRecord, score: DimensionScore) -> ScoreRow:
    return ScoreRow(
        organisation_id=round_.organisation_id,
        organisation=round_.organisation,
        business_id=round_.business_id,
        industry=round_.industry,
        size_class=round_.size_class,
        municipality=round_.municipality,
        cohort=round_.cohort,
        questionnaire=round_.questionnaire,
        stage=round_.stage,
        closed_on=round_.closed_on.isoformat() if round_.closed_on else None,
        dimension=score.dimension,
        score=score.score,
        target=score.target,
        need=score.need,
        respondents=score.respondents,
        customers_score=score.customers_score,
        customers=score.customers,
    )
