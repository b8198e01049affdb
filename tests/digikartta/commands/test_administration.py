from pathlib import Path

import pytest
from sqlalchemy import select

from db import organisations, revisions, site_settings
from db.engine import create_engine_for, reading, writing
from db.schema import upgrade
from db.tables import Organisation
from tests.command_line import create_settings, run_command
from tests.factories import create_profile

Y_TUNNUS = "1234567-1"


def create_company(folder: Path, *, business_id: str | None = None, confirmed: bool = False) -> int:
    engine = create_engine_for(create_settings(folder).database_url)
    upgrade(engine)
    with writing(engine) as connection:
        profile = create_profile(business_id=business_id)
        return organisations.create(connection, profile, confirmed=confirmed, is_example=False)


def is_confirmed(folder: Path, organisation_id: int) -> bool:
    engine = create_engine_for(create_settings(folder).database_url)
    with reading(engine) as connection:
        row = select(Organisation.confirmed).where(Organisation.id == organisation_id)
        return connection.execute(row).scalar_one()


def pool_revision(folder: Path) -> int:
    with reading(create_engine_for(create_settings(folder).database_url)) as connection:
        return revisions.current(connection, revisions.POOL)


def test_a_company_is_confirmed_by_its_id(tmp_path: Path) -> None:
    company = create_company(tmp_path, business_id=Y_TUNNUS)
    before = pool_revision(tmp_path)
    done = run_command(tmp_path, "confirm", "--organisation", company)
    assert (done.code, done.out) == (0, "Confirmed: Esimerkki Oy\n")
    assert is_confirmed(tmp_path, company)
    assert pool_revision(tmp_path) == before + 1


def test_confirming_twice_is_no_error(tmp_path: Path) -> None:
    company = create_company(tmp_path, business_id=Y_TUNNUS, confirmed=True)
    assert run_command(tmp_path, "confirm", "--organisation", company).code == 0


def test_two_companies_with_one_business_id_are_not_both_confirmed(tmp_path: Path) -> None:
    known = create_company(tmp_path, business_id=Y_TUNNUS, confirmed=True)
    other = create_company(tmp_path, business_id=Y_TUNNUS)
    done = run_command(tmp_path, "confirm", "--organisation", other)
    assert done.code == 2
    assert Y_TUNNUS in done.err
    assert str(known) in done.err
    assert not is_confirmed(tmp_path, other)


def test_a_company_without_a_business_id_is_confirmed_too(tmp_path: Path) -> None:
    company = create_company(tmp_path)
    assert run_command(tmp_path, "confirm", "--organisation", company).code == 0
    assert is_confirmed(tmp_path, company)


@pytest.mark.parametrize("number", [4711, 0, 2**63, 10**20])
def test_an_unknown_company_is_refused(tmp_path: Path, number: int) -> None:
    done = run_command(tmp_path, "confirm", "--organisation", number)
    assert done.code == 2
    assert str(number) in done.err


def test_everybody_counts_in_peer_groups_until_it_is_restricted(tmp_path: Path) -> None:
    assert "All companies" in run_command(tmp_path, "peers-from").out
    assert "Only confirmed" in run_command(tmp_path, "peers-from", "confirmed").out
    with reading(create_engine_for(create_settings(tmp_path).database_url)) as connection:
        assert site_settings.is_on(connection, site_settings.CONFIRMED_ONLY)
    assert "All companies" in run_command(tmp_path, "peers-from", "everybody").out
