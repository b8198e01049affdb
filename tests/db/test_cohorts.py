from collections.abc import Callable

import pytest
from sqlalchemy import Engine, delete

from db import cohorts, company_edits, register
from db.company_access import share
from db.company_edits import Editor
from db.engine import reading, writing
from db.imports import import_answers
from db.register_tables import CompanyRecord
from db.site_settings import EXAMPLE_DATA, switch
from digikartta import cohort
from digikartta.cohort import CohortFilters, CohortPool
from digikartta.problems import InvalidInput
from digikartta.register import CompanyLine, RegisterFilters
from tests.factories import (
    NOW,
    create_account,
    create_closed_round,
    create_organisation,
    create_profile,
    create_questionnaire,
    create_round,
)
from tests.long_format_files import Row, create_row, read_rows

SAMPLE = create_questionnaire()
FULL = {f"{d}_{n}": "3" for d in ("vision", "people", "data") for n in range(1, 5)}


def pool(engine: Engine) -> CohortPool:
    with reading(engine) as connection:
        return cohorts.load(connection, cohorts.pool_key(connection, SAMPLE, {}))


def problem(action: Callable[[], object]) -> str:
    with pytest.raises(InvalidInput) as refused:
        action()
    return refused.value.problems[0].key


def test_a_cohort_is_saved_under_its_name_and_found_by_name(engine: Engine) -> None:
    team = create_account(engine, "project")
    filters = CohortFilters(industries=("C",), growth_seeking=True)
    second = cohorts.save(engine, team, "Teollisuus", filters)
    first = cohorts.save(engine, team, " alku ", CohortFilters())
    saved = cohorts.every(engine)
    assert [(one.id, one.name) for one in saved] == [(first, "alku"), (second, "Teollisuus")]
    assert saved[1].filters == filters
    cohorts.save(engine, team, "Valmistus", CohortFilters(), cohort_id=second)
    assert [one.name for one in cohorts.every(engine)] == ["alku", "Valmistus"]
    cohorts.remove(engine, team, second)
    assert [one.name for one in cohorts.every(engine)] == ["alku"]


def test_a_name_is_there_once_and_a_period_begins_before_it_ends(engine: Engine) -> None:
    team = create_account(engine, "project")
    cohorts.save(engine, team, "Alku", CohortFilters())
    assert problem(lambda: cohorts.save(engine, team, "Alku", CohortFilters())) == (
        "problem.cohort_name_taken"
    )
    assert problem(lambda: cohorts.save(engine, team, " ", CohortFilters())) == (
        "problem.text_missing"
    )
    period = CohortFilters(closed_from=NOW.date(), closed_to=NOW.date().replace(day=1))
    assert problem(lambda: cohorts.save(engine, team, "Jakso", period)) == "problem.period_order"


def test_a_facilitator_changes_own_cohorts_only(engine: Engine) -> None:
    team, facilitator = create_account(engine, "project"), create_account(engine, "facilitator")
    theirs = cohorts.save(engine, team, "Projektin", CohortFilters())
    own = cohorts.save(engine, facilitator, "Oma", CohortFilters())
    assert problem(lambda: cohorts.remove(engine, facilitator, theirs)) == (
        "problem.cohort_of_another"
    )
    cohorts.save(engine, facilitator, "Omani", CohortFilters(), cohort_id=own)
    cohorts.remove(engine, team, own)
    assert problem(lambda: cohorts.remove(engine, facilitator, own)) == "problem.cohort_gone"


def test_the_pool_has_the_closed_rounds_of_confirmed_real_companies(engine: Engine) -> None:
    first = create_closed_round(engine, FULL)
    create_round(engine, organisation_id=first.organisation_id, stage="T1")
    for options in ({"confirmed": False}, {"is_example": True}):
        at = create_organisation(engine, create_profile("Muu Oy"), **options)
        create_closed_round(engine, FULL, organisation_id=at)
    found = pool(engine)
    assert found.rounds.round.tolist() == [first.round_id]
    assert found.companies.organisation.tolist() == [first.organisation_id]
    assert found.companies.name == ("Esimerkki Oy",)
    assert found.rounds.dimensions == ("vision", "people", "data", "overall")


