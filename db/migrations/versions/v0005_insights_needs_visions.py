"""Customer insights, needs and the digital vision.

Revision: 0005
Before it: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _customer_insight()
    _vision_part()
    _vision_version()
    _insight_need()
    _need_placement()
    _need_vote()
    _need_dots()


def _customer_insight() -> None:
    op.create_table(
        "customer_insight",
        sa.Column("id", _ID, nullable=False),
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("learnt_on", sa.Date(), nullable=False),
        sa.Column("dimension", sa.String(length=40), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "source IN ('interview', 'survey', 'feedback', 'observation', 'data')",
            name=op.f("ck_customer_insight_source"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_customer_insight_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_insight")),
    )
    with op.batch_alter_table("customer_insight", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_customer_insight_organisation_id"), ["organisation_id"], unique=False
        )


def _vision_part() -> None:
    op.create_table(
        "vision_part",
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "part IN ('for_whom', 'customers', 'staff', 'known_for', 'measure1', 'measure2', 'measure3', 'measure4')",
            name=op.f("ck_vision_part_part"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_vision_part_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "part", name=op.f("pk_vision_part")),
    )


def _vision_version() -> None:
    op.create_table(
        "vision_version",
        sa.Column("id", _ID, nullable=False),
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("agreed_by", sa.String(length=300), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_vision_version_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vision_version")),
        sa.UniqueConstraint(
            "organisation_id", "number", name=op.f("uq_vision_version_organisation_id")
        ),
    )
    with op.batch_alter_table("vision_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_vision_version_organisation_id"), ["organisation_id"], unique=False
        )


def _insight_need() -> None:
    op.create_table(
        "insight_need",
        sa.Column("insight_id", _ID, nullable=False),
        sa.Column("item", sa.String(length=90), nullable=False),
        sa.Column("organisation_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["insight_id"],
            ["customer_insight.id"],
            name=op.f("fk_insight_need_insight_id_customer_insight"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_insight_need_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("insight_id", "item", name=op.f("pk_insight_need")),
    )
    with op.batch_alter_table("insight_need", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_insight_need_organisation_id"), ["organisation_id"], unique=False
        )


def _need_placement() -> None:
    op.create_table(
        "need_placement",
        sa.Column("round_id", _ID, nullable=False),
        sa.Column("item", sa.String(length=90), nullable=False),
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("importance", sa.Integer(), nullable=False),
        sa.Column("effort", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("effort BETWEEN 1 AND 5", name=op.f("ck_need_placement_effort")),
        sa.CheckConstraint("importance BETWEEN 1 AND 5", name=op.f("ck_need_placement_importance")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_need_placement_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_need_placement_round_id_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "item", name=op.f("pk_need_placement")),
    )
    with op.batch_alter_table("need_placement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_need_placement_organisation_id"), ["organisation_id"], unique=False
        )


def _need_vote() -> None:
    op.create_table(
        "need_vote",
        sa.Column("round_id", _ID, autoincrement=False, nullable=False),
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("state", sa.String(length=6), nullable=False),
        sa.CheckConstraint("state IN ('open', 'ended')", name=op.f("ck_need_vote_state")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_need_vote_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_need_vote_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_need_vote")),
    )
    with op.batch_alter_table("need_vote", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_need_vote_organisation_id"), ["organisation_id"], unique=False
        )


def _need_dots() -> None:
    op.create_table(
        "need_dots",
        sa.Column("respondent_id", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.String(length=90), nullable=False),
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.CheckConstraint("dots BETWEEN 1 AND 3", name=op.f("ck_need_dots_dots")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_need_dots_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name=op.f("fk_need_dots_respondent_id_respondent"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("respondent_id", "item", name=op.f("pk_need_dots")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("need_dots", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_need_dots_organisation_id"), ["organisation_id"], unique=False
        )
