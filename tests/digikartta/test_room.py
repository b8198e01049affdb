"""How far people in a room are, and by what a comment is called."""

import pytest

from digikartta.room import (
    DimensionProgress,
    Place,
    comment_key,
    dimension_answers,
    has_finished,
    progress,
)
from tests.factories import create_questionnaire

ASKED = create_questionnaire(dimensions=("vision", "data"), questions=2)
VISION, DATA = ASKED.dimensions


def person(*, place: int = 0, submitted: bool = False, **answers: str) -> Place:
    return Place(place, submitted, {name.replace("__", "."): v for name, v in answers.items()})


@pytest.mark.parametrize(
    ("somebody", "finished"),
    [
        (person(vision_1="3", vision_2="dk"), True),  # every question has an answer
        (person(vision_1="3"), False),
        (person(vision_1="3", place=1), True),  # gone on
        (person(vision_1="3", submitted=True), True),
        (person(place=1, submitted=True), False),  # nothing was answered there
        (person(vision__target="4", place=1), False),
        (person(vision_1="3", vision_2=""), False),  # a comment alone is no answer
        (person(), False),
    ],
)
def test_who_has_answered_all_or_gone_on_has_finished(somebody: Place, finished: object) -> None:
    assert has_finished(VISION, 0, somebody) is finished


def test_progress_counts_those_who_have_finished_each_dimension() -> None:
    people = [
        person(vision_1="3", vision_2="3", data_1="1"),
        person(vision_1="3", vision_2="3", data_1="1", place=2),
        person(),
    ]
    assert progress(ASKED, people) == {
        "vision": DimensionProgress(2, 3),
        "data": DimensionProgress(1, 3),
    }
    assert DimensionProgress(1, 3).answering == 2


def test_the_answers_of_a_dimension_are_its_own_with_the_target_and_without_blanks() -> None:
    given = {"vision_1": "3", "vision_2": "", "vision.target": "5", "data_1": "1"}
    assert dimension_answers(VISION, given) == {"vision_1": "3", "vision.target": "5"}


def test_a_comment_is_called_by_something_that_tells_no_person() -> None:
    keys = {comment_key(1, 7, "vision_1"), comment_key(1, 7, "vision_2"), comment_key(2, 7, "x")}
    assert len(keys) == 3
    assert all(len(key) == 24 and key != "7" for key in keys)
