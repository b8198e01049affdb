"""Grids, tick lists and unanswered questions, on a questionnaire built like the EU's assessment.

Structure after the Digital Maturity Assessment of the European Digital Innovation Hubs
(JRC133234, 2023): each question 0 to 10, here 0 to 100; unanswered counts as 0.
"""

import pytest

from digikartta.questionnaire import Questionnaire
from digikartta.scoring import OVERALL, question_score, respondent_scores
from tests.digikartta.question_data import (
    Data,
    create_asked,
    create_dimension,
    create_grid,
    create_question,
    create_questionnaire_of,
    create_tick_list,
)

THREE_STEPS = {"scale": "three_step"}


def boxes(count: int) -> tuple[str, ...]:
    return tuple(f"b{number}" for number in range(1, count + 1))


def rows(count: int) -> tuple[str, ...]:
    return tuple(f"r{number}" for number in range(1, count + 1))


def ticked(count: int) -> str:
    return "|".join(boxes(count)) or "none"


def create_area(number: int, *questions: Data) -> Data:
    return create_dimension(f"area{number}", questions)


def create_eu_assessment() -> Questionnaire:
    """Six dimensions, eleven questions; the two columns of the first count as two."""
    return create_questionnaire_of(
        create_area(
            1,
            create_tick_list("q1a", boxes=boxes(10)),
            create_tick_list("q1b", boxes=boxes(10)),
            create_tick_list("q2", boxes=boxes(10)),
        ),
        create_area(2, create_tick_list("q3", boxes=boxes(10)), create_grid("q4", rows=rows(7))),
        create_area(
            3, create_tick_list("q5", boxes=boxes(7)), create_tick_list("q6", boxes=boxes(8))
        ),
        create_area(
            4,
            create_tick_list("q7", boxes=boxes(7), unscored=("not_digital",)),
            create_tick_list("q8", boxes=boxes(6)),
        ),
        create_area(5, create_grid("q9", rows=rows(5))),
        create_area(
            6,
            create_tick_list("q10", boxes=boxes(10)),
            create_grid("q11", rows=rows(5), row_scale=THREE_STEPS),
        ),
        targets=False,
        unanswered="zero",
    )


EU = create_eu_assessment()
EVERYTHING = {
    **{f"q{name}": ticked(10) for name in ("1a", "1b", "2", "3", "10")},
    **{"q5": ticked(7), "q6": ticked(8), "q7": ticked(7), "q8": ticked(6)},
    **{f"q4.{row}": "5" for row in rows(7)},
    **{f"q9.{row}": "5" for row in rows(5)},
    **{f"q11.{row}": "yes" for row in rows(5)},
}


def eu(answers: dict[str, str]) -> dict[str, float | None]:
    return respondent_scores(EU, answers)


def without(*questions: str) -> dict[str, str]:
    return {
        item: value for item, value in EVERYTHING.items() if item.split(".")[0] not in questions
    }


def test_everything_is_a_hundred_and_nothing_is_nought() -> None:
    assert set(eu(EVERYTHING).values()) == {100.0}
    assert set(eu({}).values()) == {0.0}


def test_a_tick_list_of_an_eu_area_by_hand() -> None:
    answers = {"q1a": ticked(4), "q1b": ticked(2), "q2": ticked(3)}
    assert eu(answers)["area1"] == pytest.approx(30.0)  # (4 + 2 + 3)/30·100


def test_the_rows_of_an_eu_grid_by_hand() -> None:
    answers = {"q3": ticked(5), **{f"q4.{row}": "2" for row in rows(7)}}
    assert eu(answers)["area2"] == 45.0  # (5 + 10·7·0.4/7)·5


def test_no_partly_and_yes_earn_nothing_half_and_all() -> None:
    values = ("no", "partly", "yes", "yes", "partly")
    answers = {f"q11.{row}": value for row, value in zip(rows(5), values, strict=True)}
    assert eu({**answers, "q10": "none"})["area6"] == 30.0  # (0 + (0 + 1 + 2 + 2 + 1))·5


