"""Pools of closed rounds for tests: one row per round, with a default for everything."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from digikartta.peer_group import ClosedRounds

READER = 0  # the organisation that asks; the others are numbered from 1
TODAY = datetime.date(2026, 6, 30).toordinal()


class Row(NamedTuple):
    organisation: int
    round: int
    closed_on: int
    stage: str
    industry: str
    size_class: str
    municipality: str
    region: str
    cohort: str
    scores: tuple[float, ...]

    @property
    def year(self) -> int:
        return datetime.date.fromordinal(self.closed_on).year


def create_row(
    organisation: int = 1,
    *,
    round_id: int | None = None,
    closed_on: str = "2026-03-01",
    stage: str = "T0",
    industry: str = "C",
    size_class: str = "small",
    municipality: str = "Helsinki",
    region: str = "Uusimaa",
    cohort: str = "",
    scores: tuple[float, ...] = (50.0,),
) -> Row:
    day = datetime.date.fromisoformat(closed_on).toordinal()
    own_id = organisation * 10 if round_id is None else round_id
    attributes = (stage, industry, size_class, municipality, region, cohort)
    return Row(organisation, own_id, day, *attributes, scores)


def create_rows(n: int, *, first: int = 1, **attributes: str) -> list[Row]:
    return [create_row(first + number, **attributes) for number in range(n)]


def create_pool(rows: Iterable[Row], *, dimensions: tuple[str, ...] = ("overall",)) -> ClosedRounds:
    table = list(rows)

    def numbers(name: str) -> np.ndarray:
        return np.array([getattr(row, name) for row in table], dtype=np.int64)

    def words(name: str) -> np.ndarray:
        return np.array([getattr(row, name) for row in table], dtype=object)

    scores = np.array([row.scores for row in table], dtype=np.float64)
    return ClosedRounds(
        dimensions=dimensions,
        organisation=numbers("organisation"),
        round=numbers("round"),
        closed_on=numbers("closed_on"),
        year=numbers("year"),
        stage=words("stage"),
        industry=words("industry"),
        size_class=words("size_class"),
        municipality=words("municipality"),
        region=words("region"),
        cohort=words("cohort"),
        scores=scores.reshape(len(table), len(dimensions)),
    )
