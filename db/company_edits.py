"""Changing what the register holds of a company; each change is kept with who and when.

Every function is one action of one account: it checks anew that the account sees the company, and
stores all of it or nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, delete, insert, select, update

from db import company_records, organisations, revisions
from db.company_access import may_see, share
from db.company_file import days_of, profile_of, tags_of
from db.engine import writing
from db.register_tables import (
    CompanyChange,
    CompanyContact,
    CompanyRecord,
    CompanyStep,
    CompanyTag,
)
from db.site_settings import EXAMPLE_DATA, is_on
from db.tables import Organisation
from digikartta.account import Account
from digikartta.company import Profile, checked, with_changes
from digikartta.company_work import (
    CONTACT_KINDS,
    MAX_NOTE,
    MAX_PARTNER,
    checked_line,
    checked_note,
)
from digikartta.pipeline import EARLIEST, check_days, step_now
from digikartta.problems import InvalidInput, Problem


@dataclass(frozen=True, slots=True)
class Editor:
    """Who changes something, and when."""

    account: Account
    now: datetime

    @property
    def name(self) -> str:
        """What the history calls the person."""
        return self.account.name or self.account.email

    @property
    def today(self) -> date:
        """The day of the change."""
        return self.now.date()


def add_company(engine: Engine, editor: Editor, profile: Profile, *, partner: str = "") -> int:
    """Store a confirmed company and return its id; whoever makes it sees it.

    Raises `InvalidInput` for a wrong profile, or when a confirmed company has the Y-tunnus.
    """
    profile = checked(profile)
    partner = checked_line(partner, max_length=MAX_PARTNER, field="partner")
    with writing(engine) as connection:
        refuse_taken(connection, profile.business_id, None)
        example = is_on(connection, EXAMPLE_DATA)
        at = organisations.create(connection, profile, confirmed=True, is_example=example)
        share(connection, at, editor.account.id)
        note_change(connection, at, editor, "company", before="", after=profile.name)
        set_partner(connection, at, editor, partner)
        revisions.increment(connection, revisions.REGISTER)
    return at


def refuse_taken(connection: Connection, business_id: str | None, but: int | None) -> None:
    """Raise `InvalidInput` when another confirmed company has this Y-tunnus."""
    if not business_id:
        return
    other = organisations.confirmed_id(connection, business_id=business_id, name="")
    if other not in {None, but}:
        details = {"business_id": business_id}
        raise InvalidInput([Problem("problem.business_id_taken", "business_id", details)])


@contextmanager
def editing(engine: Engine, editor: Editor, organisation_id: int) -> Iterator[Connection]:
    """One transaction on a company that the editor sees; raises `InvalidInput` otherwise."""
    with writing(engine) as connection:
        if not may_see(connection, editor.account, organisation_id):
            raise InvalidInput([Problem("problem.company_not_shown")])
        yield connection
        revisions.increment(connection, revisions.REGISTER)


def note_change(
    connection: Connection, at: int, editor: Editor, field: str, *, before: object, after: object
) -> None:
    """Keep a change in the history; no change is none."""
    texts = ["" if value is None else str(value) for value in (before, after)]
    if texts[0] != texts[1]:
        connection.execute(
            insert(CompanyChange).values(
                organisation_id=at,
                at=int(editor.now.timestamp()),
                author=editor.name,
                field=field,
                before=texts[0],
                after=texts[1],
            )
        )


def change_profile(
    engine: Engine, editor: Editor, at: int, profile: Profile, *, seen: Profile
) -> None:
    """Store what differs from the profile that was seen; what others changed meanwhile stays.

    Raises `InvalidInput` for a wrong profile or a taken Y-tunnus.
    """
    profile = checked(profile)
    with editing(engine, editor, at) as connection:
        profile = with_changes(profile_of(connection, at), before=seen, after=profile)
        refuse_taken(connection, profile.business_id, at)
        store_profile(connection, editor, at, profile)


def store_profile(connection: Connection, editor: Editor, at: int, profile: Profile) -> None:
    """Write a checked profile and its history, in the caller's transaction."""
    own = ("name", "business_id", "growth_seeking", "international")
    for table, key, fields in (
        (Organisation, Organisation.id, own),
        (CompanyRecord, CompanyRecord.organisation_id, company_records.PROFILE),
    ):
        columns = [getattr(table, field) for field in fields]
        before = connection.execute(select(*columns).where(key == at)).one()
        for field, value in zip(fields, before, strict=True):
            after = getattr(profile, field)
            note_change(connection, at, editor, field, before=value, after=after)
        new = {field: getattr(profile, field) for field in fields}
        connection.execute(update(table).where(key == at).values(new))
    search = company_records.search_text(profile.name, profile.business_id)
    _set_record(connection, at, search=search)


