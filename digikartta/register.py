"""The register of companies as lists and boards show it."""

from dataclasses import dataclass
from datetime import date

from digikartta.pipeline import NOT_BEGUN, STEPS

DROPPED = "dropped"
NO_STEP = "not_begun"
PLACES = (NO_STEP, *STEPS, DROPPED)  # where a company can be on the board
PAGE = 50


@dataclass(frozen=True, slots=True)
class RegisterFilters:
    """What the companies looked for have in common; empty and None are anything."""

    search: str = ""
    place: str = ""  # one of PLACES
    partner: str = ""
    industry: str = ""
    size_class: str = ""
    municipality: str = ""
    region: str = ""
    tag: str = ""
    growth_seeking: bool | None = None
    international: bool | None = None


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """A company as a list shows it; codes as in `classification`, empty when unknown."""

    id: int
    name: str
    business_id: str | None
    industry: str
    size_class: str
    municipality: str
    partner: str
    place: str  # one of PLACES
    since: date | None


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page of the companies found, by name."""

    lines: tuple[CompanyLine, ...]
    found: int
    page: int  # from 0
    pages: int


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """The companies of one place: how many, and those that have been there longest."""

    place: str
    count: int
    lines: tuple[CompanyLine, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the companies that an account sees have, to choose from."""

    partners: tuple[str, ...]
    tags: tuple[str, ...]


def place_of(step: str, dropped_on: date | None) -> str:
    """Return where a company is on the board."""
    return DROPPED if dropped_on else NO_STEP if step == NOT_BEGUN else step


def step_at(place: str) -> str:
    """Return the step of a company at this place of the board; none when dropped or not begun."""
    return NOT_BEGUN if place in {NO_STEP, DROPPED} else place
