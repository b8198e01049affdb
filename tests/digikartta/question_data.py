"""Questionnaires as plain data, as a file holds them: `create_x(...)` for every scale."""

from collections.abc import Sequence
from typing import Any

from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import from_data
from tests.factories import create_question_data, create_text

Data = dict[str, Any]
LEVELS = {"scale": "levels", "levels": create_question_data()["levels"]}


def create_question(question_id: str = "q1", scale: str = "yes_no", **changes: Any) -> Data:
    """A question on a scale that needs nothing more: yes_no, stage or three_step."""
    return {"id": question_id, "scale": scale, "text": create_text(), **changes}


def create_tick_list(
    question_id: str = "ticks",
    *,
    boxes: Sequence[str] = ("a", "b", "c"),
    unscored: Sequence[str] = (),
    **changes: Any,
) -> Data:
    items = [{"id": box, "text": create_text(box)} for box in boxes]
    items += [{"id": box, "text": create_text(box), "scored": False} for box in unscored]
    return create_question(question_id, "tick_list", items=items, **changes)


def create_grid(
    question_id: str = "grid",
    *,
    rows: Sequence[str] = ("r1", "r2", "r3"),
    row_scale: Data | None = None,
    **changes: Any,
) -> Data:
    return create_question(
        question_id,
        "grid",
        rows=[{"id": row, "text": create_text(row)} for row in rows],
        row_scale=row_scale or {"scale": "stage"},
        **changes,
    )


def create_dimension(
    dimension_id: str = "d1", questions: Sequence[Data] = (), **changes: Any
) -> Data:
    """By default with two yes/no questions, `<dimension>_1` and `<dimension>_2`."""
    two = [create_question(f"{dimension_id}_{number}") for number in (1, 2)]
    return {
        "id": dimension_id,
        "name": create_text(dimension_id),
        "short": create_text(dimension_id),
        "about": create_text(),
        "questions": list(questions) or two,
        **changes,
    }


def create_data(dimensions: Sequence[Data] = (), **changes: Any) -> Data:
    """By default one dimension with two yes/no questions."""
    return {
        "id": "sample-1",
        "name": create_text(),
        "purpose": create_text(),
        "minutes": 15,
        "dimensions": list(dimensions) or [create_dimension()],
        **changes,
    }


def create_questionnaire_of(*dimensions: Data, **changes: Any) -> Questionnaire:
    return from_data(create_data(dimensions, **changes), name="test")


def create_asked(*questions: Data, **changes: Any) -> Questionnaire:
    """A questionnaire of one dimension, `d1`, with these questions."""
    return create_questionnaire_of(create_dimension(questions=questions), **changes)
