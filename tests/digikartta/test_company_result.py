"""What a company sees of itself; `breakdown` people are needed for anything by part."""

import pytest

from digikartta.company_result import CompanyResult, company_result, means_before
from digikartta.scoring import OVERALL, DimensionScore, RespondentAnswers
from tests.factories import create_questionnaire

ASKED = create_questionnaire(dimensions=("vision", "data"), questions=2)
ITEMS = ("vision_1", "vision_2", "data_1", "data_2")


def create_person(*values: str, role: str = "staff") -> RespondentAnswers:
    answers = {item: value for item, value in zip(ITEMS, values, strict=False) if value}
    return RespondentAnswers(role, answers)


def create_customers(dimension: str, score: float | None, customers: int) -> DimensionScore:
    return DimensionScore(
        dimension, None, None, respondents=0, customers_score=score, customers=customers
    )


def result_of(
    *people: RespondentAnswers,
    customers_round: tuple[DimensionScore, ...] = (),
    breakdown: int = 3,
) -> CompanyResult:
    return company_result(ASKED, people, customers_round=customers_round, breakdown=breakdown)


def test_the_scores_are_those_of_the_round() -> None:
    result = result_of(create_person("5", "5", "1", "1"), create_person("3", "3", "1", "1"))
    assert [(score.dimension, score.score) for score in result.dimensions] == [
        *(("vision", 75.0), ("data", 0.0))
    ]
    assert (result.overall.dimension, result.overall.score) == (OVERALL, 37.5)
    assert result.of("data") is result.dimensions[1]
    assert result.of(OVERALL) is result.overall


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_see_their_own_named_result_by_question(count: int) -> None:
    result = result_of(*[create_person("5", "1", "2", "")] * count)
    assert result.respondents == count
    assert result.question_means == {"vision_1": 100.0, "vision_2": 0.0, "data_1": 25.0}


def test_three_see_the_questions_that_three_have_answered() -> None:
    people = [
        create_person("5", "1", "3", "2"),
        create_person("5", "dk", "4", "2"),
        create_person("2", "5", "5", "2"),
    ]
    result = result_of(*people)
    assert result.respondents == 3
    # vision_2 has two answers, which would be told apart; vision_1 and the dimension's mean would
    # give them back.
    assert result.question_means == {"data_1": 75.0, "data_2": 25.0}


def test_beside_a_question_of_too_few_the_next_smallest_is_hidden_too() -> None:
    asked = create_questionnaire(dimensions=("vision",), questions=4)
    answers = [("5", "5", "5", "5"), ("4", "4", "4", "dk"), ("3", "3", "3", "dk"), ("2", "dk", "2")]
    people = [
        RespondentAnswers("staff", {f"vision_{n}": value for n, value in enumerate(given, 1)})
        for given in answers
    ]
    result = company_result(asked, people, breakdown=3)
    # Of four, three, four and one people: vision_4 is hidden and with it vision_2.
    assert result.question_means == {"vision_1": 62.5, "vision_3": 62.5}


@pytest.mark.parametrize("count", [3, 4])
def test_three_and_more_who_are_too_few_see_neither_parts_nor_the_total(count: int) -> None:
    people = [
        create_person("5", "1", "2", "4"),
        *[create_person("dk", "1", "2", "4")] * (count - 1),
    ]
    result = result_of(*people, breakdown=5)
    assert (result.is_withheld, result.respondents, result.question_means) == (True, count, {})
    assert {score.score for score in result.scores} == {None}
    assert not result_of(*people, create_person("3"), breakdown=count + 1).is_withheld


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_see_their_own_result_whatever_the_limit(count: int) -> None:
    result = result_of(*[create_person("5", "1", "2", "")] * count, breakdown=5)
    assert (result.is_withheld, len(result.question_means)) == (False, 3)


def test_of_a_named_round_the_total_is_shown_and_small_parts_are_not() -> None:
    people = [create_person("5", "1", "2", "4")] * 3
    result = company_result(ASKED, people, breakdown=5, is_named=True)
    assert (result.is_withheld, result.question_means) == (False, {})
    assert result.of("vision").score == 50.0


def test_targets_and_customers_of_a_withheld_result() -> None:
    people = [RespondentAnswers("staff", {"vision_1": "3", "vision.target": "4"})] * 3
    customers = [create_person("2", "2", role="customer")] * 4
    result = result_of(*people, *customers, breakdown=4)
    assert result.is_withheld
    assert result.of("vision").target is None
    assert result.customers == {"vision": 25.0}


