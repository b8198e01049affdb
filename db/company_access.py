"""Who may see and change what belongs to a company.

Accounts of the project team and of administrators see every confirmed company, a facilitator those
shared with it. Whoever holds the owner's link of one of the company's rounds sees and edits it,
whoever takes part in one of them with the own people sees it. Customers and everybody else see
nothing. A company that nobody has confirmed is its link holders' alone.

Whoever picked a company of the register in a seminar is its *guest*: anybody in the hall could
have, so a guest sees the result of the round that was answered there and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, select, true

from db import accounts, links
from db.account_tables import OrganisationAccess
from db.engine import reading
from db.links import LinkTarget
from db.tables import Organisation, Respondent
from db.upsert import upsert
from db.workshop_tables import Workshop, WorkshopRound
from digikartta.account import Account
from digikartta.answers import CUSTOMER
from digikartta.problems import InvalidInput, Problem
from digikartta.visit import Visit

Kind = Literal["owner", "participant", "account"]
_BEYOND_EVERY_ID = 2**63  # the databases refuse to compare with more


@dataclass(frozen=True, slots=True)
class CompanyAccess:
    """What a visitor may do with one company.

    `respondent_id` is there so that a participant votes once; nobody is ever shown it.
    """

    organisation_id: int
    organisation: str
    is_example: bool
    may_edit: bool
    round_id: int | None
    kind: Kind
    account_id: int | None
    respondent_id: int | None
    is_guest: bool = False


def company_access(engine: Engine, visit: Visit) -> CompanyAccess:
    """Return what a visitor may do with a company; raises `InvalidInput`.

    As `result_access`, and a seminar's guest is refused.
    """
    found = result_access(engine, visit)
    if found.is_guest:
        raise InvalidInput([Problem("problem.seminar_guest")])
    return found


def result_access(engine: Engine, visit: Visit) -> CompanyAccess:
    """Return by what right a visitor sees a company's result.

    Accounts name the company; without a name the owner's link counts, then the respondent's. With
    one, a link counts for its own company only. Raises `InvalidInput` when nothing opens it; of a
    company that is not shown to an account it does not tell whether there is one.
    """
    account = None
    if visit.organisation_id is not None and visit.session:
        account = accounts.signed_in(
            engine, visit.session, now=visit.now, idle_minutes=visit.idle_minutes
        )
    with reading(engine) as connection:
        if account and visit.organisation_id is not None:
            found = _of_account(connection, account, visit.organisation_id)
            if found:
                return found
        return _by_link(connection, visit, signed_in=account is not None)


def _of_account(
    connection: Connection, account: Account, organisation_id: int
) -> CompanyAccess | None:
    if not may_see(connection, account, organisation_id):
        return None
    name, is_example = _organisation(connection, organisation_id)
    return CompanyAccess(
        organisation_id,
        name,
        is_example,
        may_edit=True,
        round_id=None,
        kind="account",
        account_id=account.id,
        respondent_id=None,
    )


def _by_link(connection: Connection, visit: Visit, *, signed_in: bool) -> CompanyAccess:
    ways: tuple[tuple[Kind, str, Callable[..., LinkTarget]], ...] = (
        ("owner", visit.owner, _owner),
        ("participant", visit.respondent, _participant),
    )
    problems: list[Problem] = []
    for kind, secret, follow in ways:
        if not secret:
            continue
        try:
            target = follow(connection, secret, today=visit.today)
        except InvalidInput as error:
            problems += error.problems
            continue
        if visit.organisation_id in {None, target.organisation_id}:
            return _of_link(connection, kind, target)
    if visit.organisation_id is not None:
        problem = "problem.company_not_shown" if signed_in else "problem.log_in_first"
        raise InvalidInput([Problem(problem)])
    raise InvalidInput(problems[:1] or [Problem("problem.link_missing")])


def _owner(connection: Connection, secret: str, *, today: date) -> LinkTarget:
    return links.follow(connection, secret, "owner", today=today)


def _participant(connection: Connection, secret: str, *, today: date) -> LinkTarget:
    target = links.follow(connection, secret, "respondent", today=today)
    role = select(Respondent.role).where(Respondent.id == target.respondent_id)
    if connection.execute(role).scalar() == CUSTOMER:
        raise InvalidInput([Problem("problem.not_for_customers")])
    return target


def _of_link(connection: Connection, kind: Kind, target: LinkTarget) -> CompanyAccess:
    name, is_example = _organisation(connection, target.organisation_id)
    return CompanyAccess(
        target.organisation_id,
        name,
        is_example,
        may_edit=kind == "owner",
        round_id=target.round_id,
        kind=kind,
        account_id=None,
        respondent_id=target.respondent_id,
        is_guest=kind == "participant" and is_guests_round(connection, target.round_id),
    )


def is_guests_round(connection: Connection, round_id: int) -> bool:
    """Whether whoever answers in a round is a guest: the company of the register, in a seminar."""
    query = (
        select(Workshop.id)
        .join(WorkshopRound, WorkshopRound.workshop_id == Workshop.id)
        .join(Organisation, Organisation.id == WorkshopRound.organisation_id)
        .where(
            WorkshopRound.round_id == round_id,
            Workshop.organisation_id.is_(None),
            Organisation.confirmed,
        )
    )
    return connection.execute(query).first() is not None


def _organisation(connection: Connection, organisation_id: int) -> tuple[str, bool]:
    query = select(Organisation.name, Organisation.is_example)
    row = connection.execute(query.where(Organisation.id == organisation_id)).one()
    return row.name, row.is_example


def shown_to(account: Account) -> ColumnElement[bool]:
    """Return the condition on `Organisation` for the companies that an account sees."""
    if account.sees_every_company:
        shared: ColumnElement[bool] = true()
    else:
        shared = (
            select(OrganisationAccess.organisation_id)
            .where(
                OrganisationAccess.organisation_id == Organisation.id,
                OrganisationAccess.account_id == account.id,
            )
            .exists()
        )
    return and_(Organisation.confirmed, shared)


def may_see(connection: Connection, account: Account, organisation_id: int) -> bool:
    """Whether an account sees this company; False also when there is none."""
    if not 0 < organisation_id < _BEYOND_EVERY_ID:
        return False
    query = select(Organisation.id).where(Organisation.id == organisation_id, shown_to(account))
    return connection.execute(query).first() is not None


def share(connection: Connection, organisation_id: int, account_id: int) -> None:
    """Let an account see a company; whoever makes one gets this for it."""
    keys = ("organisation_id", "account_id")
    row = {"organisation_id": organisation_id, "account_id": account_id}
    upsert(connection, OrganisationAccess, keys=keys, row=row, update=("account_id",))


def share_confirmed(connection: Connection, organisation_id: int, account_id: int) -> None:
    """Let an account see a confirmed company; raises `InvalidInput` when there is none.

    One that nobody has confirmed belongs to whoever made it, and is not for others to share.
    """
    query = select(Organisation.id).where(
        Organisation.id == organisation_id, Organisation.confirmed
    )
    if connection.execute(query).first() is None:
        raise InvalidInput([Problem("problem.company_not_shown")])
    share(connection, organisation_id, account_id)


def unshare(connection: Connection, organisation_id: int, account_id: int) -> None:
    """Take back what `share` gave."""
    connection.execute(
        delete(OrganisationAccess).where(
            OrganisationAccess.organisation_id == organisation_id,
            OrganisationAccess.account_id == account_id,
        )
    )
