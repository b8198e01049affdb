"""Which rounds the project team compares."""

import pytest
from sqlalchemy import Engine, update

from db import cohort_pool, cohorts
from db.cohort_pool import load, names, pool_key, questionnaire
from db.engine import reading, writing
from db.tables import Round
from digikartta.cohort import CohortFilters
from digikartta.cohort_statistics.selection import CohortPool
from digikartta.problems import InvalidInput
from digikartta.questionnaire import Questionnaire
from tests.factories import (
    create_account,
    create_closed_round,
    create_organisation,
    create_profile,
    create_questionnaire,
    create_round,
)

SAMPLE = create_questionnaire()
LATER = create_questionnaire("sample-2", comparable_with=[{"id": "sample-1"}])
OTHER = create_questionnaire("other-1")
CUSTOMERS = create_questionnaire("theirs-1", respondents="customers")
KNOWN = {each.id: each for each in (SAMPLE, LATER, OTHER, CUSTOMERS)}


def pool(
    engine: Engine, content: Questionnaire = SAMPLE, *, is_example: bool = False
) -> CohortPool:
    with reading(engine) as connection:
        key = pool_key(connection, content, KNOWN, is_example=is_example)
        return load(connection, key)


def organisations(engine: Engine, **options: bool) -> list[int]:
    return pool(engine, **options).rounds.organisation.tolist()


def test_closed_rounds_of_confirmed_companies_count(engine: Engine) -> None:
    own = create_closed_round(engine)
    found = pool(engine)
    assert found.rounds.organisation.tolist() == [own.organisation_id]
    assert found.questionnaire.tolist() == ["sample-1"]
    # levels 3 and 4 of four questions: (50 + 75)/2
    assert found.rounds.scores[0, 0] == 62.5


def test_a_self_made_company_counts_once_it_is_confirmed(engine: Engine) -> None:
    create_closed_round(engine, organisation_id=create_organisation(engine, confirmed=False))
    assert organisations(engine) == []


def test_open_rounds_and_tests_do_not_count(engine: Engine) -> None:
    create_round(engine)
    practice = create_closed_round(engine)
    with writing(engine) as connection:
        connection.execute(update(Round).where(Round.id == practice.round_id).values(is_test=True))
    assert organisations(engine) == []


def test_made_up_companies_are_never_beside_real_ones(engine: Engine) -> None:
    own = create_closed_round(engine)
    made_up = create_organisation(engine, is_example=True)
    create_closed_round(engine, organisation_id=made_up)
    assert organisations(engine) == [own.organisation_id]
    assert organisations(engine, is_example=True) == [made_up]


def test_comparable_versions_stand_side_by_side_each_under_its_name(engine: Engine) -> None:
    create_closed_round(engine, questionnaire=LATER)
    create_closed_round(engine)
    create_closed_round(engine, questionnaire=OTHER)
    assert pool(engine, LATER).questionnaire.tolist() == ["sample-2", "sample-1"]
    assert pool(engine, OTHER).questionnaire.tolist() == ["other-1"]


def test_a_new_round_changes_the_key(engine: Engine) -> None:
    with reading(engine) as connection:
        before = pool_key(connection, SAMPLE, KNOWN, is_example=False)
    create_closed_round(engine)
    with reading(engine) as connection:
        assert pool_key(connection, SAMPLE, KNOWN, is_example=False) != before


def chosen(engine: Engine, wanted: str | None = None, **known: Questionnaire) -> str:
    with reading(engine) as connection:
        found = questionnaire(connection, known or KNOWN, wanted=wanted, is_example=False)
    return found.id


def test_without_a_wish_it_is_what_most_companies_people_answered(engine: Engine) -> None:
    assert chosen(engine) == "sample-1"
    for content in (OTHER, OTHER, SAMPLE, CUSTOMERS, CUSTOMERS, CUSTOMERS):
        create_closed_round(engine, questionnaire=content)
    assert chosen(engine) == "other-1"
    create_closed_round(engine)
    assert chosen(engine) == "sample-1"  # two each: the later in the alphabet


def test_a_questionnaire_that_is_no_longer_a_file_is_known_from_its_rounds(engine: Engine) -> None:
    create_closed_round(engine, questionnaire=OTHER)
    assert chosen(engine, "other-1", sample=SAMPLE) == "other-1"
    assert chosen(engine, sample=SAMPLE) == "other-1"


def test_an_unknown_questionnaire_is_refused(engine: Engine) -> None:
    with pytest.raises(InvalidInput):
        chosen(engine, "nowhere-1")
    with pytest.raises(InvalidInput):
        chosen(engine, theirs=CUSTOMERS)


def test_there_may_be_real_and_made_up_companies_to_compare(engine: Engine) -> None:
    def kinds() -> set[bool]:
        with reading(engine) as connection:
            return cohort_pool.kinds(connection)

    assert kinds() == set()
    create_closed_round(engine, organisation_id=create_organisation(engine, is_example=True))
    assert kinds() == {True}
    create_closed_round(engine)
    assert kinds() == {True, False}


def test_the_members_of_a_saved_cohort_are_rounds_and_companies(engine: Engine) -> None:
    account = create_account(engine, "project")
    first = create_closed_round(engine)
    later = create_closed_round(engine, organisation_id=first.organisation_id, stage="T2")
    spring = cohorts.save(engine, account, "Kevät", CohortFilters(stages=("T0",)))
    [saved] = [one for one in cohorts.every(engine) if one.id == spring]
    with reading(engine) as connection:
        key = pool_key(connection, SAMPLE, KNOWN, is_example=False)
        rounds = load(connection, key).rounds
        found = cohort_pool.saved_members(connection, saved, rounds, key)
    assert later.round_id not in found.rounds
    assert (found.rounds, found.organisations) == ({first.round_id}, {first.organisation_id})


def test_companies_have_names(engine: Engine) -> None:
    first = create_organisation(engine, create_profile("Ensimmäinen Oy"))
    second = create_organisation(engine, create_profile("Toinen Oy"))
    create_organisation(engine)
    with reading(engine) as connection:
        assert names(connection, [second, first]) == {first: "Ensimmäinen Oy", second: "Toinen Oy"}
        assert names(connection, []) == {}
