import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError

from db import organisations, revisions
from db.engine import reading, writing
from db.tables import Answer, Base, Link, Respondent, Round, RoundScore
from digikartta.problems import InvalidInput, Problem
from tests.factories import create_closed_round, create_organisation, create_profile

Y_TUNNUS = "1234567-1"


def confirmed_id(
    engine: Engine, *, business_id: str | None = None, name: str = "Esimerkki Oy"
) -> int | None:
    with reading(engine) as connection:
        return organisations.confirmed_id(connection, business_id=business_id, name=name)


def test_a_business_id_identifies_the_confirmed_company(engine: Engine) -> None:
    known = create_organisation(engine, create_profile(business_id=Y_TUNNUS))
    assert confirmed_id(engine, business_id=Y_TUNNUS, name="Toinen nimi") == known
    assert confirmed_id(engine, business_id="7654321-2") is None


def test_a_name_identifies_a_confirmed_company_only_without_a_business_id(engine: Engine) -> None:
    create_organisation(engine, create_profile(business_id=Y_TUNNUS))
    assert confirmed_id(engine) is None
    known = create_organisation(engine, create_profile())
    assert confirmed_id(engine) == known


def test_a_company_that_nobody_confirmed_is_identified_by_nothing(engine: Engine) -> None:
    create_organisation(engine, create_profile(business_id=Y_TUNNUS), confirmed=False)
    create_organisation(engine, create_profile(), confirmed=False)
    assert confirmed_id(engine, business_id=Y_TUNNUS) is None
    assert confirmed_id(engine) is None


def test_two_confirmed_companies_cannot_have_one_business_id(engine: Engine) -> None:
    create_organisation(engine, create_profile(business_id=Y_TUNNUS))
    create_organisation(engine, create_profile(business_id=Y_TUNNUS), confirmed=False)
    with pytest.raises(IntegrityError):
        create_organisation(engine, create_profile(business_id=Y_TUNNUS))


@pytest.mark.parametrize("table", [Round, Respondent, Answer, Link, RoundScore])
def test_erasing_a_company_leaves_nothing_of_it_and_all_of_others(
    engine: Engine, table: type[Base]
) -> None:
    gone = create_closed_round(engine).organisation_id
    create_closed_round(engine)
    query = select(func.count()).select_from(table)
    with writing(engine) as connection:
        before = connection.execute(query).scalar_one()
        assert organisations.erase(connection, gone)
        after = connection.execute(query).scalar_one()
    assert after * 2 == before > 0


def test_there_is_nothing_to_erase_of_an_unknown_company(engine: Engine) -> None:
    with writing(engine) as connection:
        assert not organisations.erase(connection, 17)


def confirm(engine: Engine, organisation_id: int) -> str:
    with writing(engine) as connection:
        return organisations.confirm(connection, organisation_id)


def pool_revision(engine: Engine) -> int:
    with reading(engine) as connection:
        return revisions.current(connection, revisions.POOL)


@pytest.mark.parametrize("business_id", [None, Y_TUNNUS])
def test_a_company_that_is_confirmed_is_identified_from_then_on(
    engine: Engine, business_id: str | None
) -> None:
    made = create_organisation(engine, create_profile(business_id=business_id), confirmed=False)
    assert confirm(engine, made) == "Esimerkki Oy"
    assert confirmed_id(engine, business_id=business_id) == made
    assert pool_revision(engine) == 1
    assert confirm(engine, made) == "Esimerkki Oy"


def test_of_two_companies_with_one_business_id_only_one_is_confirmed(engine: Engine) -> None:
    known = create_organisation(engine, create_profile(business_id=Y_TUNNUS))
    other = create_profile("Toinen Oy", business_id=Y_TUNNUS)
    made = create_organisation(engine, other, confirmed=False)
    with pytest.raises(InvalidInput) as caught:
        confirm(engine, made)
    details = {"business_id": Y_TUNNUS, "other": known}
    assert caught.value.problems == (Problem("problem.already_confirmed", "Toinen Oy", details),)
    assert confirmed_id(engine, business_id=Y_TUNNUS) == known
    assert pool_revision(engine) == 0


def test_an_unknown_company_cannot_be_confirmed(engine: Engine) -> None:
    with pytest.raises(InvalidInput) as caught:
        confirm(engine, 17)
    assert [problem.key for problem in caught.value.problems] == ["problem.organisation_unknown"]
