"""Revision numbers: cheap answers to "has anything changed since I looked?"."""

from sqlalchemy import Connection, select, update

from db.tables import Revision

POOL = "pool"  # the closed rounds that peer groups are made of
REGISTER = "register"  # what the register says of companies
PUBLIC = "public"  # what was published of cohorts


def current(connection: Connection, name: str) -> int:
    """Return the revision's number."""
    return connection.execute(select(Revision.number).where(Revision.name == name)).scalar_one()


def increment(connection: Connection, name: str) -> None:
    """Count one change, in the transaction of the change."""
    connection.execute(
        update(Revision).where(Revision.name == name).values(number=Revision.number + 1)
    )
