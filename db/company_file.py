"""Everything that the register holds of one company."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, select

from db import results, round_scores, rounds
from db.company_access import may_see
from db.engine import reading
from db.register_tables import (
    CompanyChange,
    CompanyContact,
    CompanyRecord,
    CompanyStep,
    CompanyTag,
    DevelopmentProposal,
)
from db.rounds import RoundRecord
from db.tables import Organisation
from digikartta.account import Account
from digikartta.company import Profile
from digikartta.company_work import Change, Contact, Proposal
from digikartta.problems import InvalidInput, Problem
from digikartta.register import place_of
from digikartta.scoring import OVERALL

CHANGES_SHOWN = 200  # the latest


@dataclass(frozen=True, slots=True)
class CompanyRound:
    """A round of the company; the overall score only when closed and defined."""

    round: RoundRecord
    overall: float | None
    has_result: bool  # closed, of the company's own people, no practice


@dataclass(frozen=True, slots=True)
class CompanyFile:
    """A company with its record."""

    id: int
    profile: Profile
    is_example: bool
    partner: str
    tags: tuple[str, ...]
    place: str  # one of `register.PLACES`
    step: str
    days: dict[str, date]  # by step
    dropped_on: date | None
    dropped_reason: str
    contacts: tuple[Contact, ...]  # latest first
    proposals: tuple[Proposal, ...]  # latest first
    rounds: tuple[CompanyRound, ...]
    changes: tuple[Change, ...]  # latest first


def company_file(engine: Engine, account: Account, organisation_id: int) -> CompanyFile:
    """Return the company; raises `InvalidInput` when the account does not see it."""
    with reading(engine) as connection:
        if not may_see(connection, account, organisation_id):
            raise InvalidInput([Problem("problem.company_not_shown")])
        return _file(connection, organisation_id)


def _file(connection: Connection, at: int) -> CompanyFile:
    company = connection.execute(select(Organisation).where(Organisation.id == at)).one()
    record = connection.execute(
        select(CompanyRecord).where(CompanyRecord.organisation_id == at)
    ).one()
    return CompanyFile(
        id=at,
        profile=_profile(company, record),
        is_example=company.is_example,
        partner=record.partner,
        tags=tags_of(connection, at),
        place=place_of(record.step, record.dropped_on),
        step=record.step,
        days=days_of(connection, at),
        dropped_on=record.dropped_on,
        dropped_reason=record.dropped_reason,
        contacts=_contacts(connection, at),
        proposals=_proposals(connection, at),
        rounds=_rounds(connection, at),
        changes=_changes(connection, at),
    )


def profile_of(connection: Connection, at: int) -> Profile:
    """Return the company's profile as it is stored now."""
    company = select(Organisation).where(Organisation.id == at)
    record = select(CompanyRecord).where(CompanyRecord.organisation_id == at)
    return _profile(connection.execute(company).one(), connection.execute(record).one())


def _profile(company: Any, record: Any) -> Profile:
    return Profile(
        company.name,
        company.business_id,
        record.industry,
        record.size_class,
        record.municipality,
        company.growth_seeking,
        company.international,
    )


def tags_of(connection: Connection, at: int) -> tuple[str, ...]:
    """Return the company's tags in order."""
    found = select(CompanyTag.tag).where(CompanyTag.organisation_id == at)
    return tuple(sorted(connection.execute(found).scalars(), key=str.casefold))


def days_of(connection: Connection, at: int) -> dict[str, date]:
    """Return the days of the company's steps."""
    query = select(CompanyStep.step, CompanyStep.day).where(CompanyStep.organisation_id == at)
    return {row.step: row.day for row in connection.execute(query)}


def _contacts(connection: Connection, at: int) -> tuple[Contact, ...]:
    rows = connection.execute(
        select(CompanyContact.day, CompanyContact.kind, CompanyContact.note, CompanyContact.author)
        .where(CompanyContact.organisation_id == at)
        .order_by(CompanyContact.day.desc(), CompanyContact.id.desc())
    )
    return tuple(Contact(*row) for row in rows)


def _proposals(connection: Connection, at: int) -> tuple[Proposal, ...]:
    rows = connection.execute(
        select(DevelopmentProposal)
        .where(DevelopmentProposal.organisation_id == at)
        .order_by(DevelopmentProposal.id.desc())
    )
    return tuple(_proposal(row) for row in rows)


def _proposal(row: Any) -> Proposal:
    return Proposal(row.id, row.body, row.written_on, row.author, row.agreed_on, row.agreed_by)


def _rounds(connection: Connection, at: int) -> tuple[CompanyRound, ...]:
    found = rounds.of_organisation(connection, at)
    scores = round_scores.stored(connection, [r.id for r in found if r.closed_on])
    overall = {
        at: score.score
        for at, every in scores.items()
        for score in every
        if score.dimension == OVERALL
    }
    return tuple(
        CompanyRound(round_, overall.get(round_.id), results.is_result(connection, round_))
        for round_ in found
    )


def _changes(connection: Connection, at: int) -> tuple[Change, ...]:
    rows = connection.execute(
        select(CompanyChange)
        .where(CompanyChange.organisation_id == at)
        .order_by(CompanyChange.id.desc())
        .limit(CHANGES_SHOWN)
    )
    return tuple(
        Change(datetime.fromtimestamp(row.at, UTC), row.author, row.field, row.before, row.after)
        for row in rows
    )
