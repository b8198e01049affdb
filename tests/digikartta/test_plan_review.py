from datetime import date

from digikartta.action_plan import Planned
from digikartta.plan_review import DimensionReview, StageLevels, plan_review
from tests.factories import create_action

FIRST = StageLevels("T0", date(2026, 3, 2), {"vision": 25.0, "data": None}, {})
SECOND = StageLevels("T1", date(2026, 9, 1), {"vision": 62.5, "data": 50.0}, {})


def planned(
    number: int, dimension: str, status: str, *, done: date | None = None, made: date | None = None
) -> Planned:
    action = create_action(dimension=dimension, status=status)
    return Planned(number, 1, action, made or date(2026, 3, 9), done)


def test_until_there_are_two_rounds_there_is_nothing_to_review() -> None:
    plan = [planned(1, "vision", "agreed")]
    assert plan_review(["vision"], [FIRST], plan) == []


def test_a_dimension_is_shown_with_its_change_and_what_was_done_for_it() -> None:
    done = planned(1, "vision", "done", done=date(2026, 9, 1))
    late = planned(2, "vision", "done", done=date(2026, 9, 2))
    open_ = planned(3, "vision", "started")
    dropped = planned(4, "vision", "dropped")
    plan = [done, late, open_, dropped]
    assert plan_review(["vision", "data"], [FIRST, SECOND], plan) == [
        DimensionReview("vision", (25.0, 62.5), 37.5, (done,), (late, open_), (dropped,))
    ]


def test_without_a_score_there_is_no_change() -> None:
    plan = [planned(1, "data", "agreed")]
    [review] = plan_review(["vision", "data"], [FIRST, SECOND], plan)
    assert (review.scores, review.change) == ((None, 50.0), None)


def test_the_next_plan_is_not_reviewed() -> None:
    plan = [planned(1, "vision", "agreed", made=date(2026, 9, 2))]
    assert plan_review(["vision"], [FIRST, SECOND], plan) == []
