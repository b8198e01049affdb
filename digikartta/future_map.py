"""The future map: the span of time it shows, its lanes, and its milestones."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from digikartta.action_plan import FIRST_DAY, LAST_DAY, LIMITS
from digikartta.plain_text import clean, text_problem
from digikartta.problems import InvalidInput, Problem

YEARS = (1, 2, 3, 5)
LANES = ("dimension", "theme")


@dataclass(frozen=True, slots=True)
class MapSettings:
    """How a company looks at its future: from a month on, for some years, in which lanes."""

    starts_on: date  # the first day of a month
    years: int  # one of `YEARS`
    lanes: str  # one of `LANES`

    @property
    def ends_on(self) -> date:
        """The first day after the span."""
        return self.starts_on.replace(year=self.starts_on.year + self.years)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day by which something shall be true; without a lane it concerns the whole map."""

    title: str
    day: date
    dimension: str = ""
    theme: str = ""


def usual_settings(today: date) -> MapSettings:
    """Return the settings of a map that nobody has chosen anything for: two years from now."""
    return MapSettings(today.replace(day=1), 2, "dimension")


def checked_settings(settings: MapSettings) -> MapSettings:
    """Return the settings, from the first of their month; raises `InvalidInput` for a wrong one."""
    problems = []
    if not FIRST_DAY <= settings.starts_on <= LAST_DAY:
        details = {"year": settings.starts_on.year}
        problems.append(Problem("problem.action_day_far", "starts_on", details))
    if settings.years not in YEARS:
        problems.append(Problem("problem.map_years", "years", {"value": settings.years}))
    if settings.lanes not in LANES:
        problems.append(Problem("problem.map_lanes", "lanes", {"value": settings.lanes[:40]}))
    if problems:
        raise InvalidInput(problems)
    return replace(settings, starts_on=settings.starts_on.replace(day=1))


def checked_milestone(milestone: Milestone, *, dimensions: Collection[str]) -> Milestone:
    """Return the milestone cleaned; raises `InvalidInput`: each problem's `where` is its field."""
    texts = {name: " ".join(clean(getattr(milestone, name)).split()) for name in ("title", "theme")}
    cleaned = replace(milestone, title=texts["title"], theme=texts["theme"])
    problems = []
    if not cleaned.title:
        problems.append(Problem("problem.milestone_title_missing", "title"))
    for name, text in texts.items():
        found = text_problem(text, max_length=LIMITS[name], where=name)
        problems += [found] if found else []
    if not FIRST_DAY <= cleaned.day <= LAST_DAY:
        problems.append(Problem("problem.action_day_far", "day", {"year": cleaned.day.year}))
    if cleaned.dimension and cleaned.dimension not in dimensions:
        details = {"value": cleaned.dimension[:40]}
        problems.append(Problem("problem.action_dimension_unknown", "dimension", details))
    if problems:
        raise InvalidInput(problems)
    return cleaned
