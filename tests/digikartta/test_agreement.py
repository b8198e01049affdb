"""How much people agree: by hand, and whatever they answer."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.agreement import (
    Agreement,
    agreement,
    dimension_agreement,
    most_different,
    on_levels,
    question_agreement,
)
from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import from_data
from digikartta.scoring import RespondentAnswers
from tests.factories import create_question_data, create_questionnaire, create_text

ASKED = create_questionnaire(dimensions=("vision",), questions=2)
VISION = ASKED.dimensions[0]
LEVELS = st.lists(st.integers(1, 5), min_size=2, max_size=30)


def create_people(*answers: str) -> list[RespondentAnswers]:
    """One person for each text such as `2 4`: the answers to vision_1 and vision_2."""
    return [
        RespondentAnswers("staff", dict(zip(("vision_1", "vision_2"), given.split(), strict=False)))
        for given in answers
    ]


def of_question(*levels: str) -> Agreement:
    return question_agreement(VISION.questions[0], create_people(*levels))


def test_mean_deviations_and_shares_of_four_answers() -> None:
    found = of_question("1", "2", "4", "5")
    # mean 12/4 = 3; squares 4 + 1 + 1 + 4 = 10, /(4 − 1) = 3.333…; distances (2 + 1 + 1 + 2)/4
    assert found.n == 4
    assert found.mean == 3.0
    assert found.sd == pytest.approx(math.sqrt(10 / 3), abs=1e-12)
    assert found.deviation == 1.5
    assert found.counts == (1, 1, 0, 1, 1)
    assert found.shares == (0.25, 0.25, 0.0, 0.25, 0.25)


def test_r_wg_is_one_less_the_variance_over_two() -> None:
    # 2, 3, 3, 4: mean 3, squares 1 + 0 + 0 + 1 = 2, variance 2/3, r_wg 1 − (2/3)/2 = 2/3
    assert of_question("2", "3", "3", "4").r_wg == pytest.approx(2 / 3, abs=1e-12)


def test_more_spread_than_an_even_one_is_no_agreement_and_not_a_negative_one() -> None:
    # 1 and 5: variance 8, 1 − 8/2 = −3
    found = of_question("1", "5")
    assert (found.r_wg, found.reading) == (0.0, "none")


def test_who_all_say_the_same_agree_very_strongly() -> None:
    found = of_question("4", "4", "4")
    assert (found.sd, found.deviation, found.r_wg) == (0.0, 0.0, 1.0)
    assert found.reading == "very_strong"


@pytest.mark.parametrize(
    ("r_wg", "reading"),
    [
        *((0.0, "none"), (0.30, "none"), (0.301, "weak"), (0.50, "weak"), (0.501, "moderate")),
        *((0.70, "moderate"), (0.701, "strong"), (0.90, "strong"), (0.901, "very_strong")),
        *((1.0, "very_strong"), (None, None)),
    ],
)
def test_the_five_steps_are_closed_above(r_wg: float | None, reading: str | None) -> None:
    assert Agreement(2, 3.0, 0.0, 0.0, (), r_wg).reading == reading


@pytest.mark.parametrize(
    ("levels", "reading"),
    [
        ("5 1 4 2 4 2 4 2 3 3 3", "none"),  # mean 3, squares 14, variance 14/10, r_wg .30
        ("5 1 4 2 3", "none"),  # squares 10, variance 10/4 = 2.5, clipped
        ("4 2 4 2 3", "weak"),  # squares 4, variance 1, r_wg .50
        ("4 2 4 2 4 2 3 3 3 3 3", "moderate"),  # squares 6, variance .6, r_wg .70
        ("4 2 3 3 3 3 3 3 3 3 3", "strong"),  # squares 2, variance .2, r_wg .90
    ],
)
def test_an_exact_edge_belongs_to_the_lower_step(levels: str, reading: str) -> None:
    assert of_question(*levels.split()).reading == reading


def test_who_cannot_say_or_is_not_concerned_is_not_counted() -> None:
    found = of_question("dk", "na", "3", "", "5")
    assert (found.n, found.mean, found.counts) == (2, 4.0, (0, 0, 1, 0, 1))


def test_one_answer_has_a_mean_and_no_spread() -> None:
    found = of_question("4")
    assert (found.n, found.mean, found.deviation) == (1, 4.0, 0.0)
    assert (found.sd, found.r_wg, found.reading) == (None, None, None)


def test_nobody_has_no_figure_at_all() -> None:
    found = of_question()
    assert (found.n, found.mean, found.sd, found.deviation, found.r_wg) == (0, *[None] * 4)
    assert found.shares == ()


def test_a_dimension_is_made_of_peoples_own_scores_and_of_all_its_answers() -> None:
    # levels 1, 3 → mean 2; 5, 5 → 5; dk, 2 → one of two scored: 2
    found = dimension_agreement(VISION, create_people("1 3", "5 5", "dk 2"))
    assert (found.n, found.mean) == (3, 3.0)
    assert found.sd == pytest.approx(math.sqrt(3))  # (1 + 4 + 1)/2
    assert found.deviation == pytest.approx(4 / 3)
    assert found.counts == (1, 1, 1, 0, 2)


def yes_or_no() -> Questionnaire:
    question = {"id": "vision_1", "scale": "yes_no", "text": create_text()}
    raw = {
        "id": "vision",
        "name": create_text(),
        "short": create_text(),
        "about": create_text(),
        "questions": [question, create_question_data("vision_2")],
    }
    return from_data({**ASKED.model_dump(mode="json"), "dimensions": [raw]}, name="test")


def test_another_scale_than_levels_has_a_spread_but_no_levels_and_no_r_wg() -> None:
    dimension = yes_or_no().dimensions[0]
    people = create_people("yes 1", "no 1")
    found = question_agreement(dimension.questions[0], people)
    assert (found.n, found.mean, found.counts, found.r_wg) == (2, 3.0, (), None)
    assert dimension_agreement(dimension, people).counts == ()


def test_the_three_widest_are_talked_about_and_equal_ones_keep_their_order() -> None:
    spread = {"a": (3, 3), "b": (1, 5), "c": (2, 4), "d": (1, 3), "e": (4, 5)}
    found = {name: agreement([float(v) for v in values]) for name, values in spread.items()}
    assert most_different(found) == ("b", "c", "d")
    assert most_different(found, most=1) == ("b",)


def test_where_all_agree_there_is_nothing_to_talk_about() -> None:
    assert most_different({"a": agreement([3.0, 3.0]), "b": agreement([2.0])}) == ()


@given(LEVELS)
def test_the_figures_are_those_of_the_standard_library(levels: list[int]) -> None:
    found = of_question(*map(str, levels))
    assert found.mean == pytest.approx(statistics.fmean(levels))
    assert found.sd == pytest.approx(statistics.stdev(levels), abs=1e-9)
    assert sum(found.shares) == pytest.approx(1)


@given(LEVELS, st.randoms())
def test_the_order_of_people_changes_nothing(levels: list[int], chance: object) -> None:
    before = of_question(*map(str, levels))
    chance.shuffle(levels)  # type: ignore[attr-defined]
    assert of_question(*map(str, levels)) == before


@given(LEVELS)
def test_agreement_lies_between_none_and_all(levels: list[int]) -> None:
    found = of_question(*map(str, levels))
    assert found.r_wg is not None
    assert 0 <= found.r_wg <= 1
    assert (found.r_wg == 1) == (len(set(levels)) == 1)
    assert found.deviation is not None
    assert found.sd is not None
    assert found.deviation <= found.sd + 1e-12


def test_scores_of_0_to_100_stand_on_the_levels() -> None:
    assert on_levels([0.0, 62.5, None, 100.0]) == [1.0, 3.5, 5.0]
