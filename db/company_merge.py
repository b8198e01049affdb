"""Making one company of two: everything of the one that goes moves to the one that stays.

Which tables that is, the schema says: every one whose rows belong to an organisation. A row that
cannot stand beside one of the company that stays is written into its history, so nothing is lost.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    select,
    update,
)

from db import merged_rows, organisations, revisions, rounds
from db.company_access import may_see
from db.company_edits import Editor, note_change, set_partner, store_days, store_profile
from db.company_file import days_of
from db.engine import reading, writing
from db.register_tables import CompanyRecord
from db.tables import Organisation
from digikartta.account import ADMIN, PROJECT, Account
from digikartta.company import Profile
from digikartta.pipeline import STEPS
from digikartta.problems import InvalidInput, Problem

FIELDS = (*(field.name for field in fields(Profile)), "partner")


@dataclass(frozen=True, slots=True)
class MergeConflict:
    """A field that both companies have, differently."""

    field: str  # one of FIELDS
    keep: object
    remove: object


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge does."""

    keep: str  # names
    remove: str
    remove_confirmed: bool
    moves: Mapping[str, int]  # table → rows that move
    beside: Mapping[str, int]  # table → rows that go into the history
    conflicts: tuple[MergeConflict, ...]
    opens: int  # private links of the one that will open the other


def preview(engine: Engine, account: Account, *, keep: int, remove: int) -> MergePreview:
    """Return what merging would do; raises `InvalidInput` when it is not allowed."""
    with reading(engine) as connection:
        _check(connection, account, keep, remove)
        kept, gone = _fields(connection, keep), _fields(connection, remove)
        tables = merged_rows.tables()
        counts = {table.name: merged_rows.count(connection, table, remove) for table in tables}
        beside = {
            table.name: len(merged_rows.colliding(connection, table, keep, remove))
            for table in tables
        }
        confirmed = select(Organisation.confirmed).where(Organisation.id == remove)
        return MergePreview(
            str(kept["name"]),
            str(gone["name"]),
            bool(connection.execute(confirmed).scalar_one()),
            {name: n - beside[name] for name, n in counts.items() if n - beside[name]},
            {name: n for name, n in beside.items() if n},
            tuple(_conflicts(kept, gone)),
            counts["link"],
        )


def merge(
    engine: Engine, editor: Editor, *, keep: int, remove: int, take: Iterable[str] = ()
) -> None:
    """Move everything of one company to the other and delete the first, in one transaction.

    Fields that only one has come from it; of those that both have, `take` names the ones that come
    from the company that goes. Peer groups and cohorts are made anew.
    """
    with writing(engine) as connection:
        _check(connection, editor.account, keep, remove)
        rounds.lock_of(connection, [keep, remove])
        kept, gone = _fields(connection, keep), _fields(connection, remove)
        days = _earliest(days_of(connection, keep), days_of(connection, remove))
        dropped = _dropped(connection, keep), _dropped(connection, remove)
        merged_rows.forget_published(connection, keep, remove)
        for table in reversed(merged_rows.tables()):  # answers before their respondents
            merged_rows.renumber(connection, table, keep, remove)
            merged_rows.into_history(connection, editor, table, keep, remove)
            merged_rows.move(connection, table, keep, remove)
        names = [f"{one['name']} {one['business_id'] or ''}".strip() for one in (gone, kept)]
        note_change(connection, keep, editor, "merged", before=names[0], after=names[1])
        organisations.erase(connection, remove)
        joined = _joined(kept, gone, frozenset(take))
        set_partner(connection, keep, editor, str(joined.pop("partner")))
        store_profile(connection, editor, keep, Profile(**joined))
        store_days(connection, editor, keep, days)
        _join_dropped(connection, editor, keep, *dropped)
        revisions.increment(connection, revisions.POOL)
        revisions.increment(connection, revisions.REGISTER)


def _check(connection: Connection, account: Account, keep: int, remove: int) -> None:
    """Raise `InvalidInput` unless the account is the project team's and may merge these two.

    A company that nobody has confirmed may go into one with the same Y-tunnus, never the reverse.
    """
    if account.role not in {PROJECT, ADMIN}:
        raise InvalidInput([Problem("problem.role_not_allowed")])
    if keep == remove or not may_see(connection, account, keep):
        raise InvalidInput([Problem("problem.company_not_shown")])
    if not may_see(connection, account, remove) and not _same_number(connection, keep, remove):
        raise InvalidInput([Problem("problem.company_not_shown")])
    kinds = select(Organisation.is_example).where(Organisation.id.in_([keep, remove])).distinct()
    if len(connection.execute(kinds).all()) > 1:
        raise InvalidInput([Problem("problem.merge_example")])


def _same_number(connection: Connection, keep: int, remove: int) -> bool:
    own = select(Organisation.business_id).where(Organisation.id == keep).scalar_subquery()
    query = select(Organisation.id).where(
        Organisation.id == remove, Organisation.business_id == own
    )
    return connection.execute(query).first() is not None


def _fields(connection: Connection, at: int) -> dict[str, Any]:
    company = connection.execute(select(Organisation).where(Organisation.id == at)).one()
    record = connection.execute(
        select(CompanyRecord).where(CompanyRecord.organisation_id == at)
    ).one()
    return {
        field: getattr(company if hasattr(company, field) else record, field) for field in FIELDS
    }


def _conflicts(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> Iterable[MergeConflict]:
    for field in FIELDS:
        told = kept[field] not in {None, ""} and gone[field] not in {None, ""}
        if told and kept[field] != gone[field]:
            yield MergeConflict(field, kept[field], gone[field])


def _joined(
    kept: Mapping[str, Any], gone: Mapping[str, Any], take: frozenset[str]
) -> dict[str, Any]:
    return {
        field: gone[field]
        if gone[field] not in {None, ""} and (field in take or kept[field] in {None, ""})
        else kept[field]
        for field in FIELDS
    }


def _earliest(one: Mapping[str, date], other: Mapping[str, date]) -> dict[str, date]:
    """Return the earlier day of each step, but none before an earlier step's."""
    joined: dict[str, date] = {}
    for step in STEPS:
        days = [d[step] for d in (one, other) if step in d]
        if days:
            joined[step] = max([min(days), *joined.values()])
    return joined


def _dropped(connection: Connection, at: int) -> tuple[date | None, str]:
    query = select(CompanyRecord.dropped_on, CompanyRecord.dropped_reason)
    return tuple(connection.execute(query.where(CompanyRecord.organisation_id == at)).one())  # type: ignore[return-value]


def _join_dropped(
    connection: Connection,
    editor: Editor,
    keep: int,
    kept: tuple[date | None, str],
    gone: tuple[date | None, str],
) -> None:
    """A company that goes on with one of the two goes on; why the other was dropped is kept."""
    day, reason = kept if gone[0] is not None else (None, "")
    note_change(connection, keep, editor, "dropped_reason", before=kept[1], after=reason)
    note_change(connection, keep, editor, "dropped_on", before=kept[0], after=day)
    note_change(connection, keep, editor, "merged_dropped_reason", before=gone[1], after="")
    connection.execute(
        update(CompanyRecord)
        .where(CompanyRecord.organisation_id == keep)
        .values(dropped_on=day, dropped_reason=reason)
    )
