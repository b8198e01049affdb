"""The companies that are expected at a seminar, and what its guests see of them."""

from datetime import date

import pytest
from sqlalchemy import Engine, func, select

from db import rehearsals, results, rounds, seminar_companies, seminars, workshop_control, workshops
from db.company_access import CompanyAccess, company_access, result_access, share
from db.engine import reading, writing
from db.joining import Joiner
from db.rounds import RoundRecord
from db.tables import Organisation, Round
from digikartta.account import Account
from digikartta.problems import InvalidInput
from digikartta.visit import Visit
from tests.factories import (
    LINK_DAYS,
    NOW,
    TODAY,
    create_account,
    create_organisation,
    create_profile,
    create_respondent,
    create_round,
    create_session,
    create_workshop,
)

STAFF = Joiner("staff", "fi", "Aino")


def made(engine: Engine, **changes: object) -> tuple[int, Account, int]:
    """A prepared seminar, its facilitator, and a company of the register shared with both."""
    account = create_account(engine)
    seminar = create_workshop(engine, is_seminar=True, account_id=account.id, **changes)  # type: ignore[arg-type]
    company = create_organisation(engine, create_profile("Saari Oy"))
    with writing(engine) as connection:
        share(connection, company, account.id)
    return seminar, account, company


def listed(engine: Engine, seminar: int) -> list[str]:
    with reading(engine) as connection:
        return [each.organisation for each in workshops.rounds_of(connection, seminar)]


def round_of(engine: Engine, seminar: int) -> RoundRecord:
    with reading(engine) as connection:
        (held,) = workshops.rounds_of(connection, seminar)
        return rounds.get(connection, held.round_id)


def count(engine: Engine, table: type) -> int:
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def pick(engine: Engine, seminar: int) -> str:
    """Somebody picks the only company of the list when joining."""
    with reading(engine) as connection:
        code = workshops.get(connection, seminar).join_code or ""
    found = seminars.seminar(engine, code)
    assert found is not None
    (company,) = found.companies
    return seminars.join_company(
        engine, code, company.round_id, STAFF, today=TODAY, link_days=LINK_DAYS
    )


def refusal(caught: pytest.ExceptionInfo[InvalidInput]) -> str:
    return caught.value.problems[0].key


def test_companies_of_the_register_and_new_ones_by_name_are_put_on_the_list(
    engine: Engine,
) -> None:
    seminar, account, company = made(engine, stage="T1", is_named=True)
    typed = [" Uusi Oy ", "", "uusi oy", "SAARI OY"]
    for _ in range(2):  # saying it again changes nothing
        seminar_companies.expect(engine, seminar, account, organisation_ids=[company], names=typed)
    assert listed(engine, seminar) == ["Saari Oy", "Uusi Oy"]
    assert count(engine, Organisation) == 2
    with reading(engine) as connection:
        first, second = workshops.rounds_of(connection, seminar)
        assert first.organisation_id == company
        for held in (first, second):
            found = rounds.get(connection, held.round_id)
            assert (found.stage, found.is_named, found.is_test) == ("T1", True, False)
    new = _access(engine, account, second.organisation_id)
    assert (new.organisation, new.kind) == ("Uusi Oy", "account")


def _access(engine: Engine, account: Account, company: int) -> CompanyAccess:
    session = create_session(engine, account)
    return company_access(engine, Visit(TODAY, NOW, 60, session=session, organisation_id=company))


def test_in_a_rehearsal_what_is_put_on_the_list_is_a_test(engine: Engine) -> None:
    seminar, account, company = made(engine)
    rehearsals.rehearse(engine, seminar, account.id)
    seminar_companies.expect(engine, seminar, account, organisation_ids=[company])
    assert round_of(engine, seminar).is_test
    rehearsals.reset(engine, seminar, account.id)
    assert listed(engine, seminar) == ["Saari Oy"]
    assert not round_of(engine, seminar).is_test


def test_a_company_that_is_not_shown_a_strangers_and_a_closed_seminar_are_refused(
    engine: Engine,
) -> None:
    seminar, account, company = made(engine)
    hidden = create_organisation(engine, create_profile("Muu Oy"))
    stranger = create_account(engine, email="muu@digikartta.example")
    with pytest.raises(InvalidInput) as caught:
        seminar_companies.expect(engine, seminar, account, organisation_ids=[company, hidden])
    assert refusal(caught) == "problem.company_not_shown"
    with pytest.raises(InvalidInput) as caught:
        seminar_companies.expect(engine, seminar, stranger, names=["Uusi Oy"])
    assert refusal(caught) == "problem.workshop_unknown"
    own = create_workshop(engine, account_id=account.id)
    workshop_control.close(engine, seminar, account.id, closes_rounds=True, today=TODAY)
    for workshop in (own, seminar):
        with pytest.raises(InvalidInput) as caught:
            seminar_companies.expect(engine, workshop, account, names=["Uusi Oy"])
        assert refusal(caught) == "problem.not_a_seminar"
    assert listed(engine, seminar) == []


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        (["x" * 201], "problem.too_long"),
        ([f"Yritys {number}" for number in range(301)], "problem.too_many_companies"),
    ],
)
def test_what_cannot_be_a_list_stores_nothing(
    engine: Engine, names: list[str], problem: str
) -> None:
    seminar, account, _ = made(engine)
    with pytest.raises(InvalidInput) as caught:
        seminar_companies.expect(engine, seminar, account, names=names)
    assert refusal(caught) == problem
    assert listed(engine, seminar) == []


