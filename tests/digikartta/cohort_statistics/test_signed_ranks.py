"""Wilcoxon's test against scipy 1.17.1 and R 4.2.2, and the rank-biserial correlation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.cohort_statistics.figures import Figure, Reason, undefined
from digikartta.cohort_statistics.signed_ranks import Ints, rank_biserial, whole, wilcoxon_p

NO_TIES = [4.1, -2.2, 7.3, 10.4, -1.5, 6.6, 12.7, 3.8, 9.9, -0.4, 5.2, 8.05]
TIES = [-10, -4, 0, 0, 2, 2, 5, 7, 7, 12]
THIRTEEN = [-6, -3, -3, 0, 1, 2, 2, 4, 4, 4, 8, 9, 11]
SIXTY = [((i * 37) % 61 - 20) / 2 for i in range(60)]
THIRTY = [((i * 37) % 61 - 20) / 2 + i / 1000 for i in range(30)]
# in scipy: wilcoxon(d, zero_method="pratt", correction=True, method="auto").pvalue
SCIPY = [
    pytest.param([1, 2, 3, 4, 5, 6], 0.03125, id="six, exact"),
    pytest.param(NO_TIES, 0.0068359375, id="no ties, exact; the same in R"),
    pytest.param(TIES, 0.234375, id="ties and zeros up to 13, all signs"),
    pytest.param(THIRTEEN, 0.09716796875, id="13 with ties, all signs"),
    pytest.param([*THIRTEEN, 3], 0.07281365982116277, id="14 with ties, asymptotic"),
    pytest.param(THIRTY, 0.0061949919909238815, id="30 without ties, exact"),
    pytest.param(SIXTY, 0.0002289322607374958, id="60, asymptotic"),
    pytest.param([5] * 20, 8.553502651441746e-06, id="20 equal"),
    pytest.param([5] * 8, 0.0078125, id="8 equal"),
]
CHANGES = st.lists(st.integers(-5, 5).map(float), min_size=6, max_size=13)


def changes(values: list[float]) -> Ints:
    return whole(np.array(values, dtype=np.float64))


@pytest.mark.parametrize(("values", "expected"), SCIPY)
def test_p_is_what_scipy_gives(values: list[float], expected: float) -> None:
    assert wilcoxon_p(changes(values)).value == pytest.approx(expected, abs=1e-9)


def test_differences_that_agree_to_a_billionth_are_ties() -> None:
    shaken = [value + (-1) ** i * 1e-11 for i, value in enumerate(TIES)]
    assert wilcoxon_p(changes(shaken)) == wilcoxon_p(changes(TIES))


@pytest.mark.parametrize("n", [0, 1, 5])
def test_under_six_pairs_there_is_no_p(n: int) -> None:
    assert wilcoxon_p(changes(list(range(1, n + 1)))) == undefined(Reason.TOO_FEW)


@pytest.mark.parametrize("n", [8, 20])
def test_where_nothing_changed_there_is_no_p_and_no_correlation(n: int) -> None:
    assert wilcoxon_p(changes([0.0] * n)) == undefined(Reason.ALL_EQUAL)
    assert rank_biserial(changes([0.0] * n)) == undefined(Reason.ALL_EQUAL)


def test_the_correlation_is_the_balance_of_the_ranks() -> None:
    # in R: r <- rank(abs(d)); (sum(r[d > 0]) - sum(r[d < 0])) / (sum(r[d > 0]) + sum(r[d < 0]))
    assert rank_biserial(changes(NO_TIES)).value == pytest.approx(0.84615384615384615, abs=1e-9)
    assert rank_biserial(changes(TIES)).value == pytest.approx(0.46153846153846156, abs=1e-9)


def test_the_correlation_of_nobody_is_undefined() -> None:
    assert rank_biserial(changes([])) == undefined(Reason.NOBODY)


def test_all_that_changed_in_one_direction_is_one() -> None:
    assert rank_biserial(changes([0, 0, 3, 1])) == Figure(1.0)
    assert rank_biserial(changes([0, -3, -1])) == Figure(-1.0)


@given(CHANGES, st.randoms())
def test_order_changes_nothing_and_the_turned_scale_only_the_sign(
    values: list[float], chance: "object"
) -> None:
    plain, turned = changes(values), changes([-value for value in values])
    backwards = changes(values[::-1])
    assert wilcoxon_p(plain) == wilcoxon_p(backwards) == wilcoxon_p(turned)
    assert rank_biserial(plain) == rank_biserial(backwards)
    if (found := rank_biserial(plain)).value is not None:
        assert rank_biserial(turned) == Figure(-found.value)


@given(CHANGES)
def test_p_of_few_pairs_is_the_share_of_signs_that_lie_as_far_out(values: list[float]) -> None:
    sizes = np.abs(values)
    ranks = np.array([(sizes < s).sum() + ((sizes == s).sum() + 1) / 2 for s in sizes])
    sums = np.zeros(1)
    for rank, value in zip(ranks, values, strict=True):
        sums = np.concatenate([sums, sums + (rank if value else 0)])
    observed = ranks[np.array(values) > 0].sum()
    p = min(1.0, 2 * min((sums <= observed + 1e-9).mean(), (sums >= observed - 1e-9).mean()))
    if any(values):
        assert wilcoxon_p(changes(values)).value == pytest.approx(p, abs=1e-9)