def _set_record(connection: Connection, at: int, **values: object) -> None:
    connection.execute(
        update(CompanyRecord).where(CompanyRecord.organisation_id == at).values(values)
    )


def change_days(
    engine: Engine, editor: Editor, at: int, changes: Mapping[str, date | None]
) -> None:
    """Store new days of some steps, None for no day; the days of the other steps stay.

    Raises `InvalidInput` for days out of order.
    """
    with editing(engine, editor, at) as connection:
        wanted = {**days_of(connection, at), **changes}
        days = {step: day for step, day in wanted.items() if day}
        check_days(days, today=editor.today)
        store_days(connection, editor, at, days)


def reach(engine: Engine, editor: Editor, at: int, step: str, day: date) -> None:
    """Store that the company has reached a step; the days of the other steps stay."""
    change_days(engine, editor, at, {step: day})


def store_days(connection: Connection, editor: Editor, at: int, days: Mapping[str, date]) -> None:
    """Write checked days and their history, in the caller's transaction."""
    before = days_of(connection, at)
    for step in {**before, **days}:
        was, day = before.get(step), days.get(step)
        note_change(connection, at, editor, f"step_{step}", before=was, after=day)
    connection.execute(delete(CompanyStep).where(CompanyStep.organisation_id == at))
    rows = [{"organisation_id": at, "step": step, "day": day} for step, day in days.items()]
    if rows:
        connection.execute(insert(CompanyStep), rows)
    now = step_now(days)
    _set_record(connection, at, step=now, step_on=days.get(now))


def drop(engine: Engine, editor: Editor, at: int, *, day: date, reason: str) -> None:
    """Store that the company goes no further, and why; its steps stay."""
    reason = checked_note(reason, max_length=MAX_NOTE, field="dropped_reason")
    if not EARLIEST <= day <= editor.today:
        raise InvalidInput([Problem("problem.step_day", "dropped_on")])
    with editing(engine, editor, at) as connection:
        _set_dropped(connection, editor, at, day, reason)


def take_back(engine: Engine, editor: Editor, at: int) -> None:
    """Let a company that was dropped go on from the step it was on."""
    with editing(engine, editor, at) as connection:
        _set_dropped(connection, editor, at, None, "")


def _set_dropped(
    connection: Connection, editor: Editor, at: int, day: date | None, reason: str
) -> None:
    query = select(CompanyRecord.dropped_on, CompanyRecord.dropped_reason)
    was_on, why = connection.execute(query.where(CompanyRecord.organisation_id == at)).one()
    note_change(connection, at, editor, "dropped_on", before=was_on, after=day)
    note_change(connection, at, editor, "dropped_reason", before=why, after=reason)
    _set_record(connection, at, dropped_on=day, dropped_reason=reason)


def set_labels(
    engine: Engine, editor: Editor, at: int, *, partner: str | None, tags: Sequence[str] | None
) -> None:
    """Store the partner in charge and the tags (`company_work.checked_tags`); None stays."""
    if partner is not None:
        partner = checked_line(partner, max_length=MAX_PARTNER, field="partner")
    with editing(engine, editor, at) as connection:
        if partner is not None:
            set_partner(connection, at, editor, partner)
        if tags is not None:
            store_tags(connection, editor, at, tags)


def set_partner(connection: Connection, at: int, editor: Editor, partner: str) -> None:
    """Write a checked partner and its history, in the caller's transaction."""
    query = select(CompanyRecord.partner).where(CompanyRecord.organisation_id == at)
    before = connection.execute(query).scalar_one()
    note_change(connection, at, editor, "partner", before=before, after=partner)
    _set_record(connection, at, partner=partner)


def store_tags(connection: Connection, editor: Editor, at: int, tags: Sequence[str]) -> None:
    """Write checked tags and their history, in the caller's transaction."""
    before = tags_of(connection, at)
    was, now = ", ".join(before), ", ".join(tags)
    note_change(connection, at, editor, "tags", before=was, after=now)
    connection.execute(delete(CompanyTag).where(CompanyTag.organisation_id == at))
    if tags:
        connection.execute(insert(CompanyTag), [{"organisation_id": at, "tag": t} for t in tags])


def add_contact(
    engine: Engine, editor: Editor, at: int, *, day: date, kind: str, note: str
) -> None:
    """Store a contact with the company; raises `InvalidInput` for a day to come or no text."""
    note = checked_note(note, max_length=MAX_NOTE, field="note")
    if kind not in CONTACT_KINDS:
        raise InvalidInput([Problem("problem.contact_kind", "kind")])
    if not EARLIEST <= day <= editor.today:
        raise InvalidInput([Problem("problem.step_day", "day")])
    row = {"day": day, "kind": kind, "note": note, "author": editor.name}
    with editing(engine, editor, at) as connection:
        connection.execute(insert(CompanyContact).values(organisation_id=at, **row))
