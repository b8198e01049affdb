"""Logging in: from an address and a password to the secret of a browser's cookie.

The page that takes the password cannot set a cookie. It hands the browser a token that works once,
within a minute, and only in the browser that asked: a plain route changes it for the session.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, insert, select, update

from db import accounts
from db.account_tables import AccountLink, AccountRow
from db.engine import reading, writing
from digikartta.account import normal_email
from digikartta.passwords import is_outdated, is_password, password_hash
from digikartta.problems import InvalidInput, Problem
from digikartta.tokens import new_token, token_hash

_ENTRY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Who has logged in, and the token with which the browser fetches its session."""

    role: str
    token: str


def log_in(engine: Engine, email: str, password: str, *, browser: str, now: datetime) -> LoggedIn:
    """Return who this is, and the token for the browser.

    Raises `InvalidInput`, the same and after the same work, whether the address has no account, a
    disabled one or another password.
    """
    with reading(engine) as connection:
        row = connection.execute(
            select(AccountRow.id, AccountRow.role, AccountRow.password_hash).where(
                AccountRow.email == normal_email(email), AccountRow.disabled.is_(False)
            )
        ).first()
    stored = row.password_hash if row else None
    if not is_password(password, stored) or row is None or stored is None:
        raise InvalidInput([Problem("problem.log_in_wrong")])
    renewed = password_hash(password) if is_outdated(stored) else None
    with writing(engine) as connection:
        if renewed:
            _keep(connection, row.id, stored, renewed)
        return LoggedIn(row.role, entry(connection, row.id, browser=browser, now=now))


def log_in_as(engine: Engine, proved_email: str, *, browser: str, now: datetime) -> LoggedIn:
    """Let in whoever a provider has proved to have this address; nobody gets an account by it.

    Raises `InvalidInput` when no account that is in use has the address.
    """
    with writing(engine) as connection:
        row = connection.execute(
            select(AccountRow.id, AccountRow.role).where(
                AccountRow.email == normal_email(proved_email), AccountRow.disabled.is_(False)
            )
        ).first()
        if row is None:
            raise InvalidInput([Problem("problem.single_unknown")])
        return LoggedIn(row.role, entry(connection, row.id, browser=browser, now=now))


def _keep(connection: Connection, account_id: int, before: str, renewed: str) -> None:
    connection.execute(
        update(AccountRow)
        .where(AccountRow.id == account_id, AccountRow.password_hash == before)
        .values(password_hash=renewed)
    )


def entry(connection: Connection, account_id: int, *, browser: str, now: datetime) -> str:
    """Store that the browser with this secret may fetch a session, and return the token for it."""
    token = new_token()
    seconds = int(now.timestamp())
    connection.execute(
        delete(AccountLink).where(AccountLink.kind == "entry", AccountLink.expires < seconds)
    )
    connection.execute(
        insert(AccountLink).values(
            token_hash=_bound(token, browser),
            kind="entry",
            account_id=account_id,
            email="",
            role="",
            expires=seconds + _ENTRY_SECONDS,
        )
    )
    return token


def enter(engine: Engine, token: str, *, browser: str, now: datetime) -> str | None:
    """Change a token for the secret of a session, once; None when it is none of this browser's."""
    if not browser:
        return None
    with writing(engine) as connection:
        account_id = connection.execute(
            delete(AccountLink)
            .where(
                AccountLink.token_hash == _bound(token, browser),
                AccountLink.kind == "entry",
                AccountLink.expires >= int(now.timestamp()),
            )
            .returning(AccountLink.account_id)
        ).scalar()
        enabled = select(AccountRow.id).where(
            AccountRow.id == account_id, AccountRow.disabled.is_(False)
        )
        if account_id is None or connection.execute(enabled).first() is None:
            return None
        return accounts.start_session(connection, account_id, now=now)


def _bound(token: str, browser: str) -> bytes:
    # In another browser the token is worth nothing: nobody is logged in by somebody else's link.
    return token_hash(f"{token}.{browser}")
