"""Scores of questions, respondents and rounds, by hand; a level scores 25·(level − 1)."""

import math

import pytest

from digikartta.maturity import maturity
from digikartta.questionnaire import Questionnaire
from digikartta.scoring import (
    OVERALL,
    DimensionScore,
    RespondentAnswers,
    is_applicable,
    mean,
    overall,
    question_score,
    respondent_dimension,
    respondent_scores,
    round_half_up,
    round_scores,
    weighted_mean,
)
from tests.digikartta.question_data import create_asked, create_dimension, create_questionnaire_of
from tests.factories import create_question_data, create_questionnaire

FOUR = create_questionnaire(dimensions=("vision",))


def create_respondent(*values: str, role: str = "staff", target: str = "") -> RespondentAnswers:
    """Answers to vision_1, vision_2, …; an empty one is left blank."""
    answers = {f"vision_{number}": value for number, value in enumerate(values, 1) if value}
    return RespondentAnswers(role, {**answers, **({"vision.target": target} if target else {})})


def vision(*values: str, questionnaire: Questionnaire = FOUR) -> float | None:
    answers = create_respondent(*values).answers
    return respondent_dimension(questionnaire.dimensions[0], answers)


def round_vision(*respondents: RespondentAnswers) -> DimensionScore:
    return round_scores(FOUR, respondents)[0]


A = create_respondent("2", "4", "dk", "3", target="4")
B = create_respondent("na", "5", "dk", "", target="5")
C = create_respondent("1", "1", "2", "")


def test_the_worked_example_respondent_by_respondent() -> None:
    assert vision("2", "4", "dk", "3") == 50.0  # (25 + 75 + 50)/3, 3 of 4 scored
    assert vision("na", "5", "dk", "") is None  # 1 of 3 applicable scored
    assert vision("1", "1", "2", "") == 25 / 3  # (0 + 0 + 25)/3


def test_the_worked_example_of_the_round() -> None:
    score = round_vision(A, B, C)
    assert score.score == 29.166666666666668  # (50 + 8.333…)/2
    assert score.target == 87.5  # (75 + 100)/2
    assert score.need == 58.33333333333333  # 87.5 − 29.1666…
    assert score.respondents == 2
    assert (score.customers_score, score.customers) == (None, 0)
    assert round_half_up(29.166666666666668) == 29
    assert maturity(29.166666666666668).stage == "experimenting"


def test_questions_weigh_what_the_questionnaire_says() -> None:
    heavy = create_question_data("vision_1", weight=3)
    questions = [heavy, create_question_data("vision_2")]
    asked = create_questionnaire_of(create_dimension("vision", questions))
    assert vision("5", "1", questionnaire=asked) == 75.0  # (3·100 + 1·0)/4
    assert vision("", "5", questionnaire=asked) == 100.0  # half, counted, is scored


def test_dimensions_weigh_what_the_questionnaire_says() -> None:
    asked = create_questionnaire_of(
        create_dimension("a", weight=2), create_dimension("b", weight=0.5)
    )
    answers = {"a_1": "yes", "a_2": "yes", "b_1": "no", "b_2": "no"}
    assert respondent_scores(asked, answers) == {
        "a": 100.0,
        "b": 0.0,
        OVERALL: 80.0,  # (2·100 + 0.5·0)/2.5
    }
    assert round_scores(asked, [RespondentAnswers("staff", answers)])[-1].score == 80.0


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("3", "3", "", ""), 50.0),  # 2 of 4
        (("3", "", "", ""), None),  # 1 of 4
        (("3", "3", "dk", "dk"), 50.0),  # "cannot say" is missing
        (("3", "na", "", "na"), 50.0),  # 1 of 2: "does not concern us" is taken out
        (("3", "na", "", ""), None),  # 1 of 3
        (("3", "na", "na", "na"), 50.0),  # 1 of 1
        (("na", "na", "na", "na"), None),  # nothing is asked of this respondent
        (("dk", "dk", "dk", "dk"), None),
        ((), None),
    ],
)
def test_a_dimension_needs_half_of_the_applicable_questions(
    values: tuple[str, ...], expected: float | None
) -> None:
    assert vision(*values) == expected


def test_of_three_questions_half_is_two() -> None:
    three = create_questionnaire(dimensions=("vision",), questions=3)
    assert vision("3", "", "", questionnaire=three) is None
    assert vision("3", "5", "", questionnaire=three) == 75.0


