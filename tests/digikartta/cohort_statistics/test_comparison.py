"""Whole comparisons of made-up companies whose differences are known."""

import math

from digikartta.cohort_statistics.cautions import Caution
from digikartta.cohort_statistics.comparison import compare_cohorts, compare_times
from digikartta.cohort_statistics.figures import Figure, Reason, undefined
from digikartta.cohort_statistics.selection import Cohort
from digikartta.disclosure_groups import PeerFilters
from tests.digikartta.cohort_statistics.cohort_pools import ClosedRound, create_pool

C, G = Cohort(PeerFilters(industry="C")), Cohort(PeerFilters(industry="G"))


def twenty() -> list[ClosedRound]:
    """Ten companies in C; ten in G, 20 points lower in vision and equal in people."""
    return [
        *(ClosedRound(n, (40.0 + 3 * n, 50.0 + n), industry="C") for n in range(10)),
        *(ClosedRound(10 + n, (20.0 + 3 * n, 50.0 + n), industry="G") for n in range(10)),
    ]


def test_two_industries_differ_where_they_were_made_to() -> None:
    found = compare_cohorts(create_pool(*twenty()), C, G)
    assert (found.n, found.both) == ((10, 10), 0)
    assert list(found.dimensions) == ["vision", "people"]
    assert found.dimensions["vision"].difference == Figure(20.0)
    assert found.dimensions["vision"].interval.excludes(0)
    assert found.dimensions["people"].difference == Figure(0.0)
    assert not found.dimensions["people"].interval.excludes(0)
    assert found.overall.difference == Figure(10.0)
    assert found.cautions == (Caution.SELF_SELECTED,)


def test_the_overall_level_is_no_part_of_the_family_of_dimensions() -> None:
    found = compare_cohorts(create_pool(*twenty()), C, G)
    vision, people = found.dimensions.values()
    assert vision.q.value == 2 * (vision.p.value or 0)
    assert people.q == people.p
    assert found.overall.q == found.overall.p


def test_companies_in_both_cohorts_are_counted_and_nothing_is_tested() -> None:
    found = compare_cohorts(create_pool(*twenty()), C, Cohort())
    assert (found.n, found.both) == ((10, 20), 10)
    assert found.dimensions["vision"].p == undefined(Reason.OVERLAP)
    assert found.cautions == (Caution.OVERLAP, Caution.SELF_SELECTED)


def test_cohorts_of_other_versions_stages_and_few_companies_are_warned_of() -> None:
    pool = create_pool(
        ClosedRound(1, industry="C"),
        ClosedRound(2, industry="G", questionnaire="sample-2", stage="T2"),
    )
    assert compare_cohorts(pool, C, G).cautions == (
        Caution.SMALL_N,
        Caution.DIFFERENT_VERSIONS,
        Caution.DIFFERENT_STAGES,
        Caution.SELF_SELECTED,
    )


def test_ten_companies_rose_by_five_points_in_vision() -> None:
    rounds = twenty()[:10]
    later = [
        ClosedRound(r.organisation, (r.scores[0] + 5, r.scores[1] + (-1) ** i), stage="T2", day=200)
        for i, r in enumerate(rounds)
    ]
    found = compare_times(create_pool(*rounds, *later), Cohort(), before="T0", after="T2")
    vision = found.dimensions["vision"]
    assert (found.before, found.after, found.pairs.n, found.pairs.share) == ("T0", "T2", 10, 1.0)
    assert found.organisations == tuple(range(10))
    assert (vision.shift, vision.rose) == (Figure(5.0), 10)
    assert vision.rank_biserial == Figure(1.0)
    # ten equal rises: 2·(1/2)¹⁰
    assert vision.p == Figure(2 / 1024)
    assert vision.q == Figure(4 / 1024)
    assert found.overall.q == found.overall.p
    assert found.scores_before[:, 0].tolist() == [r.scores[0] for r in rounds]
    assert found.scores_after[3].tolist() == [54.0, 52.0, 53.0]
    assert found.cautions == (Caution.SELF_SELECTED, Caution.RESPONSE_SHIFT)


def test_few_pairs_of_many_companies_and_versions_are_warned_of() -> None:
    pool = create_pool(
        ClosedRound(1),
        ClosedRound(1, stage="T2", day=200, questionnaire="sample-2"),
        ClosedRound(2),
    )
    found = compare_times(pool, Cohort(), before="T0", after="T2")
    assert found.cautions == (
        Caution.SMALL_N,
        Caution.LOW_SHARE_PAIRED,
        Caution.DIFFERENT_VERSIONS,
        Caution.SELF_SELECTED,
        Caution.RESPONSE_SHIFT,
    )


def test_nobody_measured_twice_leaves_no_figure_but_the_reasons() -> None:
    found = compare_times(create_pool(), Cohort(), before="T0", after="T2")
    assert found.organisations == ()
    assert found.overall.shift == undefined(Reason.NOBODY)
    assert Caution.LOW_SHARE_PAIRED in found.cautions


def test_a_score_that_is_missing_once_takes_the_company_out_of_that_dimension() -> None:
    rounds = twenty()
    rounds[0] = ClosedRound(0, (math.nan, 50.0), industry="C", overall=50.0)
    found = compare_cohorts(create_pool(*rounds), C, G)
    assert found.dimensions["vision"].n == (9, 10)
    assert found.dimensions["people"].n == (10, 10)


def test_progress_is_told_from_beginning_to_end() -> None:
    told: list[float] = []
    compare_cohorts(create_pool(*twenty()), C, G, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