def test_the_negative_item_earns_nothing() -> None:
    assert eu({**EVERYTHING, "q7": f"{ticked(7)}|not_digital"})["area4"] == 100.0
    assert eu({"q7": "not_digital"})["area4"] == 0.0
    assert eu({"q7": f"{ticked(1)}|not_digital"})["area4"] == pytest.approx(50 / 7)


@pytest.mark.parametrize(
    ("skipped", "area", "expected"),
    [
        ("q2", "area1", 200 / 3),
        ("q4", "area2", 50.0),
        ("q6", "area3", 50.0),
        ("q9", "area5", 0.0),
        ("q11", "area6", 50.0),
    ],
)
def test_a_skipped_question_lowers_the_score(skipped: str, area: str, expected: float) -> None:
    scores = eu(without(skipped))
    assert scores[area] == pytest.approx(expected)
    assert scores[OVERALL] == pytest.approx((500 + expected) / 6)


def test_a_skipped_row_lowers_the_score_too() -> None:
    answers = {**EVERYTHING}
    del answers["q9.r1"]
    assert eu(answers)["area5"] == 80.0  # 4 of 5 rows


def test_what_cannot_be_said_counts_as_unanswered() -> None:
    assert eu({**EVERYTHING, "q2": "dk"}) == eu(without("q2"))
    assert eu({**EVERYTHING, "q9.r1": "dk"})["area5"] == 80.0


def test_what_does_not_concern_the_respondent_is_taken_out_even_so() -> None:
    assert eu({**without("q2"), "q2": "na"})["area1"] == 100.0
    assert eu({**without("q9"), "q9.r1": "5", "q9.r2": "na"})["area5"] == 25.0  # 100/4 rows
    nothing = {f"q9.{row}": "na" for row in rows(5)}
    assert eu({**without("q9"), **nothing})["area5"] is None


def test_an_area_that_is_taken_out_does_not_lower_the_overall() -> None:
    nothing = {f"q9.{row}": "na" for row in rows(5)}
    assert eu({**EVERYTHING, **nothing})[OVERALL] == 100.0


def test_by_default_a_skipped_question_is_left_out() -> None:
    asked = create_asked(create_question("q1"), create_question("q2"))
    assert respondent_scores(asked, {"q1": "yes"})["d1"] == 100.0


GRID = next(create_asked(create_grid("g", rows=("r1", "r2", "r3"))).questions)


@pytest.mark.parametrize(
    ("values", "missing", "zero"),
    [
        (("5", "4", "0"), 60.0, 60.0),  # (100 + 80 + 0)/3
        (("5", "4", ""), 90.0, 60.0),
        (("5", "dk", ""), 100.0, 100 / 3),
        (("5", "na", ""), 100.0, 50.0),
        (("5", "na", "na"), 100.0, 100.0),
        (("", "", ""), None, 0.0),
        (("na", "na", "na"), None, None),
    ],
)
def test_a_grid_is_the_mean_of_its_rows(
    values: tuple[str, ...], missing: float | None, zero: float | None
) -> None:
    answers = dict(zip(("g.r1", "g.r2", "g.r3"), values, strict=True))
    assert question_score(GRID, answers) == pytest.approx(missing)
    assert question_score(GRID, answers, unanswered="zero") == pytest.approx(zero)


def test_a_grid_weighs_as_one_question_however_many_rows_it_has() -> None:
    asked = create_asked(create_question("q1"), create_grid("g", rows=rows(5)))
    answers = {"q1": "no", **{f"g.{row}": "5" for row in rows(5)}}
    assert respondent_scores(asked, answers)["d1"] == 50.0


def test_a_grid_with_one_scored_row_is_scored() -> None:
    asked = create_asked(create_question("q1"), create_grid("g", rows=rows(5)))
    assert respondent_scores(asked, {"g.r5": "3"})["d1"] == 60.0  # one of two questions
