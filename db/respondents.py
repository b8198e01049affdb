"""Respondents: one person in one round, and what that person has answered so far."""

from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    ScalarSelect,
    Select,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from db import links, questionnaires, short_way
from db.answering import Answering, GivenAnswer, WorkshopPace
from db.engine import reading, writing
from db.tables import Answer, Link, Organisation, Respondent, Round
from db.upsert import upsert
from db.workshop_pace import (
    HELD,
    RUNNING,
    flow_now,
    refuse_answer,
    refuse_during_pause,
)
from digikartta import receipts
from digikartta.answers import MAX_COMMENT, normal_value
from digikartta.plain_text import clean, text_problem
from digikartta.problems import InvalidInput, Problem
from digikartta.tokens import new_random_id, token_hash


def create(
    connection: Connection,
    organisation_id: int,
    round_id: int,
    *,
    role: str,
    language: str,
    name: str = "",
) -> int:
    """Store a person who has answered nothing yet and return the id; `name` in a named round."""
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
            name=name,
        )
    )
    return respondent_id


# Built once: putting a statement together costs more than SQLite needs to run it.
_BY_TOKEN = (Link.token_hash == bindparam("token")) & (Link.kind == "respondent")


def _by_token(workshop_id: ScalarSelect[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Link.revoked,
            Link.expires_on,
            Respondent.id,
            # Of the round, which is locked: who waited for a merger has the company that is left.
            Round.organisation_id,
            Respondent.round_id,
            Respondent.role,
            Respondent.language,
            Respondent.place,
            Respondent.submitted,
            Respondent.name.label("name_given"),
            Round.closed_on,
            Round.content_hash,
            Organisation.name,
            Organisation.is_example,
            workshop_id.label("workshop_id"),
        )
        .join(Respondent, Respondent.id == Link.respondent_id)
        .join(Round, Round.id == Respondent.round_id)
        .join(Organisation, Organisation.id == Respondent.organisation_id)
        .where(_BY_TOKEN)
    )


_PERSON = _by_token(HELD)
# Whoever closes the round waits for an answer that has been let in, so that the figures hold it.
# Only PostgreSQL needs to be told: on SQLite one transaction writes at a time.
_PERSON_WRITING = _by_token(RUNNING).with_for_update(read=True, of=Round)
_ANSWERS = select(Answer.item, Answer.value, Answer.comment).where(
    Answer.respondent_id == bindparam("respondent")
)


def answering(engine: Engine, token: str, *, today: date) -> Answering:
    """Return where the holder of a respondent's link is; raises `InvalidInput` for a bad link."""
    with reading(engine) as connection:
        row = _person(connection, _PERSON, token, today)
        answers = connection.execute(_ANSWERS, {"respondent": row.id})
        return Answering(
            respondent_id=row.id,
            round_id=row.round_id,
            organisation_id=row.organisation_id,
            organisation=row.name,
            is_example=row.is_example,
            questionnaire=questionnaires.pinned(connection, row.content_hash),
            content_hash=row.content_hash,
            role=row.role,
            language=row.language,
            place=row.place,
            submitted=row.submitted,
            closed_on=row.closed_on,
            answers={item: GivenAnswer(value, comment) for item, value, comment in answers},
            name=row.name_given,
            workshop=_pace(connection, None if row.closed_on else row.workshop_id),
        )


def _pace(connection: Connection, workshop_id: int | None) -> WorkshopPace | None:
    if workshop_id is None:
        return None
    return WorkshopPace(workshop_id, flow_now(connection, workshop_id))


def _person(
    connection: Connection, query: Select[*tuple[Any, ...]], token: str, today: date
) -> Row[Any]:
    row: Row[Any] | None = connection.execute(query, {"token": token_hash(token)}).first()
    if row is None:
        raise InvalidInput([Problem("problem.link_unknown")])
    links.refuse_ended(revoked=row.revoked, expires_on=row.expires_on, today=today)
    return row


