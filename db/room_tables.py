"""The tables of the room's view: what is on the wall, and what has been there.

A snapshot says whose answers a picture counts, which later ones are compared with. That is an order
of answering, in steps of at least m people, so it is kept only while the workshop runs: when it is
closed, the figures of the last picture stay and nothing else.
"""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base, OrganisationId, RowId, one_of
from digikartta.room import SCENES


class RoomScene(Base):
    """What the projector shows, as the facilitator chose it; without a row: how to join."""

    __tablename__ = "room_scene"

    workshop_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    scene: Mapped[str] = mapped_column(String(10))
    # A dimension, a question or a page; empty for the first.
    part: Mapped[str] = mapped_column(String(90))
    shows_peers: Mapped[bool]
    shows_earlier: Mapped[bool]

    __table_args__ = (CheckConstraint(one_of("scene", SCENES), name="scene"),)


class RoomPeerDay(Base):
    """The day as of which the wall showed the company's peers.

    A table of its own, because it outlives what a rehearsal resets: the figures were seen.
    """

    __tablename__ = "room_peer_day"

    workshop_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    day: Mapped[date]


class RoomSnapshot(Base):
    """One picture of a dimension that was on the wall; the one with the highest number is."""

    __tablename__ = "room_snapshot"

    workshop_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True
    )
    dimension: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # from 1
    units: Mapped[str] = mapped_column(Text)  # JSON; empty once the workshop was closed
    picture: Mapped[str] = mapped_column(Text)  # JSON of its figures


class RoomComment(Base):
    """A comment that the facilitator put on the wall; it stands there while it reads so."""

    __tablename__ = "room_comment"

    workshop_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True
    )
    respondent_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("respondent.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    item: Mapped[str] = mapped_column(String(90), primary_key=True)
    organisation_id: Mapped[OrganisationId]
    text: Mapped[str] = mapped_column(Text)
