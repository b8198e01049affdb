import pytest
from pydantic import ValidationError

from digikartta.questionnaire import LevelsQuestion, items_of
from digikartta.questionnaire_file import from_data
from tests.digikartta.question_data import (
    create_asked,
    create_data,
    create_dimension,
    create_grid,
    create_question,
    create_questionnaire_of,
    create_tick_list,
)
from tests.factories import create_question_data, create_questionnaire, create_text


def test_a_question_is_one_item_and_a_grid_one_for_each_row() -> None:
    questionnaire = create_asked(create_question("q1"), create_grid("g", rows=("r1", "r2")))
    assert list(questionnaire.scale_of_item) == ["q1", "g.r1", "g.r2"]
    assert [scale.scale for scale in questionnaire.scale_of_item.values()] == [
        "yes_no",
        "stage",
        "stage",
    ]


def test_the_items_of_a_question_come_with_what_they_are_answered_on() -> None:
    question = next(create_asked(create_tick_list("t")).questions)
    assert items_of(question) == [("t", question)]


def test_items_questions_and_targets_belong_to_a_dimension() -> None:
    vision = create_dimension("vision", [create_grid("g", rows=("r1", "r2"))])
    data = create_dimension("data", [create_question("q1")])
    assert create_questionnaire_of(vision, data).dimension_of_item == {
        "vision.target": "vision",
        "data.target": "data",
        "g": "vision",
        "g.r1": "vision",
        "g.r2": "vision",
        "q1": "data",
    }


def test_each_dimension_has_a_target_item_unless_the_questionnaire_asks_none() -> None:
    two = [create_dimension("vision"), create_dimension("data")]
    assert create_questionnaire_of(*two).target_items == {
        "vision.target": "vision",
        "data.target": "data",
    }
    assert create_questionnaire_of(*two, targets=False).target_items == {}


def test_questions_come_dimension_by_dimension() -> None:
    questionnaire = create_questionnaire(dimensions=("vision", "data"), questions=2)
    assert questionnaire.dimension_ids == ("vision", "data")
    assert [question.id for question in questionnaire.questions] == [
        *("vision_1", "vision_2"),
        *("data_1", "data_2"),
    ]


def test_a_dimension_is_found_by_its_id() -> None:
    questionnaire = create_questionnaire(dimensions=("vision", "data"))
    assert questionnaire.dimension("data") is questionnaire.dimensions[1]
    with pytest.raises(KeyError):
        questionnaire.dimension("people")


def test_a_text_is_there_in_three_languages() -> None:
    name = {"fi": "Tieto", "sv": "Data på svenska", "en": "Data"}
    questionnaire = create_questionnaire_of(create_dimension("data", name=name))
    text = questionnaire.dimension("data").name
    assert [text.in_language(language) for language in ("fi", "sv", "en")] == list(name.values())


def test_blanks_around_a_text_are_cut_off() -> None:
    questionnaire = from_data(create_data(name=create_text("  Nimi\n")), name="test")
    assert questionnaire.name.fi == "Nimi"


def test_weights_are_one_and_unanswered_is_missing_unless_the_file_says_otherwise() -> None:
    questionnaire = create_questionnaire_of(create_dimension())
    assert questionnaire.dimensions[0].weight == 1.0
    assert [question.weight for question in questionnaire.questions] == [1.0, 1.0]
    assert (questionnaire.unanswered, questionnaire.respondents) == ("missing", "internal")


def test_nothing_in_a_questionnaire_can_be_changed() -> None:
    questionnaire = create_questionnaire()
    question = questionnaire.dimensions[0].questions[0]
    assert isinstance(question, LevelsQuestion)
    for part, name in (
        (questionnaire, "id"),
        (questionnaire.dimensions[0], "weight"),
        (question, "text"),
        (question.text, "fi"),
        (question.levels[0], "level"),
    ):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(part, name, getattr(part, name))
    for parts in (questionnaire.dimensions, questionnaire.dimensions[0].questions, question.levels):
        assert isinstance(parts, tuple)


def test_two_questionnaires_are_equal_when_every_word_is() -> None:
    assert create_questionnaire() == create_questionnaire()
    reworded = create_asked(create_question_data("vision_1", text=create_text("Toinen")))
    assert reworded != create_asked(create_question_data("vision_1"))
    assert create_questionnaire() != "sample-1"


def test_a_questionnaire_can_be_the_key_of_a_cache() -> None:
    questionnaire = create_questionnaire()
    assert {questionnaire: 1}[questionnaire] == 1


def test_a_version_is_comparable_with_itself_and_those_it_names() -> None:
    assert create_questionnaire("sample-3").comparable_ids == {"sample-3"}
    versions = [{"id": "sample-1", "items": {"vision_1": "vision_9"}}, {"id": "sample-2"}]
    questionnaire = create_questionnaire("sample-3", comparable_with=versions)
    assert questionnaire.comparable_ids == {"sample-1", "sample-2", "sample-3"}


def test_a_comparable_version_maps_the_items_whose_ids_differ() -> None:
    versions = [{"id": "sample-1", "items": {"d1_1": "old_1", "g.r2": "old_g.r2"}}]
    grid = create_dimension("d2", [create_grid("g")])
    questionnaire = create_questionnaire_of(
        create_dimension(), grid, id="sample-2", comparable_with=versions
    )
    assert questionnaire.comparable_with[0].items == {"d1_1": "old_1", "g.r2": "old_g.r2"}
    found = {item: questionnaire.item_in("sample-1", item) for item in ("d1_1", "g.r1", "g.r2")}
    assert found == {"d1_1": "old_1", "g.r1": "g.r1", "g.r2": "old_g.r2"}


def test_an_item_is_the_same_by_its_id_unless_another_has_taken_it_over() -> None:
    # The new vision_1 is the old vision_2; what is called vision_2 now is new.
    versions = [{"id": "sample-1", "items": {"vision_1": "vision_2"}}, {"id": "sample-2"}]
    questionnaire = create_questionnaire("sample-3", comparable_with=versions)
    found = [questionnaire.item_in("sample-1", f"vision_{number}") for number in (1, 2, 3)]
    assert found == ["vision_2", None, "vision_3"]
    assert questionnaire.item_in("sample-2", "vision_2") == "vision_2"
    assert questionnaire.item_in("sample-3", "vision_2") == "vision_2"
    assert questionnaire.item_in("other-1", "vision_2") is None