def test_an_unanswered_question_counts_where_the_questionnaire_says_so() -> None:
    asked = create_questionnaire(dimensions=("vision",), questions=2, unanswered="zero")
    people = [
        RespondentAnswers("staff", {"vision_1": "5", "vision_2": value})
        for value in ("3", "dk", "", "na")
    ]
    result = company_result(asked, people, breakdown=3)
    # (50 + 0 + 0)/3, and whom it does not concern is left out
    assert result.question_means == {"vision_1": 100.0, "vision_2": pytest.approx(50 / 3)}


def test_an_earlier_rounds_questions_are_matched_by_what_the_version_says() -> None:
    versions = [{"id": "sample-1", "items": {"vision_1": "vision_2"}}]
    now = create_questionnaire("sample-2", dimensions=("vision", "data"), comparable_with=versions)
    people = [create_person("5", "2", "3", "1")] * 3
    # vision_1 was vision_2, whose name is now that of a new question; data_3 was not asked.
    before = means_before(now, ASKED, people, breakdown=3)
    assert before == {"vision_1": 25.0, "data_1": 50.0, "data_2": 0.0}


def test_an_earlier_rounds_question_needs_three_people_whoever_reads_it() -> None:
    people = [create_person("5", "2", "3"), create_person("5", "2", "3"), create_person("5", "2")]
    assert means_before(ASKED, ASKED, people, breakdown=3) == {"vision_1": 100.0, "vision_2": 25.0}
    assert means_before(ASKED, ASKED, people[:2], breakdown=3) == {}
    customers = [create_person("5", role="customer")] * 3
    assert means_before(ASKED, ASKED, customers, breakdown=3) == {}


def test_a_version_that_is_not_comparable_has_no_earlier_questions() -> None:
    other = create_questionnaire("other-1", dimensions=("vision", "data"))
    assert means_before(other, ASKED, [create_person("5", "2")] * 3, breakdown=3) == {}


def test_a_question_that_nobody_answered_has_no_mean_in_a_named_result_either() -> None:
    assert result_of(create_person("5", "dk", "na", "")).question_means == {"vision_1": 100.0}


def test_a_higher_limit_holds_for_questions_too() -> None:
    people = [create_person("5", "5", "5", "5")] * 3
    assert len(result_of(*people, breakdown=3).question_means) == 4
    one_short = [*people, create_person("5", "", "5", "5")]
    assert set(result_of(*one_short, breakdown=4).question_means) == {"data_1", "data_2"}


def test_who_has_joined_and_answered_nothing_is_not_counted() -> None:
    blank = RespondentAnswers("staff", {"vision_1": ""})  # a comment without an answer
    people = [create_person("5", "5"), create_person("5", "5"), create_person(), blank]
    result = result_of(*people)
    assert result.respondents == 2
    assert result.question_means == {"vision_1": 100.0, "vision_2": 100.0}


def test_customers_are_not_among_the_respondents_nor_in_the_questions() -> None:
    customers = [create_person("1", "1", "1", "1", role="customer")] * 4
    result = result_of(*[create_person("5", "5", "5", "5")] * 3, *customers)
    assert result.respondents == 3
    assert set(result.question_means.values()) == {100.0}


@pytest.mark.parametrize(("count", "shown"), [(0, {}), (2, {}), (3, {"vision": 25.0})])
def test_customers_are_shown_from_three_on(count: int, shown: dict[str, float]) -> None:
    customers = [create_person("2", "2", role="customer")] * count
    result = result_of(create_person("5", "5", "5", "5"), *customers)
    assert result.customers == shown
    assert result.customers_answered == count


def test_each_dimension_needs_its_own_three_customers() -> None:
    asked = (
        create_customers("vision", 40.0, 3),
        create_customers("data", 60.0, 2),
        create_customers(OVERALL, 50.0, 3),
    )
    result = result_of(create_person("5", "5"), customers_round=asked)
    assert result.customers == {"vision": 40.0}
    assert result.customers_answered == 3


def test_the_customers_own_round_stands_before_customers_in_the_companys() -> None:
    beside = [create_person("1", "1", "1", "1", role="customer")] * 3
    asked = (create_customers("vision", 40.0, 5),)
    result = result_of(create_person("5", "5"), *beside, customers_round=asked)
    assert result.customers == {"vision": 40.0, "data": 0.0}
    assert result.customers_answered == 5


def test_a_round_of_nobody_is_an_empty_result() -> None:
    result = company_result(ASKED, [], breakdown=3)
    assert (result.respondents, result.question_means, result.customers) == (0, {}, {})
    assert result.overall.score is None
    assert result.customers_answered == 0
