"""Whether the stored figures are those that follow from the answers, and writing them anew."""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, delete, func, select

from db import revisions, round_scores
from db.answer_integrity import in_answers, in_questionnaires, readable_contents
from db.engine import writing
from db.tables import Round, RoundScore
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire
from digikartta.scoring import DimensionScore, RespondentAnswers
from digikartta.scoring import round_scores as computed

_AT_ONCE = 500  # rounds whose answers are in memory together


def in_figures(connection: Connection) -> tuple[int, list[Problem]]:
    """The figures of each closed round equal those computed afresh; an open one has none."""
    problems = [*_of_open_rounds(connection)]
    closed = connection.execute(
        select(Round.id, Round.content_hash).where(Round.closed_on.is_not(None)).order_by(Round.id)
    ).all()
    contents = readable_contents(connection)
    for start in range(0, len(closed), _AT_ONCE):
        chunk = {key: contents.get(content) for key, content in closed[start : start + _AT_ONCE]}
        known = {key: questionnaire for key, questionnaire in chunk.items() if questionnaire}
        problems.extend(_differing(connection, known))
    count = connection.execute(select(func.count()).select_from(RoundScore)).scalar_one()
    return int(count), problems


def _of_open_rounds(connection: Connection) -> Iterator[Problem]:
    rows = connection.execute(
        select(Round.id, func.count())
        .join(RoundScore, RoundScore.round_id == Round.id)
        .where(Round.closed_on.is_(None))
        .group_by(Round.id)
        .order_by(Round.id)
    )
    for key, count in rows:
        yield Problem("problem.verify_open_figures", details={"round": key, "count": count})


def _differing(connection: Connection, rounds: dict[int, Questionnaire]) -> Iterator[Problem]:
    people = round_scores.respondents_of(connection, list(rounds))
    stored = round_scores.stored(connection, rounds)
    for key, questionnaire in rounds.items():
        fresh = _fresh(questionnaire, people.get(key, []))
        found = {score.dimension: score for score in stored.get(key, [])}
        different = [d for d in {**fresh, **found} if fresh.get(d) != found.get(d)]
        if different:
            details = {"round": key, "dimensions": ", ".join(different)}
            yield Problem("problem.verify_figures", details=details)


def _fresh(
    questionnaire: Questionnaire, people: list[RespondentAnswers]
) -> dict[str, DimensionScore]:
    try:
        return {score.dimension: score for score in computed(questionnaire, people)}
    except (ValueError, KeyError):  # an answer that its scale does not take: nothing follows
        return {}


def rebuild(engine: Engine) -> int:
    """Write the figures of every closed round anew and return how many rounds that were.

    Raises `InvalidInput` when answers or contents are not sound: no figure follows from them.
    """
    with writing(engine) as connection:
        problems = [*in_questionnaires(connection)[1], *in_answers(connection)[1]]
        if problems:
            raise InvalidInput(problems)
        connection.execute(delete(RoundScore))
        closed = select(Round.id).where(Round.closed_on.is_not(None)).order_by(Round.id)
        rounds = list(connection.execute(closed).scalars())
        round_scores.write(connection, rounds)
        revisions.increment(connection, revisions.POOL)
    return len(rounds)
