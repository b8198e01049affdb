"""Companies."""

from sqlalchemy import Connection, delete, insert, select

from db.tables import Organisation
from digikartta.company import Profile


def create(connection: Connection, profile: Profile, *, confirmed: bool, is_example: bool) -> int:
    """Store a company and return its id. One that is not confirmed attaches itself to nothing."""
    row = {
        "name": profile.name,
        "business_id": profile.business_id,
        "confirmed": confirmed,
        "is_example": is_example,
        "growth_seeking": profile.growth_seeking,
        "international": profile.international,
    }
    made = connection.execute(insert(Organisation).values(row).returning(Organisation.id))
    return int(made.scalar_one())


def confirmed_id(connection: Connection, *, business_id: str | None, name: str) -> int | None:
    """Return the confirmed company with this Y-tunnus, or without one, with this name."""
    query = select(Organisation.id).where(Organisation.confirmed)
    if business_id:
        query = query.where(Organisation.business_id == business_id)
    else:
        query = query.where(Organisation.business_id.is_(None), Organisation.name == name)
    return connection.execute(query.order_by(Organisation.id)).scalar()


def erase(connection: Connection, organisation_id: int) -> bool:
    """Delete a company with everything that belongs to it; False when there is none."""
    done = connection.execute(delete(Organisation).where(Organisation.id == organisation_id))
    return done.rowcount == 1
