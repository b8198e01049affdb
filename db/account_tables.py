"""The tables of accounts: who logs in, and which companies are shared with whom.

Times are whole seconds since 1970 (UTC), the same on both kinds of database.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base, Id, RowId, one_of
from digikartta.account import MAX_EMAIL, MAX_NAME, ROLES


class AccountRow(Base):
    """Somebody who may log in. An account is disabled, never taken away."""

    __tablename__ = "account"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(String(MAX_EMAIL), unique=True)
    name: Mapped[str] = mapped_column(String(MAX_NAME))
    role: Mapped[str] = mapped_column(String(12))
    password_hash: Mapped[str | None] = mapped_column(Text)  # argon2id; None: no log-in by password
    disabled: Mapped[bool]

    __table_args__ = (CheckConstraint(one_of("role", ROLES), name="role"),)


class AccountSession(Base):
    """A browser that somebody has logged in with. Only the hash of its secret is kept."""

    __tablename__ = "account_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    started: Mapped[int] = mapped_column(BigInteger)
    last_seen: Mapped[int] = mapped_column(BigInteger)


class AccountLink(Base):
    """A link that works once: only the hash of its token is kept, and the row goes when it is used.

    `setup` makes the first administrator, `invitation` an account with this address and role,
    `password` lets an account choose a new one, `entry` takes a log-in to the browser's cookie.
    """

    __tablename__ = "account_link"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    account_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(String(MAX_EMAIL))
    role: Mapped[str] = mapped_column(String(12))
    expires: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (
        CheckConstraint(one_of("kind", ("setup", "invitation", "password", "entry")), name="kind"),
        CheckConstraint(one_of("role", ("", *ROLES)), name="role"),
        CheckConstraint(
            "(kind IN ('password', 'entry')) = (account_id IS NOT NULL)", name="account"
        ),
    )


class OrganisationAccess(Base):
    """A company that an account may see though its role does not show it every company."""

    __tablename__ = "organisation_access"

    organisation_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
