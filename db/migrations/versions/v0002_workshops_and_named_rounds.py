"""Workshops, and rounds in which people give their names.

Revision: 0002
Before it: 0001
"""

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _names()
    _workshop()
    _workshop_round()
    _workshop_dimension()
    _workshop_facilitator()


def _names() -> None:
    # SQLite writes an added column after the constraints, where the models have it before them:
    # so the tables are made anew there.
    recreate: Literal["always", "never"] = (
        "always" if op.get_bind().dialect.name == "sqlite" else "never"
    )
    with op.batch_alter_table("round", recreate=recreate) as batch_op:
        batch_op.add_column(
            sa.Column("is_named", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    with op.batch_alter_table("respondent", recreate=recreate) as batch_op:
        batch_op.add_column(
            sa.Column("name", sa.String(length=80), server_default="", nullable=False)
        )


def _workshop() -> None:
    op.create_table(
        "workshop",
        sa.Column("id", _ID, nullable=False),
        sa.Column("organisation_id", _ID, nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=2), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("min_group", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("roles", sa.String(length=60), nullable=False),
        sa.Column("pacing", sa.String(length=10), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("is_test", sa.Boolean(), nullable=False),
        sa.Column("join_code", sa.String(length=6), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("min_group >= 3", name=op.f("ck_workshop_min_group")),
        sa.CheckConstraint("pacing IN ('free', 'dimension')", name=op.f("ck_workshop_pacing")),
        sa.CheckConstraint("stage IN ('T0', 'T1', 'T2')", name=op.f("ck_workshop_stage")),
        sa.CheckConstraint(
            "state IN ('prepared', 'open', 'paused', 'closed')", name=op.f("ck_workshop_state")
        ),
        sa.ForeignKeyConstraint(
            ["content_hash"],
            ["questionnaire_content.hash"],
            name=op.f("fk_workshop_content_hash_questionnaire_content"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_workshop_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sa.UniqueConstraint("join_code", name=op.f("uq_workshop_join_code")),
    )
    op.create_index(op.f("ix_workshop_organisation_id"), "workshop", ["organisation_id"])


def _workshop_round() -> None:
    op.create_table(
        "workshop_round",
        sa.Column("workshop_id", _ID, nullable=False),
        sa.Column("round_id", _ID, nullable=False),
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_workshop_round_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_workshop_round_round_id_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_workshop_round_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workshop_id", "round_id", name=op.f("pk_workshop_round")),
    )
    for column in ("organisation_id", "round_id"):
        op.create_index(op.f(f"ix_workshop_round_{column}"), "workshop_round", [column])


def _workshop_dimension() -> None:
    op.create_table(
        "workshop_dimension",
        sa.Column("workshop_id", _ID, nullable=False),
        sa.Column("dimension", sa.String(length=40), nullable=False),
        sa.Column("opened", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("closed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("revealed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_workshop_dimension_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workshop_id", "dimension", name=op.f("pk_workshop_dimension")),
    )


def _workshop_facilitator() -> None:
    op.create_table(
        "workshop_facilitator",
        sa.Column("workshop_id", _ID, nullable=False),
        sa.Column("account_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_workshop_facilitator_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workshop_id", "account_id", name=op.f("pk_workshop_facilitator")),
    )
    op.create_index(
        op.f("ix_workshop_facilitator_account_id"), "workshop_facilitator", ["account_id"]
    )
