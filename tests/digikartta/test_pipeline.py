from datetime import date

import pytest

from digikartta.pipeline import STEPS, check_days, next_step, step_now
from digikartta.problems import InvalidInput

TODAY = date(2026, 3, 2)


def problems(days: dict[str, date]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as refused:
        check_days(days, today=TODAY)
    return [(problem.key, problem.where) for problem in refused.value.problems]


def test_a_company_is_on_the_furthest_step_that_has_a_day() -> None:
    assert step_now({}) == ""
    assert step_now({"contacted": TODAY}) == "contacted"
    assert step_now({"plan_started": TODAY, "contacted": TODAY}) == "plan_started"


def test_the_steps_follow_each_other_and_the_last_has_none_after_it() -> None:
    walked = [step := next_step("")]
    while step := next_step(step or ""):
        walked.append(step)
    assert tuple(walked) == STEPS
    assert next_step("evaluated") is None


def test_steps_may_be_skipped_and_two_may_share_a_day() -> None:
    check_days({"contacted": TODAY, "selected": TODAY}, today=TODAY)
    check_days({}, today=TODAY)


def test_a_day_to_come_and_a_day_before_the_project_are_refused() -> None:
    assert problems({"contacted": date(2026, 3, 3)}) == [("problem.step_day", "contacted")]
    assert problems({"contacted": date(1999, 12, 31)}) == [("problem.step_day", "contacted")]


def test_a_step_before_an_earlier_one_is_refused() -> None:
    days = {"needs_mapped": date(2026, 2, 2), "selected": date(2026, 2, 1)}
    assert problems(days) == [("problem.step_order", "selected")]


def test_an_unknown_step_is_refused() -> None:
    assert problems({"celebrated": TODAY}) == [("problem.step_unknown", "step")]
