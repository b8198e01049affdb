"""How far a respondent is."""

from digikartta.texts import texts
from digikartta.ui.progress import PartProgress, dimension_progress
from tests.every_scale import create_every_scale
from tests.factories import create_questionnaire

t = texts("fi")


def test_nothing_is_answered_at_first() -> None:
    questionnaire = create_questionnaire(dimensions=("vision", "data"), questions=3)
    assert dimension_progress(questionnaire, {}, t) == [
        PartProgress(0, "vision", answered=0, asked=("vision_1", "vision_2", "vision_3")),
        PartProgress(1, "data", answered=0, asked=("data_1", "data_2", "data_3")),
    ]


def test_cannot_say_and_does_not_concern_us_are_answers() -> None:
    values = {"vision_1": "4", "vision_2": "dk", "vision_3": "na"}
    [part] = dimension_progress(create_questionnaire(dimensions=("vision",)), values, t)
    assert (part.answered, part.missing) == (3, 1)


def test_a_target_is_no_question() -> None:
    values = {"vision.target": "4"}
    [part] = dimension_progress(create_questionnaire(dimensions=("vision",)), values, t)
    assert part.answered == 0


def test_a_grid_is_answered_when_each_of_its_rows_is() -> None:
    questionnaire = create_every_scale()
    one_row = {"channels.web": "no"}
    both_rows = {**one_row, "channels.phone": "yes"}
    assert dimension_progress(questionnaire, one_row, t)[1].answered == 0
    assert dimension_progress(questionnaire, both_rows, t)[1].answered == 1
