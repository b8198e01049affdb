"""Private links: who holds the token may do what its kind allows, until it ends."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import Connection, insert, select, update

from db.tables import Link
from digikartta.problems import InvalidInput, Problem
from digikartta.tokens import token_hash

Kind = Literal["respondent", "owner", "invite"]


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """What a valid link leads to."""

    organisation_id: int
    round_id: int
    respondent_id: int | None


def create(
    connection: Connection, token: str, kind: Kind, target: LinkTarget, *, today: date, days: int
) -> None:
    """Store the hash of `token`; the link ends after `days`."""
    connection.execute(
        insert(Link).values(
            token_hash=token_hash(token),
            kind=kind,
            organisation_id=target.organisation_id,
            round_id=target.round_id,
            respondent_id=target.respondent_id,
            expires_on=today + timedelta(days=days),
            revoked=False,
        )
    )


def follow(connection: Connection, token: str, kind: Kind, *, today: date) -> LinkTarget:
    """Return what the token leads to; raises `InvalidInput`: unknown, revoked or expired."""
    row = connection.execute(
        select(Link).where(Link.token_hash == token_hash(token), Link.kind == kind)
    ).first()
    if row is None:
        raise InvalidInput([Problem("problem.link_unknown")])
    refuse_ended(revoked=row.revoked, expires_on=row.expires_on, today=today)
    return LinkTarget(row.organisation_id, row.round_id, row.respondent_id)


def leads(connection: Connection, token: str, kind: Kind, *, today: date) -> bool:
    """Whether the token still leads anywhere."""
    try:
        follow(connection, token, kind, today=today)
    except InvalidInput:
        return False
    return True


def refuse_ended(*, revoked: bool, expires_on: date, today: date) -> None:
    """Raise `InvalidInput` for a link that was revoked or whose time has run out."""
    if revoked:
        raise InvalidInput([Problem("problem.link_revoked")])
    if expires_on < today:
        raise InvalidInput([Problem("problem.link_expired")])


def round_of(connection: Connection, token: str) -> int | None:
    """Return the round that a token was made for, whether or not the link still opens it."""
    row = select(Link.round_id).where(Link.token_hash == token_hash(token))
    return connection.execute(row).scalar()


def revoke(connection: Connection, token: str) -> bool:
    """End a link now; False when there is no such link."""
    done = connection.execute(
        update(Link).where(Link.token_hash == token_hash(token)).values(revoked=True)
    )
    return done.rowcount == 1
