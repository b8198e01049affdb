"""What the projector shows: the scene, the pictures that were on the wall, chosen comments.

Revision: 0008
Before it: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SCENES = "'join', 'map', 'spread', 'question', 'differ', 'roles', 'wall', 'companies'"


def upgrade() -> None:
    op.create_table(
        "room_scene",
        sa.Column("workshop_id", _ID, autoincrement=False, nullable=False),
        sa.Column("scene", sa.String(length=10), nullable=False),
        sa.Column("part", sa.String(length=90), nullable=False),
        sa.Column("shows_peers", sa.Boolean(), nullable=False),
        sa.Column("shows_earlier", sa.Boolean(), nullable=False),
        sa.CheckConstraint(f"scene IN ({_SCENES})", name=op.f("ck_room_scene_scene")),
        _of_workshop("room_scene"),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_room_scene")),
    )
    op.create_table(
        "room_snapshot",
        sa.Column("workshop_id", _ID, nullable=False),
        sa.Column("dimension", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=False),
        _of_workshop("room_snapshot"),
        sa.PrimaryKeyConstraint(
            "workshop_id", "dimension", "number", name=op.f("pk_room_snapshot")
        ),
    )
    _comments()


def _comments() -> None:
    op.create_table(
        "room_comment",
        sa.Column("workshop_id", _ID, nullable=False),
        sa.Column("respondent_id", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.String(length=90), nullable=False),
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _of_workshop("room_comment"),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name=op.f("fk_room_comment_respondent_id_respondent"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_room_comment_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workshop_id", "respondent_id", "item", name=op.f("pk_room_comment")
        ),
    )
    for column in ("organisation_id", "respondent_id"):
        op.create_index(op.f(f"ix_room_comment_{column}"), "room_comment", [column])


def _of_workshop(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workshop_id"],
        ["workshop.id"],
        name=op.f(f"fk_{table}_workshop_id_workshop"),
        ondelete="CASCADE",
    )
