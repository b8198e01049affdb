"""Accounts and who is signed in."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from db.account_tables import AccountRow, AccountSession
from db.engine import reading, writing
from digikartta.account import (
    ROLES,
    Account,
    checked_email,
    checked_name,
    checked_role,
    normal_email,
)
from digikartta.problems import InvalidInput, Problem
from digikartta.tokens import new_token, token_hash

__all__ = ["Account"]  # pages find it where the functions are that return it

_SEEN_EVERY = 60  # seconds; writing it down at every tap would cost a commit each time
# A browser that is used every day stays logged in this long at most.
LONGEST_SESSION = timedelta(days=30)


def create(
    connection: Connection, *, email: str, name: str, role: str, password_hash: str | None
) -> int:
    """Store an account and return its id.

    Raises `InvalidInput` for a malformed address, an unknown role, or an address that has one.
    """
    row = {
        "email": checked_email(email),
        "name": checked_name(name),
        "role": checked_role(role),
        "password_hash": password_hash,
        "disabled": False,
    }
    refuse_existing(connection, email)
    made = connection.execute(insert(AccountRow).values(row).returning(AccountRow.id))
    return int(made.scalar_one())


def refuse_existing(connection: Connection, email: str) -> None:
    """Raise `InvalidInput` when there is an account with this address."""
    address = normal_email(email)
    if by_email(connection, address) is not None:
        raise InvalidInput([Problem("problem.account_exists", "email", {"email": address})])


def by_email(connection: Connection, email: str) -> Account | None:
    """Return the account with this address, disabled or not."""
    row = connection.execute(_ACCOUNT.where(AccountRow.email == normal_email(email))).first()
    return _account(row) if row else None


_ACCOUNT = select(AccountRow.id, AccountRow.email, AccountRow.name, AccountRow.role)


def _account(row: Row[*tuple[object, ...]]) -> Account:
    return Account(row.id, row.email, row.name, row.role)


def start_session(connection: Connection, account_id: int, *, now: datetime) -> str:
    """Store that a browser has logged in and return the secret for its cookie.

    Sessions of the account that have lasted as long as any may are forgotten.
    """
    session = new_token()
    seconds = _seconds(now)
    too_old = seconds - int(LONGEST_SESSION.total_seconds())
    connection.execute(
        delete(AccountSession).where(
            AccountSession.account_id == account_id, AccountSession.started <= too_old
        )
    )
    connection.execute(
        insert(AccountSession).values(
            token_hash=token_hash(session),
            account_id=account_id,
            started=seconds,
            last_seen=seconds,
        )
    )
    return session


_SIGNED_IN = select(
    AccountRow.id,
    AccountRow.email,
    AccountRow.name,
    AccountRow.role,
    AccountRow.disabled,
    AccountSession.started,
    AccountSession.last_seen,
).join(AccountSession, AccountSession.account_id == AccountRow.id)


def signed_in(engine: Engine, session: str, *, now: datetime, idle_minutes: int) -> Account | None:
    """Return whose session the cookie's secret belongs to; None: none, ended or idle too long.

    That the account was seen is stored at most once a minute; a session that was idle too long is
    deleted, so that no later setting brings it back.
    """
    if not session:
        return None
    with reading(engine) as connection:
        row = connection.execute(
            _SIGNED_IN.where(AccountSession.token_hash == token_hash(session))
        ).first()
    if row is None or row.disabled:
        return None
    seconds = _seconds(now)
    idle = seconds - row.last_seen > idle_minutes * 60
    if idle or seconds - row.started > LONGEST_SESSION.total_seconds():
        end_session(engine, session)
        return None
    if seconds - row.last_seen >= _SEEN_EVERY:
        _seen(engine, session, seconds)
    return _account(row)


def _seen(engine: Engine, session: str, seconds: int) -> None:
    with writing(engine) as connection:
        connection.execute(
            update(AccountSession)
            .where(AccountSession.token_hash == token_hash(session))
            .values(last_seen=seconds)
        )


def required(
    engine: Engine,
    session: str,
    *,
    now: datetime,
    idle_minutes: int,
    roles: Collection[str] = ROLES,
) -> Account:
    """Return whoever is signed in, for an action that takes one of these roles.

    Raises `InvalidInput`: nobody is signed in (any more), or with another role.
    """
    account = signed_in(engine, session, now=now, idle_minutes=idle_minutes)
    if account is None:
        raise InvalidInput([Problem("problem.log_in_first")])
    if account.role not in roles:
        raise InvalidInput([Problem("problem.role_not_allowed")])
    return account


def end_session(engine: Engine, session: str) -> None:
    """Log a browser out; the secret opens nothing any more."""
    with writing(engine) as connection:
        connection.execute(
            delete(AccountSession).where(AccountSession.token_hash == token_hash(session))
        )


def _seconds(now: datetime) -> int:
    return int(now.timestamp())
