"""A counter of what was published.

Revision: 0010
Before it: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    counter = sa.table("revision", sa.column("name", sa.String), sa.column("number", sa.BigInteger))
    op.bulk_insert(counter, [{"name": "public", "number": 0}])
