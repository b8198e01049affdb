import pytest

from digikartta.agreement import Agreement
from digikartta.company_needs import (
    Accord,
    DimensionNeeds,
    accord,
    ballot,
    dimension_needs,
    question_agreements,
)
from digikartta.company_result import CompanyResult, company_result
from digikartta.questionnaire import Questionnaire
from digikartta.scoring import RespondentAnswers
from tests.factories import create_questionnaire

CONTENT = create_questionnaire(dimensions=("vision", "people"))


def people(*answers: dict[str, str], role: str = "staff") -> list[RespondentAnswers]:
    return [RespondentAnswers(role, each) for each in answers]


def result_of(
    *answers: dict[str, str], breakdown: int = 3, content: Questionnaire = CONTENT
) -> CompanyResult:
    return company_result(content, people(*answers), breakdown=breakdown)


def items(groups: list[DimensionNeeds]) -> dict[str, list[str]]:
    return {g.score.dimension: [need.item for need in g.needs] for g in groups}


def levels(dimension: str, *values: int, target: int | None = None) -> dict[str, str]:
    given = {f"{dimension}_{n}": str(value) for n, value in enumerate(values, 1)}
    return {**given, **({f"{dimension}.target": str(target)} if target else {})}


ONE = {**levels("vision", 3, 1, 2, 3, target=4), **levels("people", 2, 2, 1, 5, target=5)}


def test_dimensions_come_by_need_and_in_them_the_two_lowest_questions() -> None:
    groups = dimension_needs(CONTENT, result_of(ONE))
    # vision: (50 + 0 + 25 + 50)/4 = 31.25, need 43.75; people: (25 + 25 + 0 + 100)/4, need 62.5.
    assert [group.score.need for group in groups] == [62.5, 43.75]
    assert items(groups) == {
        "people": ["people_3", "people_1"],
        "vision": ["vision_2", "vision_3"],
    }


def test_a_need_carries_where_it_stands_and_the_step_up_from_there() -> None:
    need = ballot(dimension_needs(CONTENT, result_of(ONE)))[0]
    assert (need.item, need.dimension, need.score) == ("people_3", "people", 0.0)
    assert need.step is not None


def test_a_dimension_at_its_target_is_no_need() -> None:
    at_target = {**ONE, **levels("vision", 4, 4, 4, 4, target=4)}
    assert list(items(dimension_needs(CONTENT, result_of(at_target)))) == ["people"]


def test_without_targets_everything_below_the_top_is_a_need() -> None:
    given = {**levels("vision", 5, 5, 5, 5), **levels("people", 5, 5, 5, 4)}
    assert items(dimension_needs(CONTENT, result_of(given))) == {"people": ["people_4"]}


def test_where_questions_may_not_be_shown_the_dimension_is_the_need() -> None:
    # Three take part, but only two have answered each question of `vision`.
    vision = levels("vision", 1, 1, 1, 1, target=5)
    result = result_of(vision, vision, levels("people", 3, 3, 3, 3))
    (vision_group,) = [g for g in dimension_needs(CONTENT, result) if g.score.dimension == "vision"]
    (need,) = vision_group.needs
    assert (need.item, need.text, need.step) == ("vision", CONTENT.dimension("vision").name, None)


def test_what_was_voted_for_stays_though_it_is_low_no_more() -> None:
    at_target = {**ONE, **levels("vision", 4, 4, 4, 4, target=4)}
    groups = dimension_needs(CONTENT, result_of(at_target), also=["vision_4", "people_4", "people"])
    assert items(groups) == {
        "people": ["people_3", "people_1", "people_4", "people"],
        "vision": ["vision_4"],
    }


def test_an_unanswered_dimension_is_no_need() -> None:
    groups = dimension_needs(CONTENT, result_of(levels("vision", 1, 1, 1, 1)))
    assert list(items(groups)) == ["vision"]


def test_a_kept_question_without_a_figure_has_neither_score_nor_step() -> None:
    groups = dimension_needs(CONTENT, result_of(levels("vision", 1, 1, 1, 1)), also=["people_1"])
    need = next(need for need in ballot(groups) if need.item == "people_1")
    assert (need.score, need.step) == (None, None)


def test_agreement_needs_as_many_people_as_every_breakdown() -> None:
    three = people(*[levels("vision", *given) for given in ((1, 1, 2, 1), (2, 1, 2, 1), (3, 1, 2))])
    found = question_agreements(CONTENT, three, breakdown=3)
    # vision_4 has two people, and what is hidden beside it keeps them hidden.
    assert set(found) == {"vision_2", "vision_3"}
    assert found["vision_2"].n == 3
    assert question_agreements(CONTENT, three, breakdown=4) == {}


def test_two_who_are_the_whole_round_see_how_alike_they_answered() -> None:
    two = people(levels("vision", 1), levels("vision", 3))
    assert set(question_agreements(CONTENT, two, breakdown=3)) == {"vision_1"}
    assert set(question_agreements(CONTENT, two, breakdown=5)) == {"vision_1"}
    assert question_agreements(CONTENT, two[:1], breakdown=3) == {}


def test_customers_and_the_silent_are_nobody_to_agree_with() -> None:
    mixed = [
        *people(levels("vision", 1), levels("vision", 3)),
        *people(levels("vision", 5), role="customer"),
        *people({"vision_1": ""}),
    ]
    assert question_agreements(CONTENT, mixed, breakdown=3)["vision_1"].n == 2


@pytest.mark.parametrize(
    ("r_wg", "word"),
    [(0.0, "differ"), (0.5, "differ"), (0.7, "partly"), (0.9, "agree"), (1.0, "agree")],
)
def test_agreement_is_told_in_three_words(r_wg: float, word: Accord) -> None:
    assert accord(Agreement(3, 3.0, 1.0, 1.0, (0, 0, 3, 0, 0), r_wg)) == word


def test_agreement_that_is_not_known_has_no_word() -> None:
    assert accord(None) is None
    assert accord(Agreement(3, 3.0, 1.0, 1.0, (), None)) is None
