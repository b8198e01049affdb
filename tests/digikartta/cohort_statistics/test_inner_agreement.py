"""Agreement inside companies, over many of them."""

import numpy as np
import pytest

from digikartta.cohort_statistics.answer_patterns import DimensionAnswers
from digikartta.cohort_statistics.figures import Figure, Reason, undefined
from digikartta.cohort_statistics.inner_agreement import inner_agreement, spreads
from digikartta.questionnaire import LevelsQuestion
from tests.factories import create_questionnaire

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


def test_rounds_whose_people_spread_alike_are_counted_together() -> None:
    answers = DimensionAnswers(
        ({"vision_1": "2"}, {"vision_1": "4", "vision_2": "1"}, {"vision_1": "dk"}, {}),
        kind=np.array([0, 1, 2, 1, 0, 0, 3, 1, 1]),
        round=np.array([7, 7, 7, 9, 9, 8, 8, 5, 5]),
    )
    question = create_questionnaire().dimensions[0].questions[0]
    assert isinstance(question, LevelsQuestion)
    assert spreads(question, answers) == [
        ((0, 0, 0, 2, 0), 1),
        ((0, 1, 0, 0, 0), 1),
        ((0, 1, 0, 1, 0), 2),
    ]


def test_nobody_spreads_over_nothing() -> None:
    nobody = DimensionAnswers((), np.array([], dtype=np.int64), np.array([], dtype=np.int64))
    question = create_questionnaire().dimensions[0].questions[0]
    assert isinstance(question, LevelsQuestion)
    assert spreads(question, nobody) == []
