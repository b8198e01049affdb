"""When the picture on the wall may change; m = 3 people unless a test says otherwise."""

import pytest

from digikartta.live_rules import (
    Figures,
    Snapshot,
    Unit,
    candidates,
    differing,
    hidden_classes,
    least_units,
    leaves_enough,
    may_stand_beside,
)
from digikartta.scoring import RespondentAnswers


def answered(value: str) -> tuple[RespondentAnswers, ...]:
    return (RespondentAnswers("staff", {"vision_1": value}),)


def finished(*numbers: int, value: str = "3") -> dict[int, Unit]:
    return {number: Unit(answered(value), finished=True) for number in numbers}


def answering(*numbers: int) -> dict[int, Unit]:
    return {number: Unit(answered("3"), finished=False) for number in numbers}


def joined(*numbers: int) -> dict[int, Unit]:
    return {number: Unit((), finished=False) for number in numbers}


def counted(*numbers: int, value: str = "3") -> Snapshot:
    return {number: answered(value) for number in numbers}


def next_ones(
    shown: list[Snapshot], units: dict[int, Unit], *, least: int = 3, closing: bool = False
) -> list[list[int]]:
    """Who would be counted in each of the snapshots that might be shown."""
    found = candidates(shown, units, least=least, remainder=least, closing=closing)
    return [sorted(snapshot) for snapshot in found]


def test_the_first_picture_holds_everybody_who_has_finished() -> None:
    assert next_ones([], finished(1, 2, 3, 4)) == [[1, 2, 3, 4]]


def test_where_nobody_has_finished_there_is_no_picture() -> None:
    assert next_ones([], {**answering(1, 2, 3), **joined(4)}) == []


@pytest.mark.parametrize("late", [1, 2])
def test_one_or_two_who_still_answer_would_be_told_apart_at_the_end(late: int) -> None:
    still = range(10, 10 + late)
    assert next_ones([], {**finished(1, 2, 3), **answering(*still)}) == []
    assert next_ones([], {**finished(1, 2, 3), **joined(*still)}) == []


def test_three_who_still_answer_hide_each_other() -> None:
    assert next_ones([], {**finished(1, 2, 3), **answering(4, 5), **joined(6)}) == [[1, 2, 3]]


def test_closing_counts_whoever_has_answered_and_nobody_else() -> None:
    room = {**finished(1, 2, 3), **answering(4), **joined(5)}
    assert next_ones([], room, closing=True) == [[1, 2, 3, 4]]


def test_two_further_people_move_nothing_and_three_do() -> None:
    shown = [counted(1, 2, 3)]
    assert next_ones(shown, finished(1, 2, 3, 4, 5)) == []
    assert next_ones(shown, finished(1, 2, 3, 4, 5, 6)) == [[1, 2, 3, 4, 5, 6]]


def test_the_same_people_with_other_answers_move_nothing_until_it_is_closed() -> None:
    shown = [counted(1, 2, 3)]
    changed = finished(1, 2, 3, value="5")
    assert next_ones(shown, changed) == []
    assert candidates(shown, changed, least=3, remainder=3, closing=True) == [
        counted(1, 2, 3, value="5")
    ]


def test_nothing_new_is_no_new_picture() -> None:
    assert next_ones([counted(1, 2, 3)], finished(1, 2, 3), closing=True) == []


def test_if_changes_stand_in_the_way_those_counted_stay_as_they_were() -> None:
    found = candidates(
        [counted(1, 2, 3)],
        {**finished(1, value="5"), **finished(2, 3, 4, 5, 6)},
        least=3,
        remainder=3,
        closing=False,
    )
    assert found == [
        {**counted(1, value="5"), **counted(2, 3, 4, 5, 6)},
        counted(1, 2, 3, 4, 5, 6),
    ]


