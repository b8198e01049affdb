"""Looking after accounts: who there is, roles, disabling, a new password of one's own."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, delete, func, select, update

from db.account_links import set_password
from db.account_tables import AccountLink, AccountRow, AccountSession, OrganisationAccess
from db.accounts import by_email
from db.engine import reading, writing
from db.tables import Organisation
from digikartta.account import ADMIN, checked_name, checked_role
from digikartta.passwords import checked_password, is_password, password_hash
from digikartta.problems import InvalidInput, Problem


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """An account as an administrator sees it."""

    id: int
    email: str
    name: str
    role: str
    disabled: bool
    has_password: bool
    last_seen: datetime | None  # None: no browser is logged in


def every(connection: Connection) -> list[AccountRecord]:
    """Return all accounts by address, the disabled ones last."""
    seen = (
        select(AccountSession.account_id, func.max(AccountSession.last_seen).label("seconds"))
        .group_by(AccountSession.account_id)
        .subquery()
    )
    rows = connection.execute(
        select(
            AccountRow.id,
            AccountRow.email,
            AccountRow.name,
            AccountRow.role,
            AccountRow.disabled,
            AccountRow.password_hash.is_not(None).label("has_password"),
            seen.c.seconds,
        )
        .outerjoin(seen, seen.c.account_id == AccountRow.id)
        .order_by(AccountRow.disabled, AccountRow.email)
    )
    return [_record(row._mapping) for row in rows]


def _record(row) -> AccountRecord:  # type: ignore[no-untyped-def]
    seconds = row["seconds"]
    last_seen = None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    fields = {name: value for name, value in row.items() if name != "seconds"}
    return AccountRecord(**fields, last_seen=last_seen)


def known_id(connection: Connection, email: str) -> int:
    """Return the id of the account with this address; raises `InvalidInput` when there is none."""
    # A terminal hands over bytes that are no text as halves of signs; no database takes those.
    found = by_email(connection, email) if email.isprintable() else None
    if found is None:
        raise InvalidInput([Problem("problem.account_unknown")])
    return found.id


def give_role(connection: Connection, account_id: int, role: str) -> None:
    """Give an account another role.

    Raises `InvalidInput` for an unknown account or role, and for the last administrator's.
    """
    checked_role(role)
    before = _role(connection, account_id)
    if before == ADMIN and role != ADMIN:
        _refuse_last(connection, account_id)
    _change(connection, account_id, role=role)


def disable(connection: Connection, account_id: int) -> None:
    """Let an account in no more; it is logged out everywhere at once.

    Raises `InvalidInput` for an unknown account and for the last administrator's.
    """
    if _role(connection, account_id) == ADMIN:
        _refuse_last(connection, account_id)
    _change(connection, account_id, disabled=True)
    for table in (AccountSession, AccountLink):
        connection.execute(delete(table).where(table.account_id == account_id))


def enable(connection: Connection, account_id: int) -> None:
    """Let a disabled account in again; raises `InvalidInput` for an unknown one."""
    _role(connection, account_id)
    _change(connection, account_id, disabled=False)


def _role(connection: Connection, account_id: int) -> str:
    role = connection.execute(select(AccountRow.role).where(AccountRow.id == account_id)).scalar()
    if role is None:
        raise InvalidInput([Problem("problem.account_unknown")])
    return role


def _change(connection: Connection, account_id: int, **values: object) -> None:
    connection.execute(update(AccountRow).where(AccountRow.id == account_id).values(**values))


def _refuse_last(connection: Connection, account_id: int) -> None:
    # Locked in one order: two administrators who disable each other do it one after the other.
    active = connection.execute(
        select(AccountRow.id)
        .where(AccountRow.role == ADMIN, AccountRow.disabled.is_(False))
        .order_by(AccountRow.id)
        .with_for_update()
    ).scalars()
    if set(active) <= {account_id}:
        raise InvalidInput([Problem("problem.last_administrator")])


def rename(connection: Connection, account_id: int, name: str) -> None:
    """Keep another name; raises `InvalidInput` for one that cannot be kept."""
    _change(connection, account_id, name=checked_name(name))


def change_password(
    engine: Engine, account_id: int, before: str, password: str, *, session: str
) -> None:
    """Keep another password in the stead of `before`; every other browser is logged out.

    Raises `InvalidInput` when `before` is not the password, or the new one will not do.
    """
    with reading(engine) as connection:
        row = connection.execute(
            select(AccountRow.email, AccountRow.password_hash).where(AccountRow.id == account_id)
        ).one()
    if not is_password(before, row.password_hash):
        raise InvalidInput([Problem("problem.password_wrong", "before")])
    stored = password_hash(checked_password(password, email=row.email))
    with writing(engine) as connection:
        set_password(connection, account_id, stored, session=session)


@dataclass(frozen=True, slots=True)
class SharedCompany:
    """A company that an account sees because it was shared."""

    id: int
    name: str


def shared_with(connection: Connection, account_id: int) -> list[SharedCompany]:
    """Return the companies that were shared with an account, by name."""
    rows = connection.execute(
        select(Organisation.id, Organisation.name)
        .join(OrganisationAccess, OrganisationAccess.organisation_id == Organisation.id)
        .where(OrganisationAccess.account_id == account_id)
        .order_by(Organisation.name, Organisation.id)
    )
    return [SharedCompany(row.id, row.name) for row in rows]
