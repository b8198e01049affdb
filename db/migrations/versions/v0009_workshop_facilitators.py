"""Who runs a workshop is an account.

Revision: 0009
Before it: 0008
"""

from typing import Literal

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Before there were accounts nobody could run one.
    op.execute(
        "DELETE FROM workshop_facilitator WHERE account_id NOT IN (SELECT id FROM account)"
    )
    recreate: Literal["always", "never"] = (
        "always" if op.get_bind().dialect.name == "sqlite" else "never"
    )
    with op.batch_alter_table("workshop_facilitator", recreate=recreate) as batch_op:
        batch_op.create_foreign_key(
            batch_op.f("fk_workshop_facilitator_account_id_account"),
            "account",
            ["account_id"],
            ["id"],
            ondelete="CASCADE",
        )
