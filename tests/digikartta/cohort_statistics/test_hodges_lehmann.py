"""The shift and its interval against R 4.2.2."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.cohort_statistics.figures import Interval, Reason, undefined
from digikartta.cohort_statistics.hodges_lehmann import lower_place, shift, shift_interval
from digikartta.cohort_statistics.signed_ranks import whole

CHANGES = st.lists(st.integers(-400, 400).map(lambda n: n / 4), min_size=1, max_size=15)


def shifted(values: list[float]) -> tuple[float | None, Interval]:
    d = whole(np.array(values, dtype=np.float64))
    return shift(d).value, shift_interval(d, confidence=0.95)


def test_shift_and_interval_are_what_r_gives_without_ties() -> None:
    # wilcox.test(d, exact = TRUE, conf.int = TRUE)
    found, interval = shifted(
        [4.1, -2.2, 7.3, 10.4, -1.5, 6.6, 12.7, 3.8, 9.9, -0.4, 5.2, 8.05]
    )  # fmt: skip
    assert found == pytest.approx(5.45, abs=1e-9)
    assert (interval.low, interval.high) == pytest.approx((1.85, 8.6), abs=1e-9)


def test_the_example_of_the_textbook_is_what_r_gives() -> None:
    # Hollander & Wolfe, depression scale; wilcox.test(y - x, exact = TRUE, conf.int = TRUE)
    before = np.array([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30])
    after = np.array([0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29])
    found, interval = shifted((after - before).tolist())
    assert found == pytest.approx(-0.46, abs=1e-9)
    assert (interval.low, interval.high) == pytest.approx((-0.786, -0.01), abs=1e-9)


def test_ties_and_zeros_stay_among_the_averages() -> None:
    # in R: wa <- outer(d, d, "+")/2; wa <- sort(wa[!lower.tri(wa)])
    # in R: median(wa); wa[qsignrank(.025, 10)]; wa[56 - qsignrank(.025, 10)]
    assert shifted([-10, -4, 0, 0, 2, 2, 5, 7, 7, 12]) == (2.0, Interval(-2.0, 7.0))


def test_the_place_of_the_lower_end_is_rs_quantile() -> None:
    # in R: qsignrank(0.025, c(6, 7, 8, 9, 10, 20, 50))
    found = [lower_place(n, confidence=0.95) for n in (6, 7, 8, 9, 10, 20, 50)]
    assert found == [1, 3, 4, 6, 9, 53, 435]


def test_for_many_pairs_the_place_is_approximated_from_below() -> None:
    # in R: qsignrank(0.025, c(51, 60, 100, 400, 1000)) is 454 649 1956 35567 232347
    found = [lower_place(n, confidence=0.95) for n in (51, 60, 100, 400, 1000)]
    exact = [454, 649, 1956, 35567, 232347]
    assert [e - f for e, f in zip(exact, found, strict=True)] == [1, 1, 2, 2, 3]


def test_nobody_has_no_shift_and_five_pairs_no_interval() -> None:
    assert shift(whole(np.array([]))) == undefined(Reason.NOBODY)
    assert shifted([1, 2, 3, 4, 5]) == (3.0, Interval(None, None, Reason.TOO_FEW))
    assert shifted([1, 2, 3, 4, 5, 6]) == (3.5, Interval(1.0, 6.0))


def test_equal_changes_have_a_shift_and_no_interval() -> None:
    assert shifted([7.5] * 8) == (7.5, Interval(None, None, Reason.ALL_EQUAL))


def test_one_pair_is_its_own_shift() -> None:
    assert shifted([-3.25])[0] == -3.25


@given(CHANGES)
def test_the_shift_is_the_median_of_all_averages(values: list[float]) -> None:
    averages = [
        (a + b) / 2 for i, a in enumerate(values) for b in values[i:]
    ]  # fmt: skip
    assert shifted(values)[0] == pytest.approx(float(np.median(averages)), abs=1e-9)


@given(CHANGES)
def test_the_turned_scale_turns_shift_and_interval(values: list[float]) -> None:
    found, interval = shifted(values)
    turned, opposite = shifted([-value for value in values])
    assert found is not None
    assert turned == -found
    assert opposite == interval.negated()
