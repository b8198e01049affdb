from datetime import date

import numpy as np
import pytest

from digikartta.cohort import (
    CohortFigures,
    CohortFilters,
    CohortPool,
    Companies,
    figures,
    heat_rows,
    members,
    projects,
    read,
    view,
    written,
)
from tests.digikartta.peer_pools import Row, create_pool, create_row

EVERYTHING = CohortFilters(
    industries=("C", "G"),
    size_classes=("micro",),
    regions=("01",),
    municipalities=("091",),
    partners=("Omnia",),
    tags=("vienti",),
    growth_seeking=True,
    international=False,
    projects=("S21482",),
    stages=("T0",),
    closed_from=date(2025, 1, 1),
    closed_to=date(2026, 1, 1),
)


def create_companies(*rows: dict[str, object]) -> Companies:
    """Companies numbered from 1; what a row does not say is unknown."""

    def words(name: str) -> np.ndarray:
        return np.array([row.get(name, "") for row in rows], dtype=np.str_)

    def flags(name: str) -> np.ndarray:
        return np.array([row.get(name, -1) for row in rows], dtype=np.int64)

    return Companies(
        organisation=np.arange(1, len(rows) + 1),
        name=tuple(str(row.get("name", f"Yritys {n}")) for n, row in enumerate(rows, 1)),
        industry=words("industry"),
        size_class=words("size_class"),
        municipality=words("municipality"),
        region=words("region"),
        partner=words("partner"),
        growth_seeking=flags("growth_seeking"),
        international=flags("international"),
        tags=tuple(frozenset(row.get("tags", ())) for row in rows),  # type: ignore[arg-type]
    )


def create_cohort_pool(rounds: list[Row], *companies: dict[str, object]) -> CohortPool:
    given = companies or tuple({} for _ in {row.organisation for row in rounds})
    names = "abcdefgh"[: len(rounds[0].scores) - 1]
    return CohortPool.of(
        create_pool(rounds, dimensions=(*names, "overall")), create_companies(*given)
    )


def chosen(pool: CohortPool, seen: frozenset[int] | None = None, **filters: object) -> list[int]:
    """The ids of the rounds that a cohort is made of."""
    rows = members(pool, CohortFilters(**filters), seen=seen)  # type: ignore[arg-type]
    return pool.rounds.round[rows].tolist()


def test_filters_are_written_and_read_back_unchanged() -> None:
    assert read(written(EVERYTHING)) == EVERYTHING
    assert written(CohortFilters()) == "{}"
    assert read("{}") == CohortFilters()
    assert CohortFilters(growth_seeking=False).given() == ("growth_seeking",)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"industries": ("C",)}, [10, 30]),
        ({"industries": ("C", "G")}, [10, 20, 30]),
        ({"size_classes": ("small",)}, [20]),
        ({"regions": ("01",), "municipalities": ("091",)}, [10]),
        ({"partners": ("Omnia",)}, [10, 20]),
        ({"growth_seeking": True}, [10]),
        ({"growth_seeking": False}, [20]),
        ({"international": True}, [30]),
        ({"tags": ("vienti", "muu")}, [10, 30]),
        ({}, [10, 20, 30]),
    ],
)
def test_each_filter_chooses_the_companies_that_have_one_of_its_values(
    filters: dict[str, object], expected: list[int]
) -> None:
    pool = create_cohort_pool(
        [create_row(n) for n in (1, 2, 3)],
        {
            "industry": "C",
            "region": "01",
            "municipality": "091",
            "partner": "Omnia",
            "growth_seeking": 1,
            "tags": ("vienti",),
        },
        {"industry": "G", "size_class": "small", "partner": "Omnia", "growth_seeking": 0},
        {"industry": "C", "international": 1, "tags": ("vienti", "pilotti")},
    )
    assert chosen(pool, **filters) == expected


