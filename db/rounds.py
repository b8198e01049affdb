"""Rounds: opening, reading, closing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, select, update

from db import questionnaires, revisions, round_scores
from db.tables import Link, Organisation, Respondent, Round
from db.workshop_tables import Workshop
from digikartta.company import Profile
from digikartta.questionnaire import Questionnaire
from digikartta.tokens import new_code


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """One round with its organisation; codes as in `classification`, empty when unknown."""

    id: int
    organisation_id: int
    organisation: str
    business_id: str | None
    confirmed: bool
    is_example: bool
    questionnaire: str
    content_hash: str
    stage: str
    cohort: str
    industry: str
    size_class: str
    municipality: str
    closed_on: date | None
    is_test: bool
    join_code: str | None
    is_named: bool


_COLUMNS = (
    Round.id,
    Round.organisation_id,
    Organisation.name.label("organisation"),
    Organisation.business_id,
    Organisation.confirmed,
    Organisation.is_example,
    Round.questionnaire,
    Round.content_hash,
    Round.stage,
    Round.cohort,
    Round.industry,
    Round.size_class,
    Round.municipality,
    Round.closed_on,
    Round.is_test,
    Round.join_code,
    Round.is_named,
)


def create(
    connection: Connection,
    organisation_id: int,
    questionnaire: Questionnaire,
    profile: Profile,
    *,
    stage: str = "T0",
    cohort: str = "",
    closed_on: date | None = None,
    join_code: str | None = None,
) -> int:
    """Open a round with the questionnaire's exact content and return its id."""
    row = {
        "organisation_id": organisation_id,
        "questionnaire": questionnaire.id,
        "content_hash": questionnaires.pin(connection, questionnaire),
        "stage": stage,
        "cohort": cohort,
        "industry": profile.industry,
        "size_class": profile.size_class,
        "municipality": profile.municipality,
        "closed_on": closed_on,
        "is_test": False,
        "join_code": join_code,
    }
    made = connection.execute(insert(Round).values(row).returning(Round.id))
    return int(made.scalar_one())


def take_names(connection: Connection, round_id: int) -> None:
    """Let people give their names in a round that nobody has joined yet."""
    connection.execute(update(Round).where(Round.id == round_id).values(is_named=True))


def free_join_code(connection: Connection) -> str:
    """Return a join code that no round and no workshop has."""
    while True:
        code = new_code()
        taken = select(Round.id).where(Round.join_code == code)
        in_workshop = select(Workshop.id).where(Workshop.join_code == code)
        if connection.execute(taken.union_all(in_workshop)).first() is None:
            return code


def by_join_code(connection: Connection, code: str) -> int | None:
    """Return the id of the open round that a code joins, or None."""
    return connection.execute(
        select(Round.id).where(Round.join_code == code, Round.closed_on.is_(None))
    ).scalar()


def get(connection: Connection, round_id: int) -> RoundRecord:
    """Return the round."""
    return _records(connection, Round.id == round_id)[0]


def of_organisation(connection: Connection, organisation_id: int) -> list[RoundRecord]:
    """Return an organisation's rounds in time order, the open ones last."""
    found = connection.execute(_OF_ORGANISATION, {"organisation": organisation_id})
    every = [RoundRecord(**row._mapping) for row in found]
    return sorted(every, key=lambda r: (r.closed_on or date.max, r.id))


def every(connection: Connection) -> list[RoundRecord]:
    """Return every round that counts (tests never do), by organisation's id and round's id."""
    found = _records(connection, Round.is_test.is_(False))
    return sorted(found, key=lambda r: (r.organisation_id, r.id))


# Asked by everybody who joins and answers: built once.
_RECORDS = select(*_COLUMNS).join(Organisation, Organisation.id == Round.organisation_id)
_OF_ORGANISATION = _RECORDS.where(Round.organisation_id == bindparam("organisation"))


def _records(connection: Connection, condition: ColumnElement[bool]) -> list[RoundRecord]:
    found = connection.execute(_RECORDS.where(condition))
    return [RoundRecord(**row._mapping) for row in found]


def close(connection: Connection, round_ids: Sequence[int], *, today: date) -> None:
    """Close rounds: no answer changes any more, invitations end, the figures are written."""
    ids = list(round_ids)
    connection.execute(
        update(Round)
        .where(Round.id.in_(ids), Round.closed_on.is_(None))
        .values(closed_on=today, join_code=None)
    )
    connection.execute(
        update(Link).where(Link.round_id.in_(ids), Link.kind == "invite").values(revoked=True)
    )
    round_scores.write(connection, ids)
    revisions.increment(connection, revisions.POOL)


def lock_of(connection: Connection, organisation_ids: Collection[int]) -> None:
    """Lock the rounds of companies, which answers lock first as well.

    Who is about to change or delete more of them waits for the answers that have been let in, and
    those that come wait until it is done.
    """
    rows = select(Round.id).where(Round.organisation_id.in_(organisation_ids)).order_by(Round.id)
    connection.execute(rows.with_for_update()).all()


def mark_as_test(connection: Connection, round_id: int, *, is_test: bool) -> None:
    """Mark a round as a test, which never counts, or take the mark away."""
    connection.execute(update(Round).where(Round.id == round_id).values(is_test=is_test))
    revisions.increment(connection, revisions.POOL)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round's respondents are; counts only, never who."""

    joined: int
    submitted: int


def progress(connection: Connection, round_id: int) -> Progress:
    """Return how many have joined and how many have sent their answers."""
    row = connection.execute(
        select(func.count(), func.count().filter(Respondent.submitted)).where(
            Respondent.round_id == round_id
        )
    ).one()
    return Progress(*row)
