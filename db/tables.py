"""The tables of companies, rounds and answers; `db.metadata` knows those of the other areas too.

Every row carries the organisation it belongs to, so that the data can be spread over machines by
organisation without changing the code.

Nothing here tells when or in which order people answered: ids of respondents are random, answers
are keyed by them, and no table of theirs has a time.
"""

from datetime import date
from typing import Annotated

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from digikartta.answers import ROLES, STAGES
from digikartta.classification import SIZE_CLASSES

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite numbers rows by itself only when the key is exactly INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")
Id = Annotated[int, mapped_column(RowId, primary_key=True)]
OrganisationId = Annotated[
    int, mapped_column(RowId, ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
]


def one_of(column: str, values: tuple[str, ...]) -> str:
    """Return the rule that a column holds one of these values."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Base(DeclarativeBase):
    """The schema."""

    metadata = MetaData(naming_convention=NAMING)


class Organisation(Base):
    """A company. Its profile at the time of a round stands on the round."""

    __tablename__ = "organisation"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(200))
    business_id: Mapped[str | None] = mapped_column(String(9))
    # Confirmed by somebody who knows: imported or approved; a self-made one is not.
    confirmed: Mapped[bool]
    is_example: Mapped[bool]
    growth_seeking: Mapped[bool | None]
    international: Mapped[bool | None]

    __table_args__ = (
        # A Y-tunnus identifies confirmed companies only: anybody can type anybody's.
        Index(
            "uq_organisation_business_id",
            "business_id",
            unique=True,
            sqlite_where=text("confirmed AND business_id IS NOT NULL"),
            postgresql_where=text("confirmed AND business_id IS NOT NULL"),
        ),
        Index("ix_organisation_name", "name"),
    )


class QuestionnaireContent(Base):
    """The exact content that rounds were answered with, by its hash; never changed."""

    __tablename__ = "questionnaire_content"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    questionnaire: Mapped[str] = mapped_column(String(60), index=True)
    content: Mapped[str] = mapped_column(Text)


class Round(Base):
    """One assessment of one organisation with one questionnaire version."""

    __tablename__ = "round"

    id: Mapped[Id]
    organisation_id: Mapped[OrganisationId]
    questionnaire: Mapped[str] = mapped_column(String(60))
    content_hash: Mapped[str] = mapped_column(ForeignKey("questionnaire_content.hash"))
    stage: Mapped[str] = mapped_column(String(2))
    cohort: Mapped[str] = mapped_column(String(100))
    industry: Mapped[str] = mapped_column(String(1))
    size_class: Mapped[str] = mapped_column(String(6))
    municipality: Mapped[str] = mapped_column(String(3))
    closed_on: Mapped[date | None]
    is_test: Mapped[bool]
    join_code: Mapped[str | None] = mapped_column(String(6), unique=True)
    # People give their names, as they were told before they answered; never changed afterwards.
    is_named: Mapped[bool] = mapped_column(server_default=false())

    __table_args__ = (
        CheckConstraint(one_of("stage", STAGES), name="stage"),
        CheckConstraint(one_of("size_class", ("", *SIZE_CLASSES)), name="size_class"),
        Index("ix_round_pool", "questionnaire", "closed_on"),
    )


class Respondent(Base):
    """One person in one round; `code` is what files call the person."""

    __tablename__ = "respondent"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    organisation_id: Mapped[OrganisationId]
    round_id: Mapped[int] = mapped_column(RowId, ForeignKey("round.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(2))
    place: Mapped[int]  # the dimension this person is on, 0-based; the review comes after the last
    submitted: Mapped[bool]
    name: Mapped[str] = mapped_column(String(80), server_default="")  # only in a named round

    __table_args__ = (
        CheckConstraint(one_of("role", ROLES), name="role"),
        Index("uq_respondent_code", "round_id", "code", unique=True),
    )


class Answer(Base):
    """What one person answered to one item."""

    __tablename__ = "answer"

    respondent_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("respondent.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(90), primary_key=True)
    # No foreign key and no index: the respondent has both, and this is the table that grows.
    organisation_id: Mapped[int] = mapped_column(RowId)
    value: Mapped[str] = mapped_column(Text)  # empty: a comment without an answer
    comment: Mapped[str] = mapped_column(Text)

    __table_args__ = ({"sqlite_with_rowid": False},)


class Link(Base):
    """A private link. Only the hash of its token is kept."""

    __tablename__ = "link"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    organisation_id: Mapped[OrganisationId]
    round_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("round.id", ondelete="CASCADE"), index=True
    )
    respondent_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("respondent.id", ondelete="CASCADE"), index=True
    )
    expires_on: Mapped[date]
    revoked: Mapped[bool]

    __table_args__ = (
        CheckConstraint(one_of("kind", ("respondent", "owner", "invite")), name="kind"),
        CheckConstraint("(kind = 'respondent') = (respondent_id IS NOT NULL)", name="respondent"),
    )


class RoundScore(Base):
    """Derived: the figures of a closed round, written in the transaction that closes it."""

    __tablename__ = "round_score"

    round_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("round.id", ondelete="CASCADE"), primary_key=True
    )
    dimension: Mapped[str] = mapped_column(String(40), primary_key=True)
    organisation_id: Mapped[OrganisationId]
    score: Mapped[float | None] = mapped_column(Float(53))
    target: Mapped[float | None] = mapped_column(Float(53))
    respondents: Mapped[int]
    customers_score: Mapped[float | None] = mapped_column(Float(53))
    customers: Mapped[int]

    __table_args__ = ({"sqlite_with_rowid": False},)


class SiteSetting(Base):
    """What an administrator set for the whole site; absent means the default."""

    __tablename__ = "site_setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class Revision(Base):
    """Counts the changes of something, so that readers can keep what they made of it."""

    __tablename__ = "revision"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
