"""The tables of the action plan and of the future map.

`revision` on a row counts its changes: whoever changes one says which revision was seen, so that
nobody overwrites what somebody else has written meanwhile.
"""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base, Id, OrganisationId, RowId, one_of
from digikartta.action_plan import LIMITS, NEEDS_OWNER, STATUSES
from digikartta.future_map import LANES, YEARS

REASONS = ("need", "insight")


class ActionRow(Base):
    """One action of a company's plan."""

    __tablename__ = "action"

    id: Mapped[Id]
    organisation_id: Mapped[OrganisationId]
    revision: Mapped[int]
    title: Mapped[str] = mapped_column(String(LIMITS["title"]))
    why: Mapped[str] = mapped_column(Text)
    dimension: Mapped[str] = mapped_column(String(40))
    theme: Mapped[str] = mapped_column(String(LIMITS["theme"]))
    owner: Mapped[str] = mapped_column(String(LIMITS["owner"]))
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    first_step: Mapped[str] = mapped_column(Text)
    cost: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(String(7))
    created_on: Mapped[date]
    done_on: Mapped[date | None]

    __table_args__ = (
        CheckConstraint(one_of("status", STATUSES), name="status"),
        CheckConstraint("due_on >= starts_on", name="due_after_start"),
        CheckConstraint(f"owner <> '' OR NOT {one_of('status', NEEDS_OWNER)}", name="owner"),
        CheckConstraint("cost >= 0", name="cost"),
        CheckConstraint("(status = 'done') = (done_on IS NOT NULL)", name="done"),
    )


class ActionReason(Base):
    """Why an action is there: a need (a question or a dimension) or a customer insight."""

    __tablename__ = "action_reason"

    action_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("action.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(7), primary_key=True)
    # A question's or dimension's id, or an insight's number.
    reference: Mapped[str] = mapped_column(String(90), primary_key=True)
    organisation_id: Mapped[OrganisationId]

    __table_args__ = (
        CheckConstraint(one_of("kind", REASONS), name="kind"),
        {"sqlite_with_rowid": False},
    )


class ActionDependency(Base):
    """An action that cannot begin before another one is done."""

    __tablename__ = "action_dependency"

    action_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("action.id", ondelete="CASCADE"), primary_key=True
    )
    before_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("action.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    organisation_id: Mapped[OrganisationId]

    __table_args__ = (
        CheckConstraint("action_id <> before_id", name="itself"),
        {"sqlite_with_rowid": False},
    )


class ActionNote(Base):
    """A progress note; they are added, never changed."""

    __tablename__ = "action_note"

    id: Mapped[Id]
    organisation_id: Mapped[OrganisationId]
    action_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("action.id", ondelete="CASCADE"), index=True
    )
    written_on: Mapped[date]
    author: Mapped[str] = mapped_column(String(LIMITS["owner"]))
    text: Mapped[str] = mapped_column(Text)


class MilestoneRow(Base):
    """A point of the future map by which something shall be true."""

    __tablename__ = "milestone"

    id: Mapped[Id]
    organisation_id: Mapped[OrganisationId]
    revision: Mapped[int]
    title: Mapped[str] = mapped_column(String(LIMITS["title"]))
    day: Mapped[date]
    dimension: Mapped[str] = mapped_column(String(40))
    theme: Mapped[str] = mapped_column(String(LIMITS["theme"]))


class MapSetting(Base):
    """How a company's future map is drawn, and the secret by which a file of its plan is known."""

    __tablename__ = "map_setting"

    organisation_id: Mapped[int] = mapped_column(
        RowId,
        ForeignKey("organisation.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    plan_key: Mapped[str] = mapped_column(String(40), unique=True)
    revision: Mapped[int]
    starts_on: Mapped[date]
    years: Mapped[int]
    lanes: Mapped[str] = mapped_column(String(9))

    __table_args__ = (
        CheckConstraint(one_of("lanes", LANES), name="lanes"),
        CheckConstraint(f"years IN ({', '.join(map(str, YEARS))})", name="years"),
    )
