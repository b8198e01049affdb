"""Rounds and people by quarter."""

from datetime import date

from digikartta.cohort_statistics.participation import ClosedDay, Quarter, by_quarter


def test_days_are_added_up_by_quarter_and_a_quiet_quarter_is_there_too() -> None:
    days = [
        ClosedDay(date(2026, 1, 1), "T0", 2, 7),
        ClosedDay(date(2025, 9, 30), "T0", 1, 4),
        ClosedDay(date(2026, 3, 31), "T2", 1, 2),
        ClosedDay(date(2025, 7, 1), "T0", 1, 1),
    ]
    assert by_quarter(days) == [
        Quarter(2025, 3, 2, 5),
        Quarter(2025, 4, 0, 0),
        Quarter(2026, 1, 3, 9),
    ]


def test_people_per_round_are_undefined_without_a_round() -> None:
    assert Quarter(2025, 3, 2, 5).respondents_per_round == 2.5
    assert Quarter(2025, 4, 0, 0).respondents_per_round is None


def test_nothing_closed_is_no_quarter() -> None:
    assert by_quarter([]) == []
