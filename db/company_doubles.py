"""Finding companies that may be one."""

from sqlalchemy import Connection, Engine, and_, or_, select
from sqlalchemy.orm import aliased

from db.engine import reading
from db.tables import Organisation
from digikartta.account import ADMIN, PROJECT, Account
from digikartta.company_duplicates import Double, NamedCompany, doubles


def possible_doubles(engine: Engine, account: Account) -> list[Double]:
    """Return the pairs of companies that may be one; for the project team only.

    Of the companies that nobody has confirmed only those are among them that gave the Y-tunnus of
    a confirmed one.
    """
    if account.role not in {PROJECT, ADMIN}:
        return []
    with reading(engine) as connection:
        return doubles(_named(connection))


def _named(connection: Connection) -> list[NamedCompany]:
    known = aliased(Organisation)
    same_number = (
        select(known.id)
        .where(known.confirmed, known.business_id == Organisation.business_id)
        .exists()
    )
    rows = connection.execute(
        select(
            Organisation.id, Organisation.name, Organisation.business_id, Organisation.confirmed
        ).where(
            or_(
                Organisation.confirmed,
                and_(Organisation.business_id.is_not(None), same_number),
            )
        )
    )
    return [NamedCompany(*row) for row in rows]
