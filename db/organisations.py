"""Companies."""

from sqlalchemy import Connection, delete, insert, select, update

from db import company_records, revisions
from db.publication_tables import PublishedCohort, PublishedMember
from db.tables import Organisation
from digikartta.company import Profile
from digikartta.problems import InvalidInput, Problem

_BEYOND_EVERY_ID = 2**63  # the databases refuse to compare with more


def may_be_id(number: int) -> bool:
    """Whether a company can have this id; no database can be asked about another one."""
    return 0 < number < _BEYOND_EVERY_ID


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
    organisation_id = int(made.scalar_one())
    company_records.create(connection, organisation_id, profile)
    return organisation_id


def confirmed_id(connection: Connection, *, business_id: str | None, name: str) -> int | None:
    """Return the confirmed company with this Y-tunnus, or without one, with this name."""
    query = select(Organisation.id).where(Organisation.confirmed)
    if business_id:
        query = query.where(Organisation.business_id == business_id)
    else:
        query = query.where(Organisation.business_id.is_(None), Organisation.name == name)
    return connection.execute(query.order_by(Organisation.id)).scalar()


def confirm(connection: Connection, organisation_id: int) -> str:
    """Confirm a company and return its name; peer groups are made anew.

    Raises `InvalidInput` when there is no such company, or when another confirmed one has its
    Y-tunnus: then the two are one, and one of them has to go.
    """
    stored = select(Organisation.name, Organisation.business_id)
    found = None
    if may_be_id(organisation_id):
        found = connection.execute(stored.where(Organisation.id == organisation_id)).first()
    if found is None:
        raise InvalidInput(
            [Problem("problem.organisation_unknown", details={"id": organisation_id})]
        )
    if found.business_id:
        other = confirmed_id(connection, business_id=found.business_id, name=found.name)
        if other not in {None, organisation_id}:
            details = {"business_id": found.business_id, "other": other}
            raise InvalidInput([Problem("problem.already_confirmed", found.name, details)])
    connection.execute(
        update(Organisation).where(Organisation.id == organisation_id).values(confirmed=True)
    )
    revisions.increment(connection, revisions.POOL)
    revisions.increment(connection, revisions.REGISTER)
    return str(found.name)


def erase(connection: Connection, organisation_id: int) -> bool:
    """Delete a company with everything that belongs to it; False when there is none.

    Published figures that it stood behind stay; it is still counted among those behind them.
    """
    behind = select(PublishedMember.published_cohort_id).where(
        PublishedMember.organisation_id == organisation_id
    )
    connection.execute(
        update(PublishedCohort)
        .where(PublishedCohort.id.in_(behind))
        .values(gone=PublishedCohort.gone + 1)
    )
    revisions.increment(connection, revisions.REGISTER)
    done = connection.execute(delete(Organisation).where(Organisation.id == organisation_id))
    return done.rowcount == 1
