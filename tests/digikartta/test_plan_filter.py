from datetime import timedelta

from digikartta.action_plan import Action, Planned
from digikartta.plan_filter import PlanFilter, glance, owners_of, themes_of
from tests.factories import TODAY, create_action


def planned(number: int, action: Action) -> Planned:
    return Planned(number, 1, action, TODAY, TODAY if action.status == "done" else None)


def days(number: int):  # type: ignore[no-untyped-def]
    return TODAY + timedelta(days=number)


def test_everything_but_what_was_dropped_is_shown_until_it_is_asked_for() -> None:
    dropped = create_action(status="dropped")
    assert PlanFilter().takes(create_action(), today=TODAY)
    assert not PlanFilter().takes(dropped, today=TODAY)
    assert PlanFilter(status="dropped").takes(dropped, today=TODAY)
    assert not PlanFilter(status="dropped").takes(create_action(), today=TODAY)


def test_each_choice_narrows_down() -> None:
    action = create_action(owner="Maija", dimension="data", due_on=days(3), starts_on=None)
    assert PlanFilter(owner="Maija", dimension="data", standing="upcoming").takes(
        action, today=TODAY
    )
    for wrong in (
        PlanFilter(owner="Kalle"),
        PlanFilter(dimension="vision"),
        PlanFilter(standing="overdue"),
    ):
        assert not wrong.takes(action, today=TODAY)


def test_the_glance_names_the_latest_and_the_next_first() -> None:
    none = {"starts_on": None}
    plan = [
        planned(1, create_action(due_on=days(-1), **none)),
        planned(2, create_action(due_on=days(-9), **none)),
        planned(3, create_action(due_on=days(20), **none)),
        planned(4, create_action(starts_on=days(2), due_on=days(90))),
        planned(5, create_action(due_on=days(9), status="started", **none)),
        planned(6, create_action(due_on=days(-9), status="done", **none)),
        planned(7, create_action(due_on=days(-9), status="dropped", **none)),
    ]
    found = glance(plan, TODAY)
    assert [p.id for p in found.overdue] == [2, 1]
    assert [p.id for p in found.upcoming] == [4, 5, 3]
    assert (found.started, found.done, found.all) == (1, 1, 6)


def test_names_are_in_alphabetical_order_each_once() -> None:
    plan = [
        planned(1, create_action(owner="Öl", theme="b")),
        planned(2, create_action(owner="anna", theme="")),
        planned(3, create_action(owner="Bo", theme="a")),
        planned(4, create_action(owner="Bo", theme="a")),
        planned(5, Action("Ilman")),
    ]
    assert owners_of(plan) == ["anna", "Bo", "Öl"]
    assert themes_of(plan) == ["a", "b"]
