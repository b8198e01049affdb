"""The companies that a facilitator expects at a seminar: people pick theirs when they join.

Each gets the round that its people will answer. Whoever picks one is believed for this seminar and
no further: `db.company_access` shows guests of a seminar nothing else of a company in the register.
"""

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, Engine, delete, select

from db import organisations, site_settings, workshop_creation, workshops
from db.company_access import share, shown_to
from db.tables import Organisation, Round
from db.workshop_control import absent, controlling
from db.workshops import WorkshopRecord
from digikartta.account import Account
from digikartta.company import MAX_NAME, Profile
from digikartta.plain_text import clean, text_problem
from digikartta.problems import InvalidInput, Problem

MOST = 300  # companies that are put on the list at once; no hall holds more


def expect(
    engine: Engine,
    workshop_id: int,
    account: Account,
    *,
    organisation_ids: Collection[int] = (),
    names: Collection[str] = (),
) -> None:
    """Put companies on a seminar's list: those of the account's register, and new ones by name.

    A name that the account's register or the list has already is that company. Raises
    `InvalidInput` for a workshop that is no running or prepared seminar of the account, for a
    company that it does not see, and for a name that cannot be one.
    """
    wanted = tuple(dict.fromkeys(clean(name) for name in names if clean(name)))
    problems = [*_problems(wanted, organisation_ids)]
    if problems:
        raise InvalidInput(problems)
    with controlling(engine, workshop_id, account.id) as (connection, workshop):
        if not workshop.is_seminar or workshop.state == "closed":
            raise InvalidInput([Problem("problem.not_a_seminar")])
        own = _own(connection, account)
        if not set(organisation_ids) <= set(own):
            raise InvalidInput([Problem("problem.company_not_shown")])
        held = workshops.rounds_of(connection, workshop_id)
        known = {name.casefold(): number for number, name in own.items()}
        known |= {each.organisation.casefold(): each.organisation_id for each in held}
        new = {name.casefold(): name for name in reversed(wanted) if name.casefold() not in known}
        known |= {key: _create(connection, account, name) for key, name in new.items()}
        expected = dict.fromkeys([*organisation_ids, *(known[n.casefold()] for n in wanted)])
        there = {each.organisation_id for each in held}
        for company in expected:
            if company not in there:
                _hold(connection, workshop, company)
        workshops.count_change(connection, workshop_id)


def _problems(names: Collection[str], organisation_ids: Collection[int]) -> Iterator[Problem]:
    if len(names) + len(organisation_ids) > MOST:
        yield Problem("problem.too_many_companies", "companies", {"most": MOST})
    for name in names:
        problem = text_problem(name, max_length=MAX_NAME, where="companies")
        if problem:
            yield problem


def _own(connection: Connection, account: Account) -> dict[int, str]:
    query = select(Organisation.id, Organisation.name).where(shown_to(account))
    return {row.id: row.name for row in connection.execute(query)}


def _create(connection: Connection, account: Account, name: str) -> int:
    example = site_settings.is_on(connection, site_settings.EXAMPLE_DATA)
    made = organisations.create(connection, Profile(name), confirmed=True, is_example=example)
    share(connection, made, account.id)
    return made


def _hold(connection: Connection, workshop: WorkshopRecord, organisation_id: int) -> None:
    profile = workshop_creation.last_profile(connection, organisation_id)
    workshop_creation.hold_new(connection, workshop, organisation_id, profile)


def take_off(engine: Engine, workshop_id: int, account_id: int, round_id: int) -> None:
    """Take a company off a seminar's list; it stays in the register.

    Raises `InvalidInput` once somebody of it has joined.
    """
    with controlling(engine, workshop_id, account_id, with_rounds=True) as (connection, workshop):
        if round_id not in absent(connection, workshop):
            raise InvalidInput([Problem("problem.company_has_joined")])
        connection.execute(delete(Round).where(Round.id == round_id))
        workshops.count_change(connection, workshop_id)
