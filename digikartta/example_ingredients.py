"""What the generated example companies are made of: names, shares, tendencies and comments."""

import tomllib
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).parent / "content" / "example" / "example_data.toml"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SizeShare(_Part):
    """How many companies are of one size, and the fewest and most persons who answer in them."""

    companies: int
    respondents: tuple[int, int]


class Lift(_Part):
    """The average level, 1 to 5, and how far above or below it something stands."""

    average: float
    industries: dict[str, float]
    sizes: dict[str, float]
    dimensions: dict[str, float]
    roles: dict[str, float]


class CustomersShare(_Part):
    """The dimensions of a company that its customers can know."""

    dimensions: tuple[str, ...]


class Comments(_Part):
    """What people write beside the levels 1 and 2, and beside 4 and 5."""

    low: tuple[str, ...] = ()
    high: tuple[str, ...] = ()


class Ingredients(_Part):
    """The whole file `content/example/example_data.toml`."""

    mark: str
    cohort: str
    names: dict[str, tuple[str, ...]]  # industry → names of companies
    sizes: dict[str, SizeShare]
    municipalities: dict[str, int]  # code → weight
    lift: Lift
    customers: CustomersShare
    comments: dict[str, Comments]  # question → comments


@lru_cache(maxsize=1)
def ingredients() -> Ingredients:
    """Return the shipped ingredients, read once."""
    return Ingredients.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))
