"""Whether the pinned questionnaires are what they were, and whether the answers fit them."""

from hashlib import sha256

from pydantic import ValidationError
from sqlalchemy import Connection, func, select

from db.tables import Answer, QuestionnaireContent, Respondent, Round
from digikartta.answers import normal_value, takes_comment_alone
from digikartta.problems import Problem
from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import from_json

_SHOWN = 40  # characters of a wrong value; it can be anything


def in_questionnaires(connection: Connection) -> tuple[int, list[Problem]]:
    """Every pinned content is what its hash says, can be read, and is the one its rounds name."""
    rows = connection.execute(select(QuestionnaireContent)).all()
    problems = [
        Problem("problem.verify_content", row.questionnaire, {"hash": row.hash})
        for row in rows
        # The stored text itself: what is written today for the same content may look different.
        if sha256(row.content.encode()).hexdigest() != row.hash or not _readable(row.content)
    ]
    return len(rows), [*problems, *_wrongly_named(connection)]


def _wrongly_named(connection: Connection) -> list[Problem]:
    rows = connection.execute(
        select(Round.id, Round.questionnaire, QuestionnaireContent.questionnaire)
        .join(QuestionnaireContent, QuestionnaireContent.hash == Round.content_hash)
        .where(Round.questionnaire != QuestionnaireContent.questionnaire)
        .order_by(Round.id)
    )
    return [
        Problem("problem.verify_named", details={"round": key, "name": name, "pinned": pinned})
        for key, name, pinned in rows
    ]


def readable_contents(connection: Connection) -> dict[str, Questionnaire]:
    """Return the pinned contents by hash, without those that cannot be read any more."""
    rows = connection.execute(select(QuestionnaireContent.hash, QuestionnaireContent.content))
    found = {key: _readable(content) for key, content in rows}
    return {key: questionnaire for key, questionnaire in found.items() if questionnaire}


def _readable(content: str) -> Questionnaire | None:
    try:
        return from_json(content)
    except ValidationError:
        return None


def in_answers(connection: Connection) -> tuple[int, list[Problem]]:
    """Every answer is one that its item takes in the pinned questionnaire."""
    contents = readable_contents(connection)
    # Grouped: a million answers are a few thousand different ones.
    different = connection.execute(
        select(Round.content_hash, Answer.item, Answer.value, func.count())
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .join(Round, Round.id == Respondent.round_id)
        .group_by(Round.content_hash, Answer.item, Answer.value)
        .order_by(Round.content_hash, Answer.item, Answer.value)
    ).all()
    problems = []
    for content, item, value, count in different:
        questionnaire = contents.get(content)
        if questionnaire and not _fits(questionnaire, item, value):
            rounds = _rounds(connection, content, item, value)
            details = {"value": value[:_SHOWN], "count": count, "rounds": rounds}
            problems.append(
                Problem("problem.verify_answer", f"{questionnaire.id}, {item}", details)
            )
    return sum(count for *_, count in different), problems


def _fits(questionnaire: Questionnaire, item: str, value: str) -> bool:
    if value:
        return normal_value(questionnaire, item, value) == value
    return takes_comment_alone(questionnaire, item)


def _rounds(connection: Connection, content: str, item: str, value: str) -> str:
    rows = connection.execute(
        select(Round.id)
        .distinct()
        .join(Respondent, Respondent.round_id == Round.id)
        .join(Answer, Answer.respondent_id == Respondent.id)
        .where(Round.content_hash == content, Answer.item == item, Answer.value == value)
        .order_by(Round.id)
        .limit(5)
    )
    return ", ".join(str(key) for key in rows.scalars())
