"""Accounts, their sessions and one-time links, and companies shared with them.

Revision: 0003
Before it: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _account()
    _account_session()
    _account_link()
    _organisation_access()


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "role IN ('facilitator', 'project', 'admin')", name=op.f("ck_account_role")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )


def _account_session() -> None:
    op.create_table(
        "account_session",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("account_id", ROW_ID, nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("last_seen", sa.BigInteger(), nullable=False),
        _of_account("account_session"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_account_session")),
    )
    _index("account_session", "account_id")


def _account_link() -> None:
    op.create_table(
        "account_link",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("account_id", ROW_ID, nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('setup', 'invitation', 'password', 'entry')",
            name=op.f("ck_account_link_kind"),
        ),
        sa.CheckConstraint(
            "role IN ('', 'facilitator', 'project', 'admin')", name=op.f("ck_account_link_role")
        ),
        sa.CheckConstraint(
            "(kind IN ('password', 'entry')) = (account_id IS NOT NULL)",
            name=op.f("ck_account_link_account"),
        ),
        _of_account("account_link"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_account_link")),
    )
    _index("account_link", "account_id")


def _organisation_access() -> None:
    op.create_table(
        "organisation_access",
        sa.Column("organisation_id", ROW_ID, nullable=False),
        sa.Column("account_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_access_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        _of_account("organisation_access"),
        sa.PrimaryKeyConstraint(
            "organisation_id", "account_id", name=op.f("pk_organisation_access")
        ),
    )
    _index("organisation_access", "account_id")


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id"],
        ["account.id"],
        name=op.f(f"fk_{table}_account_id_account"),
        ondelete="CASCADE",
    )


def _index(table: str, column: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
