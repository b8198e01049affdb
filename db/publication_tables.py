"""The tables of what was published of cohorts: for whom, which figures, and on which companies.

What was published once is known for ever. So its figures are kept as they were, and so are the
companies behind them: every later publication is judged against them.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base, Id, RowId, one_of


class Publication(Base):
    """A read-only page behind a private link, or a public file. The link keeps a hash only."""

    __tablename__ = "publication"

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(4))
    title: Mapped[str] = mapped_column(String(100))
    questionnaire: Mapped[str] = mapped_column(String(60))
    dimensions: Mapped[str] = mapped_column(Text)  # ids with blanks between, `overall` last
    published_on: Mapped[date]
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    expires_on: Mapped[date | None]
    revoked: Mapped[bool]
    author: Mapped[str] = mapped_column(String(200))

    __table_args__ = (
        CheckConstraint(one_of("kind", ("link", "file")), name="kind"),
        CheckConstraint(
            "(kind = 'link') = (token_hash IS NOT NULL AND expires_on IS NOT NULL)", name="link"
        ),
    )


class PublishedCohort(Base):
    """A cohort as it was published."""

    __tablename__ = "published_cohort"

    id: Mapped[Id]
    publication_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("publication.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    filters: Mapped[str] = mapped_column(Text)
    figures: Mapped[str] = mapped_column(Text)
    gone: Mapped[int]  # companies that stood behind the figures and were erased or merged since


class PublishedMember(Base):
    """A company behind the figures of a published cohort, and what it contributed."""

    __tablename__ = "published_member"

    published_cohort_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("published_cohort.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    # Not a key to the round: it tells one contribution from another and leads nowhere.
    round_number: Mapped[int] = mapped_column(RowId)
    scores: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("ix_published_member_organisation_id", "organisation_id"),)
