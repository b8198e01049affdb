"""Erasing a company's or a person's data for good."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Engine, Table, delete, func, select

from db import organisations, revisions, room_snapshots, round_scores, rounds
from db.development_tables import NeedDots
from db.engine import writing
from db.tables import Answer, Base, Link, Organisation, Respondent, Round
from digikartta.problems import InvalidInput, Problem
from digikartta.tokens import token_hash

_OF_ORGANISATION = [table for table in Base.metadata.sorted_tables if "organisation_id" in table.c]


@dataclass(frozen=True, slots=True)
class Erased:
    """What was deleted: the number of rows of each table that had any, and the company's name."""

    organisation: str
    rows: dict[str, int]


def erase_organisation(engine: Engine, organisation_id: int) -> Erased:
    """Delete a company and everything of it; raises `InvalidInput` when there is none.

    The contents of the questionnaires it answered stay: they say nothing about anybody.
    """
    with writing(engine) as connection:
        _overwrite_what_is_deleted(connection)
        known = organisations.may_be_id(organisation_id)
        name = _name(connection, organisation_id) if known else None
        if name is None:
            problem = Problem("problem.organisation_unknown", details={"id": organisation_id})
            raise InvalidInput([problem])
        rounds.lock_of(connection, [organisation_id])
        rows = {
            table.name: _count(connection, table, table.c.organisation_id == organisation_id)
            for table in _OF_ORGANISATION
        }
        room_snapshots.take_out_company(connection, organisation_id)
        organisations.erase(connection, organisation_id)
        revisions.increment(connection, revisions.POOL)
    _empty_the_log(engine)
    return Erased(name, {"organisation": 1, **{table: n for table, n in rows.items() if n}})


def erase_respondent(engine: Engine, link: str) -> Erased:
    """Delete the person whom a private link (or its token alone) belongs to.

    An ended or revoked link will do: the right to be forgotten does not end with it. The figures
    of a closed round are written anew without this person. Raises `InvalidInput` for an unknown
    link.
    """
    with writing(engine) as connection:
        _overwrite_what_is_deleted(connection)
        person = _person(connection, token_of(link))
        rows = {
            "respondent": 1,
            "answer": _count(connection, Answer, Answer.respondent_id == person.id),
            "link": _count(connection, Link, Link.respondent_id == person.id),
            "need_dots": _count(connection, NeedDots, NeedDots.respondent_id == person.id),
        }
        room_snapshots.take_out_person(
            connection,
            respondent_id=person.id,
            organisation_id=person.organisation_id,
            round_id=person.round_id,
        )
        connection.execute(delete(Respondent).where(Respondent.id == person.id))
        if person.closed_on is not None:
            round_scores.write(connection, [person.round_id])
        revisions.increment(connection, revisions.POOL)
    _empty_the_log(engine)
    return Erased(person.name, rows)


def token_of(link: str) -> str:
    """Return the token of a private link, `https://…/v/TOKEN`, or of the token alone."""
    return link.strip().rpartition("/v/")[2].partition("?")[0].rstrip("/")


def _person(connection: Connection, token: str):  # type: ignore[no-untyped-def]
    row = connection.execute(
        select(
            Respondent.id,
            Respondent.organisation_id,
            Respondent.round_id,
            Round.closed_on,
            Organisation.name,
        )
        .join(Link, Link.respondent_id == Respondent.id)
        .join(Round, Round.id == Respondent.round_id)
        .join(Organisation, Organisation.id == Respondent.organisation_id)
        .where(Link.token_hash == token_hash(token), Link.kind == "respondent")
        # Waits for whoever is closing the round: else the figures would still hold the person.
        .with_for_update(of=Round)
    ).first()
    if row is None:
        raise InvalidInput([Problem("problem.link_unknown")])
    return row


def _name(connection: Connection, organisation_id: int) -> str | None:
    query = select(Organisation.name).where(Organisation.id == organisation_id)
    return connection.execute(query).scalar()


def _count(
    connection: Connection, table: Table | type[Base], condition: ColumnElement[bool]
) -> int:
    query = select(func.count()).select_from(table).where(condition)
    return int(connection.execute(query).scalar_one())


def _overwrite_what_is_deleted(connection: Connection) -> None:
    # SQLite else only marks the place as free: the text stays in the file until it is reused.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON").close()


def _empty_the_log(engine: Engine) -> None:
    """Move what the write-ahead log holds into the file and empty it: it has the old pages too."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
