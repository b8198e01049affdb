"""Companies, rounds, answers and their figures.

Revision: 0001
Before it: nothing
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _organisation()
    _questionnaire_content()
    _revision()
    _site_setting()
    _round()
    _respondent()
    _round_score()
    _answer()
    _link()
    _first_rows()


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("business_id", sa.String(length=9), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("growth_seeking", sa.Boolean(), nullable=True),
        sa.Column("international", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index("ix_organisation_name", ["name"], unique=False)
        batch_op.create_index(
            "uq_organisation_business_id",
            ["business_id"],
            unique=True,
            sqlite_where=sa.text("confirmed AND business_id IS NOT NULL"),
            postgresql_where=sa.text("confirmed AND business_id IS NOT NULL"),
        )


def _questionnaire_content() -> None:
    op.create_table(
        "questionnaire_content",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("questionnaire", sa.String(length=60), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_questionnaire_content")),
    )
    with op.batch_alter_table("questionnaire_content", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_questionnaire_content_questionnaire"), ["questionnaire"], unique=False
        )


def _revision() -> None:
    op.create_table(
        "revision",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_revision")),
    )


def _site_setting() -> None:
    op.create_table(
        "site_setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_site_setting")),
    )


def _round() -> None:
    op.create_table(
        "round",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("questionnaire", sa.String(length=60), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=2), nullable=False),
        sa.Column("cohort", sa.String(length=100), nullable=False),
        sa.Column("industry", sa.String(length=1), nullable=False),
        sa.Column("size_class", sa.String(length=6), nullable=False),
        sa.Column("municipality", sa.String(length=3), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("is_test", sa.Boolean(), nullable=False),
        sa.Column("join_code", sa.String(length=6), nullable=True),
        sa.CheckConstraint(
            "size_class IN ('', 'micro', 'small', 'medium', 'large')",
            name=op.f("ck_round_size_class"),
        ),
        sa.CheckConstraint("stage IN ('T0', 'T1', 'T2')", name=op.f("ck_round_stage")),
        sa.ForeignKeyConstraint(
            ["content_hash"],
            ["questionnaire_content.hash"],
            name=op.f("fk_round_content_hash_questionnaire_content"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_round_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("join_code", name=op.f("uq_round_join_code")),
    )
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_round_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index("ix_round_pool", ["questionnaire", "closed_on"], unique=False)


def _respondent() -> None:
    op.create_table(
        "respondent",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("submitted", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "role IN ('management', 'supervisor', 'staff', 'customer')",
            name=op.f("ck_respondent_role"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_respondent_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_respondent_round_id_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respondent")),
    )
    with op.batch_alter_table("respondent", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_respondent_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index("uq_respondent_code", ["round_id", "code"], unique=True)


def _round_score() -> None:
    op.create_table(
        "round_score",
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dimension", sa.String(length=40), nullable=False),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("score", sa.Float(precision=53), nullable=True),
        sa.Column("target", sa.Float(precision=53), nullable=True),
        sa.Column("respondents", sa.Integer(), nullable=False),
        sa.Column("customers_score", sa.Float(precision=53), nullable=True),
        sa.Column("customers", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_round_score_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_round_score_round_id_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "dimension", name=op.f("pk_round_score")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("round_score", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_round_score_organisation_id"), ["organisation_id"], unique=False
        )


def _answer() -> None:
    op.create_table(
        "answer",
        sa.Column("respondent_id", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.String(length=90), nullable=False),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name=op.f("fk_answer_respondent_id_respondent"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("respondent_id", "item", name=op.f("pk_answer")),
        sqlite_with_rowid=False,
    )


def _link() -> None:
    op.create_table(
        "link",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column(
            "organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("respondent_id", sa.BigInteger(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'respondent') = (respondent_id IS NOT NULL)", name=op.f("ck_link_respondent")
        ),
        sa.CheckConstraint("kind IN ('respondent', 'owner', 'invite')", name=op.f("ck_link_kind")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_link_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name=op.f("fk_link_respondent_id_respondent"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_link_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_link")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_link_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_link_respondent_id"), ["respondent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_round_id"), ["round_id"], unique=False)


def _first_rows() -> None:
    op.bulk_insert(
        sa.table("revision", sa.column("name", sa.String), sa.column("number", sa.BigInteger)),
        [{"name": "pool", "number": 0}],
    )
