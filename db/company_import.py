"""Bringing a list of companies into the register: all of it in one transaction, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Engine, insert, select

from db import company_records, revisions
from db.company_edits import (
    Editor,
    set_partner,
    store_days,
    store_profile,
    store_tags,
)
from db.company_file import days_of, tags_of
from db.engine import writing
from db.imported_organisations import chunks, inserted
from db.register_tables import CompanyChange, CompanyRecord, CompanyStep, CompanyTag
from db.site_settings import EXAMPLE_DATA, is_on
from db.tables import Organisation
from digikartta.account import ADMIN, PROJECT
from digikartta.company import Profile
from digikartta.company_list import CompanyList, ListedCompany
from digikartta.pipeline import check_days
from digikartta.problems import InvalidInput, Problem
from digikartta.row_problems import RowProblems

Kind = Literal["new", "changed", "unchanged"]
_PROFILE = ("industry", "size_class", "municipality", "growth_seeking", "international")


@dataclass(frozen=True, slots=True)
class ImportedCompany:
    """What a row of the list does: which fields of the company it changes."""

    row: int
    name: str
    kind: Kind
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompanyImport:
    """What an import did, or would do, row by row."""

    companies: tuple[ImportedCompany, ...]

    def count(self, kind: Kind) -> int:
        """Return how many companies are of a kind."""
        return sum(company.kind == kind for company in self.companies)


def import_companies(
    engine: Engine, editor: Editor, listed: CompanyList, *, file: str, dry_run: bool = False
) -> CompanyImport:
    """Bring the companies of a list into the register and return what that changed.

    A company is the same when its Y-tunnus is, without one when its name is and it has none
    either. What the list does not say stays. With `dry_run` all is done and taken back. Raises
    `InvalidInput` when a step does not fit the days of a company, or for a facilitator, whom it
    would tell of companies that are not shared.
    """
    if editor.account.role not in {PROJECT, ADMIN}:
        raise InvalidInput([Problem("problem.role_not_allowed")])
    problems = RowProblems(file)
    with writing(engine) as connection:
        standing = _standing(connection, listed.companies)
        done = {
            company.row: _change(connection, editor, standing[company.key], company, problems)
            for company in listed.companies
            if company.key in standing
        }
        problems.refuse_if_any()
        new = [company for company in listed.companies if company.key not in standing]
        _make(connection, editor, new)
        done |= {c.row: ImportedCompany(c.row, c.name, "new", ()) for c in new}
        report = CompanyImport(tuple(done[company.row] for company in listed.companies))
        if len(listed.companies) > report.count("unchanged"):
            revisions.increment(connection, revisions.REGISTER)
        if dry_run:
            connection.rollback()
    return report


def _standing(
    connection: Connection, companies: Sequence[ListedCompany]
) -> dict[tuple[str, str], int]:
    """Return the confirmed companies that are meant, by key; of several the first."""
    confirmed = (
        select(Organisation.id, Organisation.name, Organisation.business_id)
        .where(Organisation.confirmed)
        .order_by(Organisation.id.desc())
    )
    numbers = [company.business_id for company in companies if company.business_id]
    names = [company.name for company in companies if not company.business_id]
    queries = [
        *(confirmed.where(Organisation.business_id.in_(part)) for part in chunks(numbers)),
        *(
            confirmed.where(Organisation.business_id.is_(None), Organisation.name.in_(part))
            for part in chunks(names)
        ),
    ]
    rows = [row for query in queries for row in connection.execute(query)]
    return {(row.business_id, "") if row.business_id else ("", row.name): row.id for row in rows}


def _change(
    connection: Connection, editor: Editor, at: int, company: ListedCompany, problems: RowProblems
) -> ImportedCompany:
    """Store what the list says otherwise of a company, and return which fields that were."""
    before, partner = _profile(connection, at)
    told = {name: company.fields[name] for name in _PROFILE if name in company.fields}
    after = {**before, **told, "name": company.name}
    changed = [name for name, value in after.items() if value != before[name]]
    if changed:
        store_profile(connection, editor, at, Profile(**after))
    if company.fields.get("partner", partner) != partner:
        changed.append("partner")
        set_partner(connection, at, editor, company.fields["partner"])
    tags = _with_tags(tags_of(connection, at), company.fields.get("tags", ()))
    if tags is not None:
        changed.append("tags")
        store_tags(connection, editor, at, tags)
    if "step" in company.fields and _reach(connection, editor, at, company, problems):
        changed.append("step")
    return ImportedCompany(
        company.row, company.name, "changed" if changed else "unchanged", tuple(changed)
    )


def _profile(connection: Connection, at: int) -> tuple[dict[str, Any], str]:
    row = connection.execute(
        select(
            Organisation.name,
            Organisation.business_id,
            Organisation.growth_seeking,
            Organisation.international,
            CompanyRecord.industry,
            CompanyRecord.size_class,
            CompanyRecord.municipality,
            CompanyRecord.partner,
        )
        .join(CompanyRecord, CompanyRecord.organisation_id == Organisation.id)
        .where(Organisation.id == at)
    ).one()
    found = dict(row._mapping)
    return found, found.pop("partner")


def _with_tags(own: Sequence[str], listed: Sequence[str]) -> tuple[str, ...] | None:
    """Return the tags with those of the list, None when nothing comes to them."""
    known = {tag.casefold() for tag in own}
    new = [tag for tag in listed if tag.casefold() not in known]
    return tuple(sorted((*own, *new), key=str.casefold)) if new else None


def _reach(
    connection: Connection, editor: Editor, at: int, company: ListedCompany, problems: RowProblems
) -> bool:
    """Give the step its day unless it has one; the day that stands there counts."""
    step, day = company.fields["step"]
    days = days_of(connection, at)
    if step in days:
        return False
    try:
        check_days({**days, step: day}, today=editor.today)
    except InvalidInput as error:
        problems.add(Problem(error.problems[0].key), row=company.row, column="step")
        return False
    store_days(connection, editor, at, {**days, step: day})
    return True


def _make(connection: Connection, editor: Editor, new: Sequence[ListedCompany]) -> None:
    """Store new companies with all that the list says of them, table by table."""
    example = is_on(connection, EXAMPLE_DATA)
    ids = inserted(connection, Organisation, [_organisation(c, example) for c in new])
    tables: dict[Any, list[dict[str, Any]]] = {
        CompanyRecord: [_record(at, c) for at, c in zip(ids, new, strict=True)],
        CompanyTag: [
            {"organisation_id": at, "tag": tag}
            for at, company in zip(ids, new, strict=True)
            for tag in company.fields.get("tags", ())
        ],
        CompanyStep: [
            {"organisation_id": at, "step": company.fields["step"][0], "day": day}
            for at, company in zip(ids, new, strict=True)
            if (day := company.fields.get("step", (None, None))[1])
        ],
        CompanyChange: [
            {
                "organisation_id": at,
                "at": int(editor.now.timestamp()),
                "author": editor.name,
                "field": "company",
                "before": "",
                "after": company.name,
            }
            for at, company in zip(ids, new, strict=True)
        ],
    }
    for table, rows in tables.items():
        if rows:
            connection.execute(insert(table), rows)


def _organisation(company: ListedCompany, example: bool) -> dict[str, Any]:  # noqa: FBT001
    return {
        "name": company.name,
        "business_id": company.business_id,
        "confirmed": True,
        "is_example": example,
        "growth_seeking": company.fields.get("growth_seeking"),
        "international": company.fields.get("international"),
    }


def _record(at: int, company: ListedCompany) -> dict[str, Any]:
    step, day = company.fields.get("step", ("", None))
    return {
        "organisation_id": at,
        "search": company_records.search_text(company.name, company.business_id),
        "industry": company.fields.get("industry", ""),
        "size_class": company.fields.get("size_class", ""),
        "municipality": company.fields.get("municipality", ""),
        "partner": company.fields.get("partner", ""),
        "step": step,
        "step_on": day,
        "dropped_on": None,
        "dropped_reason": "",
    }
