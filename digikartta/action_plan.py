"""The action plan: what a company means to do, who does it and when."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, Literal

from digikartta.plain_text import clean, text_problem
from digikartta.problems import InvalidInput, Problem

STATUSES = ("idea", "agreed", "started", "done", "dropped")
UNFINISHED = ("idea", "agreed", "started")
NEEDS_OWNER = ("agreed", "started", "done")
# Characters. A title is a line on the map, a person two names, a text half a page.
LIMITS = {"title": 120, "owner": 80, "theme": 60, "why": 1000, "first_step": 1000}
MAX_NOTE = 2000
MAX_COST = 100_000_000  # euros; more than a small company turns over in a year
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
SOON_DAYS = 30  # how far ahead "upcoming" looks

Standing = Literal["overdue", "upcoming", "later", "finished"]


@dataclass(frozen=True, slots=True)
class Action:
    """One action as people write it; an empty text, or None, is what nobody has told yet."""

    title: str
    why: str = ""
    dimension: str = ""  # id of the questionnaire's dimension
    theme: str = ""  # the company's own grouping, a lane of the map
    owner: str = ""  # the responsible person
    starts_on: date | None = None
    due_on: date | None = None
    first_step: str = ""
    cost: int | None = None  # whole euros, an estimate
    status: str = "idea"
    needs: tuple[str, ...] = ()  # ids of the questions or dimensions it answers to
    insights: tuple[int, ...] = ()  # ids of what was learnt from customers
    after: tuple[int, ...] = ()  # ids of the actions that have to be done before it


FIELDS = tuple(field.name for field in fields(Action))


@dataclass(frozen=True, slots=True)
class Planned:
    """An action of a company's plan; `revision` counts its changes, from 1."""

    id: int
    revision: int
    content: Action
    created_on: date
    done_on: date | None  # the day it was marked as done; None unless it is done


@dataclass(frozen=True, slots=True)
class Note:
    """A progress note."""

    written_on: date
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two versions of an action do not agree on."""

    field: str
    before: object
    after: object


def checked(action: Action, *, dimensions: Collection[str]) -> Action:
    """Return the action cleaned, or raise `InvalidInput`: each problem's `where` is its field."""
    texts: dict[str, Any] = {name: clean(getattr(action, name)) for name in LIMITS}
    # A line is a line: what is pasted into a cell of a table may bring its line ends along.
    lines = {name: " ".join(texts[name].split()) for name in ("title", "owner", "theme")}
    cleaned = replace(action, **(texts | lines))
    problems = [*_text_problems(cleaned), *_date_problems(cleaned)]
    problems += _other_problems(cleaned, dimensions)
    if problems:
        raise InvalidInput(problems)
    return cleaned


def _text_problems(action: Action) -> Iterator[Problem]:
    if not action.title:
        yield Problem("problem.action_title_missing", "title")
    for name, limit in LIMITS.items():
        several = name in {"why", "first_step"}
        text = getattr(action, name)
        found = text_problem(text, max_length=limit, where=name, several_lines=several)
        if found:
            yield found


def _date_problems(action: Action) -> Iterator[Problem]:
    for name in ("starts_on", "due_on"):
        day = getattr(action, name)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            yield Problem("problem.action_day_far", name, {"year": day.year})
    if action.starts_on and action.due_on and action.due_on < action.starts_on:
        yield Problem("problem.action_due_before_start", "due_on")


def _other_problems(action: Action, dimensions: Collection[str]) -> Iterator[Problem]:
    if action.status not in STATUSES:
        yield Problem("problem.action_status_unknown", "status", {"value": action.status[:40]})
    if action.status in NEEDS_OWNER and not action.owner:
        yield Problem("problem.action_owner_missing", "owner")
    if action.dimension and action.dimension not in dimensions:
        details = {"value": action.dimension[:40]}
        yield Problem("problem.action_dimension_unknown", "dimension", details)
    if action.cost is not None and not 0 <= action.cost <= MAX_COST:
        yield Problem("problem.action_cost", "cost", {"limit": MAX_COST})


def checked_note(text: str, *, author: str) -> tuple[str, str]:
    """Return a note's text and author cleaned; raises `InvalidInput` when one cannot be taken."""
    body, name = clean(text), " ".join(clean(author).split())
    problems = [
        text_problem(body, max_length=MAX_NOTE, where="note", several_lines=True),
        text_problem(name, max_length=LIMITS["owner"], where="author"),
        None if body else Problem("problem.action_note_missing", "note"),
    ]
    found = [problem for problem in problems if problem]
    if found:
        raise InvalidInput(found)
    return body, name


def title_from(text: str) -> str:
    """Return the first sentence of a text, shortened at a word to what a title holds."""
    line = text.strip().partition("\n")[0]
    sentence = re.split(r"(?<=[.!?])\s+(?=[^\W\d_a-zäöå])", line)[0].rstrip(".")
    if len(sentence) <= LIMITS["title"]:
        return sentence
    cut = sentence[: LIMITS["title"] - 1]
    return (cut.rpartition(" ")[0].rstrip(",;: ") or cut) + "…"


def differences(before: Action, after: Action) -> tuple[Difference, ...]:
    """Return the fields in which two versions differ, in the order of the fields."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in FIELDS)
    return tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])


def on_top(current: Action, *, base: Action, wanted: Action) -> Action:
    """Return `current` with what somebody changed from `base` to `wanted` done to it as well."""
    changes: dict[str, Any] = {d.field: d.after for d in differences(base, wanted)}
    return replace(current, **changes)


def standing(action: Action, today: date) -> Standing:
    """Return how an action stands at a day: is it late, does it need somebody soon?

    Overdue is an unfinished action whose last day has passed, upcoming one that starts or is due
    within `SOON_DAYS`, today included.
    """
    if action.status not in UNFINISHED:
        return "finished"
    if action.due_on is not None and action.due_on < today:
        return "overdue"
    soon = today + timedelta(days=SOON_DAYS)
    days = [action.due_on] if action.status == "started" else [action.starts_on, action.due_on]
    return "upcoming" if any(day and today <= day <= soon for day in days) else "later"


def is_late_to_start(action: Action, today: date) -> bool:
    """Whether an agreed action should have been started by now."""
    return action.status == "agreed" and action.starts_on is not None and action.starts_on < today


def cycle(after: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the ids of actions that wait for each other in a circle; empty when there is none.

    `after` tells for each action which ones come before it.
    """
    done: set[int] = set()
    for start in after:
        path: list[int] = []
        stack: list[tuple[int, bool]] = [(start, False)]
        while stack:
            action, is_leaving = stack.pop()
            if is_leaving:
                path.pop()
                done.add(action)
            elif action in path:
                return tuple(path[path.index(action) :])
            elif action not in done:
                path.append(action)
                stack.append((action, True))
                stack += [(before, False) for before in after.get(action, ())]
    return ()
