"""The people in a workshop, for its facilitators: to hand a place back, or to remove one.

A facilitator sees who is how far, never what anybody answered. In an anonymous workshop a place is
known by three signs that stand on the person's own phone.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, delete, func, select, update

from db import links, room_snapshots
from db.engine import reading
from db.links import LinkTarget
from db.tables import Answer, Link, Organisation, Respondent, Round
from db.workshop_control import controlling
from db.workshop_tables import WorkshopRound
from db.workshops import run_by
from digikartta.problems import InvalidInput, Problem
from digikartta.tokens import new_token
from digikartta.workshop import seat_sign


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's place; `name` is empty in an anonymous workshop."""

    respondent_id: int
    sign: str
    name: str
    role: str
    organisation: str
    answered: int
    submitted: bool


def seats(engine: Engine, workshop_id: int, account_id: int) -> list[Seat]:
    """Return the places by name and sign, which tell nothing of who came when."""
    with reading(engine) as connection:
        run_by(connection, workshop_id, account_id)
        rows = connection.execute(
            select(
                Respondent.id,
                Respondent.name,
                Respondent.role,
                Respondent.submitted,
                Organisation.name.label("organisation"),
                func.count(Answer.item).filter(Answer.value != "").label("answered"),
            )
            .join(WorkshopRound, WorkshopRound.round_id == Respondent.round_id)
            .join(Organisation, Organisation.id == Respondent.organisation_id)
            .outerjoin(Answer, Answer.respondent_id == Respondent.id)
            .where(WorkshopRound.workshop_id == workshop_id)
            .group_by(Respondent.id, Organisation.id)
        ).all()
    found = [
        Seat(r.id, seat_sign(r.id), r.name, r.role, r.organisation, r.answered, r.submitted)
        for r in rows
    ]
    return sorted(found, key=lambda s: (s.organisation, s.name, s.sign))


def hand_back(
    engine: Engine,
    workshop_id: int,
    account_id: int,
    respondent_id: int,
    *,
    today: date,
    link_days: int,
) -> str:
    """Return the token of a fresh link to a person's place; the earlier ones end.

    So the place is on one device at a time, and nobody looks into it unnoticed.
    """
    with controlling(engine, workshop_id, account_id) as (connection, _):
        target = _place(connection, workshop_id, respondent_id)
        connection.execute(
            update(Link).where(Link.respondent_id == respondent_id).values(revoked=True)
        )
        token = new_token()
        links.create(connection, token, "respondent", target, today=today, days=link_days)
    return token


def remove(engine: Engine, workshop_id: int, account_id: int, respondent_id: int) -> None:
    """Delete a person with all answers; raises `InvalidInput` once the round is closed."""
    with controlling(engine, workshop_id, account_id, with_rounds=True) as (connection, _):
        target = _place(connection, workshop_id, respondent_id)
        # The pictures on the wall hold these answers too.
        room_snapshots.take_out_person(
            connection,
            respondent_id=respondent_id,
            organisation_id=target.organisation_id,
            round_id=target.round_id,
        )
        connection.execute(delete(Respondent).where(Respondent.id == respondent_id))


def _place(connection: Connection, workshop_id: int, respondent_id: int) -> LinkTarget:
    row = connection.execute(
        select(Respondent.organisation_id, Respondent.round_id, Round.closed_on)
        .join(Round, Round.id == Respondent.round_id)
        .join(WorkshopRound, WorkshopRound.round_id == Round.id)
        .where(WorkshopRound.workshop_id == workshop_id, Respondent.id == respondent_id)
    ).first()
    if row is None:
        raise InvalidInput([Problem("problem.seat_unknown")])
    if row.closed_on is not None:
        raise InvalidInput([Problem("problem.round_closed")])
    return LinkTarget(row.organisation_id, row.round_id, respondent_id)
