"""What a comparison is said to show: never more than it does."""

import pytest

from digikartta.cohort_statistics.comparison import compare_cohorts, compare_times
from digikartta.cohort_statistics.conclusions import clear_changes, clear_differences
from digikartta.cohort_statistics.figures import Figure, Interval, Reason, no_interval, undefined
from digikartta.cohort_statistics.selection import Cohort
from digikartta.comparison_words import (
    Table,
    change_conclusion,
    change_table,
    cohorts_conclusion,
    cohorts_table,
    figure_text,
    interval_text,
    lines_of,
    p_text,
    pairs_text,
)
from digikartta.disclosure_groups import PeerFilters
from digikartta.texts import texts
from tests.digikartta.cohort_statistics.cohort_pools import ClosedRound, create_pool

T = texts("en")
NAMES = {"vision": "Vision", "people": "People"}
C, G = Cohort(PeerFilters(industry="C")), Cohort(PeerFilters(industry="G"))


def two_industries(difference: float, *, size: int = 10) -> list[ClosedRound]:
    return [
        *(ClosedRound(n, (20.0 + difference + n, 50.0 + n)) for n in range(size)),
        *(ClosedRound(90 + n, (20.0 + n, 50.0 + n), industry="G") for n in range(size)),
    ]


def two_times(vision: float, people: float, *, size: int = 10) -> list[ClosedRound]:
    first = [ClosedRound(n, (40.0, 50.0)) for n in range(size)]
    changes = [(vision + n % 3, people - n % 2) for n in range(size)]
    later = [
        ClosedRound(n, (40.0 + v, 50.0 + p), stage="T2", day=200)
        for n, (v, p) in enumerate(changes)
    ]
    return [*first, *later]


def said_of_groups(rounds: list[ClosedRound], first: Cohort = C, second: Cohort = G) -> str:
    return " ".join(
        cohorts_conclusion(compare_cohorts(create_pool(*rounds), first, second), NAMES, T)
    )


def said_of_times(rounds: list[ClosedRound]) -> str:
    found = compare_times(create_pool(*rounds), Cohort(), before="T0", after="T2")
    return " ".join(change_conclusion(found, NAMES, T))


def test_a_clear_difference_is_named_with_its_interval_and_without_a_cause() -> None:
    said = said_of_groups(two_industries(20))
    assert "clearly differ" in said
    assert "Vision +20.0 (interval" in said
    assert "People" not in said
    assert "do not tell what a difference is due to" in said


def test_no_clear_difference_is_no_proof_of_equality() -> None:
    said = said_of_groups(two_industries(0))
    assert "no clear difference" in said
    assert "does not prove that the groups are alike" in said
    assert " … " in said


def test_three_companies_describe_themselves_only() -> None:
    said = said_of_groups(two_industries(20, size=3))
    assert "smaller group has 3 companies" in said
    assert "clearly" not in said


def test_an_empty_group_and_shared_companies_are_told() -> None:
    assert "nothing to compare" in said_of_groups(
        two_industries(0), second=Cohort(PeerFilters("Z"))
    )
    assert "10 companies are in both groups" in said_of_groups(two_industries(0), second=Cohort())


def test_rises_and_falls_are_told_apart() -> None:
    said = said_of_times(two_times(12, -9))
    assert "clearly rose in these (points): Vision +13.0" in said
    assert "clearly fell in these (points): People −9.5" in said
    assert "do not tell whether the project caused" in said
    assert "may have learned to judge themselves more strictly" in said


def test_a_change_without_spread_is_named_without_an_interval() -> None:
    rounds = [
        *(ClosedRound(n, (40.0 + n, 50.0 + n)) for n in range(8)),
        *(ClosedRound(n, (65.0 + n, 50.0 + n), stage="T2", day=200) for n in range(8)),
    ]
    said = said_of_times(rounds)
    assert "Vision +25.0." in said
    assert "fell" not in said


def test_no_clear_change_is_no_proof_that_nothing_changed() -> None:
    said = said_of_times(two_times(-1, 0.5))
    assert "no clear change" in said
    assert "does not prove that nothing changed" in said


def test_too_few_pairs_and_none_are_told() -> None:
    assert "5 companies were measured twice" in said_of_times(two_times(12, 0, size=5))
    assert "No company has been measured at both T0 and T2" in said_of_times([])


def test_pairs_are_told_with_their_share() -> None:
    rounds = [*two_times(1, 1, size=7), ClosedRound(80), ClosedRound(81)]
    found = compare_times(create_pool(*rounds), Cohort(), before="T0", after="T2")
    assert pairs_text(found, T).startswith("7 companies measured both times: 78% of the 9")
    nobody = compare_times(create_pool(), Cohort(), before="T0", after="T2")
    assert "–%" in pairs_text(nobody, T)


def test_the_table_of_two_groups_begins_with_effect_interval_and_q() -> None:
    found = compare_cohorts(create_pool(*two_industries(20)), C, G)
    table = cohorts_table(found, NAMES, ("Industry", "Trade"), T)
    assert table.columns[:6] == (
        *("dimension", "difference, points", "95% interval", "q"),
        *("n: Industry", "n: Trade"),
    )
    assert [row[0] for row in table.rows] == ["Vision", "People", "Overall level"]
    assert table.rows[0][1] == "+20.0"
    assert table.rows[0][3] == "< 0.001"
    assert table.rows[0][4:8] == ("10", "10", "44.5", "24.5")
    assert table.notes == ()


def test_the_table_says_why_figures_are_missing_once() -> None:
    found = compare_times(create_pool(), Cohort(), before="T0", after="T2")
    table = change_table(found, NAMES, T)
    assert table.rows[0] == ("Vision", "–", "–", "–", "0", "–", "–", "0", "0", "0", "–", "–")
    assert table.notes == ("– nobody has a score here", "– too few for this figure")


def test_clear_is_what_test_and_interval_agree_on() -> None:
    found = compare_times(create_pool(*two_times(12, -9)), Cohort(), before="T0", after="T2")
    assert [each.dimension for each in clear_changes(found.dimensions)] == ["vision", "people"]
    groups = compare_cohorts(create_pool(*two_industries(20)), C, G)
    assert [each.dimension for each in clear_differences(groups.dimensions)] == ["vision"]


def test_figures_are_read_with_a_sign_and_decimals() -> None:
    assert figure_text(Figure(1.25), T, signed=True) == "+1.3"
    assert figure_text(undefined(Reason.TOO_FEW), T) == "–"
    assert interval_text(Interval(-1.0, 2.0), T) == "−1.0 … 2.0"
    assert interval_text(no_interval(Reason.TOO_FEW), T) == "–"


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0004, "< 0.001"), (0.001, "0.001"), (0.0495, "0.050"), (1.0, "1.000")]
)
def test_a_p_has_three_decimals(value: float, shown: str) -> None:
    assert p_text(Figure(value), T) == shown


def test_lines_stand_in_columns() -> None:
    table = Table(("a", "bb"), (("long", "1"), ("x", "22")), ())
    assert lines_of(table) == ["a     bb", "long   1", "x     22"]