def test_in_a_named_round_every_answer_may_move_the_picture() -> None:
    assert next_ones([], {**finished(1), **answering(2)}, least=1) == [[1]]
    changed = candidates([counted(1)], finished(1, value="5"), least=1, remainder=1, closing=False)
    assert changed == [counted(1, value="5")]


@pytest.mark.parametrize(
    ("joined_people", "kind", "least"),
    [
        *((1, "unnamed", 1), (2, "unnamed", 1), (3, "unnamed", 4), (30, "unnamed", 4)),
        (30, "named", 1),
        *((1, "customers", 4), (2, "customers", 4), (30, "customers", 4)),
    ],
)
def test_one_or_two_of_a_company_see_their_own_result_and_names_were_agreed_to(
    joined_people: int, kind: str, least: int
) -> None:
    found = least_units(
        4, is_named=kind == "named", joined=joined_people, customers=kind == "customers"
    )
    assert found == least


def test_of_two_people_neither_sees_what_the_other_answered_alone() -> None:
    still = {**finished(1), **answering(2)}
    assert candidates([], still, least=1, remainder=3, closing=False) == []
    both = finished(1, 2)
    assert candidates([], both, least=1, remainder=3, closing=False) == [counted(1, 2)]
    assert candidates([], still, least=1, remainder=3, closing=True) == [counted(1, 2)]


def test_roles_taken_from_a_total_leave_nobody_or_three() -> None:
    def classes(management: range, staff: range) -> Figures:
        return {
            "management": dict.fromkeys(management, (50.0,)),
            "staff": dict.fromkeys(staff, (0.0,)),
        }

    later = classes(range(6), range(10, 13))
    assert leaves_enough([later], [later], least=3)
    only_managers = classes(range(5), range(0))  # six managers less these five
    assert not leaves_enough([only_managers, later], [later], least=3)
    two_managers = classes(range(2), range(10, 13))  # this total less the three of the staff
    assert not leaves_enough([two_managers, later], [later], least=3)
    assert leaves_enough([classes(range(3), range(10, 13))], [later], least=3)
    assert leaves_enough([only_managers], [], least=3)  # nothing was told apart


def test_units_differ_that_are_new_gone_or_changed() -> None:
    assert differing({1: (0.0,), 2: (50.0,)}, {1: (0.0,), 2: (75.0,), 3: (25.0,)}) == 2
    assert differing({1: (0.0,)}, {}) == 1
    assert differing({}, {}) == 0


def test_a_picture_stands_beside_every_earlier_one_not_only_the_last() -> None:
    first = {"score": {1: (0.0,), 2: (0.0,), 3: (0.0,)}}
    moved = {"score": {1: (50.0,), 2: (50.0,), 3: (50.0,)}}
    back = {"score": {1: (75.0,), 2: (0.0,), 3: (0.0,)}}
    assert may_stand_beside(moved, [first], least=3)
    assert may_stand_beside(back, [moved], least=3)
    assert not may_stand_beside(back, [first, moved], least=3)


def test_a_figure_that_was_not_seen_before_can_be_compared_with_nothing() -> None:
    assert may_stand_beside({"vision_1": {1: (0.0,)}}, [{"score": {}}], least=3)


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"a": 3, "b": 5}, set()),
        ({"a": 2, "b": 5}, {"a", "b"}),  # alone it would be the total less b
        ({"a": 2, "b": 5, "c": 3}, {"a", "c"}),  # the next smallest with it
        ({"a": 1, "b": 1, "c": 5, "d": 6}, {"a", "b", "c"}),  # two of one person are two people
        ({"a": 1, "b": 2, "c": 5}, {"a", "b"}),
        ({"a": 0, "b": 5}, set()),  # nobody is nobody's secret
        ({"a": 2}, {"a"}),
        ({}, set()),
    ],
)
def test_a_hidden_class_hides_so_many_that_subtraction_gives_nothing(
    sizes: dict[str, int], hidden: set[str]
) -> None:
    assert hidden_classes(sizes, least=3) == hidden
