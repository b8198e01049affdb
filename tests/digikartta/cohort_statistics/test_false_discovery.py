"""q against `p.adjust(p, "BH")` of R 4.2.2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.cohort_statistics.false_discovery import benjamini_hochberg

SHARE = st.floats(0, 1, allow_nan=False)


def test_eight_dimensions_are_adjusted_as_in_r() -> None:
    # in R: p.adjust(c(0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205), "BH")
    found = benjamini_hochberg([0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205])
    expected = [0.008, 0.032, 0.0672, 0.0672, 0.0672, 0.08, 0.0845714285714285, 0.205]
    assert found == pytest.approx(expected, abs=1e-9)


def test_ties_share_their_q() -> None:
    # in R: p.adjust(c(0.9, 0.01, 0.01, 0.3), "BH")
    assert benjamini_hochberg([0.9, 0.01, 0.01, 0.3]) == pytest.approx([0.9, 0.02, 0.02, 0.4])


def test_a_single_test_keeps_its_p_and_none_has_none() -> None:
    assert benjamini_hochberg([0.03]) == [0.03]
    assert benjamini_hochberg([]) == []


@given(st.lists(SHARE, max_size=9), st.randoms())
def test_q_is_never_below_p_and_keeps_the_order(values: list[float], chance: object) -> None:
    found = benjamini_hochberg(values)
    assert all(p <= q <= 1 for p, q in zip(values, found, strict=True))
    in_order = [q for _, q in sorted(zip(values, found, strict=True))]
    assert in_order == sorted(in_order)
