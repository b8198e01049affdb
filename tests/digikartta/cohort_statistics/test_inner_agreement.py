"""Agreement inside companies, over many of them."""

import pytest

from digikartta.cohort_statistics.figures import Figure, Reason, undefined
from digikartta.cohort_statistics.inner_agreement import inner_agreement

ALIKE = (0, 0, 3, 0, 0)
APART = (2, 0, 0, 0, 2)  # variance 16/3: more than answers spread evenly


def test_the_mean_is_over_rounds_and_the_divided_are_counted() -> None:
    found = inner_agreement([(ALIKE, 3), (APART, 1), ((0, 1, 1, 1, 0), 4)])
    # r_wg: 1 three times, 0 once, 1 − 1/2 four times
    assert found.rounds == 8
    assert found.r_wg == Figure((3 + 4 * 0.5) / 8)
    assert found.divided == Figure(5 / 8)


def test_rounds_of_two_people_say_nothing() -> None:
    assert inner_agreement([((1, 0, 0, 0, 1), 9)]).r_wg == undefined(Reason.NOBODY)


@pytest.mark.parametrize(("rounds", "reason"), [(4, Reason.TOO_FEW), (5, None)])
def test_five_rounds_make_a_figure(rounds: int, reason: Reason | None) -> None:
    found = inner_agreement([(ALIKE, rounds)])
    assert (found.rounds, found.r_wg.reason, found.divided.reason) == (rounds, reason, reason)
