from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.action_plan import (
    LIMITS,
    MAX_COST,
    STATUSES,
    Action,
    Difference,
    checked,
    checked_note,
    cycle,
    differences,
    is_late_to_start,
    on_top,
    standing,
    title_from,
)
from digikartta.problems import InvalidInput
from tests.factories import TODAY, create_action

DIMENSIONS = ("vision", "people", "data")


def problems(**changes: object) -> list[tuple[str, str]]:
    """What is wrong with an action that is else in order: field and reason."""
    try:
        checked(create_action(**changes), dimensions=DIMENSIONS)
    except InvalidInput as error:
        return [(p.where, p.key.removeprefix("problem.")) for p in error.problems]
    return []


def test_a_title_is_enough_for_an_idea() -> None:
    assert checked(Action("Verkkokauppa"), dimensions=()) == Action("Verkkokauppa")


def test_texts_are_cleaned_and_what_is_one_line_stays_one() -> None:
    found = checked(
        create_action(title=" Uusi\r\n kauppa ", owner="Maija\tMeri", why=" Siksi.\r\nJa siksi. "),
        dimensions=DIMENSIONS,
    )
    assert (found.title, found.owner, found.why) == (
        "Uusi kauppa",
        "Maija Meri",
        "Siksi.\nJa siksi.",
    )


@pytest.mark.parametrize("title", ["", "  ", "\n"])
def test_an_action_without_a_title_is_refused(title: str) -> None:
    assert problems(title=title) == [("title", "action_title_missing")]


@pytest.mark.parametrize("field", LIMITS)
def test_a_text_is_as_long_as_its_limit_and_no_longer(field: str) -> None:
    assert problems(**{field: "a" * LIMITS[field]}) == []
    assert problems(**{field: "a" * (LIMITS[field] + 1)}) == [(field, "too_long")]


def test_signs_that_cannot_be_seen_are_refused() -> None:
    assert problems(title="Kauppa\u202e") == [("title", "control_character")]


def test_an_action_may_be_due_on_the_day_it_starts_but_not_before() -> None:
    assert problems(starts_on=TODAY, due_on=TODAY) == []
    before = TODAY - timedelta(days=1)
    assert problems(starts_on=TODAY, due_on=before) == [("due_on", "action_due_before_start")]


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2101, 1, 1)])
def test_a_day_of_another_century_is_a_slip(day: date) -> None:
    assert problems(starts_on=None, due_on=day) == [("due_on", "action_day_far")]
    assert problems(due_on=date(2100, 12, 31), starts_on=date(2000, 1, 1)) == []


@pytest.mark.parametrize("status", STATUSES)
def test_somebody_is_responsible_once_it_is_agreed(status: str) -> None:
    is_missing = status in {"agreed", "started", "done"}
    expected = [("owner", "action_owner_missing")] if is_missing else []
    assert problems(status=status, owner=" ") == expected
    assert problems(status=status, owner="Maija") == []


@pytest.mark.parametrize("cost", [-1, MAX_COST + 1])
def test_a_cost_is_an_amount_that_a_small_company_can_pay(cost: int) -> None:
    assert problems(cost=cost) == [("cost", "action_cost")]
    assert problems(cost=0) == []
    assert problems(cost=MAX_COST) == []


def test_a_dimension_is_one_of_the_questionnaire_or_none() -> None:
    assert problems(dimension="weather") == [("dimension", "action_dimension_unknown")]
    assert problems(dimension="") == []


def test_a_status_is_one_of_five() -> None:
    assert problems(status="later") == [("status", "action_status_unknown")]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert problems(
        title="", owner="", status="done", cost=-5, due_on=TODAY, starts_on=date(2026, 4, 1)
    ) == [
        ("title", "action_title_missing"),
        ("due_on", "action_due_before_start"),
        ("owner", "action_owner_missing"),
        ("cost", "action_cost"),
    ]


