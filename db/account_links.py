"""One-time links: to set up the first administrator, to accept an invitation, to choose a password.

Whoever makes one for another person never learns the password that the person chooses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, insert, select, update

from db import accounts
from db.account_tables import AccountLink, AccountRow, AccountSession
from db.engine import reading, writing
from db.log_in import LoggedIn, entry
from digikartta.account import ADMIN, checked_email, checked_name, checked_role
from digikartta.passwords import checked_password, password_hash
from digikartta.problems import InvalidInput, Problem
from digikartta.tokens import new_token, token_hash

Kind = Literal["setup", "invitation", "password"]
VALID = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a one-time link lets its holder do; the address is empty for the first set-up."""

    kind: Kind
    email: str
    role: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the holder of a link writes; a name and an address only where the link has none."""

    email: str
    name: str
    password: str


def set_up(engine: Engine, *, now: datetime) -> str | None:
    """Return the token that makes the first administrator, None when there is an administrator.

    The tokens of earlier starts end with it.
    """
    with writing(engine) as connection:
        if has_administrator(connection):
            return None
        connection.execute(delete(AccountLink).where(AccountLink.kind == "setup"))
        return _store(connection, "setup", role=ADMIN, now=now)


def has_administrator(connection: Connection) -> bool:
    """Whether anybody can administer."""
    query = select(AccountRow.id).where(AccountRow.role == ADMIN, AccountRow.disabled.is_(False))
    return connection.execute(query.limit(1)).first() is not None


def invite(connection: Connection, email: str, role: str, *, now: datetime) -> str:
    """Return the token with which the person with this address gets an account of this role.

    An earlier invitation of the same address ends. Raises `InvalidInput` for a malformed address,
    an unknown role, or an address that has an account.
    """
    address = checked_email(email)
    checked_role(role)
    accounts.refuse_existing(connection, address)
    withdraw(connection, address)
    return _store(connection, "invitation", email=address, role=role, now=now)


def withdraw(connection: Connection, email: str) -> None:
    """End the invitation of an address."""
    connection.execute(
        delete(AccountLink).where(AccountLink.kind == "invitation", AccountLink.email == email)
    )


def invited(connection: Connection, *, now: datetime) -> list[Offer]:
    """Return the invitations that wait to be accepted, by address."""
    rows = connection.execute(
        select(AccountLink.email, AccountLink.role)
        .where(AccountLink.kind == "invitation", AccountLink.expires >= int(now.timestamp()))
        .order_by(AccountLink.email)
    )
    return [Offer("invitation", row.email, row.role) for row in rows]


def choose_password(connection: Connection, account_id: int, *, now: datetime) -> str:
    """Return the token with which an account chooses a new password; an earlier one ends.

    Raises `InvalidInput` when there is no such account, or a disabled one.
    """
    row = connection.execute(
        select(AccountRow.id, AccountRow.email).where(
            AccountRow.id == account_id, AccountRow.disabled.is_(False)
        )
    ).first()
    if row is None:
        raise InvalidInput([Problem("problem.account_unknown")])
    connection.execute(
        delete(AccountLink).where(
            AccountLink.kind == "password", AccountLink.account_id == account_id
        )
    )
    return _store(connection, "password", email=row.email, account_id=account_id, now=now)


def _store(
    connection: Connection,
    kind: Kind,
    *,
    now: datetime,
    email: str = "",
    role: str = "",
    account_id: int | None = None,
) -> str:
    token = new_token()
    connection.execute(
        insert(AccountLink).values(
            token_hash=token_hash(token),
            kind=kind,
            account_id=account_id,
            email=email,
            role=role,
            expires=int((now + VALID).timestamp()),
        )
    )
    return token


def offered(engine: Engine, token: str, *, now: datetime) -> Offer:
    """Return what a token offers, and change nothing.

    Raises `InvalidInput` for a token that is unknown, was used or has expired.
    """
    with reading(engine) as connection:
        return _offered(connection, token, now)


def _offered(connection: Connection, token: str, now: datetime) -> Offer:
    row = connection.execute(select(AccountLink).where(*_of(token))).first()
    return _offer(connection, row, now)


def _of(token: str) -> tuple[ColumnElement[bool], ...]:
    return (AccountLink.token_hash == token_hash(token), AccountLink.kind != "entry")


def _offer(connection: Connection, row: Row[Any] | None, now: datetime) -> Offer:
    if row is None or (row.kind == "setup" and has_administrator(connection)):
        raise InvalidInput([Problem("problem.account_link_unknown")])
    if row.expires < int(now.timestamp()):
        raise InvalidInput([Problem("problem.account_link_expired")])
    return Offer(row.kind, row.email, row.role)


def accept(engine: Engine, token: str, chosen: Chosen, *, browser: str, now: datetime) -> LoggedIn:
    """Do what the link offers, once, and let the browser log in with the token returned.

    Raises `InvalidInput` for a link that has ended and for everything wrong with what was chosen;
    then the link still works.
    """
    offer = offered(engine, token, now=now)
    email = offer.email or chosen.email
    _check(email, chosen)
    stored = password_hash(checked_password(chosen.password, email=email))  # outside: it takes long
    with writing(engine) as connection:
        # Taking the link away is what claims it: of two who are as quick, one finds none.
        taken = delete(AccountLink).where(*_of(token)).returning(AccountLink.__table__)
        row = connection.execute(taken).first()
        offer = _offer(connection, row, now)
        account_id = row.account_id if row else None
        if account_id is not None:
            set_password(connection, account_id, stored)
        else:
            account_id = accounts.create(
                connection, email=email, name=chosen.name, role=offer.role, password_hash=stored
            )
        query = select(AccountRow.role).where(AccountRow.id == account_id)
        role = connection.execute(query).scalar_one()
        return LoggedIn(role, entry(connection, account_id, browser=browser, now=now))


def _check(email: str, chosen: Chosen) -> None:
    problems: list[Problem] = []
    checks: tuple[Callable[[], str], ...] = (
        lambda: checked_email(email),
        lambda: checked_name(chosen.name),
        lambda: checked_password(chosen.password, email=email),
    )
    for check in checks:
        try:
            check()
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)


def set_password(
    connection: Connection, account_id: int, stored: str, *, session: str = ""
) -> None:
    """Keep an account's new password; every browser but that of `session` has to log in anew."""
    connection.execute(
        update(AccountRow).where(AccountRow.id == account_id).values(password_hash=stored)
    )
    connection.execute(
        delete(AccountSession).where(
            AccountSession.account_id == account_id,
            AccountSession.token_hash != token_hash(session),
        )
    )
    connection.execute(
        delete(AccountLink).where(
            AccountLink.account_id == account_id, AccountLink.kind.in_(("password", "entry"))
        )
    )
