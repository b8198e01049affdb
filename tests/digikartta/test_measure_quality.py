"""Everything that a questionnaire's author wants to know, from one set of answers."""

import csv
import io
from datetime import date

import numpy as np
import pytest

from digikartta.cohort_statistics.answer_patterns import DimensionAnswers, Pattern
from digikartta.cohort_statistics.figures import Figure, Reason
from digikartta.cohort_statistics.participation import ClosedDay, Quarter
from digikartta.exports.quality_file import quality_csv
from digikartta.measure_quality import MeasureQuality, measure_quality
from digikartta.questionnaire import Dimension
from digikartta.questionnaire_file import from_data
from tests.factories import (
    create_dimension_data,
    create_question_data,
    create_questionnaire,
    create_text,
)

SAMPLE = create_questionnaire(dimensions=("vision", "people"), questions=2)
DAYS = [ClosedDay(date(2026, 2, 1), "T0", 6, 40)]


def forty(dimension: Dimension) -> DimensionAnswers:
    """Forty people whose two answers go together, with one who cannot say; five in each round."""
    first, second = (question.id for question in dimension.questions)
    return of_people(
        ({first: "1", second: "1"}, 12),
        ({first: "3", second: "4"}, 12),
        ({first: "5", second: "5"}, 15),
        ({first: "dk", second: "3"}, 1),
    )


def of_people(*patterns: Pattern, in_round: int = 5) -> DimensionAnswers:
    people = [n for _, n in patterns]
    kind = np.repeat(np.arange(len(people)), people)
    return DimensionAnswers(
        tuple(answers for answers, _ in patterns), kind, np.arange(kind.size) // in_round
    )


def nobody(_: Dimension) -> DimensionAnswers:
    return of_people()


def measured() -> MeasureQuality:
    return measure_quality(SAMPLE, forty, DAYS)


def test_every_dimension_and_every_question_is_there() -> None:
    found = measured()
    assert (found.rounds, found.respondents) == (6, 40)
    assert list(found.reliability) == list(found.dimensions) == ["vision", "people"]
    assert list(found.questions) == ["vision_1", "vision_2", "people_1", "people_2"]
    assert found.quarters == (Quarter(2026, 1, 6, 40),)


def test_figures_are_those_of_the_patterns() -> None:
    found = measured()
    vision = found.reliability["vision"]
    assert (vision.respondents, vision.questions) == (39, 2)
    assert vision.alpha.value is not None
    assert vision.alpha.value > 0.9
    assert vision.interval.low is not None
    assert found.questions["vision_1"].dont_know == Figure(1 / 40)
    assert found.questions["vision_1"].floor == Figure(12 / 39)
    assert found.dimensions["vision"].ceiling == Figure(15 / 40)


def test_agreement_is_that_of_each_question_with_levels() -> None:
    def of_one_mind(dimension: Dimension) -> DimensionAnswers:
        first, second = (question.id for question in dimension.questions)
        return of_people(({first: "3", second: "2"}, 12), ({first: "3"}, 6), in_round=3)

    found = measure_quality(SAMPLE, of_one_mind, DAYS)
    assert found.agreement["vision_1"].r_wg == Figure(1.0)
    assert (found.agreement["vision_1"].rounds, found.agreement["vision_2"].rounds) == (6, 4)
    assert found.agreement["vision_2"].r_wg.reason is Reason.TOO_FEW


def test_a_question_without_levels_has_no_agreement() -> None:
    yes_no = {"id": "other", "scale": "yes_no", "text": create_text()}
    dimension = {
        **create_dimension_data("vision", 1),
        "questions": [create_question_data(), yes_no],
    }
    raw = create_questionnaire().model_dump(mode="json", exclude_none=True)
    content = from_data({**raw, "dimensions": [dimension]}, name="test")
    found = measure_quality(content, nobody, [])
    assert list(found.agreement) == ["vision_1"]
    assert quality_csv(found).count(b"\n") == 1 + 1 + 2


def test_progress_is_told_over_all_dimensions() -> None:
    told: list[float] = []
    measure_quality(SAMPLE, forty, DAYS, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_nobody_has_no_quality_but_every_row() -> None:
    found = measure_quality(SAMPLE, nobody, [])
    assert (found.rounds, found.respondents, found.quarters) == (0, 0, ())
    assert found.reliability["vision"].alpha.reason is Reason.NOBODY


def test_the_file_has_one_row_for_each_dimension_and_question_with_full_precision() -> None:
    found = measured()
    rows = list(csv.DictReader(io.StringIO(quality_csv(found).decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [
        *("vision", "people"),
        *("vision_1", "vision_2", "people_1", "people_2"),
    ]
    assert float(rows[0]["alpha"]) == found.reliability["vision"].alpha.value
    assert float(rows[2]["floor"]) == pytest.approx(12 / 39, abs=1e-15)
    assert (rows[2]["agreement_rounds"], rows[2]["reasons"]) == ("8", "")
    assert float(rows[2]["r_wg"]) == found.agreement["vision_1"].r_wg.value


def test_the_file_says_why_a_figure_is_missing() -> None:
    few = measure_quality(
        SAMPLE, lambda _: of_people(({"vision_1": "1", "vision_2": "1"}, 12)), DAYS
    )
    rows = list(csv.DictReader(io.StringIO(quality_csv(few).decode("utf-8-sig"))))
    assert rows[0]["alpha"] == ""
    assert rows[0]["reasons"].startswith("alpha: too_few")
    assert rows[2]["reasons"] == "r_wg: too_few; divided: too_few"
