"""Each organisation counts once, with its latest round of the time that is asked for."""

import pytest

from digikartta.cohort_statistics.selection import (
    Cohort,
    CohortPool,
    Values,
    members,
    pairs,
    values_of,
)
from digikartta.disclosure_groups import PeerFilters
from tests.digikartta.cohort_statistics.cohort_pools import ClosedRound, create_pool


def chosen(pool: CohortPool, cohort: Cohort) -> list[tuple[int, int]]:
    rows = members(pool.rounds, cohort)
    return [(int(pool.rounds.organisation[i]), int(pool.rounds.closed_on[i])) for i in rows]


def test_an_organisation_counts_once_with_its_latest_round() -> None:
    pool = create_pool(
        ClosedRound(2, day=5), ClosedRound(1, day=30), ClosedRound(1, day=10), ClosedRound(2, day=6)
    )
    assert chosen(pool, Cohort()) == [(1, 30), (2, 6)]


def test_two_rounds_of_one_day_are_told_apart_by_their_order() -> None:
    pool = create_pool(ClosedRound(1, (10.0, 10.0)), ClosedRound(1, (20.0, 20.0)))
    assert members(pool.rounds, Cohort()).tolist() == [1]


def test_a_stage_and_a_year_choose_the_latest_round_of_their_time() -> None:
    pool = create_pool(
        ClosedRound(1, stage="T0", day=10, year=2025),
        ClosedRound(1, stage="T0", day=20, year=2026),
        ClosedRound(1, stage="T2", day=30, year=2026),
    )
    assert chosen(pool, Cohort(PeerFilters(stage="T0"))) == [(1, 20)]
    assert chosen(pool, Cohort(PeerFilters(stage="T0", year=2025))) == [(1, 10)]


@pytest.mark.parametrize(
    "filters",
    [
        PeerFilters(industry="G"),
        PeerFilters(size_class="small"),
        PeerFilters(municipality="049"),
        PeerFilters(region="06"),
        PeerFilters(cohort="A"),
    ],
)
def test_every_filter_looks_at_the_latest_round(filters: PeerFilters) -> None:
    theirs = {"industry": "G", "size_class": "small", "municipality": "049", "region": "06"}
    pool = create_pool(
        ClosedRound(1), ClosedRound(2, **theirs, cohort="A"), ClosedRound(2, day=1), ClosedRound(3)
    )
    assert chosen(pool, Cohort(filters)) == [(2, 100)]


def test_who_has_moved_to_another_industry_is_no_longer_in_the_old_one() -> None:
    pool = create_pool(ClosedRound(1, industry="C", day=1), ClosedRound(1, industry="G", day=2))
    assert chosen(pool, Cohort(PeerFilters(industry="C"))) == []


def test_named_organisations_are_a_cohort_also_with_filters() -> None:
    pool = create_pool(ClosedRound(1), ClosedRound(2, industry="G"), ClosedRound(3))
    assert chosen(pool, Cohort(organisations=frozenset({1, 2}))) == [(1, 100), (2, 100)]
    both = Cohort(PeerFilters(industry="G"), frozenset({1, 2}))
    assert chosen(pool, both) == [(2, 100)]


def test_named_rounds_are_a_cohort_and_the_latest_of_them_counts() -> None:
    pool = create_pool(ClosedRound(1, day=1), ClosedRound(1, day=2), ClosedRound(1, day=3))
    assert chosen(pool, Cohort(rounds=frozenset({1, 2}))) == [(1, 2)]


def test_what_can_be_chosen_are_the_known_values() -> None:
    pool = create_pool(
        ClosedRound(1, industry="G", cohort="B"), ClosedRound(2, year=2025, municipality="")
    )
    assert values_of(pool.rounds) == Values(
        industry=("C", "G"),
        size_class=("micro",),
        region=("01",),
        municipality=("091",),
        cohort=("B",),
        stage=("T0",),
        year=(2025, 2026),
    )


def test_an_empty_pool_has_no_members_and_no_pairs() -> None:
    pool = create_pool()
    assert chosen(pool, Cohort()) == []
    found = pairs(pool.rounds, Cohort(), before="T0", after="T2")
    assert (found.n, found.n_either, found.share) == (0, 0, None)


def test_pairs_are_organisations_with_both_stages() -> None:
    pool = create_pool(
        ClosedRound(1, day=1),
        ClosedRound(1, stage="T2", day=9),
        ClosedRound(2, day=1),
        ClosedRound(3, stage="T2", day=9),
        ClosedRound(4, stage="T2", day=9),
        ClosedRound(4, day=2),
    )
    found = pairs(pool.rounds, Cohort(), before="T0", after="T2")
    assert (found.before.tolist(), found.after.tolist()) == ([0, 5], [1, 4])
    assert (found.n, found.n_before, found.n_after, found.n_either) == (2, 3, 3, 4)
    assert found.share == 0.5


def test_the_latest_round_of_each_stage_counts_but_no_first_one_after_the_second() -> None:
    pool = create_pool(
        ClosedRound(1, day=1),
        ClosedRound(1, day=5),
        ClosedRound(1, day=12),
        ClosedRound(1, stage="T2", day=8),
        ClosedRound(1, stage="T2", day=9),
    )
    found = pairs(pool.rounds, Cohort(), before="T0", after="T2")
    assert (found.before.tolist(), found.after.tolist()) == ([1], [4])


def test_a_first_measurement_after_the_second_makes_no_pair() -> None:
    pool = create_pool(ClosedRound(1, day=12), ClosedRound(1, stage="T2", day=8))
    found = pairs(pool.rounds, Cohort(), before="T0", after="T2")
    assert (found.n, found.n_before, found.n_after, found.n_either) == (0, 0, 1, 1)


def test_a_pair_belongs_to_a_cohort_when_its_later_round_does() -> None:
    pool = create_pool(
        ClosedRound(1, industry="C", day=1),
        ClosedRound(1, industry="G", stage="T2", day=9),
        ClosedRound(2, industry="G", day=1),
        ClosedRound(2, industry="C", stage="T2", day=9),
        ClosedRound(3, industry="G", day=1),
    )
    found = pairs(pool.rounds, Cohort(PeerFilters(industry="G")), before="T0", after="T2")
    assert (found.before.tolist(), found.after.tolist()) == ([0], [1])
    assert (found.n_before, found.n_after, found.n_either) == (2, 1, 2)
