"""A figure is a finite number or has a reason, never both and never neither."""

import math

import pytest

from digikartta.cohort_statistics.figures import Figure, Interval, Reason, no_interval, undefined


def test_an_undefined_figure_says_why() -> None:
    assert undefined(Reason.TOO_FEW) == Figure(None, Reason.TOO_FEW)
    assert no_interval(Reason.NOBODY) == Interval(None, None, Reason.NOBODY)


@pytest.mark.parametrize(
    ("value", "reason"),
    [(None, None), (1.0, Reason.TOO_FEW), (math.nan, None), (math.inf, None)],
)
def test_a_figure_is_refused_that_is_neither_or_both(
    value: float | None, reason: Reason | None
) -> None:
    with pytest.raises(ValueError, match="finite"):
        Figure(value, reason)


@pytest.mark.parametrize(
    ("low", "high", "reason"),
    [
        (None, None, None),
        (1.0, None, None),
        (None, 1.0, Reason.TOO_FEW),
        (1.0, 2.0, Reason.TOO_FEW),
        (2.0, 1.0, None),
        (math.nan, 1.0, None),
    ],
)
def test_half_an_interval_is_refused(
    low: float | None, high: float | None, reason: Reason | None
) -> None:
    with pytest.raises(ValueError, match="two ends"):
        Interval(low, high, reason)


def test_an_interval_excludes_what_lies_outside_it() -> None:
    assert Interval(1.0, 2.0).excludes(0.0)
    assert Interval(-2.0, -1.0).excludes(0.0)
    assert not Interval(0.0, 2.0).excludes(0.0)
    assert not no_interval(Reason.TOO_FEW).excludes(0.0)


def test_the_interval_of_the_opposite_figure_is_turned_round() -> None:
    assert Interval(-1.0, 2.0).negated() == Interval(-2.0, 1.0)
    assert no_interval(Reason.TOO_FEW).negated() == no_interval(Reason.TOO_FEW)
