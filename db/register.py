"""The register of companies: one page of it at a time, counts by step, and what can be chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, func, select

from db.company_access import shown_to
from db.engine import reading
from db.register_tables import CompanyRecord, CompanyTag
from db.tables import Organisation
from digikartta.account import Account
from digikartta.classification import municipalities
from digikartta.pipeline import NOT_BEGUN
from digikartta.register import (
    DROPPED,
    NO_STEP,
    PAGE,
    PLACES,
    BoardColumn,
    Choices,
    CompanyLine,
    RegisterFilters,
    RegisterPage,
    place_of,
)


def page(
    engine: Engine, account: Account, filters: RegisterFilters, *, number: int = 0
) -> RegisterPage:
    """Return a page of the companies that the account sees; past the last one it is the last."""
    with reading(engine) as connection:
        conditions = matching(account, filters)
        count = _count(connection, conditions)
        pages = max(1, -(-count // PAGE))
        at = min(max(number, 0), pages - 1)
        lines = _lines(connection, conditions, offset=at * PAGE, limit=PAGE)
    return RegisterPage(tuple(lines), count, at, pages)


def _count(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> int:
    query = select(func.count()).select_from(Organisation).join(CompanyRecord).where(*conditions)
    return int(connection.execute(query).scalar_one())


def _lines(
    connection: Connection,
    conditions: Sequence[ColumnElement[bool]],
    *,
    offset: int,
    limit: int,
) -> list[CompanyLine]:
    query = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.business_id,
            CompanyRecord.industry,
            CompanyRecord.size_class,
            CompanyRecord.municipality,
            CompanyRecord.partner,
            CompanyRecord.step,
            CompanyRecord.step_on,
            CompanyRecord.dropped_on,
        )
        .join(CompanyRecord, CompanyRecord.organisation_id == Organisation.id)
        .where(*conditions)
        .order_by(CompanyRecord.search, Organisation.id)
        .offset(offset)
        .limit(limit)
    )
    return [_line(row) for row in connection.execute(query)]


def _line(row: Any) -> CompanyLine:
    return CompanyLine(
        id=row.id,
        name=row.name,
        business_id=row.business_id,
        industry=row.industry,
        size_class=row.size_class,
        municipality=row.municipality,
        partner=row.partner,
        place=place_of(row.step, row.dropped_on),
        since=row.dropped_on or row.step_on,
    )


def board(
    engine: Engine, account: Account, filters: RegisterFilters, *, cards: int
) -> tuple[BoardColumn, ...]:
    """Return every place with its number of companies and its first `cards` by name."""
    with reading(engine) as connection:
        conditions = matching(account, filters)
        counts = _counts(connection, conditions)
        return tuple(
            BoardColumn(
                place,
                counts.get(place, 0),
                tuple(
                    _lines(connection, [*conditions, _at(place)], offset=0, limit=cards)
                    if counts.get(place)
                    else ()
                ),
            )
            for place in PLACES
        )


def _counts(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> Mapping[str, int]:
    dropped = CompanyRecord.dropped_on.is_not(None)
    rows = connection.execute(
        select(CompanyRecord.step, dropped, func.count())
        .select_from(Organisation)
        .join(CompanyRecord, CompanyRecord.organisation_id == Organisation.id)
        .where(*conditions)
        .group_by(CompanyRecord.step, dropped)
    )
    found: dict[str, int] = {}
    for step, is_dropped, count in rows:
        place = DROPPED if is_dropped else step or NO_STEP
        found[place] = found.get(place, 0) + count
    return found


def matching(account: Account, filters: RegisterFilters) -> list[ColumnElement[bool]]:
    """Return the conditions on company and record: seen by the account, and as the filters say."""
    words = [
        CompanyRecord.search.contains(word, autoescape=True)
        for word in filters.search.casefold().split()
    ]
    equal = [
        getattr(CompanyRecord, name) == wanted
        for name in ("partner", "industry", "size_class", "municipality")
        if (wanted := getattr(filters, name))
    ]
    flags = [
        getattr(Organisation, name).is_(wanted)
        for name in ("growth_seeking", "international")
        if (wanted := getattr(filters, name)) is not None
    ]
    found = [shown_to(account), *words, *equal, *flags]
    if filters.place:
        found.append(_at(filters.place))
    if filters.region:
        near = [m.code for m in municipalities().values() if m.region == filters.region]
        found.append(CompanyRecord.municipality.in_(near))
    if filters.tag:
        tagged = select(CompanyTag.organisation_id).where(CompanyTag.tag == filters.tag)
        found.append(Organisation.id.in_(tagged))
    return found


def _at(place: str) -> ColumnElement[bool]:
    if place == DROPPED:
        return CompanyRecord.dropped_on.is_not(None)
    step = NOT_BEGUN if place == NO_STEP else place
    return and_(CompanyRecord.step == step, CompanyRecord.dropped_on.is_(None))


def choices(engine: Engine, account: Account) -> Choices:
    """Return the partners and the tags in use."""
    with reading(engine) as connection:
        partners = connection.execute(
            select(CompanyRecord.partner)
            .distinct()
            .join(Organisation, Organisation.id == CompanyRecord.organisation_id)
            .where(shown_to(account), CompanyRecord.partner != "")
        ).scalars()
        tags = connection.execute(
            select(CompanyTag.tag)
            .distinct()
            .join(Organisation, Organisation.id == CompanyTag.organisation_id)
            .where(shown_to(account))
        ).scalars()
        return Choices(
            tuple(sorted(partners, key=str.casefold)), tuple(sorted(tags, key=str.casefold))
        )
