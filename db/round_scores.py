"""The derived figures of rounds: written with what they derive from, and computable afresh."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from sqlalchemy import Connection, delete, insert, select

from db import questionnaires
from db.tables import Answer, Respondent, Round, RoundScore
from digikartta.scoring import DimensionScore, RespondentAnswers, round_scores

_IDS_AT_ONCE = 500  # under every database's limit of parameters in one statement


def of_round(connection: Connection, round_id: int) -> tuple[DimensionScore, ...]:
    """Return the figures computed afresh from the answers."""
    row = connection.execute(select(Round.content_hash).where(Round.id == round_id)).scalar_one()
    questionnaire = questionnaires.pinned(connection, row)
    people = respondents_of(connection, [round_id]).get(round_id, [])
    return round_scores(questionnaire, people)


def respondents_of(
    connection: Connection, round_ids: Sequence[int]
) -> dict[int, list[RespondentAnswers]]:
    """Return everybody's answers in each of the rounds, by round.

    Who has joined and answered nothing is not among them: where blank counts as zero, opening a
    link would else be an answer.
    """
    found: dict[int, list[RespondentAnswers]] = {}
    for start in range(0, len(round_ids), _IDS_AT_ONCE):
        rows = connection.execute(_answers_of(round_ids[start : start + _IDS_AT_ONCE]))
        for (round_id, _, role), answers in groupby(rows, key=lambda row: row[:3]):
            given = {item: value for *_, item, value in answers}
            found.setdefault(round_id, []).append(RespondentAnswers(role, given))
    return found


def _answers_of(round_ids: Sequence[int]):  # type: ignore[no-untyped-def]
    return (
        select(Respondent.round_id, Respondent.id, Respondent.role, Answer.item, Answer.value)
        .join(Answer, Answer.respondent_id == Respondent.id)
        .where(Respondent.round_id.in_(round_ids))
        .order_by(Respondent.round_id, Respondent.id)
    )


def write(connection: Connection, round_ids: Sequence[int]) -> None:
    """Compute and store the figures of closed rounds, in the caller's transaction."""
    for start in range(0, len(round_ids), _IDS_AT_ONCE):
        chunk = list(round_ids[start : start + _IDS_AT_ONCE])
        connection.execute(delete(RoundScore).where(RoundScore.round_id.in_(chunk)))
        rounds = connection.execute(
            select(Round.id, Round.organisation_id, Round.content_hash).where(Round.id.in_(chunk))
        ).all()
        people = respondents_of(connection, chunk)
        rows = [
            _row(round_id, organisation_id, score)
            for round_id, organisation_id, content in rounds
            for score in round_scores(
                questionnaires.pinned(connection, content), people.get(round_id, [])
            )
        ]
        if rows:
            connection.execute(insert(RoundScore), rows)


def _row(round_id: int, organisation_id: int, score: DimensionScore) -> dict[str, object]:
    return {
        "round_id": round_id,
        "organisation_id": organisation_id,
        "dimension": score.dimension,
        "score": score.score,
        "target": score.target,
        "respondents": score.respondents,
        "customers_score": score.customers_score,
        "customers": score.customers,
    }


def stored(connection: Connection, round_ids: Iterable[int]) -> dict[int, list[DimensionScore]]:
    """Return the stored figures of closed rounds, by round, in no particular order."""
    ids = list(round_ids)
    found: dict[int, list[DimensionScore]] = {}
    for start in range(0, len(ids), _IDS_AT_ONCE):
        rows = connection.execute(
            select(RoundScore).where(RoundScore.round_id.in_(ids[start : start + _IDS_AT_ONCE]))
        )
        for row in rows:
            found.setdefault(row.round_id, []).append(
                DimensionScore(
                    row.dimension,
                    row.score,
                    row.target,
                    row.respondents,
                    row.customers_score,
                    row.customers,
                )
            )
    return found
