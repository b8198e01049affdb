import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.need_matrix import Field, Placement, checked, in_order, points
from digikartta.problems import InvalidInput


@pytest.mark.parametrize(
    ("importance", "effort", "field"),
    [
        (5, 1, "first"),
        (3, 3, "first"),  # the middle counts as important and as easy
        (3, 4, "plan"),
        (5, 5, "plan"),
        (2, 3, "along"),
        (2, 4, "later"),
    ],
)
def test_two_figures_make_four_fields(importance: int, effort: int, field: Field) -> None:
    assert Placement(importance, effort).field == field


@pytest.mark.parametrize("placement", [Placement(0, 3), Placement(3, 6), Placement(6, 0)])
def test_what_is_not_one_to_five_is_refused(placement: Placement) -> None:
    with pytest.raises(InvalidInput) as caught:
        checked(placement)
    assert caught.value.problems[0].key == "problem.placement"
    assert checked(Placement(1, 5)) == Placement(1, 5)


def test_the_important_come_first_then_the_easy_then_the_voted_for() -> None:
    placed = {
        "hard": Placement(5, 4),
        "less": Placement(4, 1),
        "easy": Placement(5, 2),
        "voted": Placement(5, 2),
    }
    assert in_order(placed, {"voted": 2}) == ["voted", "easy", "hard", "less"]


def test_a_need_alone_stands_exactly_at_its_place() -> None:
    (point,) = points({"a": Placement(4, 2)})
    assert (point.effort, point.importance) == (2.0, 4.0)


def test_two_of_one_place_stand_side_by_side() -> None:
    found = {
        p.item: (p.effort, p.importance)
        for p in points({"a": Placement(4, 2), "b": Placement(4, 2)})
    }
    assert found == {"a": (pytest.approx(1.79), 4.0), "b": (pytest.approx(2.21), 4.0)}


@given(st.integers(1, 16))
def test_needs_of_one_place_never_hide_each_other_nor_leave_it(count: int) -> None:
    found = points({str(n): Placement(3, 3) for n in range(count)})
    for one, other in itertools.combinations(found, 2):
        apart = math.hypot(one.effort - other.effort, one.importance - other.importance)
        assert apart >= 0.2
    assert all(abs(p.effort - 3) < 0.5 and abs(p.importance - 3) < 0.5 for p in found)
