"""A questionnaire with every scale that there is, for tests."""

from typing import Any, Literal

from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import from_data
from tests.factories import create_dimension_data, create_question_data, create_text


def create_every_scale(
    questionnaire_id: str = "every-1",
    *,
    unanswered: Literal["missing", "zero"] = "missing",
    targets: bool = True,
    respondents: str = "internal",
) -> Questionnaire:
    """Two dimensions of unequal weight: levels and yes/no; ticks, stages, steps and a grid."""
    raw = {
        "id": questionnaire_id,
        "name": create_text("Kaikki asteikot"),
        "purpose": create_text(),
        "minutes": 5,
        "unanswered": unanswered,
        "targets": targets,
        "respondents": respondents,
        "dimensions": [
            _dimension("vision", [create_question_data("goal"), _plain("plan", "yes_no", 2)], 1),
            _dimension("tools", [_ticks(), _plain("use", "stage"), _steps(), _grid()], 2.5),
        ],
    }
    return from_data(raw, name="test")


def _dimension(dimension_id: str, questions: list[dict[str, Any]], weight: float) -> dict[str, Any]:
    data = create_dimension_data(dimension_id)
    return {**data, "questions": questions, "weight": weight}


def _plain(question_id: str, scale: str, weight: float = 1) -> dict[str, Any]:
    text = create_text(f"Kysymys {question_id}")
    return {"id": question_id, "scale": scale, "text": text, "weight": weight}


def _ticks() -> dict[str, Any]:
    boxes = [{"id": box, "text": create_text(f"Ruutu {box}")} for box in ("a", "b", "c")]
    other = {"id": "other", "text": create_text("Muu"), "scored": False}
    return {**_plain("tools", "tick_list"), "items": [*boxes, other]}


def _steps() -> dict[str, Any]:
    return _plain("habit", "three_step", 3)


def _grid() -> dict[str, Any]:
    rows = [{"id": row, "text": create_text(f"Rivi {row}")} for row in ("web", "phone")]
    return {**_plain("channels", "grid"), "row_scale": {"scale": "three_step"}, "rows": rows}
