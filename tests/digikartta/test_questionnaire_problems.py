"""Everything that can be wrong in a questionnaire's file is named, with where it stands."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire_file import from_data
from digikartta.texts import LANGUAGES, texts
from tests.digikartta.question_data import (
    LEVELS,
    Data,
    create_data,
    create_dimension,
    create_grid,
    create_question,
    create_tick_list,
)
from tests.factories import create_question_data, create_text

Place = tuple[str | int, ...]
QUESTIONS: Place = ("dimensions", 0, "questions")
REMOVED = object()


def create_wrong(place: Place, value: Any) -> Data:
    """A file with every scale in it, in which one place holds something else."""
    questions = [
        create_question_data("levels"),
        create_tick_list("ticks"),
        create_grid("grid"),
        create_grid("picked", row_scale={"scale": "tick_list", "items": [create_box("a")]}),
    ]
    earlier = [{"id": "earlier-1", "items": {"levels": "old"}}]
    data: Any = create_data([create_dimension(questions=questions)], comparable_with=earlier)
    *way, last = place
    inner = data
    for step in way:
        inner = inner[step]
    if value is REMOVED:
        del inner[last]
    else:
        inner[last] = value
    return data  # type: ignore[no-any-return]


def create_box(box_id: str, **changes: Any) -> Data:
    return {"id": box_id, "text": create_text(), **changes}


def problems_of(data: Data) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        from_data(data, name="own.toml")
    return list(refused.value.problems)


def found(data: Data) -> list[tuple[str, str]]:
    """Key without `problem.` and place without the file's name."""
    problems = problems_of(data)
    assert all(problem.where.startswith("own.toml: ") for problem in problems)
    return [
        (problem.key.removeprefix("problem."), problem.where.removeprefix("own.toml: "))
        for problem in problems
    ]


@pytest.mark.parametrize(
    ("place", "value", "key"),
    [
        (("name",), REMOVED, "missing_key"),
        (("name", "sv"), REMOVED, "missing_key"),
        ((*QUESTIONS, 0, "levels", 2, "text", "en"), REMOVED, "missing_key"),
        (("nmae",), create_text(), "unknown_key"),
        (("name", "de"), "Name", "unknown_key"),
        ((*QUESTIONS, 0, "wieght"), 2, "unknown_key"),
        ((*QUESTIONS, 1, "levels"), [], "unknown_key"),
        ((*QUESTIONS, 0, "scale"), "likert", "unknown_scale"),
        ((*QUESTIONS, 2, "row_scale", "scale"), "grid", "unknown_scale"),
        ((*QUESTIONS, 0, "scale"), REMOVED, "missing_scale"),
        ((*QUESTIONS, 2, "row_scale", "scale"), REMOVED, "missing_scale"),
        (("id",), "digikartta", "bad_identifier"),
        (("id",), "digikartta-0", "bad_identifier"),
        (("id",), "Digi-1", "bad_identifier"),
        (("dimensions", 0, "id"), "Visio", "bad_identifier"),
        (("dimensions", 0, "id"), "a.b", "bad_identifier"),
        ((*QUESTIONS, 0, "id"), "ä", "bad_identifier"),
        ((*QUESTIONS, 0, "id"), "1a", "bad_identifier"),
        ((*QUESTIONS, 1, "items", 0, "id"), "a|b", "bad_identifier"),
        ((*QUESTIONS, 2, "rows", 0, "id"), "", "bad_identifier"),
        (("comparable_with", 0, "id"), "earlier", "bad_identifier"),
        (("name", "fi"), "", "empty_text"),
        (("name", "fi"), " \n", "empty_text"),
        (("purpose", "fi"), "x" * 501, "long_text"),
        ((*QUESTIONS, 0, "id"), "x" * 41, "long_text"),
        (("dimensions",), [], "empty_list"),
        (QUESTIONS, [], "empty_list"),
        ((*QUESTIONS, 1, "items"), [], "empty_list"),
        ((*QUESTIONS, 2, "rows"), [], "empty_list"),
        ((*QUESTIONS, 3, "row_scale", "items"), [], "empty_list"),
        (("dimensions", 0, "weight"), 0, "bad_weight"),
        ((*QUESTIONS, 0, "weight"), -1, "bad_weight"),
        ((*QUESTIONS, 0, "weight"), 100.5, "number_too_large"),
        (("minutes",), 0, "number_too_small"),
        (("minutes",), 241, "number_too_large"),
        ((*QUESTIONS, 0, "levels", 4, "level"), 6, "number_too_large"),
        (("respondents",), "everybody", "not_one_of"),
        (("unanswered",), "half", "not_one_of"),
        (("minutes",), "15", "needs_whole_number"),
        (("minutes",), True, "needs_whole_number"),
        (("targets",), 1, "needs_true_or_false"),
        (("name",), "Nimi", "needs_table"),
        (("name", "fi"), 7, "needs_text"),
        (("name", "fi"), date(2026, 1, 31), "needs_text"),
        (("dimensions", 0, "weight"), float("nan"), "needs_number"),
        (("dimensions", 0, "weight"), float("inf"), "needs_number"),
        (("dimensions", 0), "vision", "needs_table"),
        ((*QUESTIONS, 0), "väittämä", "needs_table"),
        ((*QUESTIONS, 2, "row_scale"), "stage", "needs_table"),
    ],
)
def test_a_wrong_shape_is_named_once_where_it_stands(place: Place, value: Any, key: str) -> None:
    at_question = key.endswith("_scale")  # a scale is missing from, or unknown in, its question
    where = ".".join(map(str, place[:-1] if at_question else place))
    assert found(create_wrong(place, value)) == [(key, where)]


