from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from db import erasure, future_maps, integrity
from db.engine import reading
from db.future_maps import StoredMilestone, StoredSettings
from digikartta.future_map import MapSettings, Milestone
from digikartta.problems import InvalidInput
from tests.factories import TODAY, create_organisation, create_plan

DIMENSIONS = ("vision", "people")
THREE_YEARS = MapSettings(date(2026, 6, 1), 3, "theme")
OPENING = Milestone("Kauppa auki", date(2026, 9, 1), "vision")


def settings(engine: Engine, company: int) -> StoredSettings:
    with reading(engine) as connection:
        return future_maps.settings_of(connection, company, today=TODAY)


def milestones(engine: Engine, company: int) -> list[StoredMilestone]:
    with reading(engine) as connection:
        return future_maps.milestones_of(connection, company)


def add(engine: Engine, company: int, milestone: Milestone = OPENING) -> int:
    return future_maps.add_milestone(engine, company, milestone, dimensions=DIMENSIONS)


def keys(action: Callable[[], object]) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        action()
    return [problem.key for problem in caught.value.problems]


def test_until_somebody_chooses_the_map_is_the_usual_one(engine: Engine) -> None:
    company = create_organisation(engine)
    usual = MapSettings(date(2026, 3, 1), 2, "dimension")
    assert settings(engine, company) == StoredSettings(0, "", usual)


def test_what_is_chosen_is_kept_and_counted(engine: Engine) -> None:
    company = create_organisation(engine)
    future_maps.choose(engine, company, THREE_YEARS, seen=0, today=TODAY)
    first = settings(engine, company)
    assert (first.revision, first.content) == (1, THREE_YEARS)
    five = replace(THREE_YEARS, years=5)
    future_maps.choose(engine, company, five, seen=1, today=TODAY)
    assert settings(engine, company) == StoredSettings(2, first.plan_key, five)


def test_who_chooses_second_is_told(engine: Engine) -> None:
    company = create_organisation(engine)
    future_maps.choose(engine, company, THREE_YEARS, seen=0, today=TODAY)
    late = replace(THREE_YEARS, years=1)
    found = keys(lambda: future_maps.choose(engine, company, late, seen=0, today=TODAY))
    assert found == ["problem.map_changed_meanwhile"]
    assert settings(engine, company).content == THREE_YEARS


def test_a_wrong_choice_is_not_stored(engine: Engine) -> None:
    company = create_organisation(engine)
    four = replace(THREE_YEARS, years=4)
    found = keys(lambda: future_maps.choose(engine, company, four, seen=0, today=TODAY))
    assert found == ["problem.map_years"]
    assert settings(engine, company).revision == 0


def test_the_key_of_a_plan_is_secret_stays_and_is_its_own(engine: Engine) -> None:
    company, other = create_organisation(engine), create_organisation(engine)
    key = future_maps.plan_key(engine, company, today=TODAY)
    assert len(key) == 24
    assert future_maps.plan_key(engine, company, today=TODAY) == key
    assert future_maps.plan_key(engine, other, today=TODAY) != key
    future_maps.choose(engine, company, THREE_YEARS, seen=1, today=TODAY)
    assert settings(engine, company).plan_key == key


def test_milestones_are_read_in_time_order(engine: Engine) -> None:
    company, other = create_organisation(engine), create_organisation(engine)
    second = add(engine, company)
    first = add(engine, company, Milestone("Alku", date(2026, 4, 1), theme="Myynti"))
    add(engine, other)
    assert milestones(engine, company) == [
        StoredMilestone(first, 1, Milestone("Alku", date(2026, 4, 1), theme="Myynti")),
        StoredMilestone(second, 1, OPENING),
    ]


def test_a_milestone_that_is_not_in_order_is_not_stored(engine: Engine) -> None:
    company = create_organisation(engine)
    found = keys(lambda: add(engine, company, replace(OPENING, title="")))
    assert found == ["problem.milestone_title_missing"]
    assert milestones(engine, company) == []


def test_a_map_is_no_dump(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    company = create_organisation(engine)
    add(engine, company)
    monkeypatch.setattr(future_maps, "MAX_MILESTONES", 1)
    assert keys(lambda: add(engine, company)) == ["problem.milestones_too_many"]


def test_a_milestone_is_changed_by_whoever_saw_it_as_it_is(engine: Engine) -> None:
    company, other = create_organisation(engine), create_organisation(engine)
    add(engine, company)
    seen = milestones(engine, company)[0]
    moved = replace(OPENING, day=date(2026, 10, 1))

    def change(owner: int) -> None:
        future_maps.change_milestone(engine, owner, seen, moved, dimensions=DIMENSIONS)

    assert keys(lambda: change(other)) == ["problem.milestone_changed_meanwhile"]
    change(company)
    assert milestones(engine, company) == [StoredMilestone(seen.id, 2, moved)]
    assert keys(lambda: change(company)) == ["problem.milestone_changed_meanwhile"]


def test_a_milestone_is_taken_away_by_whoever_saw_it_as_it_is(engine: Engine) -> None:
    company, other = create_organisation(engine), create_organisation(engine)
    add(engine, company)
    seen = milestones(engine, company)[0]
    for owner, revision in ((other, 1), (company, 2)):
        stale = replace(seen, revision=revision)
        found = keys(lambda: future_maps.remove_milestone(engine, owner, stale))  # noqa: B023  called at once
        assert found == ["problem.milestone_changed_meanwhile"]
    future_maps.remove_milestone(engine, company, seen)
    assert milestones(engine, company) == []


def test_a_plan_is_erased_with_its_company_and_no_other(engine: Engine) -> None:
    company, other = create_plan(engine), create_plan(engine)
    erased = erasure.erase_organisation(engine, company)
    assert erased.rows == {
        "organisation": 1,
        "company_record": 1,
        "action": 2,
        "action_dependency": 1,
        "action_note": 1,
        "action_reason": 2,
        "map_setting": 1,
        "milestone": 1,
    }
    assert len(milestones(engine, other)) == 1
    assert not any(checked.findings for checked in integrity.check(engine))
