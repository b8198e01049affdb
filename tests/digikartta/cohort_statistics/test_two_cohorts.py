"""Two cohorts against stored values of R 4.2.2 and scipy 1.17.1, and where there is no figure."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.cohort_statistics.figures import Figure, Floats, Reason, undefined
from digikartta.cohort_statistics.two_cohorts import (
    TwoCohorts,
    cliffs_delta,
    hedges_g,
    mann_whitney_p,
    mean_difference,
    two_cohorts,
)

A = np.array([12.5, 31.25, 43.75, 50, 56.25, 62.5, 68.75, 75, 81.25, 93.75])
B = np.array([6.25, 18.75, 25, 37.5, 37.5, 43.75, 50, 56.25, 62.5])
NOTHING = np.array([])
SCORES = st.lists(st.integers(0, 16).map(lambda n: n * 6.25), min_size=1, max_size=9).map(np.array)


def compared(first: Floats, second: Floats, *, overlap: bool = False) -> TwoCohorts:
    return two_cohorts(first[:, np.newaxis], second[:, np.newaxis], overlap=overlap, seed=1)[0]


def test_the_difference_is_that_of_the_means() -> None:
    assert mean_difference(A, B) == Figure(20.0)


def test_hedges_g_is_d_with_the_correction_for_small_samples() -> None:
    # in R: sp <- sqrt((9*var(a) + 8*var(b))/17); (mean(a) - mean(b))/sp * (1 - 3/(4*19 - 9))
    assert hedges_g(A, B).value == pytest.approx(0.88326439374228483, abs=1e-9)


def test_cliffs_delta_is_the_balance_of_all_pairs() -> None:
    # in R: mean(sign(outer(a, b, "-")))
    assert cliffs_delta(A, B).value == pytest.approx(0.51111111111111107, abs=1e-9)


def test_mann_whitney_with_ties_is_asymptotic() -> None:
    # wilcox.test(a, b, exact = FALSE, correct = TRUE)$p.value; mannwhitneyu(a, b, method="auto")
    assert mann_whitney_p(A, B).value == pytest.approx(0.065598206842157461, abs=1e-9)


def test_mann_whitney_without_ties_in_a_small_cohort_is_exact() -> None:
    first = np.array([41.2, 55.1, 63.7, 70.4, 88.9])
    second = np.array([12.3, 28.4, 35.5, 47.6, 52.2, 66.6])
    # wilcox.test(a, b, exact = TRUE)$p.value
    assert mann_whitney_p(first, second).value == pytest.approx(0.082251082251082255, abs=1e-9)


def test_mann_whitney_beside_a_very_large_cohort_is_asymptotic() -> None:
    small, large = np.arange(8.0) + 0.5, np.arange(501.0)
    found = mann_whitney_p(small, large).value
    # in scipy: mannwhitneyu(small, large, method="asymptotic").pvalue; the exact p is 7.7e-13
    assert found == pytest.approx(1.8687460151128762e-06, abs=1e-15)


def test_scores_that_differ_by_rounding_are_ties() -> None:
    assert cliffs_delta(np.array([100 / 3]), np.array([100 / 3 + 1e-12])) == Figure(0.0)
    shaken = B + np.array([1, -1, 1, -1, 1, -1, 1, -1, 1]) * 1e-12
    assert mann_whitney_p(A, shaken) == mann_whitney_p(A, B)


def test_all_equal_scores_have_a_difference_of_zero_and_no_test() -> None:
    found = compared(np.full(6, 50.0), np.full(7, 50.0))
    assert (found.difference, found.delta) == (Figure(0.0), Figure(0.0))
    assert found.g == undefined(Reason.ALL_EQUAL)
    assert found.interval.reason is Reason.ALL_EQUAL
    assert (found.p, found.q) == (undefined(Reason.ALL_EQUAL), undefined(Reason.ALL_EQUAL))


def test_two_different_constants_have_a_test_but_no_interval_and_no_g() -> None:
    found = compared(np.full(10, 75.0), np.full(10, 50.0))
    assert (found.difference, found.delta) == (Figure(25.0), Figure(1.0))
    assert found.g == undefined(Reason.ALL_EQUAL)
    assert found.interval.reason is Reason.ALL_EQUAL
    assert found.p.value is not None


def test_an_empty_cohort_has_no_figure_and_the_other_keeps_its_mean() -> None:
    found = compared(NOTHING, A)
    assert found.n == (0, 10)
    assert found.means == (undefined(Reason.NOBODY), Figure(float(A.mean())))
    for figure in (found.difference, found.delta, found.g, found.p, found.q):
        assert figure == undefined(Reason.NOBODY)
    assert found.interval.reason is Reason.NOBODY


@pytest.mark.parametrize(("n", "reason"), [(3, Reason.TOO_FEW), (4, None)])
def test_chance_is_spoken_of_from_four_organisations_in_each(n: int, reason: Reason | None) -> None:
    found = compared(A[:n], B)
    assert found.interval.reason is reason
    assert found.p.reason is reason
    assert found.difference.value is not None


def test_a_single_organisation_has_no_g() -> None:
    assert hedges_g(A[:1], B) == undefined(Reason.TOO_FEW)


def test_cohorts_that_share_organisations_are_described_and_not_tested() -> None:
    found = compared(A, B, overlap=True)
    assert found.difference == Figure(20.0)
    assert found.p == undefined(Reason.OVERLAP)
    assert found.interval.reason is Reason.OVERLAP


def test_a_missing_score_takes_the_organisation_out_of_that_dimension_only() -> None:
    first = np.column_stack([A, A])
    first[0, 1] = np.nan
    second = np.column_stack([B, B])
    whole, lacking = two_cohorts(first, second, overlap=False, seed=1)
    assert (whole.n, lacking.n) == ((10, 9), (9, 9))
    assert lacking.difference == mean_difference(A[1:], B)
    assert lacking.interval == compared(A[1:], B).interval


def test_the_dimensions_with_a_p_are_one_family() -> None:
    first = np.column_stack([A, A + 5, np.full(10, np.nan)])
    second = np.column_stack([B, B, B])
    found = two_cohorts(first, second, overlap=False, seed=1)
    p = [each.p.value for each in found[:2]]
    assert p[0] is not None
    assert p[1] is not None
    assert [each.q.value for each in found] == [p[0], min(p[0], 2 * p[1]), None]
    assert found[2].q == undefined(Reason.NOBODY)


@given(SCORES, SCORES)
def test_swapping_the_cohorts_turns_every_sign(first: Floats, second: Floats) -> None:
    one, other = (
        (mean_difference(a, b), cliffs_delta(a, b), hedges_g(a, b), mann_whitney_p(a, b))
        for a, b in ((first, second), (second, first))
    )
    for figure, opposite in zip(one[:3], other[:3], strict=True):
        turned = None if opposite.value is None else -opposite.value
        assert figure.value == (None if turned is None else pytest.approx(turned, abs=1e-9))
    assert one[3].value == pytest.approx(other[3].value, abs=1e-9)


@given(SCORES, SCORES)
def test_turning_the_scale_turns_the_effects(first: Floats, second: Floats) -> None:
    assert cliffs_delta(100 - first, 100 - second) == cliffs_delta(second, first)
    turned, plain = mean_difference(100 - first, 100 - second), mean_difference(second, first)
    assert turned.value == pytest.approx(plain.value, abs=1e-9)


@given(SCORES, SCORES, st.randoms(use_true_random=False))
def test_the_order_of_organisations_changes_nothing(
    first: Floats, second: Floats, chance: random.Random
) -> None:
    mixed = [np.array(chance.sample(each.tolist(), each.size)) for each in (first, second)]
    for figure in (mean_difference, cliffs_delta, hedges_g, mann_whitney_p):
        plain, shuffled = figure(first, second), figure(*mixed)
        assert plain.reason is shuffled.reason
        assert plain.value == pytest.approx(shuffled.value, abs=1e-9)