def without_step(level: int) -> list[Data]:
    levels = [{**each} for each in LEVELS["levels"]]
    del levels[level - 1]["next_step"]
    return levels


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            create_question_data("q", levels=LEVELS["levels"][::-1]),
            [
                ("levels_out_of_order", "d1.q.levels"),
                ("no_next_step", "d1.q.levels.5"),
                ("step_above_top", "d1.q.levels.1"),
            ],
        ),
        (
            create_question_data("q", levels=LEVELS["levels"][1:]),
            [("levels_out_of_order", "d1.q.levels")],
        ),
        (create_question_data("q", levels=[]), [("levels_out_of_order", "d1.q.levels")]),
        (create_question_data("q", levels=without_step(2)), [("no_next_step", "d1.q.levels.2")]),
        (
            create_grid("g", row_scale={**LEVELS, "levels": without_step(3)}),
            [("no_next_step", "d1.g.levels.3")],
        ),
        (create_grid("g", rows=("a", "a")), [("repeated_id", "d1.g.rows")]),
        (create_grid("g", rows=("a", "target")), [("reserved_id", "d1.g.rows")]),
        (create_tick_list("t", boxes=("a", "b", "a")), [("repeated_id", "d1.t.items")]),
        (create_tick_list("t", boxes=("a", "dk")), [("reserved_id", "d1.t.items")]),
        (create_tick_list("t", boxes=("a", "na")), [("reserved_id", "d1.t.items")]),
        (create_tick_list("t", boxes=("a", "none")), [("reserved_id", "d1.t.items")]),
        (
            create_tick_list("t", boxes=(), unscored=("a", "b")),
            [("nothing_scored", "d1.t.items")],
        ),
        (
            create_grid(
                "g",
                row_scale={"scale": "tick_list", "items": [create_box("a", scored=False)]},
            ),
            [("nothing_scored", "d1.g.items")],
        ),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(
    question: Data, expected: list[tuple[str, str]]
) -> None:
    assert found(create_data([create_dimension(questions=[question])])) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"dimensions": [create_dimension("a"), create_dimension("a")]},
            [("repeated_id", "dimensions"), *([("repeated_id", "questions")] * 2)],
        ),
        ({"dimensions": [create_dimension("overall")]}, [("reserved_id", "dimensions")]),
        (
            {
                "dimensions": [
                    create_dimension("a", [create_question("q")]),
                    create_dimension("b", [create_question("q")]),
                ]
            },
            [("repeated_id", "questions")],
        ),
        (
            {"comparable_with": [{"id": "sample-1"}]},
            [("comparable_with_itself", "comparable_with.sample-1")],
        ),
        (
            {"comparable_with": [{"id": "old-1"}, {"id": "old-1"}]},
            [("repeated_id", "comparable_with")],
        ),
        (
            {"comparable_with": [{"id": "old-1", "items": {"gone": "x"}}]},
            [("unknown_item", "comparable_with.old-1.items")],
        ),
        (
            {"comparable_with": [{"id": "old-1", "items": {"d1_1": "x", "d1_2": "x"}}]},
            [("repeated_id", "comparable_with.old-1.items")],
        ),
    ],
)
def test_parts_that_contradict_each_other_are_refused(
    changes: Data, expected: list[tuple[str, str]]
) -> None:
    assert found(create_data(**changes)) == expected


