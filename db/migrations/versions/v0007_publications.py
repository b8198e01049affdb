"""What was published of cohorts, and the companies behind it.

Revision: 0007
Before it: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _publication()
    _published_cohort()
    _published_member()


def _publication() -> None:
    op.create_table(
        "publication",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("questionnaire", sa.String(length=60), nullable=False),
        sa.Column("dimensions", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(kind = 'link') = (token_hash IS NOT NULL AND expires_on IS NOT NULL)",
            name=op.f("ck_publication_link"),
        ),
        sa.CheckConstraint("kind IN ('link', 'file')", name=op.f("ck_publication_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_publication_token_hash")),
    )


def _published_cohort() -> None:
    op.create_table(
        "published_cohort",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("publication_id", ROW_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("filters", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_published_cohort_publication_id_publication"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_cohort")),
    )
    with op.batch_alter_table("published_cohort", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_published_cohort_publication_id"), ["publication_id"], unique=False
        )


def _published_member() -> None:
    op.create_table(
        "published_member",
        sa.Column("published_cohort_id", ROW_ID, nullable=False),
        sa.Column("organisation_id", ROW_ID, nullable=False),
        sa.Column("round_number", ROW_ID, nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_published_member_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["published_cohort_id"],
            ["published_cohort.id"],
            name=op.f("fk_published_member_published_cohort_id_published_cohort"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "published_cohort_id", "organisation_id", name=op.f("pk_published_member")
        ),
    )
    with op.batch_alter_table("published_member", schema=None) as batch_op:
        batch_op.create_index(
            "ix_published_member_organisation_id", ["organisation_id"], unique=False
        )
