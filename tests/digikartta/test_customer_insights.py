from dataclasses import replace
from datetime import date

import pytest

from digikartta.company_result import CompanyResult
from digikartta.customer_insights import Insight, ViewGap, checked, view_gaps
from digikartta.problems import InvalidInput
from digikartta.scoring import DimensionScore

TODAY = date(2026, 3, 2)
GOOD = Insight("Moni tilaa illalla", "feedback", TODAY)


def check(insight: Insight) -> Insight:
    return checked(insight, today=TODAY, dimensions=("customer",), items=("customer_knows",))


def wrong(insight: Insight) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as caught:
        check(insight)
    return [(p.where, p.key) for p in caught.value.problems]


def create_result(own: dict[str, float | None], customers: dict[str, float]) -> CompanyResult:
    scores = [DimensionScore(d, score, None, 3, None, 0) for d, score in own.items()]
    overall = DimensionScore("overall", None, None, 0, None, 0)
    return CompanyResult((*scores, overall), 3, False, {}, customers, 3)


def test_an_insight_is_cleaned_and_each_need_named_once() -> None:
    written = replace(
        GOOD,
        learnt="  Moni tilaa illalla\r\n",
        meaning=" Verkkotilaus ",
        dimension="customer",
        needs=("customer_knows", "customer_knows"),
    )
    assert check(written) == replace(
        GOOD, meaning="Verkkotilaus", dimension="customer", needs=("customer_knows",)
    )


def test_everything_that_is_wrong_is_told_at_once_by_field() -> None:
    assert wrong(Insight(" ", "rumour", None, "nowhere", "\x07", ("nothing",))) == [
        ("learnt", "problem.insight_missing"),
        ("meaning", "problem.control_character"),
        ("source", "problem.source_missing"),
        ("learnt_on", "problem.insight_day"),
        ("dimension", "problem.unknown_item"),
        ("needs", "problem.unknown_item"),
    ]


@pytest.mark.parametrize("day", [date(2026, 3, 3), date(1989, 12, 31)])
def test_nobody_has_learnt_tomorrow_or_a_lifetime_ago(day: date) -> None:
    assert wrong(replace(GOOD, learnt_on=day)) == [("learnt_on", "problem.insight_day")]


def test_a_text_is_at_most_a_thousand_characters() -> None:
    assert check(replace(GOOD, learnt="a" * 1000)).learnt == "a" * 1000
    assert wrong(replace(GOOD, learnt="a" * 1001)) == [("learnt", "problem.too_long")]


def test_the_largest_difference_comes_first_whichever_way_it_goes() -> None:
    result = create_result(
        {"customer": 60.0, "service": 40.0, "business": 50.0},
        {"customer": 50.0, "service": 70.0, "business": 40.0},
    )
    gaps = view_gaps(result)
    assert gaps == [
        ViewGap("service", 40.0, 70.0),
        ViewGap("customer", 60.0, 50.0),  # as large as the next: the questionnaire's order
        ViewGap("business", 50.0, 40.0),
    ]
    assert [gap.difference for gap in gaps] == [30.0, -10.0, -10.0]


def test_only_what_both_have_a_figure_for_is_compared() -> None:
    result = create_result({"customer": None, "service": 40.0}, {"customer": 50.0})
    assert view_gaps(result) == []