def test_a_grid_on_levels_and_a_list_of_boxes_for_each_row_are_allowed() -> None:
    boxes = {"scale": "tick_list", "items": [create_box("a"), create_box("b")]}
    questions = [create_grid("g1", row_scale=LEVELS), create_grid("g2", row_scale=boxes)]
    questionnaire = from_data(create_data([create_dimension(questions=questions)]), name="x")
    assert [scale.scale for scale in questionnaire.scale_of_item.values()] == [
        *["levels"] * 3,
        *["tick_list"] * 3,
    ]


def test_everything_wrong_in_the_shape_is_told_at_once() -> None:
    data = create_wrong(("minutes",), "15")
    data["name"]["fi"] = ""
    data["dimensions"][0]["questions"][0]["levels"][1]["text"]["sv"] = 3
    data["dimensions"][0]["questions"][1]["items"][0]["id"] = "A"
    data["dimensions"][0]["questions"][2]["row_scale"]["scale"] = "unknown"
    data["extra"] = 1
    assert sorted(found(data)) == [
        ("bad_identifier", "dimensions.0.questions.1.items.0.id"),
        ("empty_text", "name.fi"),
        ("needs_text", "dimensions.0.questions.0.levels.1.text.sv"),
        ("needs_whole_number", "minutes"),
        ("unknown_key", "extra"),
        ("unknown_scale", "dimensions.0.questions.2.row_scale"),
    ]


def test_everything_that_contradicts_itself_is_told_at_once() -> None:
    data = create_data(
        [
            create_dimension("overall", [create_tick_list("t", boxes=("dk", "dk"))]),
            create_dimension("b", [create_question_data("t", levels=without_step(1))]),
        ],
        comparable_with=[{"id": "sample-1", "items": {"gone": "x"}}],
    )
    assert [key for key, _ in found(data)] == [
        *("reserved_id", "repeated_id"),  # the dimension `overall`, the question `t` twice
        *("repeated_id", "reserved_id", "reserved_id", "no_next_step"),
        *("comparable_with_itself", "unknown_item"),
    ]


def test_shape_and_contradictions_are_told_together() -> None:
    broken = create_question_data("t", levels=LEVELS["levels"][::-1])
    del broken["text"]["sv"]
    data = create_data(
        [create_dimension("a", [create_tick_list("t")]), create_dimension("a", [broken])],
        comparable_with=[{"id": "old-1", "items": {"gone": "x"}}],
    )
    assert sorted(found(data)) == [
        ("levels_out_of_order", "a.t.levels"),
        ("missing_key", "dimensions.1.questions.0.text.sv"),
        ("no_next_step", "a.t.levels.5"),
        ("repeated_id", "dimensions"),
        ("repeated_id", "questions"),
        ("step_above_top", "a.t.levels.1"),
        ("unknown_item", "comparable_with.old-1.items"),
    ]


@pytest.mark.parametrize(
    ("place", "value", "key"),
    [
        ((*QUESTIONS, 0, "levels"), "five", "needs_list"),
        ((*QUESTIONS, 0, "levels"), REMOVED, "missing_key"),
        ((*QUESTIONS, 0, "levels", 1), "often", "needs_table"),
        ((*QUESTIONS, 0, "levels", 1, "level"), [2], "needs_whole_number"),
        ((*QUESTIONS, 0, "id"), 7, "needs_text"),
        ((*QUESTIONS, 2, "rows", 1), "row", "needs_table"),
        (("comparable_with", 0, "items"), ["levels"], "needs_table"),
        (("comparable_with", 0, "items", "levels"), 3, "needs_text"),
        (("comparable_with",), "earlier-1", "needs_list"),
    ],
)
def test_what_is_no_part_at_all_is_told_once_and_nothing_follows_from_it(
    place: Place, value: Any, key: str
) -> None:
    assert found(create_wrong(place, value)) == [(key, ".".join(map(str, place)))]


def sentences(data: Data, language: str) -> list[str]:
    return texts(language).problems(problems_of(data))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(minutes=0),
        lambda data: data.update(respondents="x", name={}, id="X", targets=3, extra=1),
        lambda data: data["purpose"].update(fi="", sv="x" * 501),
        lambda data: data["dimensions"][0].update(weight=0, questions=[]),
        lambda data: data["dimensions"].append(create_dimension("overall", [create_grid("d1_1")])),
        lambda data: data["dimensions"][0].update(questions=[create_question_data(levels=[])]),
        lambda data: data.update(comparable_with=[{"id": "sample-1", "items": {"x": "y"}}]),
    ],
)
def test_every_problem_can_be_said_in_every_language(
    change: Callable[[Data], None], language: str
) -> None:
    data = create_data()
    change(data)
    for sentence in sentences(data, language):
        assert sentence.startswith("own.toml: ")
        assert "{" not in sentence
