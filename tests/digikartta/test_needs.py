import pytest

from digikartta.needs import (
    NextStep,
    by_need,
    greatest_needs,
    level_now,
    next_steps,
    strongest,
)
from digikartta.scoring import OVERALL, DimensionScore
from tests.digikartta.question_data import create_asked, create_question
from tests.factories import create_question_data, create_text


def create_score(
    dimension: str = "vision", score: float | None = 50.0, target: float | None = None
) -> DimensionScore:
    return DimensionScore(
        dimension, score, target, respondents=3, customers_score=None, customers=0
    )


def names(scores: list[DimensionScore]) -> list[str]:
    return [score.dimension for score in scores]


def test_the_greatest_need_comes_first() -> None:
    scores = [create_score("a", 50, 60), create_score("b", 20, 90), create_score("c", 80, 75)]
    assert names(by_need(scores)) == ["b", "a", "c"]  # 70, 10, −5


def test_without_targets_the_lowest_score_comes_first_after_those_with_one() -> None:
    scores = [
        create_score("a", None),
        create_score("b", 70),
        create_score("c", 10),
        create_score("d", 90, 50),
        create_score("e", None, 50),
    ]
    assert names(by_need(scores)) == ["d", "c", "b", "a", "e"]


def test_equal_needs_keep_the_questionnaires_order() -> None:
    scores = [create_score(name, score, score + 20) for name, score in (("b", 60), ("a", 20))]
    assert names(by_need(scores)) == ["b", "a"]


def test_the_overall_is_no_dimension_to_work_on() -> None:
    scores = [create_score("a", 50, 60), create_score(OVERALL, 0, 100)]
    assert names(by_need(scores)) == ["a"]
    assert names(strongest(scores)) == ["a"]
    assert names(greatest_needs(scores)) == ["a"]


def test_the_strongest_are_the_highest_scores() -> None:
    scores = [create_score(n, s) for n, s in (("a", 10), ("b", None), ("c", 90), ("d", 90))]
    assert names(strongest(scores)) == ["c", "d"]
    assert names(strongest(scores, count=5)) == ["c", "d", "a"]


def test_needs_are_what_is_behind_its_target() -> None:
    scores = [
        *(create_score("a", 50, 60), create_score("b", 20, 90), create_score("c", 80, 75)),
        *(create_score("d", 5), create_score("e", 0, 100), create_score("f", 60, 65)),
    ]
    assert names(greatest_needs(scores)) == ["e", "b", "a"]
    assert names(greatest_needs(scores, count=9)) == ["e", "b", "a", "f"]


def test_without_targets_the_lowest_scores_are_the_needs() -> None:
    scores = [create_score(n, s) for n, s in (("a", 70), ("b", 10), ("c", None), ("d", 40))]
    assert names(greatest_needs(scores)) == ["b", "d", "a"]


def test_where_every_target_is_reached_there_is_no_need() -> None:
    assert greatest_needs([create_score("a", 50, 50), create_score("b", 80, 75)]) == []


@pytest.mark.parametrize(
    ("score", "level"),
    [
        *[(0.0, 1), (12.5, 1), (12.6, 2), (25.0, 2), (37.5, 2), (50.0, 3), (62.5, 3), (62.6, 4)],
        *[(75.0, 4), (87.5, 4), (87.6, 5), (100.0, 5)],
    ],
)
def test_a_company_stands_on_the_nearest_level_and_halfway_on_the_lower(
    score: float, level: int
) -> None:
    assert level_now(score) == level


def step_up(level: int) -> dict[str, str]:
    return create_text(f"Tasolta {level}")


LEVELS = [
    {"level": level, "text": create_text(f"Taso {level}"), "next_step": step_up(level)}
    for level in (1, 2, 3, 4)
]
LEVELS.append({"level": 5, "text": create_text("Taso 5")})
ASKED = create_asked(
    *(create_question_data(f"q{number}", levels=LEVELS) for number in range(1, 5)),
    create_question("other", "yes_no"),
)


def steps(means: dict[str, float], *, count: int = 2) -> list[tuple[str, int, str]]:
    found = next_steps(ASKED, "d1", means, count=count)
    return [(step.question, step.level, step.step.fi) for step in found]


def test_the_next_steps_are_those_of_the_lowest_questions() -> None:
    means = {"q1": 75.0, "q2": 0.0, "q3": 50.0, "q4": 30.0}
    assert steps(means) == [("q2", 1, "Tasolta 1"), ("q4", 2, "Tasolta 2")]
    assert steps(means, count=9)[2:] == [("q3", 3, "Tasolta 3"), ("q1", 4, "Tasolta 4")]


def test_a_next_step_says_whose_it_is() -> None:
    (step,) = next_steps(ASKED, "d1", {"q1": 0.0})
    assert isinstance(step, NextStep)
    assert (step.dimension, step.question, step.level) == ("d1", "q1", 1)


def test_from_the_top_there_is_no_step() -> None:
    assert steps({"q1": 100.0, "q2": 95.0}) == []


def test_a_question_whose_mean_may_not_be_shown_has_no_step() -> None:
    assert steps({"q3": 50.0}) == [("q3", 3, "Tasolta 3")]
    assert steps({}) == []


def test_questions_on_other_scales_have_no_steps() -> None:
    assert steps({"other": 0.0, "q1": 25.0}) == [("q1", 2, "Tasolta 2")]