@pytest.mark.parametrize(
    ("defined", "dimensions", "expected"),
    [(2, 3, 50.0), (1, 3, None), (6, 8, 50.0), (5, 8, None), (1, 1, 50.0), (0, 1, None)],
)
def test_the_overall_needs_two_thirds_of_the_dimensions(
    defined: int, dimensions: int, expected: float | None
) -> None:
    names = tuple(f"d{number}" for number in range(dimensions))
    asked = create_questionnaire(dimensions=names, questions=1)
    scores = {name: 50.0 if place < defined else None for place, name in enumerate(names)}
    assert overall(asked, scores) == expected


def test_the_overall_of_a_round_is_the_mean_of_its_dimensions_not_of_its_people() -> None:
    asked = create_questionnaire(dimensions=("a", "b", "c"), questions=1)
    people = [{"a_1": "5", "b_1": "5", "c_1": "5"}, {"a_1": "1"}, {"a_1": "1"}]
    *dimensions, whole = round_scores(asked, [RespondentAnswers("staff", each) for each in people])
    assert [score.score for score in dimensions] == [100 / 3, 100.0, 100.0]
    assert whole.score == pytest.approx((100 / 3 + 200) / 3)
    assert (whole.dimension, whole.respondents) == (OVERALL, 3)
    assert (whole.target, whole.need) == (None, None)


def test_a_round_of_nobody_has_no_scores() -> None:
    for score in round_scores(create_questionnaire(), []):
        assert (score.score, score.target, score.need, score.respondents) == (None, None, None, 0)


def test_a_respondent_without_a_score_does_not_pull_the_round_down() -> None:
    assert round_vision(create_respondent("5", "5", "5", "5"), B).score == 100.0


def test_customers_are_a_series_of_their_own() -> None:
    customers = [create_respondent(*"1111", role="customer"), create_respondent(role="customer")]
    score = round_vision(create_respondent(*"5555", role="management"), *customers)
    assert (score.score, score.respondents) == (100.0, 1)
    assert (score.customers_score, score.customers) == (0.0, 1)
    whole = round_scores(FOUR, customers)[-1]
    assert (whole.score, whole.respondents) == (None, 0)
    assert (whole.customers_score, whole.customers) == (0.0, 1)


def test_every_internal_role_counts_the_same() -> None:
    people = [
        create_respondent(*(value * 4), role=role)
        for role, value in (("management", "5"), ("supervisor", "3"), ("staff", "1"))
    ]
    assert round_vision(*people).score == 50.0


def test_a_customers_target_is_not_the_companys() -> None:
    customer = create_respondent(target="1", role="customer")
    assert round_vision(create_respondent(target="5"), customer).target == 100.0


def test_a_target_counts_even_from_a_respondent_without_a_score() -> None:
    score = round_vision(create_respondent("1", "1", "1", "1"), create_respondent(target="3"))
    assert (score.score, score.target, score.need) == (0.0, 50.0, 50.0)


def test_a_need_is_negative_where_the_target_is_behind() -> None:
    assert round_vision(create_respondent(*"5555", target="4")).need == -25.0


def test_without_a_target_or_a_score_there_is_no_need() -> None:
    assert round_vision(create_respondent(*"3333")).need is None
    assert round_vision(create_respondent(target="3")).need is None


def test_a_questionnaire_without_targets_has_none_whatever_is_stored() -> None:
    asked = create_asked(create_question_data("vision_1"), targets=False)
    stored = RespondentAnswers("staff", {"vision_1": "3", "d1.target": "5"})
    assert round_scores(asked, [stored])[0].target is None


def test_a_question_applies_unless_it_does_not_concern_the_respondent() -> None:
    question = FOUR.dimensions[0].questions[0]
    assert is_applicable(question, {})
    assert is_applicable(question, {"vision_1": "dk"})
    assert not is_applicable(question, {"vision_1": "na"})
    assert question_score(question, {"vision_1": "na"}) is None


def test_a_mean_of_nothing_is_nothing() -> None:
    assert mean([]) is None
    assert weighted_mean([]) is None


def test_a_mean_lies_between_its_values_to_the_last_bit() -> None:
    # even with exact sums rounding leaves the range by one bit
    assert math.fsum([0.1 * 100, 0.7 * 100]) / math.fsum([0.1, 0.7]) > 100
    assert weighted_mean([(0.1, 100.0), (0.7, 100.0)]) == 100.0
    assert math.fsum([3 / 7] * 11) / 11 > 3 / 7
    assert mean([3 / 7] * 11) == 3 / 7


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *[(62.5, 63), (62.49, 62), (62.51, 63), (0.0, 0), (0.5, 1), (1.5, 2), (99.5, 100)],
        *[(-0.5, 0), (-1.5, -1), (-0.51, -1), (-62.5, -62)],
        (62.49999999999999, 63),  # a half that floating point has lost
        (62.499999, 62),
    ],
)
def test_halves_are_rounded_up(value: float, expected: int) -> None:
    assert round_half_up(value) == expected