def test_of_the_rounds_that_fit_the_latest_counts() -> None:
    rounds = [
        create_row(1, round_id=12, stage="T2", closed_on="2026-01-10", cohort="x"),
        create_row(1, round_id=11, stage="T0", closed_on="2025-01-10", cohort="x"),
        create_row(2, round_id=21, stage="T0", closed_on="2025-06-10", cohort="y"),
    ]
    pool = create_cohort_pool(rounds)
    assert chosen(pool) == [12, 21]
    assert chosen(pool, stages=("T0",)) == [11, 21]
    assert chosen(pool, projects=("x",)) == [12]
    assert chosen(pool, closed_from=date(2025, 6, 10)) == [12, 21]
    assert chosen(pool, closed_to=date(2025, 6, 9)) == [11]


def test_projects_are_those_that_a_round_belongs_to() -> None:
    rounds = [create_row(n, cohort=name) for n, name in enumerate(("y", "", "x", "y"), 1)]
    assert projects(create_cohort_pool(rounds)) == ["x", "y"]
    assert projects(create_cohort_pool([create_row(1)])) == []


def test_two_rounds_of_one_day_count_by_their_number() -> None:
    rounds = [create_row(1, round_id=12), create_row(1, round_id=11)]
    assert chosen(create_cohort_pool(rounds)) == [12]


def test_a_reader_who_sees_some_companies_gets_a_cohort_of_these() -> None:
    pool = create_cohort_pool([create_row(n) for n in (1, 2, 3)])
    assert chosen(pool, seen=frozenset({1, 3, 99})) == [10, 30]
    assert chosen(pool, seen=frozenset()) == []


def test_a_pool_without_rounds_has_cohorts_without_companies() -> None:
    pool = CohortPool.of(create_pool([]), create_companies())
    assert chosen(pool) == []
    assert heat_rows(pool, members(pool, CohortFilters())) == []


def test_figures_of_ten_scores_have_quartiles() -> None:
    # Quartiles as R's quantile(x, type = 7) gives them: 25, 50, 68.75; the sum is 475.
    scores = np.array([0, 25, 25, 25, 50, 50, 50, 75, 75, 100, np.nan])
    assert figures(scores) == CohortFigures(10, 47.5, 50.0, 25.0, 68.75, (1, 3, 3, 2, 1))


def test_figures_of_nine_scores_have_none() -> None:
    found = figures(np.array([10.0] * 9))
    assert (found.n, found.median, found.q1, found.q3) == (9, 10.0, None, None)


def test_no_score_gives_no_figure() -> None:
    assert figures(np.array([np.nan])) == CohortFigures(0, None, None, None, None, (0,) * 5)


def test_a_score_on_an_edge_is_in_the_stage_above() -> None:
    edges = np.array([0, 19.999, 20, 40, 60, 79.999, 80, 100])
    assert figures(edges).classes == (2, 1, 1, 2, 2)


def test_a_view_counts_companies_and_those_with_a_score_apart() -> None:
    rounds = [create_row(1, scores=(50.0, 40.0)), create_row(2, scores=(float("nan"), 60.0))]
    pool = create_cohort_pool(rounds)
    found = view(pool, members(pool, CohortFilters()), name="kaikki")
    assert (found.name, found.n) == ("kaikki", 2)
    assert [found.dimensions[d].n for d in ("a", "overall")] == [1, 2]
    assert found.dimensions["overall"].median == 50.0


def test_companies_stand_highest_overall_first_and_those_without_it_last() -> None:
    nan = float("nan")
    rounds = [
        create_row(1, scores=(nan, 40.0)),
        create_row(2, scores=(50.0, nan)),
        create_row(3, scores=(70.0, 60.0)),
        create_row(4, scores=(70.0, 60.0)),
    ]
    pool = create_cohort_pool(rounds, {}, {}, {"name": "Ö"}, {"name": "A"})
    rows = heat_rows(pool, members(pool, CohortFilters()))
    assert [row.organisation for row in rows] == [4, 3, 1, 2]
    assert rows[2].scores == (None, 40.0)
    assert heat_rows(pool, members(pool, CohortFilters()), limit=2) == rows[:2]
    assert (rows[0].stage, rows[0].closed_on) == ("T0", date(2026, 3, 1))
