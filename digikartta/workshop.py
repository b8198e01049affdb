"""A workshop: what it is in at the moment, and what a phone may do then."""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

from digikartta.answers import CUSTOMER, INTERNAL_ROLES, STAGES
from digikartta.plain_text import clean, text_problem
from digikartta.problems import Problem
from digikartta.tokens import CODE_ALPHABET

State = Literal["prepared", "open", "paused", "closed"]
Pacing = Literal["free", "dimension"]

STATES: tuple[State, ...] = ("prepared", "open", "paused", "closed")
PACINGS: tuple[Pacing, ...] = ("free", "dimension")
# Below three a figure tells each of two people what the other one answered.
MIN_GROUP = 3
MAX_GROUP = 100
MAX_TITLE = 200
MAX_TEXT = 20_000  # characters of the time plan and of the notes; ten pages
SHORTEST_WAIT = 2  # seconds between two looks of a phone at how far its workshop is
WAIT_AFTERWARDS = 30  # once the workshop was closed; a facilitator may still open it again
MOST_LOOKS = 25  # a second, of all phones of a workshop together
MAX_NAME = 80  # characters of a person's name in a named round


@dataclass(frozen=True, slots=True)
class NewWorkshop:
    """What a facilitator decides before the workshop.

    `title` is the seminar's name; a company's own workshop goes by the company's name.
    """

    title: str
    stage: str
    held_on: date
    is_online: bool
    is_named: bool
    min_group: int
    language: str
    roles: tuple[str, ...]
    pacing: Pacing
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """How far a workshop is at one moment; dimensions by their ids."""

    state: State
    pacing: Pacing
    opened: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    revealed: frozenset[str] = frozenset()

    @property
    def is_running(self) -> bool:
        """Whether the facilitator sets the pace; before and after, people answer on their own."""
        return self.state in {"open", "paused"}

    def is_open(self, dimension: str) -> bool:
        """Whether a dimension takes answers, pauses aside."""
        if not self.is_running:
            return True
        return dimension not in self.closed and (self.pacing == "free" or dimension in self.opened)

    def refusal(self, dimension: str) -> Problem | None:
        """Return why an answer in a dimension is not stored now, or None when it is."""
        if self.state == "paused":
            return Problem("problem.workshop_paused")
        if not self.is_open(dimension):
            return Problem("problem.dimension_not_open")
        return None


ALONE = Flow("prepared", "free")  # of who answers in no workshop


@dataclass(frozen=True, slots=True)
class PhoneView:
    """What a person's phone shows: the dimension at `place`, or a calm wait for the next one."""

    place: int  # 0-based; the number of dimensions is the review
    is_waiting: bool
    is_locked: bool  # can be read but not changed now


def phone_view(
    flow: Flow, dimensions: Sequence[str], place: int, *, begun: Collection[str]
) -> PhoneView:
    """Return what the phone of somebody at `place` shows; `begun` are dimensions with an answer.

    Who waits is taken to whatever is opened next; who answers, or looks back, is never torn away.
    In a closed dimension only those look back who have begun it: who came too late goes on.
    """
    paused = flow.state == "paused"
    if _may_stay(flow, dimensions, place, begun):
        closed = place < len(dimensions) and not flow.is_open(dimensions[place])
        return PhoneView(place, is_waiting=False, is_locked=paused or closed)
    new = (p for p, d in enumerate(dimensions) if flow.is_open(d) and d not in begun)
    follow = next(new, None)
    if follow is not None:
        return PhoneView(follow, is_waiting=False, is_locked=paused)
    if _nothing_to_come(flow, dimensions):
        return PhoneView(place, is_waiting=False, is_locked=True)
    return PhoneView(place, is_waiting=True, is_locked=paused)


def _may_stay(flow: Flow, dimensions: Sequence[str], place: int, begun: Collection[str]) -> bool:
    """Whether the place can be shown: it is open, was begun, or is the review at the end."""
    if place == len(dimensions):
        return _nothing_to_come(flow, dimensions)
    here = dimensions[place]
    return flow.is_open(here) or (here in flow.closed and here in begun)


def _nothing_to_come(flow: Flow, dimensions: Sequence[str]) -> bool:
    """Whether every dimension has been opened, so that there is none to wait for."""
    return all(flow.is_open(d) or d in flow.closed for d in dimensions)


def mark(flow: Flow) -> str:
    """Return a short text that changes whenever a phone has something to follow.

    Anybody may ask for it, so it tells no result and no name: only how the workshop goes on, and a
    sum over the dimensions that are open and closed.
    """
    if not flow.is_running:
        return flow.state
    # Which dimensions, not how many: one that is opened again while another is closed leaves the
    # numbers as they were.
    dimensions = f"{sorted(flow.opened)} {sorted(flow.closed)}"
    return f"{flow.state}-{flow.pacing}-{sha256(dimensions.encode()).hexdigest()[:8]}"


def seconds_between_looks(people: int, *, is_over: bool = False) -> int:
    """Return how long a phone waits before it looks again whether its workshop goes on.

    Two seconds in a room of up to fifty. A hall looks more rarely, so that all of it together asks
    no more than 25 times a second: those who wait must not slow down those who answer.
    """
    shortest = WAIT_AFTERWARDS if is_over else SHORTEST_WAIT
    return max(shortest, math.ceil(people / MOST_LOOKS))


def seat_sign(respondent_id: int) -> str:
    """Return the three signs by which a person without a name asks for the own place again."""
    signs = []
    for _ in range(3):
        respondent_id, rest = divmod(respondent_id, len(CODE_ALPHABET))
        signs.append(CODE_ALPHABET[rest])
    return "".join(signs)


def plan_problems(plan: NewWorkshop, *, customers: bool) -> Iterable[Problem]:
    """Yield what is wrong with a new workshop; each problem's `where` is its field."""
    if plan.stage not in STAGES:
        yield Problem("problem.stage_missing", "stage")
    if not MIN_GROUP <= plan.min_group <= MAX_GROUP:
        yield Problem("problem.min_group", "min_group", {"least": MIN_GROUP, "most": MAX_GROUP})
    allowed = (CUSTOMER,) if customers else INTERNAL_ROLES
    if not plan.roles or not set(plan.roles) <= set(allowed):
        yield Problem("problem.roles_missing", "roles")
    for field, text, most in (("title", plan.title, MAX_TITLE), ("plan", plan.plan, MAX_TEXT)):
        problem = text_problem(
            clean(text), max_length=most, where=field, several_lines=field == "plan"
        )
        if problem:
            yield problem


def name_problem(name: str) -> Problem | None:
    """Return what is wrong with the name a person gives in a named round, or None."""
    if not clean(name):
        return Problem("problem.person_name_missing", "person")
    return text_problem(clean(name), max_length=MAX_NAME, where="person")
