"""The register's record of each company: what it is now. Every company has one."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update

from db import revisions
from db.register_tables import CompanyRecord
from db.tables import Organisation, Round
from digikartta.company import Profile

_AT_ONCE = 500  # under every database's limit of parameters in one statement
PROFILE = ("industry", "size_class", "municipality")


def search_text(name: str, business_id: str | None) -> str:
    """Return what a search for a company looks in."""
    return f"{name} {business_id or ''}".casefold().strip()


def create(connection: Connection, organisation_id: int, profile: Profile) -> None:
    """Store the record of a company that has just been made."""
    connection.execute(insert(CompanyRecord), [_row(organisation_id, profile)])


def _row(organisation_id: int, profile: Profile) -> dict[str, Any]:
    return {
        "organisation_id": organisation_id,
        "search": search_text(profile.name, profile.business_id),
        "industry": profile.industry,
        "size_class": profile.size_class,
        "municipality": profile.municipality,
        "partner": "",
        "step": "",
        "step_on": None,
        "dropped_on": None,
        "dropped_reason": "",
    }


def complete(connection: Connection, organisation_ids: Iterable[int]) -> None:
    """Bring records up with their companies: make missing ones, follow names, fill profiles.

    What a record says of industry, size and place stays; what it does not say comes from the
    company's latest round.
    """
    ids = sorted(set(organisation_ids))
    for start in range(0, len(ids), _AT_ONCE):
        _complete(connection, ids[start : start + _AT_ONCE])
    if ids:
        revisions.increment(connection, revisions.REGISTER)


def _complete(connection: Connection, ids: Sequence[int]) -> None:
    names = connection.execute(
        select(Organisation.id, Organisation.name, Organisation.business_id).where(
            Organisation.id.in_(ids)
        )
    ).all()
    standing = {
        row.organisation_id: row
        for row in connection.execute(
            select(CompanyRecord).where(CompanyRecord.organisation_id.in_(ids))
        )
    }
    profiles = _latest_profiles(connection, ids)
    made = [
        _row(at, Profile(name, business_id, *profiles.get(at, ("", "", ""))))
        for at, name, business_id in names
        if at not in standing
    ]
    if made:
        connection.execute(insert(CompanyRecord), made)
    for at, name, business_id in names:
        if at in standing:
            _follow(connection, standing[at], search_text(name, business_id), profiles.get(at))


def _latest_profiles(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    rows = connection.execute(
        select(Round.organisation_id, Round.industry, Round.size_class, Round.municipality)
        .where(Round.organisation_id.in_(ids))
        .order_by(Round.closed_on.is_(None), Round.closed_on, Round.id)
    )
    return {at: (industry, size, place) for at, industry, size, place in rows}


def _follow(
    connection: Connection, standing: Any, search: str, latest: tuple[str, str, str] | None
) -> None:
    told = dict(zip(PROFILE, latest or ("", "", ""), strict=True))
    changes = {name: told[name] for name in PROFILE if told[name] and not getattr(standing, name)}
    if standing.search != search:
        changes["search"] = search
    if changes:
        connection.execute(
            update(CompanyRecord)
            .where(CompanyRecord.organisation_id == standing.organisation_id)
            .values(changes)
        )
