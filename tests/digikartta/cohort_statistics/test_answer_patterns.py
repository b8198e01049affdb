"""How people deal with the questions: shares of what cannot be scored, floor and ceiling."""

import numpy as np
import pytest

from digikartta.cohort_statistics.answer_patterns import (
    Pattern,
    dimension_quality,
    item_quality,
    question_scores,
)
from digikartta.cohort_statistics.figures import Figure, Reason, undefined
from digikartta.questionnaire import Dimension
from tests.factories import create_questionnaire

VISION: Dimension = create_questionnaire(dimensions=("vision",), questions=2).dimensions[0]
FIRST = VISION.questions[0]
TWENTY: list[Pattern] = [
    ({"vision_1": "1", "vision_2": "1"}, 4),
    ({"vision_1": "5", "vision_2": "5"}, 2),
    ({"vision_1": "3", "vision_2": "dk"}, 8),
    ({"vision_1": "dk", "vision_2": "3"}, 3),
    ({"vision_1": "na"}, 1),
    ({"vision_2": "4"}, 2),
]


def test_a_question_tells_its_shares_of_everybody_and_of_the_scored() -> None:
    found = item_quality(FIRST, TWENTY, unanswered="missing")
    assert (found.question, found.respondents, found.scored) == ("vision_1", 20, 14)
    assert found.dont_know == Figure(3 / 20)
    assert found.not_applicable == Figure(1 / 20)
    assert found.blank == Figure(2 / 20)
    assert found.floor == Figure(4 / 14)
    assert found.ceiling == Figure(2 / 14)
    # (4·0 + 2·100 + 8·50)/14
    assert found.mean == Figure(600 / 14)


def test_what_counts_as_nought_is_told_as_unanswered_all_the_same() -> None:
    found = item_quality(FIRST, TWENTY, unanswered="zero")
    assert (found.respondents, found.scored) == (20, 19)
    assert (found.dont_know, found.blank) == (Figure(3 / 20), Figure(2 / 20))
    assert found.not_applicable == Figure(1 / 20)
    # Three who cannot say and two who left it blank stand at the floor with the four.
    assert found.floor == Figure(9 / 19)
    assert found.mean == Figure(600 / 19)
    scores, _ = question_scores(VISION, TWENTY, unanswered="zero")
    assert scores[2].tolist() == [50.0, 0.0]


def test_a_dimension_tells_who_stands_at_its_ends() -> None:
    found = dimension_quality(VISION, TWENTY, unanswered="missing")
    # Nobody's score is missing but that of the one who has answered `na` and nothing else.
    assert found.respondents == 19
    assert found.floor == Figure(4 / 19)
    assert found.ceiling == Figure(2 / 19)


def test_fewer_than_ten_people_are_no_share() -> None:
    found = item_quality(FIRST, [({"vision_1": "3"}, 9)], unanswered="missing")
    assert found.respondents == 9
    assert {found.dont_know, found.floor, found.mean} == {undefined(Reason.TOO_FEW)}
    assert item_quality(FIRST, [], unanswered="missing").mean == undefined(Reason.NOBODY)


def test_a_question_that_nobody_could_score_has_no_floor() -> None:
    found = item_quality(FIRST, [({"vision_1": "dk"}, 12)], unanswered="missing")
    assert found.dont_know == Figure(1.0)
    assert found.floor == undefined(Reason.NOBODY)


def test_the_scores_of_equal_answers_stand_beside_how_many_gave_them() -> None:
    scores, people = question_scores(VISION, TWENTY, unanswered="missing")
    assert people.tolist() == [4, 2, 8, 3, 1, 2]
    assert scores[1].tolist() == [100.0, 100.0]
    assert np.isnan(scores[2]).tolist() == [False, True]


def test_nobody_has_an_empty_table() -> None:
    scores, people = question_scores(VISION, [], unanswered="missing")
    assert scores.shape == (0, 2)
    assert people.size == 0


@pytest.mark.parametrize("value", ["na", "dk", ""])
def test_shares_add_up_to_everybody(value: str) -> None:
    found = item_quality(
        FIRST, [({"vision_1": value}, 5), ({"vision_1": "2"}, 15)], unanswered="missing"
    )
    shares = (found.dont_know, found.not_applicable, found.blank)
    assert sum(share.value or 0 for share in shares) == pytest.approx(5 / 20)
