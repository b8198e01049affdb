"""An action plan and a vision to show, in each language; made up, as the example companies are."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from digikartta.action_plan import Action
from digikartta.customer_insights import Insight
from digikartta.future_map import Milestone

_FILE = Path(__file__).parent / "content" / "example" / "example_plan.toml"


@dataclass(frozen=True, slots=True)
class ExamplePlan:
    """Actions in an order in which each stands after those it waits for; `waits` by key."""

    actions: Mapping[str, Action]
    waits: Mapping[str, tuple[str, ...]]
    milestones: tuple[Milestone, ...]
    vision: Mapping[str, str]  # by part
    insights: tuple[Insight, ...]


def example_plan(language: str, *, today: date) -> ExamplePlan:
    """Return the plan as it is on a day, in one language."""
    raw = _raw()
    return ExamplePlan(
        {one["key"]: _action(one, language, today) for one in raw["action"]},
        {one["key"]: tuple(one.get("after", ())) for one in raw["action"]},
        tuple(
            Milestone(
                one["title"][language],
                today + timedelta(days=one["day"]),
                one["dimension"],
                one["theme"][language],
            )
            for one in raw["milestone"]
        ),
        {part: texts[language] for part, texts in raw["vision"][0].items()},
        tuple(
            Insight(
                one["learnt"][language],
                one["source"],
                today - timedelta(days=one["days_ago"]),
                one["dimension"],
                one["meaning"][language],
            )
            for one in raw["insight"]
        ),
    )


def _action(one: dict[str, Any], language: str, today: date) -> Action:
    def day(name: str) -> date | None:
        return today + timedelta(days=one[name]) if name in one else None

    return Action(
        one["title"][language],
        dimension=one["dimension"],
        theme=one["theme"][language],
        owner=one["owner"],
        starts_on=day("starts"),
        due_on=day("due"),
        first_step=one["first_step"][language] if "first_step" in one else "",
        cost=one.get("cost"),
        status=one["status"],
    )


@lru_cache(maxsize=1)
def _raw() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
