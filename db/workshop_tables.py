"""The tables of workshops.

A workshop lives on rounds: one of its company, or in a seminar one of each company. Like the
tables of answers, none of these tells when or in which order people joined or answered.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base, Id, OrganisationId, RowId, one_of
from digikartta.answers import STAGES
from digikartta.workshop import MIN_GROUP, PACINGS, STATES


class Workshop(Base):
    """A live session in which people answer together."""

    __tablename__ = "workshop"

    id: Mapped[Id]
    # None: a seminar, whose companies are those of its rounds.
    organisation_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(200))
    content_hash: Mapped[str] = mapped_column(ForeignKey("questionnaire_content.hash"))
    stage: Mapped[str] = mapped_column(String(2))
    held_on: Mapped[date]
    is_online: Mapped[bool]
    is_named: Mapped[bool]
    min_group: Mapped[int] = mapped_column(Integer)
    language: Mapped[str] = mapped_column(String(2))
    roles: Mapped[str] = mapped_column(String(60))  # joined by commas
    pacing: Mapped[str] = mapped_column(String(10))
    plan: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    is_test: Mapped[bool]  # a rehearsal, which is reset before people come
    join_code: Mapped[str | None] = mapped_column(String(6), unique=True)  # None once closed
    revision: Mapped[int]  # counts the changes that a screen has to follow

    __table_args__ = (
        CheckConstraint(one_of("stage", STAGES), name="stage"),
        CheckConstraint(one_of("pacing", PACINGS), name="pacing"),
        CheckConstraint(one_of("state", STATES), name="state"),
        CheckConstraint(f"min_group >= {MIN_GROUP}", name="min_group"),
    )


class WorkshopRound(Base):
    """A round that is answered in a workshop."""

    __tablename__ = "workshop_round"

    workshop_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True
    )
    round_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("round.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    organisation_id: Mapped[OrganisationId]
    # Opened in this workshop, so that resetting a rehearsal may delete it.
    is_own: Mapped[bool]


class WorkshopDimension(Base):
    """How far the facilitator has taken a dimension; without a row: nothing has happened."""

    __tablename__ = "workshop_dimension"

    workshop_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True
    )
    dimension: Mapped[str] = mapped_column(String(40), primary_key=True)
    opened: Mapped[bool] = mapped_column(server_default=false())
    closed: Mapped[bool] = mapped_column(server_default=false())
    revealed: Mapped[bool] = mapped_column(server_default=false())


class WorkshopFacilitator(Base):
    """An account that runs a workshop."""

    __tablename__ = "workshop_facilitator"

    workshop_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