def test_a_note_has_a_text_and_may_have_an_author() -> None:
    assert checked_note(" Alku on tehty. ", author=" Maija  Meri ") == (
        "Alku on tehty.",
        "Maija Meri",
    )
    with pytest.raises(InvalidInput) as caught:
        checked_note(" ", author="a" * 81)
    assert [(p.where, p.key) for p in caught.value.problems] == [
        ("author", "problem.too_long"),
        ("note", "problem.action_note_missing"),
    ]


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"due_on": days(-1)}, "overdue"),
        ({"due_on": days(0)}, "upcoming"),
        ({"due_on": days(30)}, "upcoming"),
        ({"due_on": days(31)}, "later"),
        ({"starts_on": days(5), "due_on": days(200)}, "upcoming"),
        ({"starts_on": days(-5), "due_on": days(200)}, "later"),
        ({"starts_on": days(5), "due_on": days(200), "status": "started"}, "later"),
        ({"starts_on": None, "due_on": None}, "later"),
        ({"due_on": days(-1), "status": "started"}, "overdue"),
        ({"due_on": days(-1), "status": "idea"}, "overdue"),
        ({"due_on": days(-1), "status": "done"}, "finished"),
        ({"due_on": days(-1), "status": "dropped"}, "finished"),
    ],
)
def test_how_an_action_stands_follows_from_its_days_and_status(
    changes: dict[str, object], expected: str
) -> None:
    action = replace(create_action(status="agreed", starts_on=None, due_on=None), **changes)  # type: ignore[arg-type]
    assert standing(action, TODAY) == expected


def test_an_agreed_action_is_late_to_start_from_the_day_after() -> None:
    agreed = create_action(status="agreed", starts_on=TODAY, due_on=None)
    assert not is_late_to_start(agreed, TODAY)
    assert is_late_to_start(agreed, days(1))
    assert not is_late_to_start(replace(agreed, status="started"), days(1))
    assert not is_late_to_start(replace(agreed, starts_on=None), days(1))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Kysy asiakkailta.", "Kysy asiakkailta"),
        ("Kysy n. 5 asiakkaalta. Älä lopeta.", "Kysy n. 5 asiakkaalta"),
        ("Eka rivi\ntoka", "Eka rivi"),
        ("a" * 119 + " bb", "a" * 119 + "…"),
        ("a" * 120, "a" * 120),
        ("aa, " * 40, "aa, " * 28 + "aa…"),
    ],
)
def test_a_title_is_the_first_sentence_shortened_at_a_word(text: str, title: str) -> None:
    assert title_from(text) == title


def test_differences_name_the_field_and_both_values() -> None:
    before = create_action(owner="Maija", cost=None)
    after = replace(before, owner="Kalle", cost=500)
    assert differences(before, after) == (
        Difference("owner", "Maija", "Kalle"),
        Difference("cost", None, 500),
    )
    assert differences(before, before) == ()


def test_ones_own_change_on_top_keeps_what_the_other_changed() -> None:
    base = create_action(owner="Maija", cost=None)
    current = replace(base, owner="Kalle")
    assert on_top(current, base=base, wanted=replace(base, cost=500)) == replace(
        base, owner="Kalle", cost=500
    )


def test_a_circle_of_actions_is_found() -> None:
    assert cycle({1: (2,), 2: (3,), 3: ()}) == ()
    assert set(cycle({1: (2,), 2: (3,), 3: (1,)})) == {1, 2, 3}
    assert set(cycle({9: (1,), 1: (2,), 2: (1,)})) == {1, 2}
    assert cycle({1: (3,), 2: (3,)}) == ()


@given(st.dictionaries(st.integers(0, 6), st.lists(st.integers(0, 6), max_size=3).map(tuple)))
def test_there_is_no_circle_exactly_when_all_can_be_done_one_after_the_other(
    after: dict[int, tuple[int, ...]],
) -> None:
    left = {action: set(before) for action, before in after.items()}
    while free := [a for a, before in left.items() if not before & left.keys()]:
        for action in free:
            del left[action]
    assert bool(cycle(after)) == bool(left)