def test_a_company_is_taken_off_until_somebody_has_joined(engine: Engine) -> None:
    seminar, account, company = made(engine)
    seminar_companies.expect(engine, seminar, account, organisation_ids=[company], names=["Uusi"])
    with reading(engine) as connection:
        first, second = workshops.rounds_of(connection, seminar)
    seminar_companies.take_off(engine, seminar, account.id, second.round_id)
    assert listed(engine, seminar) == ["Saari Oy"]
    workshop_control.open_(engine, seminar, account.id)
    pick(engine, seminar)
    with pytest.raises(InvalidInput) as caught:
        seminar_companies.take_off(engine, seminar, account.id, first.round_id)
    assert refusal(caught) == "problem.company_has_joined"
    assert listed(engine, seminar) == ["Saari Oy"]


def test_a_company_that_nobody_came_from_has_no_result(engine: Engine) -> None:
    seminar, account, company = made(engine)
    seminar_companies.expect(engine, seminar, account, organisation_ids=[company], names=["Uusi"])
    workshop_control.open_(engine, seminar, account.id)
    workshop_control.close(engine, seminar, account.id, closes_rounds=False, today=TODAY)
    assert listed(engine, seminar) == ["Saari Oy", "Uusi"]
    workshop_control.open_(engine, seminar, account.id)
    seminar_companies.take_off(
        engine, seminar, account.id, max(r.round_id for r in _held(engine, seminar))
    )
    pick(engine, seminar)
    seminar_companies.expect(engine, seminar, account, names=["Kolmas"])
    workshop_control.close(engine, seminar, account.id, closes_rounds=True, today=TODAY)
    assert listed(engine, seminar) == ["Saari Oy"]
    assert count(engine, Round) == 1


def _held(engine: Engine, seminar: int) -> list[workshops.HeldRound]:
    with reading(engine) as connection:
        return workshops.rounds_of(connection, seminar)


def _visit(engine: Engine, token: str, *, result: bool) -> CompanyAccess:
    opening = result_access if result else company_access
    return opening(engine, Visit(TODAY, NOW, 60, respondent=token))


def test_a_guest_sees_the_result_of_the_seminar_and_nothing_else_of_the_company(
    engine: Engine,
) -> None:
    seminar, account, company = made(engine)
    before = create_round(engine, organisation_id=company)
    for _ in range(3):
        create_respondent(engine, before, {"vision_1": "3", "vision_2": "4"})
    with writing(engine) as connection:
        rounds.close(connection, [before.round_id], today=date(2025, 1, 2))
    seminar_companies.expect(engine, seminar, account, organisation_ids=[company])
    workshop_control.open_(engine, seminar, account.id)
    token = pick(engine, seminar)
    with pytest.raises(InvalidInput) as caught:
        _visit(engine, token, result=False)
    assert refusal(caught) == "problem.seminar_guest"
    workshop_control.close(engine, seminar, account.id, closes_rounds=True, today=TODAY)
    access = _visit(engine, token, result=True)
    assert (access.organisation, access.is_guest, access.may_edit) == ("Saari Oy", True, False)
    shown = results.of_access(engine, access, breakdown=3)
    assert [past.closed_on for past in shown.rounds] == [TODAY]
    assert shown.means_before == {}
    assert shown.is_latest
    whole = results.latest_of(engine, company, breakdown=3)
    assert whole is not None
    assert [past.closed_on for past in whole.rounds] == [date(2025, 1, 2), TODAY]
    assert whole.means_before == {"vision_1": 50.0, "vision_2": 75.0}


def test_whoever_entered_an_own_company_in_a_seminar_goes_on_with_it(engine: Engine) -> None:
    seminar, account, _ = made(engine)
    workshop_control.open_(engine, seminar, account.id)
    with reading(engine) as connection:
        code = workshops.get(connection, seminar).join_code or ""
    token = seminars.join_with_company(
        engine, code, create_profile("Oma Oy"), STAFF, today=TODAY, link_days=LINK_DAYS
    )
    assert not _visit(engine, token, result=False).is_guest