def test_an_example_site_has_cohorts_of_its_examples(engine: Engine) -> None:
    at = create_organisation(engine, is_example=True)
    create_closed_round(engine, FULL, organisation_id=at)
    create_closed_round(engine, FULL)
    with writing(engine) as connection:
        switch(connection, EXAMPLE_DATA, on=True)
    assert pool(engine).companies.organisation.tolist() == [at]


def test_what_the_register_says_now_chooses_the_companies(engine: Engine) -> None:
    editor = Editor(create_account(engine, "project"), NOW)
    seen = create_profile(growth_seeking=True)
    target = create_closed_round(engine, FULL, profile=seen)
    at = target.organisation_id
    before = pool(engine)
    company_edits.set_labels(engine, editor, at, partner="Omnia", tags=["vienti"])
    new = create_profile(municipality="049")
    company_edits.change_profile(engine, editor, at, new, seen=seen)
    after = pool(engine)

    def holds(pool_: CohortPool, **filters: object) -> bool:
        return bool(cohort.members(pool_, CohortFilters(**filters)).size)  # type: ignore[arg-type]

    assert holds(before, municipalities=("091",), regions=("01",), growth_seeking=True)
    assert not holds(before, tags=("vienti",))
    assert holds(after, municipalities=("049",), partners=("Omnia",), tags=("vienti",))
    assert not holds(after, growth_seeking=True)


def test_a_change_of_the_register_or_of_a_round_makes_another_key(engine: Engine) -> None:
    editor = Editor(create_account(engine, "project"), NOW)

    def key() -> cohorts.CohortKey:
        with reading(engine) as connection:
            return cohorts.pool_key(connection, SAMPLE, {})

    first = key()
    target = create_closed_round(engine, FULL)
    second = key()
    company_edits.set_labels(engine, editor, target.organisation_id, partner="O", tags=[])
    assert first != second
    assert len({first, second, key()}) == 3
    assert key() == key()


def test_a_company_whose_record_is_missing_is_of_no_known_kind(engine: Engine) -> None:
    create_closed_round(engine, FULL)
    with writing(engine) as connection:
        connection.execute(delete(CompanyRecord))
    found = pool(engine)
    assert found.companies.industry.tolist() == [""]
    assert cohort.members(found, CohortFilters()).size == 1


def test_a_facilitator_sees_cohorts_of_shared_companies(engine: Engine) -> None:
    team, facilitator = create_account(engine, "project"), create_account(engine, "facilitator")
    at = create_organisation(engine)
    with writing(engine) as connection:
        share(connection, at, facilitator.id)
    with reading(engine) as connection:
        assert cohorts.seen_by(connection, team) is None
        assert cohorts.seen_by(connection, facilitator) == frozenset({at})


def test_an_imported_company_gets_its_profile_and_follows_a_new_name(engine: Engine) -> None:
    team = create_account(engine, "project")

    def run(*rows: Row) -> list[CompanyLine]:
        file = read_rows(*rows)
        import_answers(engine, file, {"sample-1": SAMPLE}, language="fi")
        return list(register.page(engine, team, RegisterFilters()).lines)

    who = {"business_id": "2617416-4"}
    earlier = create_row(size_class="micro", closed_on="2025-01-31", **who)
    later = create_row(size_class="small", municipality="", **who)
    (line,) = run(later, earlier)
    # The latest round says small and no place; the register takes what it says.
    assert (line.size_class, line.municipality) == ("small", "")
    (line,) = run(
        create_row(organisation="Uusi nimi Oy", stage="T1", closed_on="2026-02-01", **who)
    )
    assert (line.name, line.size_class, line.municipality) == ("Uusi nimi Oy", "small", "091")
    found = register.page(engine, team, RegisterFilters(search="uusi nimi")).found
    assert found == 1
