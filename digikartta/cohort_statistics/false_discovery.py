"""Many tests at once: the share of false discoveries among those that are called discoveries.

Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal
Statistical Society B 57, 289-300.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from digikartta.cohort_statistics.figures import Figure


class Tested(Protocol):
    """A result with a p, and room for its q."""

    @property
    def p(self) -> Figure:
        """Of one test."""

    @property
    def q(self) -> Figure:
        """Of the test among its family."""


T = TypeVar("T", bound=Tested)


def benjamini_hochberg(values: Sequence[float]) -> list[float]:
    """Return q for each p of one family, in the order given: `p.adjust(p, "BH")` in R."""
    found = [1.0] * len(values)
    smallest = 1.0
    descending = sorted(range(len(values)), key=lambda i: values[i], reverse=True)
    for above, place in enumerate(descending):
        smallest = min(smallest, values[place] * len(values) / (len(values) - above))
        # By rounding alone 0.95·3/3 is less than 0.95.
        found[place] = max(smallest, values[place])
    return found


def with_q(family: Sequence[T]) -> list[T]:
    """Return the results with their q; those without a p are no part of the family."""
    tested = [i for i, each in enumerate(family) if each.p.value is not None]
    q = benjamini_hochberg([p for each in family if (p := each.p.value) is not None])
    found = dict(zip(tested, q, strict=True))
    return [
        replace(each, q=Figure(found[i]) if i in found else each.p)  # type: ignore[type-var]
        for i, each in enumerate(family)
    ]
