"""Pools of closed rounds for tests: one row each, in the words of the domain."""

from dataclasses import dataclass, field

import numpy as np

from digikartta.cohort_statistics.selection import CohortPool
from digikartta.disclosure_groups import ClosedRounds


@dataclass(frozen=True)
class ClosedRound:
    """One closed round; `scores` are those of the dimensions, the overall is their mean."""

    organisation: int
    scores: tuple[float, ...] = (50.0, 50.0)
    stage: str = "T0"
    day: int = 100
    year: int = 2026
    industry: str = "C"
    size_class: str = "micro"
    municipality: str = "091"
    region: str = "01"
    cohort: str = ""
    questionnaire: str = "sample-1"
    overall: float | None = field(default=None)


def create_pool(
    *rounds: ClosedRound, dimensions: tuple[str, ...] = ("vision", "people")
) -> CohortPool:
    """The pool of these rounds; nan is no score."""

    def column(name: str, kind: type) -> np.ndarray:
        return np.array([getattr(each, name) for each in rounds], dtype=kind)

    scores = [
        [*each.scores, float(np.mean(each.scores)) if each.overall is None else each.overall]
        for each in rounds
    ]
    return CohortPool(
        ClosedRounds(
            dimensions=(*dimensions, "overall"),
            organisation=column("organisation", np.int64),
            round=np.arange(1, len(rounds) + 1),
            closed_on=column("day", np.int64),
            year=column("year", np.int64),
            stage=column("stage", np.str_),
            industry=column("industry", np.str_),
            size_class=column("size_class", np.str_),
            municipality=column("municipality", np.str_),
            region=column("region", np.str_),
            cohort=column("cohort", np.str_),
            scores=np.array(scores, dtype=np.float64).reshape(len(rounds), len(dimensions) + 1),
        ),
        column("questionnaire", np.str_),
    )
