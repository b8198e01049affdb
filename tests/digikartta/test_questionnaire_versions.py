import pytest

from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import load
from digikartta.questionnaire_versions import CUSTOMER_VIEW, SELF_ASSESSMENT, following, newest
from tests.factories import create_questionnaire


def _known(*questionnaires: Questionnaire) -> dict[str, Questionnaire]:
    return {each.id: each for each in questionnaires}


def test_the_newest_version_is_the_one_with_the_greatest_number() -> None:
    known = _known(*(create_questionnaire(f"sample-{n}") for n in (9, 10, 2)))
    assert newest(known, "sample").id == "sample-10"


def test_another_questionnaire_whose_name_begins_alike_is_no_version_of_it() -> None:
    known = _known(create_questionnaire("sample-1"), create_questionnaire("sample-short-7"))
    assert newest(known, "sample").id == "sample-1"
    with pytest.raises(KeyError):
        newest(known, "other")


def test_what_is_shipped_has_both_names() -> None:
    assert newest(load(), SELF_ASSESSMENT).respondents == "internal"
    assert newest(load(), CUSTOMER_VIEW).respondents == "customers"


def test_a_company_goes_on_with_the_latest_version_that_can_be_compared() -> None:
    first = create_questionnaire("sample-1")
    second = create_questionnaire("sample-2", comparable_with=[{"id": "sample-1"}])
    third = create_questionnaire("sample-3")
    assert following(_known(first, second, third), first) == second
    assert following(_known(first, second, third), third) == third


def test_a_questionnaire_that_is_gone_is_answered_as_it_was() -> None:
    gone = create_questionnaire("sample-1")
    assert following(_known(create_questionnaire("sample-2")), gone) is gone
