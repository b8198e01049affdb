"""What phones do in a workshop, and what a plan of one may be."""

import re
from dataclasses import replace
from datetime import date

import pytest

from digikartta.tokens import CODE_ALPHABET
from digikartta.workshop import (
    Flow,
    NewWorkshop,
    PhoneView,
    mark,
    name_problem,
    phone_view,
    plan_problems,
    seat_sign,
    seconds_between_looks,
)

PARTS = ("vision", "people", "data")
REVIEW = len(PARTS)

PLAN = NewWorkshop(
    title="",
    stage="T0",
    held_on=date(2026, 3, 2),
    is_online=False,
    is_named=False,
    min_group=3,
    language="fi",
    roles=("management", "staff"),
    pacing="free",
)


def paced(*opened: str, closed: tuple[str, ...] = (), state: str = "open") -> Flow:
    return Flow(state, "dimension", frozenset(opened), frozenset(closed))  # type: ignore[arg-type]


def view(flow: Flow, place: int, *, begun: tuple[str, ...] = ()) -> PhoneView:
    return phone_view(flow, PARTS, place, begun=begun)


def shown(place: int, *, locked: bool = False) -> PhoneView:
    return PhoneView(place, is_waiting=False, is_locked=locked)


def waiting(place: int, *, locked: bool = False) -> PhoneView:
    return PhoneView(place, is_waiting=True, is_locked=locked)


@pytest.mark.parametrize("place", [0, 2, REVIEW])
def test_at_a_free_pace_everybody_is_where_they_went(place: int) -> None:
    assert view(Flow("open", "free"), place) == shown(place)


@pytest.mark.parametrize("state", ["prepared", "closed"])
def test_before_and_after_a_workshop_people_answer_on_their_own(state: str) -> None:
    assert view(paced(state=state), 1) == shown(1)
    assert paced(state=state).refusal("people") is None


def test_nobody_answers_before_the_first_dimension_is_opened() -> None:
    assert view(paced(), 0) == waiting(0)
    problem = paced().refusal("vision")
    assert problem is not None
    assert problem.key == "problem.dimension_not_open"


def test_who_waits_follows_to_the_dimension_that_is_opened() -> None:
    done = ("vision",)
    assert view(paced("vision"), 1, begun=done) == waiting(1)
    assert view(paced("vision", "people"), 1, begun=done) == shown(1)
    assert view(paced("vision", "data"), 1, begun=done) == shown(2)  # out of order


def test_who_answers_an_open_dimension_is_not_torn_away_by_the_next() -> None:
    assert view(paced("vision", "people"), 0) == shown(0)


def test_who_skipped_a_whole_dimension_is_shown_it_instead_of_a_wait() -> None:
    assert view(paced("vision"), 1) == shown(0)


def test_the_review_waits_until_every_dimension_has_been_opened() -> None:
    begun = ("vision", "people")
    assert view(paced(*begun), REVIEW, begun=begun) == waiting(REVIEW)
    assert view(paced(*PARTS), REVIEW, begun=PARTS) == shown(REVIEW)
    assert view(paced("data", closed=begun), REVIEW, begun=PARTS) == shown(REVIEW)


def test_a_closed_dimension_can_be_read_and_not_changed() -> None:
    flow = paced("vision", "people", closed=("vision",))
    assert view(flow, 0, begun=("vision",)) == shown(0, locked=True)
    assert flow.refusal("vision") is not None
    assert flow.refusal("people") is None
    free = Flow("open", "free", closed=frozenset({"vision"}))
    assert view(free, 0, begun=("vision",)) == shown(0, locked=True)
    assert free.refusal("vision") is not None
    assert free.refusal("people") is None


def test_who_comes_when_a_dimension_is_closed_begins_with_the_one_that_is_open() -> None:
    late = paced("vision", "people", closed=("vision",))
    assert view(late, 0) == shown(1)
    assert view(Flow("open", "free", closed=frozenset({"vision"})), 0) == shown(1)
    between = paced("vision", closed=("vision",))
    assert view(between, 0) == waiting(0)


