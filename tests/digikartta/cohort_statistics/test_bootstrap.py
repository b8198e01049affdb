"""BCa intervals against `scipy.stats.bootstrap`, and where there is none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.cohort_statistics.bootstrap import (
    CONFIDENCE,
    RESAMPLES,
    SEED,
    bca_interval,
    difference_intervals,
    resampled_differences,
)
from digikartta.cohort_statistics.figures import Floats, Interval, Reason

LOWER = np.array([22.1, 30.4, 36.8, 40.3, 44.9, 49.7, 53.5, 61.6])
UPPER = np.array([41.3, 47.9, 52.2, 55.6, 58.1, 60.7, 66.4, 71.8, 77.5, 90.2])
# scipy 1.17.1: bootstrap((LOWER, UPPER), lambda p, q, axis: p.mean(axis) - q.mean(axis),
#   n_resamples=9999, method="BCa", rng=np.random.default_rng(21482), vectorized=True,
#   batch=400_000 // 18)
SCIPY = (-31.89085895271268, -8.502499999999998)
SAMPLE = st.lists(st.integers(0, 100).map(float), min_size=2, max_size=12).map(np.array)


def test_the_interval_of_a_difference_is_what_scipy_gives() -> None:
    [interval] = difference_intervals([(LOWER, UPPER)], seed=SEED)
    assert (interval.low, interval.high) == pytest.approx(SCIPY, abs=1e-9)


def test_swapping_the_two_changes_the_sign_and_nothing_else() -> None:
    [one], [other] = (
        difference_intervals([pair], seed=SEED) for pair in ((LOWER, UPPER), (UPPER, LOWER))
    )
    assert one == other.negated()


@given(SAMPLE, SAMPLE)
def test_the_order_of_organisations_changes_nothing(first: Floats, second: Floats) -> None:
    given_order = difference_intervals([(first, second)], seed=1, resamples=99)
    turned = difference_intervals([(first[::-1], second[::-1])], seed=1, resamples=99)
    assert given_order == turned


def test_an_interval_does_not_depend_on_what_is_asked_beside_it() -> None:
    pairs = [(LOWER, UPPER), (LOWER[:5], UPPER), (UPPER[:5], UPPER[5:]), (UPPER, LOWER + 1)]
    together = difference_intervals(pairs, seed=3, resamples=999)
    alone = [difference_intervals([pair], seed=3, resamples=999)[0] for pair in pairs]
    for one, other in zip(together, alone, strict=True):
        assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=1e-12)


def test_points_that_are_shifted_shift_the_interval_and_points_twice_as_wide_widen_it() -> None:
    [plain], [moved], [wider] = (
        difference_intervals([pair], seed=SEED)
        for pair in ((LOWER, UPPER), (LOWER + 10, UPPER), (2 * LOWER, 2 * UPPER))
    )
    assert plain.low is not None
    assert moved.low == pytest.approx(plain.low + 10, abs=1e-9)
    assert wider.low == pytest.approx(2 * plain.low, abs=1e-9)


def test_the_turned_scale_has_the_turned_interval_but_for_the_chance_of_drawing() -> None:
    [plain], [turned] = (
        difference_intervals([pair], seed=SEED)
        for pair in ((LOWER, UPPER), (100 - LOWER, 100 - UPPER))
    )
    assert plain.low is not None
    assert turned.high == pytest.approx(-plain.low, abs=0.7)


def test_two_constant_cohorts_have_no_interval() -> None:
    constant = np.full(6, 100 / 3)
    [interval] = difference_intervals([(constant, constant - 20)], seed=SEED)
    assert interval == Interval(None, None, Reason.ALL_EQUAL)


def test_one_constant_cohort_leaves_the_spread_of_the_other() -> None:
    [interval] = difference_intervals([(np.full(8, 50.0), UPPER)], seed=SEED)
    assert interval.low is not None
    assert interval.high is not None
    assert interval.low < 50 - UPPER.mean() < interval.high


def test_progress_is_told_to_the_end_over_all_sizes() -> None:
    told: list[float] = []
    difference_intervals(
        [(LOWER, UPPER), (LOWER[:5], UPPER)], seed=1, resamples=50, progress=told.append
    )
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_every_resample_is_the_difference_of_means_of_values_drawn_again() -> None:
    drawn = resampled_differences([(np.array([0.0, 100.0]), np.full(3, 10.0))], seed=5, resamples=9)
    assert drawn.shape == (1, 9)
    assert set(drawn[0].tolist()) <= {-10.0, 40.0, 90.0}


def test_a_mean_counts_every_value_as_often_as_it_is_drawn() -> None:
    drawn = resampled_differences([(LOWER, UPPER)], seed=5, resamples=3)
    rng = np.random.default_rng(5)
    first, second = (rng.integers(0, len(x), (3, len(x))) for x in (LOWER, UPPER))
    expected = LOWER[first].mean(axis=1) - UPPER[second].mean(axis=1)
    assert drawn[0] == pytest.approx(expected, abs=1e-12)


def test_a_figure_outside_all_its_resamples_has_no_interval() -> None:
    resampled, influence = np.array([1.0, 2.0, 3.0]), [np.array([-1.0, 1.0])]
    found = bca_interval(0.0, resampled, influence, confidence=CONFIDENCE)
    assert found == Interval(None, None, Reason.BCA_UNDEFINED)


def test_a_resample_without_a_figure_leaves_no_interval() -> None:
    found = bca_interval(2.0, np.array([1.0, np.nan, 3.0]), [np.ones(2)], confidence=CONFIDENCE)
    assert found.reason is Reason.UNSTABLE
    found = bca_interval(2.0, np.array([1.0, 3.0]), [np.array([np.nan])], confidence=CONFIDENCE)
    assert found.reason is Reason.UNSTABLE


def test_an_acceleration_beyond_the_formula_leaves_no_interval() -> None:
    # One value in 10 000 carries all influence: a = 1/6, z₀ = 3.7: 1 − a·(z₀ + 1.96) < 0 … only
    # when a is larger, as with several samples that do not balance.
    resampled = np.concatenate([np.arange(9998.0), [1e6]])
    influence = [np.array([100.0, 0.0]), np.array([100.0, 0.0])]
    found = bca_interval(9998.5, resampled, influence, confidence=0.9999999999)
    assert found.reason is Reason.BCA_UNDEFINED


def test_resamples_equal_to_the_figure_count_half() -> None:
    # With half of the ties below, z₀ = 0; without acceleration the ends are plain quantiles.
    resampled = np.array([1.0, 2.0, 2.0 + 1e-12, 3.0])
    found = bca_interval(2.0, resampled, [np.array([-1.0, 1.0])], confidence=0.5)
    assert (found.low, found.high) == pytest.approx((1.75, 2.25), abs=1e-9)


def test_the_method_names_the_number_of_resamples() -> None:
    assert (RESAMPLES, CONFIDENCE) == (9_999, 0.95)
