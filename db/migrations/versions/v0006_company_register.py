"""The company register and saved cohorts.

Revision: 0006
Before it: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _cohort()
    _company_change()
    _company_contact()
    _company_record()
    _company_step()
    _company_tag()
    _development_proposal()
    _first_rows()


def _cohort() -> None:
    op.create_table(
        "cohort",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("filters", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.UniqueConstraint("name", name=op.f("uq_cohort_name")),
    )


def _company_change() -> None:
    op.create_table(
        "company_change",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("organisation_id", ROW_ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_company_change_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_change")),
    )
    with op.batch_alter_table("company_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_company_change_organisation_id"), ["organisation_id"], unique=False
        )


def _company_contact() -> None:
    op.create_table(
        "company_contact",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("organisation_id", ROW_ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "kind IN ('call', 'email', 'meeting', 'visit', 'other')",
            name=op.f("ck_company_contact_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_company_contact_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_contact")),
    )
    with op.batch_alter_table("company_contact", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_company_contact_organisation_id"), ["organisation_id"], unique=False
        )


def _company_record() -> None:
    op.create_table(
        "company_record",
        sa.Column("organisation_id", ROW_ID, nullable=False),
        sa.Column("search", sa.String(length=230), nullable=False),
        sa.Column("industry", sa.String(length=1), nullable=False),
        sa.Column("size_class", sa.String(length=6), nullable=False),
        sa.Column("municipality", sa.String(length=3), nullable=False),
        sa.Column("partner", sa.String(length=100), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("step_on", sa.Date(), nullable=True),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("dropped_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(dropped_on IS NULL) = (dropped_reason = '')", name=op.f("ck_company_record_dropped")
        ),
        sa.CheckConstraint(
            "(step = '') = (step_on IS NULL)", name=op.f("ck_company_record_step_on")
        ),
        sa.CheckConstraint(
            "size_class IN ('', 'micro', 'small', 'medium', 'large')",
            name=op.f("ck_company_record_size_class"),
        ),
        sa.CheckConstraint(
            "step IN ('', 'contacted', 'needs_mapped', 'selected', 'proposal_made', 'proposal_agreed', 'in_workshops', 'digivisio_made', 'plan_started', 'evaluated')",
            name=op.f("ck_company_record_step"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_company_record_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_company_record")),
    )
    with op.batch_alter_table("company_record", schema=None) as batch_op:
        batch_op.create_index("ix_company_record_search", ["search"], unique=False)
        batch_op.create_index("ix_company_record_step", ["step", "search"], unique=False)


def _company_step() -> None:
    op.create_table(
        "company_step",
        sa.Column("organisation_id", ROW_ID, nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "step IN ('contacted', 'needs_mapped', 'selected', 'proposal_made', 'proposal_agreed', 'in_workshops', 'digivisio_made', 'plan_started', 'evaluated')",
            name=op.f("ck_company_step_step"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_company_step_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "step", name=op.f("pk_company_step")),
    )


def _company_tag() -> None:
    op.create_table(
        "company_tag",
        sa.Column("organisation_id", ROW_ID, nullable=False),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_company_tag_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "tag", name=op.f("pk_company_tag")),
    )
    with op.batch_alter_table("company_tag", schema=None) as batch_op:
        batch_op.create_index("ix_company_tag_tag", ["tag"], unique=False)


def _development_proposal() -> None:
    op.create_table(
        "development_proposal",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("organisation_id", ROW_ID, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(agreed_on IS NULL) = (agreed_by = '')", name=op.f("ck_development_proposal_agreed")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_development_proposal_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_development_proposal")),
    )
    with op.batch_alter_table("development_proposal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_development_proposal_organisation_id"), ["organisation_id"], unique=False
        )


def _first_rows() -> None:
    """Give every company its record, with the profile of its latest round."""
    revision_table = sa.table(
        "revision", sa.column("name", sa.String), sa.column("number", sa.BigInteger)
    )
    op.bulk_insert(revision_table, [{"name": "register", "number": 0}])
    connection = op.get_bind()
    companies = connection.execute(
        sa.text("SELECT id, name, business_id FROM organisation ORDER BY id")
    ).all()
    rounds = connection.execute(
        sa.text(
            "SELECT organisation_id, industry, size_class, municipality FROM round"
            " ORDER BY CASE WHEN closed_on IS NULL THEN 1 ELSE 0 END, closed_on, id"
        )
    )
    profiles = {at: tuple(profile) for at, *profile in rounds}
    record = sa.table(
        "company_record",
        *(
            sa.column(name)
            for name in (
                *("organisation_id", "search", "industry", "size_class", "municipality"),
                *("partner", "step", "step_on", "dropped_on", "dropped_reason"),
            )
        ),
    )
    rows = []
    for at, name, business_id in companies:
        industry, size_class, municipality = profiles.get(at, ("", "", ""))
        rows.append(
            {
                "organisation_id": at,
                "search": f"{name} {business_id or ''}".casefold().strip(),
                "industry": industry,
                "size_class": size_class,
                "municipality": municipality,
                "partner": "",
                "step": "",
                "step_on": None,
                "dropped_on": None,
                "dropped_reason": "",
            }
        )
    if rows:
        op.bulk_insert(record, rows)