def _open_person(connection: Connection, token: str, today: date) -> Row[Any]:
    """Return the holder of a link whose round still takes answers: the long way begins here."""
    row = _person(connection, _PERSON_WRITING, token, today)
    if row.closed_on is not None:
        raise InvalidInput([Problem("problem.round_closed")])
    return row


def save_value(
    engine: Engine,
    token: str,
    item: str,
    value: str,
    *,
    today: date,
    seen: Answering | None = None,
) -> None:
    """Store one answer; when this returns, it is on disk. The last write of an item wins.

    What the page has `seen` makes it quicker while it holds, and nothing else. Raises
    `InvalidInput` for a bad link, a closed round, a pause or a dimension that is not open, or a
    value the item does not take.
    """
    if seen and short_way.store_value(engine, token, item, value, today=today, seen=seen):
        receipts.note(seen.respondent_id, item)
        return
    with writing(engine) as connection:
        person = _open_person(connection, token, today)
        content = questionnaires.pinned(connection, person.content_hash)
        normal = normal_value(content, item, value)
        if normal is None:
            raise InvalidInput([Problem("problem.bad_value", item, {"value": value[:40]})])
        if person.workshop_id is not None:
            refuse_answer(connection, person.workshop_id, content.dimension_of_item[item])
        _upsert(connection, person, item, value=normal)
    receipts.note(person.id, item)


def save_comment(engine: Engine, token: str, item: str, comment: str, *, today: date) -> None:
    """Store the comment of one question; errors as in `save_value`, and for over-long text."""
    text = clean(comment)
    problem = text_problem(text, max_length=MAX_COMMENT, where="comment", several_lines=True)
    if problem:
        raise InvalidInput([problem])
    with writing(engine) as connection:
        person = _open_person(connection, token, today)
        content = questionnaires.pinned(connection, person.content_hash)
        if item not in {question.id for question in content.questions}:
            raise InvalidInput([Problem("problem.unknown_item", item, {"item": item[:90]})])
        if person.workshop_id is not None:
            refuse_answer(connection, person.workshop_id, content.dimension_of_item[item])
        _upsert(connection, person, item, comment=text)
        if not text:
            _drop_empty(connection, person, item)


def _upsert(connection: Connection, person: Row[Any], item: str, **change: str) -> None:
    row = {
        "respondent_id": person.id,
        "item": item,
        "organisation_id": person.organisation_id,
        "value": "",
        "comment": "",
        **change,
    }
    upsert(connection, Answer, keys=("respondent_id", "item"), row=row, update=tuple(change))


def _drop_empty(connection: Connection, person: Row[Any], item: str) -> None:
    """A comment that was taken back leaves no answer behind where none was given."""
    connection.execute(
        delete(Answer).where(
            Answer.respondent_id == person.id,
            Answer.item == item,
            Answer.value == "",
            Answer.comment == "",
        )
    )


def move_to(engine: Engine, token: str, place: int, *, today: date) -> None:
    """Remember which dimension the person is on, so that any device comes back to it."""
    _change_at_once(engine, token, today, place=place)


def speak(engine: Engine, token: str, language: str, *, today: date) -> None:
    """Remember the person's language."""
    _change_at_once(engine, token, today, language=language)


def submit(engine: Engine, token: str, *, today: date) -> None:
    """Mark the answers as sent; they can still be changed until the round is closed.

    Raises `InvalidInput` during a workshop's pause.
    """
    _change(engine, token, today, submitted=True)


def _change_at_once(engine: Engine, token: str, today: date, **values: object) -> None:
    if not short_way.change_respondent(engine, token, today=today, **values):
        _change(engine, token, today, **values)  # says why not


def _change(engine: Engine, token: str, today: date, **values: object) -> None:
    with writing(engine) as connection:
        person = _open_person(connection, token, today)
        if "submitted" in values and person.workshop_id is not None:
            refuse_during_pause(connection, person.workshop_id)
        connection.execute(update(Respondent).where(Respondent.id == person.id).values(**values))
