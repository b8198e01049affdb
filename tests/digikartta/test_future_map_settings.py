from dataclasses import replace
from datetime import date

import pytest

from digikartta.future_map import (
    MapSettings,
    Milestone,
    checked_milestone,
    checked_settings,
    usual_settings,
)
from digikartta.problems import InvalidInput
from tests.factories import TODAY


def test_a_map_that_nobody_has_chosen_shows_two_years_from_this_month() -> None:
    found = usual_settings(TODAY)
    assert found == MapSettings(date(2026, 3, 1), 2, "dimension")
    assert found.ends_on == date(2028, 3, 1)


def test_a_map_begins_with_a_month() -> None:
    found = checked_settings(MapSettings(date(2028, 2, 29), 1, "theme"))
    assert found == MapSettings(date(2028, 2, 1), 1, "theme")
    assert found.ends_on == date(2029, 2, 1)


def test_each_wrong_setting_is_told() -> None:
    with pytest.raises(InvalidInput) as caught:
        checked_settings(MapSettings(date(1980, 1, 1), 4, "colour"))
    assert [(p.where, p.key) for p in caught.value.problems] == [
        ("starts_on", "problem.action_day_far"),
        ("years", "problem.map_years"),
        ("lanes", "problem.map_lanes"),
    ]


MILESTONE = Milestone("Kauppa auki", date(2026, 9, 1), "vision")


def test_a_milestone_is_one_line_on_a_day() -> None:
    found = checked_milestone(replace(MILESTONE, title=" Kauppa\n auki "), dimensions=["vision"])
    assert found == MILESTONE


def test_everything_wrong_with_a_milestone_is_told() -> None:
    wrong = Milestone(" ", date(2101, 1, 1), "weather", "a" * 61)
    with pytest.raises(InvalidInput) as caught:
        checked_milestone(wrong, dimensions=["vision"])
    assert [(p.where, p.key) for p in caught.value.problems] == [
        ("title", "problem.milestone_title_missing"),
        ("theme", "problem.too_long"),
        ("day", "problem.action_day_far"),
        ("dimension", "problem.action_dimension_unknown"),
    ]
