"""Respondents: one person in one round, and what that person has answered so far."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, insert, select, update

from db import links, questionnaires
from db.engine import reading, writing
from db.tables import Answer, Link, Organisation, Respondent, Round
from db.upsert import upsert
from digikartta.answers import MAX_COMMENT, normal_value
from digikartta.plain_text import clean, text_problem
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire
from digikartta.tokens import new_random_id, token_hash


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A stored answer; an empty value is a comment without an answer."""

    value: str
    comment: str


@dataclass(frozen=True, slots=True)
class Answering:
    """What the answering pages need to know of the person who holds a link."""

    respondent_id: int
    round_id: int
    organisation_id: int
    organisation: str
    is_example: bool
    questionnaire: Questionnaire
    role: str
    language: str
    place: int  # dimension, 0-based; the number of dimensions is the review
    submitted: bool
    closed_on: date | None
    answers: dict[str, GivenAnswer]


def create(
    connection: Connection, organisation_id: int, round_id: int, *, role: str, language: str
) -> int:
    """Store a person who has answered nothing yet and return the id."""
    respondent_id = new_random_id()
    connection.execute(
        insert(Respondent).values(
            id=respondent_id,
            organisation_id=organisation_id,
            round_id=round_id,
            code=f"r{respondent_id:016x}",
            role=role,
            language=language,
            place=0,
            submitted=False,
        )
    )
    return respondent_id


def answering(engine: Engine, token: str, *, today: date) -> Answering:
    """Return where the holder of a respondent's link is; raises `InvalidInput` for a bad link."""
    with reading(engine) as connection:
        target = links.follow(connection, token, "respondent", today=today)
        row = connection.execute(
            select(
                Respondent.role,
                Respondent.language,
                Respondent.place,
                Respondent.submitted,
                Round.closed_on,
                Round.content_hash,
                Organisation.name,
                Organisation.is_example,
            )
            .join(Round, Round.id == Respondent.round_id)
            .join(Organisation, Organisation.id == Respondent.organisation_id)
            .where(Respondent.id == target.respondent_id)
        ).one()
        return Answering(
            respondent_id=target.respondent_id or 0,
            round_id=target.round_id,
            organisation_id=target.organisation_id,
            organisation=row.name,
            is_example=row.is_example,
            questionnaire=questionnaires.pinned(connection, row.content_hash),
            role=row.role,
            language=row.language,
            place=row.place,
            submitted=row.submitted,
            closed_on=row.closed_on,
            answers=_answers(connection, target.respondent_id or 0),
        )


def _answers(connection: Connection, respondent_id: int) -> dict[str, GivenAnswer]:
    rows = connection.execute(
        select(Answer.item, Answer.value, Answer.comment).where(
            Answer.respondent_id == respondent_id
        )
    )
    return {item: GivenAnswer(value, comment) for item, value, comment in rows}


@dataclass(frozen=True, slots=True)
class _Writer:
    respondent_id: int
    organisation_id: int
    questionnaire: Questionnaire


def _open_writer(connection: Connection, token: str, today: date) -> _Writer:
    """Check in one read that the link is valid and the round open; every write comes here."""
    row = connection.execute(
        select(
            Link.respondent_id,
            Link.organisation_id,
            Link.revoked,
            Link.expires_on,
            Round.closed_on,
            Round.content_hash,
        )
        .join(Round, Round.id == Link.round_id)
        .where(Link.token_hash == token_hash(token), Link.kind == "respondent")
        # Whoever closes the round waits for this answer, so that the figures hold it.
        .with_for_update(read=True, of=Round)
    ).first()
    if row is None:
        raise InvalidInput([Problem("problem.link_unknown")])
    if row.revoked:
        raise InvalidInput([Problem("problem.link_revoked")])
    if row.expires_on < today:
        raise InvalidInput([Problem("problem.link_expired")])
    if row.closed_on is not None:
        raise InvalidInput([Problem("problem.round_closed")])
    content = questionnaires.pinned(connection, row.content_hash)
    return _Writer(row.respondent_id, row.organisation_id, content)


def save_value(engine: Engine, token: str, item: str, value: str, *, today: date) -> None:
    """Store one answer; when this returns, it is on disk. The last write of an item wins.

    Raises `InvalidInput` for a bad link, a closed round, or a value the item does not take.
    """
    with writing(engine) as connection:
        writer = _open_writer(connection, token, today)
        normal = normal_value(writer.questionnaire, item, value)
        if normal is None:
            raise InvalidInput([Problem("problem.bad_value", item, {"value": value[:40]})])
        _upsert(connection, writer, item, value=normal)


def save_comment(engine: Engine, token: str, item: str, comment: str, *, today: date) -> None:
    """Store the comment of one question; errors as in `save_value`, and for over-long text."""
    text = clean(comment)
    problem = text_problem(text, max_length=MAX_COMMENT, where="comment", several_lines=True)
    if problem:
        raise InvalidInput([problem])
    with writing(engine) as connection:
        writer = _open_writer(connection, token, today)
        if item not in {question.id for question in writer.questionnaire.questions}:
            raise InvalidInput([Problem("problem.unknown_item", item, {"item": item[:90]})])
        _upsert(connection, writer, item, comment=text)


def _upsert(connection: Connection, writer: _Writer, item: str, **change: str) -> None:
    row = {
        "respondent_id": writer.respondent_id,
        "item": item,
        "organisation_id": writer.organisation_id,
        "value": "",
        "comment": "",
        **change,
    }
    upsert(connection, Answer, keys=("respondent_id", "item"), row=row, update=tuple(change))


def move_to(engine: Engine, token: str, place: int, *, today: date) -> None:
    """Remember which dimension the person is on, so that any device comes back to it."""
    _change(engine, token, today, place=place)


def speak(engine: Engine, token: str, language: str, *, today: date) -> None:
    """Remember the person's language."""
    _change(engine, token, today, language=language)


def submit(engine: Engine, token: str, *, today: date) -> None:
    """Mark the answers as sent; they can still be changed until the round is closed."""
    _change(engine, token, today, submitted=True)


def _change(engine: Engine, token: str, today: date, **values: object) -> None:
    with writing(engine) as connection:
        writer = _open_writer(connection, token, today)
        connection.execute(
            update(Respondent).where(Respondent.id == writer.respondent_id).values(**values)
        )
