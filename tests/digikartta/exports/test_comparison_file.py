"""Comparisons as files."""

import csv
import io
import json

from digikartta.cohort_statistics.comparison import compare_cohorts, compare_times
from digikartta.cohort_statistics.selection import Cohort
from digikartta.disclosure_groups import PeerFilters
from digikartta.exports.comparison_data import (
    Compared,
    Data,
    as_json,
    change_data,
    chosen_filters,
    cohorts_data,
)
from digikartta.exports.comparison_file import comparison_csv
from digikartta.texts import texts
from tests.digikartta.cohort_statistics.cohort_pools import ClosedRound, create_pool

T = texts("en")
COMPARED = Compared("sample-1", ("sample-1",), is_example=False)


def two_groups() -> Data:
    pool = create_pool(
        *(ClosedRound(n, (30.0 + n, 100 / 3)) for n in range(5)),
        *(ClosedRound(9 + n, (50.0 + n, 100 / 3), industry="G") for n in range(5)),
    )
    c, g = PeerFilters(industry="C"), PeerFilters(industry="G")
    found = compare_cohorts(pool, Cohort(c), Cohort(g))
    return cohorts_data(found, COMPARED, (chosen_filters(c, "C"), chosen_filters(g, "G")), T)


def rows(data: Data) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(comparison_csv(data).decode("utf-8-sig"))))


def test_two_groups_have_a_row_for_each_dimension_and_the_overall_level() -> None:
    found = rows(two_groups())
    assert [row["dimension"] for row in found] == ["vision", "people", "overall"]
    assert (found[0]["n_first"], found[0]["n_second"]) == ("5", "5")
    assert (found[0]["mean_first"], found[0]["difference"]) == ("32.0", "-20.0")
    assert float(found[1]["mean_first"]) == 100 / 3


def test_what_is_undefined_is_empty_and_the_reason_beside_it() -> None:
    people = rows(two_groups())[1]
    assert (people["interval_low"], people["interval_high"], people["p"]) == ("", "", "")
    assert "p: all_equal" in people["reasons"]


def test_json_names_the_groups_and_how_the_figures_were_made() -> None:
    data = json.loads(as_json(two_groups()))
    assert data["groups"][0] == {"filters": {"name": "C", "industry": "C"}, "n": 5}
    assert data["method"]["resamples"] == 9999
    assert data["dimensions"]["people"]["interval"] is None


def test_nobody_measured_twice_is_a_file_too() -> None:
    found = compare_times(create_pool(), Cohort(), before="T0", after="T2")
    data = change_data(found, COMPARED, {}, T)
    assert [row["n"] for row in rows(data)] == ["0", "0", "0"]
