"""The tables of the company register: where each company is, and what was done with it."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base, Id, OrganisationId, RowId, one_of
from digikartta.classification import SIZE_CLASSES
from digikartta.company_work import CONTACT_KINDS
from digikartta.pipeline import STEPS


class CompanyRecord(Base):
    """What the register knows of a company now; its rounds keep what it was at their time."""

    __tablename__ = "company_record"

    organisation_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    search: Mapped[str] = mapped_column(String(230))  # name and Y-tunnus in small letters
    industry: Mapped[str] = mapped_column(String(1))
    size_class: Mapped[str] = mapped_column(String(6))
    municipality: Mapped[str] = mapped_column(String(3))
    partner: Mapped[str] = mapped_column(String(100))
    step: Mapped[str] = mapped_column(String(16))  # the furthest step with a day, empty for none
    step_on: Mapped[date | None]
    dropped_on: Mapped[date | None]
    dropped_reason: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        CheckConstraint(one_of("step", ("", *STEPS)), name="step"),
        CheckConstraint(one_of("size_class", ("", *SIZE_CLASSES)), name="size_class"),
        CheckConstraint("(step = '') = (step_on IS NULL)", name="step_on"),
        CheckConstraint("(dropped_on IS NULL) = (dropped_reason = '')", name="dropped"),
        Index("ix_company_record_step", "step", "search"),
        Index("ix_company_record_search", "search"),
    )


class CompanyStep(Base):
    """The day on which a company reached a step."""

    __tablename__ = "company_step"

    organisation_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    step: Mapped[str] = mapped_column(String(16), primary_key=True)
    day: Mapped[date]

    __table_args__ = (CheckConstraint(one_of("step", STEPS), name="step"),)


class CompanyTag(Base):
    """A word of the project's own for a company."""

    __tablename__ = "company_tag"

    organisation_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    tag: Mapped[str] = mapped_column(String(40), primary_key=True)

    __table_args__ = (Index("ix_company_tag_tag", "tag"),)


class CompanyContact(Base):
    """One contact with a company: when, how, what about, and who wrote it down."""

    __tablename__ = "company_contact"

    id: Mapped[Id]
    organisation_id: Mapped[OrganisationId]
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(200))

    __table_args__ = (CheckConstraint(one_of("kind", CONTACT_KINDS), name="kind"),)


class CompanyChange(Base):
    """One change of a company's record: when, who, what, from what to what."""

    __tablename__ = "company_change"

    id: Mapped[Id]
    organisation_id: Mapped[OrganisationId]
    at: Mapped[int] = mapped_column(BigInteger)  # seconds since 1970
    author: Mapped[str] = mapped_column(String(200))
    field: Mapped[str] = mapped_column(String(40))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)


class DevelopmentProposal(Base):
    """A development proposal; the latest of a company is the one that counts."""

    __tablename__ = "development_proposal"

    id: Mapped[Id]
    organisation_id: Mapped[OrganisationId]
    body: Mapped[str] = mapped_column(Text)
    written_on: Mapped[date]
    author: Mapped[str] = mapped_column(String(200))
    agreed_on: Mapped[date | None]
    agreed_by: Mapped[str] = mapped_column(String(200))  # who of the company agreed

    __table_args__ = (CheckConstraint("(agreed_on IS NULL) = (agreed_by = '')", name="agreed"),)


class Cohort(Base):
    """A named choice of companies that the project team saved."""

    __tablename__ = "cohort"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100), unique=True)
    filters: Mapped[str] = mapped_column(Text)  # as `digikartta.cohort` writes them
    author: Mapped[str] = mapped_column(String(200))
