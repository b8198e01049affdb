"""Who the example companies are: the shares of sizes, places, roles and rounds dealt out."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from digikartta.answers import CUSTOMER
from digikartta.example_ingredients import Ingredients

T = TypeVar("T")

_CUSTOMER_VIEWS = 5  # companies whose customers have answered a questionnaire of their own
_OPEN_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Share:
    """What one company got."""

    industry: str
    name: str
    size_class: str
    municipality: str
    roles: tuple[str, ...]  # of the respondents, the first one's first
    has_business_id: bool
    two_stages: bool
    has_open_round: bool
    customer_view: bool


def shares(given: Ingredients, rng: Random) -> list[Share]:
    """Deal the shares out: the totals are always the same, who gets what follows from `rng`."""
    names = [(industry, name) for industry, all_ in given.names.items() for name in all_]
    sizes = _shuffled(rng, _sizes(given))
    places = _shuffled(rng, _proportional(given.municipalities, len(names)))
    pairs = _shuffled(rng, [number % 2 == 0 for number in range(len(names))])
    views = _shuffled(rng, [number < _CUSTOMER_VIEWS for number in range(len(names))])
    waiting = [
        number
        for number, ((_, people), paired) in enumerate(zip(sizes, pairs, strict=True))
        if not paired and 2 <= people <= 5
    ][:_OPEN_ROUNDS]
    return [
        Share(
            industry=industry,
            name=name,
            size_class=sizes[number][0],
            municipality=places[number],
            roles=_roles(sizes[number][1]),
            has_business_id=number % 2 == 0,
            two_stages=pairs[number],
            has_open_round=number in waiting,
            customer_view=views[number],
        )
        for number, (industry, name) in enumerate(names)
    ]


def _shuffled(rng: Random, deck: list[T]) -> list[T]:
    rng.shuffle(deck)
    return deck


def _sizes(given: Ingredients) -> list[tuple[str, int]]:
    """Each company's size class and number of respondents; few respondents more often than many."""
    found = []
    for size_class, share in given.sizes.items():
        fewest, most = share.respondents
        for number in range(share.companies):
            part = number / max(1, share.companies - 1)
            found.append((size_class, round(fewest + (most - fewest) * part**1.5)))
    return found


def _proportional(weights: Mapping[str, int], total: int) -> list[str]:
    """Each key at least once, the rest by weight (highest averages, after Sainte-Laguë)."""
    given = dict.fromkeys(weights, 1)
    for _ in range(total - len(weights)):
        chosen = max(weights, key=lambda key: weights[key] / (2 * given[key] + 1))
        given[chosen] += 1
    return [key for key, number in given.items() for _ in range(number)]


def _roles(people: int) -> tuple[str, ...]:
    """Roles of a company's respondents; from six on, a third of them are customers."""
    customers = people // 3 if people >= 9 else 3 * (people >= 6)
    internal = people - customers
    supervisors = internal // 4
    staff = internal - 1 - supervisors
    return (
        "management",
        *("supervisor",) * supervisors,
        *("staff",) * staff,
        *(CUSTOMER,) * customers,
    )