def test_where_nothing_is_to_come_a_dimension_that_was_missed_can_be_read() -> None:
    flow = paced(*PARTS, closed=("vision",))
    assert view(flow, 0, begun=("people", "data")) == shown(0, locked=True)
    assert view(paced(*PARTS, closed=PARTS), 1) == shown(1, locked=True)


def test_a_pause_locks_every_phone_where_it_is() -> None:
    paused = paced("vision", state="paused")
    assert view(paused, 0) == shown(0, locked=True)
    assert view(paused, 1, begun=("vision",)) == waiting(1, locked=True)
    assert view(paused, 1) == shown(0, locked=True)
    problem = paused.refusal("vision")
    assert problem is not None
    assert problem.key == "problem.workshop_paused"


def test_the_mark_changes_with_all_that_phones_follow_and_not_with_results() -> None:
    flows = [
        paced(),
        paced("vision"),
        paced("vision", closed=("vision",)),
        paced("vision", "people", closed=("vision",)),
        paced("vision", "people", closed=("people",)),  # one opened again, the other closed
        paced("vision", state="paused"),
        Flow("open", "free", frozenset({"vision"})),
        paced(state="closed"),
    ]
    assert len({mark(flow) for flow in flows}) == len(flows)
    assert mark(replace(paced("vision"), revealed=frozenset({"vision"}))) == mark(paced("vision"))


def test_the_mark_is_the_same_in_whatever_order_dimensions_were_opened_and_names_none() -> None:
    assert mark(paced("vision", "people")) == mark(paced("people", "vision"))
    assert re.fullmatch(r"open-dimension-[0-9a-f]{8}", mark(paced("vision")))


@pytest.mark.parametrize(
    ("people", "seconds"), [(0, 2), (8, 2), (50, 2), (51, 3), (100, 4), (200, 8), (1000, 40)]
)
def test_all_phones_together_look_at_most_25_times_a_second(people: int, seconds: int) -> None:
    assert seconds_between_looks(people) == seconds


@pytest.mark.parametrize(("people", "seconds"), [(0, 30), (200, 30), (1000, 40)])
def test_after_a_workshop_phones_look_rarely_whether_it_goes_on(people: int, seconds: int) -> None:
    assert seconds_between_looks(people, is_over=True) == seconds


def test_a_seat_is_asked_for_by_three_signs_without_look_alikes() -> None:
    assert seat_sign(0) == "AAA"
    assert seat_sign(1) == "CAA"
    assert seat_sign(28 + 2) == "DCA"  # 2 + 1·28
    assert set(seat_sign(2**63 - 1)) <= set(CODE_ALPHABET)


def problems(*, customers: bool = False, **changes: object) -> list[tuple[str, str]]:
    plan = replace(PLAN, **changes)  # type: ignore[arg-type]
    return [(p.where, p.key) for p in plan_problems(plan, customers=customers)]


def test_a_good_plan_has_no_problems() -> None:
    assert problems() == []
    assert problems(customers=True, roles=("customer",)) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"stage": "T3"}, ("stage", "problem.stage_missing")),
        ({"min_group": 2}, ("min_group", "problem.min_group")),
        ({"min_group": 101}, ("min_group", "problem.min_group")),
        ({"roles": ()}, ("roles", "problem.roles_missing")),
        ({"roles": ("staff", "customer")}, ("roles", "problem.roles_missing")),
        ({"title": "a" * 201}, ("title", "problem.too_long")),
        ({"title": "a\nb"}, ("title", "problem.control_character")),
        ({"plan": "a" * 20_001}, ("plan", "problem.too_long")),
    ],
)
def test_a_wrong_plan_is_told_field_by_field(
    change: dict[str, object], expected: tuple[str, str]
) -> None:
    assert problems(**change) == [expected]


def test_a_time_plan_may_have_several_lines() -> None:
    assert problems(plan="9.00 Aloitus\n9.15 Visio") == []


def test_a_name_is_asked_for_and_must_be_readable() -> None:
    assert name_problem("Aino Virtanen") is None
    blank, long = name_problem("  "), name_problem("a" * 81)
    assert blank is not None
    assert blank.key == "problem.person_name_missing"
    assert long is not None
    assert long.key == "problem.too_long"
