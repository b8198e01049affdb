"""The steps through which a project takes a company, each with the day on which it was reached."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from digikartta.problems import InvalidInput, Problem

STEPS = (
    "contacted",
    "needs_mapped",
    "selected",
    "proposal_made",
    "proposal_agreed",
    "in_workshops",
    "digivisio_made",
    "plan_started",
    "evaluated",
)
NOT_BEGUN = ""  # no step has a day yet
EARLIEST = date(2000, 1, 1)  # an older day is a slip of the finger


def step_now(days: Mapping[str, date]) -> str:
    """Return the furthest step that has a day; steps may be skipped."""
    return next((step for step in reversed(STEPS) if step in days), NOT_BEGUN)


def next_step(step: str) -> str | None:
    """Return the step after this one, None after the last."""
    following = STEPS.index(step) + 1 if step else 0
    return STEPS[following] if following < len(STEPS) else None


def check_days(days: Mapping[str, date], *, today: date) -> None:
    """Raise `InvalidInput` for days to come, or for a step before an earlier one of the order."""
    problems = list(_problems(days, today))
    if problems:
        raise InvalidInput(problems)


def _problems(days: Mapping[str, date], today: date) -> Iterator[Problem]:
    unknown = [step for step in days if step not in STEPS]
    if unknown:
        yield Problem("problem.step_unknown", "step", {"value": unknown[0][:40]})
    dated = [(step, days[step]) for step in STEPS if step in days]
    for step, day in dated:
        if not EARLIEST <= day <= today:
            yield Problem("problem.step_day", step)
    for (_, before), (step, day) in pairwise(dated):
        if day < before:
            yield Problem("problem.step_order", step)
