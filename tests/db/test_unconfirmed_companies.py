from sqlalchemy import Engine

from db import owned_rounds, unconfirmed_companies
from db.engine import reading
from db.unconfirmed_companies import UnconfirmedCompany
from tests.factories import TODAY, create_assessment, create_organisation, create_profile


def names(engine: Engine, search: str = "") -> list[str]:
    with reading(engine) as connection:
        found = unconfirmed_companies.unconfirmed(connection, search=search)
    return [company.name for company in found]


def lookalikes(engine: Engine, company: int) -> list[str]:
    with reading(engine) as connection:
        return [one.name for one in unconfirmed_companies.lookalikes(connection, company)]


def test_a_self_made_company_waits_with_its_profile(engine: Engine) -> None:
    create_assessment(engine, create_profile("Saari Oy", business_id="1234567-1"))
    with reading(engine) as connection:
        [found] = unconfirmed_companies.unconfirmed(connection)
    assert found == UnconfirmedCompany(found.id, "Saari Oy", "1234567-1", "C", "micro", "091")


def test_confirmed_companies_and_those_that_practise_do_not_wait(engine: Engine) -> None:
    create_organisation(engine, create_profile("Vahvistettu Oy"))
    practising = create_assessment(engine, create_profile("Harjoitus Oy"))
    owned_rounds.mark_as_test(engine, practising.owner, is_test=True, today=TODAY)
    create_assessment(engine, create_profile("Öljy Oy"))
    create_assessment(engine, create_profile("Aalto Oy"))
    assert names(engine) == ["Aalto Oy", "Öljy Oy"]


def test_a_search_looks_at_names_and_numbers_and_knows_no_wildcards(engine: Engine) -> None:
    create_assessment(engine, create_profile("Saari Oy", business_id="1234567-1"))
    create_assessment(engine, create_profile("Laakso 100 % Oy"))
    assert names(engine, "SAARI") == ["Saari Oy"]
    assert names(engine, " 1234567 ") == ["Saari Oy"]
    assert names(engine, "%") == ["Laakso 100 % Oy"]
    assert names(engine, "_") == []


def test_a_company_looks_like_one_of_its_number_or_nearly_its_name(engine: Engine) -> None:
    for name, number in (
        ("Saari Oy", None),
        ("Saaari Ky", "0737546-2"),
        ("Aivan Muu Oy", "1234567-1"),
        ("Laakso Oy", None),
    ):
        create_organisation(engine, create_profile(name, business_id=number))
    company = create_organisation(
        engine, create_profile("saari ab", business_id="1234567-1"), confirmed=False
    )
    assert lookalikes(engine, company) == ["Aivan Muu Oy", "Saaari Ky", "Saari Oy"]
    assert lookalikes(engine, 4711) == []


def test_confirmed_companies_are_found_to_be_shared(engine: Engine) -> None:
    create_organisation(engine, create_profile("Saari Oy", business_id="1234567-1"))
    create_organisation(engine, create_profile("Saaren Oma Oy"), confirmed=False)
    with reading(engine) as connection:
        for search in ("saar", "1234567-1"):
            found = unconfirmed_companies.confirmed(connection, search=search)
            assert [one.name for one in found] == ["Saari Oy"]
