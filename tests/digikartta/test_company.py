from dataclasses import replace

import pytest

from digikartta.company import MAX_NAME, Profile, checked
from digikartta.problems import InvalidInput
from tests.factories import create_profile


def problems_of(profile: Profile) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as refused:
        checked(profile)
    return [(problem.where, problem.key) for problem in refused.value.problems]


def test_a_complete_profile_is_kept_as_it_is() -> None:
    profile = create_profile(business_id="0112038-9", growth_seeking=True, international=False)
    assert checked(profile) == profile


def test_a_name_is_cleaned_of_blanks() -> None:
    assert checked(create_profile("  Saaren Leipomo Oy\n")).name == "Saaren Leipomo Oy"


@pytest.mark.parametrize(
    ("given", "kept"),
    [(" 0112038-9 ", "0112038-9"), ("112038-9", "0112038-9"), ("", None), ("  ", None)],
)
def test_a_business_id_is_kept_in_its_usual_form(given: str, kept: str | None) -> None:
    assert checked(create_profile(business_id=given)).business_id == kept


def test_a_business_id_need_not_be_told() -> None:
    assert checked(create_profile(business_id=None)).business_id is None


def test_everything_that_is_missing_is_told_at_once_by_field() -> None:
    assert problems_of(Profile("")) == [
        ("name", "problem.name_missing"),
        ("industry", "problem.industry_missing"),
        ("size_class", "problem.size_class_missing"),
        ("municipality", "problem.municipality_missing"),
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": " \t"}, ("name", "problem.name_missing")),
        ({"name": "x" * (MAX_NAME + 1)}, ("name", "problem.too_long")),
        ({"name": "Kaksi\nriviä"}, ("name", "problem.control_character")),
        ({"business_id": "0112038-8"}, ("business_id", "problem.business_id")),
        ({"business_id": "x" * 100}, ("business_id", "problem.business_id")),
        ({"industry": "X"}, ("industry", "problem.industry_missing")),
        ({"industry": "c"}, ("industry", "problem.industry_missing")),
        ({"size_class": "tiny"}, ("size_class", "problem.size_class_missing")),
        ({"municipality": "Helsinki"}, ("municipality", "problem.municipality_missing")),
        ({"municipality": "000"}, ("municipality", "problem.municipality_missing")),
    ],
)
def test_each_wrong_field_is_named(changes: dict[str, str], expected: tuple[str, str]) -> None:
    assert problems_of(replace(create_profile(), **changes)) == [expected]


def test_a_name_may_be_as_long_as_the_field() -> None:
    assert checked(create_profile("x" * MAX_NAME)).name == "x" * MAX_NAME


def test_a_wrong_business_id_is_quoted_but_not_at_any_length() -> None:
    with pytest.raises(InvalidInput) as refused:
        checked(create_profile(business_id="9" * 100))
    assert refused.value.problems[0].details == {"value": "9" * 40}
