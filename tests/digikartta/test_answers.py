import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.answers import allowed_values, normal_value, value_score
from tests.digikartta.question_data import (
    LEVELS,
    create_asked,
    create_grid,
    create_question,
    create_tick_list,
)
from tests.factories import create_question_data

QUESTIONNAIRE = create_asked(
    create_question_data("levels"),
    create_question("yes_no", "yes_no"),
    create_question("stage", "stage"),
    create_question("three_step", "three_step"),
    create_tick_list("ticks", boxes=("a", "b", "c", "d"), unscored=("other",)),
    create_grid("grid", rows=("r1", "r2"), row_scale={"scale": "three_step"}),
    create_grid("leveled", rows=("r1",), row_scale=LEVELS),
)
VALUES = {
    "levels": ("1", "2", "3", "4", "5", "dk", "na"),
    "yes_no": ("yes", "no", "dk", "na"),
    "stage": ("0", "1", "2", "3", "4", "5", "dk", "na"),
    "three_step": ("no", "partly", "yes", "dk", "na"),
    "ticks": ("a", "b", "c", "d", "other", "none", "dk", "na"),
    "grid.r2": ("no", "partly", "yes", "dk", "na"),
    "leveled.r1": ("1", "2", "3", "4", "5", "dk", "na"),
    "d1.target": ("1", "2", "3", "4", "5"),
}


def score(item: str, value: str) -> float | None:
    return value_score(QUESTIONNAIRE.scale_of_item[item], value)


@pytest.mark.parametrize("item", VALUES)
def test_each_scale_takes_its_own_values(item: str) -> None:
    assert allowed_values(QUESTIONNAIRE, item) == VALUES[item]
    assert [normal_value(QUESTIONNAIRE, item, value) for value in VALUES[item]] == [*VALUES[item]]


@pytest.mark.parametrize(
    ("item", "value"),
    [
        *[("levels", value) for value in ("0", "6", "", " 3", "3.0", "٣", "none", "DK", "yes")],
        *[("yes_no", value) for value in ("Yes", "1", "partly", "none")],
        *[("stage", value) for value in ("6", "-1", "0|1")],
        *[("three_step", value) for value in ("partly|yes", "2")],
        *[("ticks", value) for value in ("", "e", "a|", "|a", "a||b", "a|e", "a|none", "dk|a")],
        *[("ticks", value) for value in ("a,b", "a| b", "none|none", "dk|na")],
        *[("d1.target", value) for value in ("0", "6", "dk", "na", "")],
    ],
)
def test_nothing_else_is_an_answer(item: str, value: str) -> None:
    assert normal_value(QUESTIONNAIRE, item, value) is None


@pytest.mark.parametrize("item", ["unknown", "grid", "grid.r3", "d2.target", "target", ""])
def test_an_item_that_is_not_asked_takes_no_answer(item: str) -> None:
    assert allowed_values(QUESTIONNAIRE, item) is None
    assert normal_value(QUESTIONNAIRE, item, "yes") is None


def test_without_targets_a_target_is_not_asked() -> None:
    asked = create_asked(create_question("q"), targets=False)
    assert allowed_values(asked, "d1.target") is None


def test_ticked_boxes_are_written_in_the_questionnaires_order_each_once() -> None:
    assert normal_value(QUESTIONNAIRE, "ticks", "c|a") == "a|c"
    assert normal_value(QUESTIONNAIRE, "ticks", "other|d|a|d") == "a|d|other"


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=8))
def test_however_boxes_are_ticked_the_same_set_is_the_same_answer(ticked: list[str]) -> None:
    normal = normal_value(QUESTIONNAIRE, "ticks", "|".join(ticked))
    assert normal == "|".join(sorted(set(ticked)))
    assert normal_value(QUESTIONNAIRE, "ticks", normal or "") == normal


@given(st.sampled_from([*VALUES]), st.text(max_size=6))
def test_a_normal_form_is_its_own_normal_form(item: str, value: str) -> None:
    normal = normal_value(QUESTIONNAIRE, item, value)
    assert normal is None or normal_value(QUESTIONNAIRE, item, normal) == normal


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        # 25·(level − 1)
        ("levels", {"1": 0.0, "2": 25.0, "3": 50.0, "4": 75.0, "5": 100.0}),
        ("yes_no", {"no": 0.0, "yes": 100.0}),
        # 20·stage
        ("stage", {"0": 0.0, "1": 20.0, "2": 40.0, "3": 60.0, "4": 80.0, "5": 100.0}),
        ("three_step", {"no": 0.0, "partly": 50.0, "yes": 100.0}),
        # 100·ticked/scored boxes; four are scored, `other` earns nothing
        ("ticks", {"none": 0.0, "a": 25.0, "a|c": 50.0, "a|b|c": 75.0, "a|b|c|d": 100.0}),
        ("ticks", {"other": 0.0, "a|other": 25.0, "a|b|c|d|other": 100.0}),
        ("grid.r1", {"no": 0.0, "partly": 50.0, "yes": 100.0}),
    ],
)
def test_each_scale_goes_from_nought_to_a_hundred(item: str, expected: dict[str, float]) -> None:
    assert {value: score(item, value) for value in expected} == expected


@pytest.mark.parametrize("item", [item for item in VALUES if item != "d1.target"])
@pytest.mark.parametrize("value", ["", "dk", "na"])
def test_no_answer_has_no_score(item: str, value: str) -> None:
    assert score(item, value) is None


def test_a_grid_has_no_value_of_its_own() -> None:
    grid = next(question for question in QUESTIONNAIRE.questions if question.id == "grid")
    with pytest.raises(ValueError, match="rows"):
        value_score(grid, "yes")
