"""Companies that people made themselves and nobody has confirmed: an administrator's list.

It shows what tells a company apart, and never an answer or a figure.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from db.tables import Organisation, Round
from digikartta.company_duplicates import NamedCompany, is_alike

MOST = 200  # more than anybody looks through at once; a search finds the others


@dataclass(frozen=True, slots=True)
class UnconfirmedCompany:
    """A company to be confirmed; codes as in `classification`, of its latest round."""

    id: int
    name: str
    business_id: str | None
    industry: str
    size_class: str
    municipality: str


def unconfirmed(connection: Connection, *, search: str = "") -> list[UnconfirmedCompany]:
    """Return the companies whose name or Y-tunnus contains `search`, by name.

    One that has practised only, in rounds marked as a test, is not among them.
    """
    latest = (
        select(Round.organisation_id, func.max(Round.id).label("id"))
        .where(Round.is_test.is_(False))
        .group_by(Round.organisation_id)
        .subquery()
    )
    query = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.business_id,
            Round.industry,
            Round.size_class,
            Round.municipality,
        )
        .join(latest, latest.c.organisation_id == Organisation.id)
        .join(Round, Round.id == latest.c.id)
        .where(Organisation.confirmed.is_(False), Organisation.is_example.is_(False))
        .order_by(Organisation.name, Organisation.id)
        .limit(MOST)
    )
    if search.strip():
        query = query.where(_contains(search.strip()))
    return [UnconfirmedCompany(*row) for row in connection.execute(query)]


def _contains(search: str):  # type: ignore[no-untyped-def]
    number = func.coalesce(Organisation.business_id, "")
    return Organisation.name.icontains(search, autoescape=True) | number.contains(
        search, autoescape=True
    )


def lookalikes(connection: Connection, organisation_id: int) -> list[NamedCompany]:
    """Return the confirmed companies with the same Y-tunnus or nearly the same name."""
    columns = (
        Organisation.id,
        Organisation.name,
        Organisation.business_id,
        Organisation.confirmed,
    )
    own = connection.execute(select(*columns).where(Organisation.id == organisation_id)).first()
    if own is None:
        return []
    rows = connection.execute(
        select(*columns)
        .where(Organisation.confirmed, Organisation.id != organisation_id)
        .order_by(Organisation.name, Organisation.id)
    )
    return [
        NamedCompany(*row)
        for row in rows
        if (own.business_id and row.business_id == own.business_id) or is_alike(own.name, row.name)
    ]


def confirmed(connection: Connection, *, search: str) -> list[NamedCompany]:
    """Return the confirmed companies whose name or Y-tunnus contains `search`, by name."""
    rows = connection.execute(
        select(Organisation.id, Organisation.name, Organisation.business_id, Organisation.confirmed)
        .where(Organisation.confirmed, _contains(search.strip()))
        .order_by(Organisation.name, Organisation.id)
        .limit(20)
    )
    return [NamedCompany(*row) for row in rows]
