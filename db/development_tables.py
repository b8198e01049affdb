"""The tables of what a company makes of its result: insights, needs, the digital vision.

Dots have no time and no order, like answers: nothing tells who voted when.
"""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base, Id, OrganisationId, RowId, one_of
from digikartta.customer_insights import SOURCES
from digikartta.digital_vision import MAX_AGREED_BY, PARTS
from digikartta.need_votes import ENDED, OPEN


class CustomerInsight(Base):
    """Something a company has learnt about its customers."""

    __tablename__ = "customer_insight"

    id: Mapped[Id]
    organisation_id: Mapped[OrganisationId]
    learnt: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(20))
    learnt_on: Mapped[date]
    dimension: Mapped[str] = mapped_column(String(40))  # empty: about none in particular
    meaning: Mapped[str] = mapped_column(Text)
    version: Mapped[int]  # counts the changes, so that nobody overwrites what they have not seen

    __table_args__ = (CheckConstraint(one_of("source", SOURCES), name="source"),)


class InsightNeed(Base):
    """A need that an insight speaks for: a question or a dimension, in whatever round."""

    __tablename__ = "insight_need"

    insight_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("customer_insight.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(90), primary_key=True)
    organisation_id: Mapped[OrganisationId]


class NeedVote(Base):
    """Whether the people of a round vote on its needs; no row while nobody has opened the vote."""

    __tablename__ = "need_vote"

    round_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("round.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    organisation_id: Mapped[OrganisationId]
    state: Mapped[str] = mapped_column(String(6))

    __table_args__ = (CheckConstraint(one_of("state", (OPEN, ENDED)), name="state"),)


class NeedDots(Base):
    """The dots that one person has put on one need."""

    __tablename__ = "need_dots"

    respondent_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("respondent.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(90), primary_key=True)
    organisation_id: Mapped[OrganisationId]
    dots: Mapped[int]

    __table_args__ = (
        CheckConstraint("dots BETWEEN 1 AND 3", name="dots"),
        {"sqlite_with_rowid": False},  # row numbers would tell the order
    )


class NeedPlacement(Base):
    """Importance and effort of a need, as the group has set them together."""

    __tablename__ = "need_placement"

    round_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("round.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(90), primary_key=True)
    organisation_id: Mapped[OrganisationId]
    importance: Mapped[int]
    effort: Mapped[int]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("importance BETWEEN 1 AND 5", name="importance"),
        CheckConstraint("effort BETWEEN 1 AND 5", name="effort"),
    )


class VisionPart(Base):
    """One part of the vision that a company is writing."""

    __tablename__ = "vision_part"

    organisation_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    part: Mapped[str] = mapped_column(String(20), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    version: Mapped[int]

    __table_args__ = (CheckConstraint(one_of("part", PARTS), name="part"),)


class VisionVersion(Base):
    """A vision that was agreed; never changed afterwards."""

    __tablename__ = "vision_version"

    id: Mapped[Id]
    organisation_id: Mapped[OrganisationId]
    number: Mapped[int]  # 1, 2, 3, … of its company
    content: Mapped[str] = mapped_column(Text)
    agreed_by: Mapped[str] = mapped_column(String(MAX_AGREED_BY))
    agreed_on: Mapped[date]

    __table_args__ = (UniqueConstraint("organisation_id", "number"),)
