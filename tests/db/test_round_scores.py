import pytest
from sqlalchemy import Engine, func, select

from db import round_scores
from db.engine import reading, writing
from db.links import LinkTarget
from db.tables import RoundScore
from digikartta.scoring import DimensionScore
from tests.factories import (
    create_closed_round,
    create_questionnaire,
    create_respondent,
    create_round,
)

# The worked example. A: levels 2, 4, cannot say, 3 → (25 + 75 + 50)/3 = 50. B: one of three
# applicable questions is scored → no score. C: 1, 1, 2, blank → (0 + 0 + 25)/3 = 25/3.
A = {"vision_1": "2", "vision_2": "4", "vision_3": "dk", "vision_4": "3", "vision.target": "4"}
B = {"vision_1": "na", "vision_2": "5", "vision_3": "dk", "vision.target": "5"}
C = {"vision_1": "1", "vision_2": "1", "vision_3": "2"}


def create_example(engine: Engine) -> LinkTarget:
    target = create_round(engine, questionnaire=create_questionnaire(dimensions=("vision",)))
    create_respondent(engine, target, A, role="management")
    create_respondent(engine, target, B, role="supervisor")
    create_respondent(engine, target, C, role="staff")
    create_respondent(engine, target, {"vision_1": "5", "vision_2": "5"}, role="customer")
    create_respondent(engine, target)  # joined, and has answered nothing
    return target


VISION = DimensionScore(
    dimension="vision",
    score=(50 + 25 / 3) / 2,  # 29.1666…
    target=(75 + 100) / 2,  # 87.5
    respondents=2,
    customers_score=100.0,
    customers=1,
)
OVERALL = DimensionScore("overall", VISION.score, None, 2, 100.0, 1)


def write(engine: Engine, *round_ids: int) -> None:
    with writing(engine) as connection:
        round_scores.write(connection, round_ids)


def stored(engine: Engine, *round_ids: int) -> dict[int, dict[str, DimensionScore]]:
    with reading(engine) as connection:
        found = round_scores.stored(connection, round_ids)
    return {key: {score.dimension: score for score in scores} for key, scores in found.items()}


def test_the_worked_example_is_computed_from_the_stored_answers(engine: Engine) -> None:
    target = create_example(engine)
    with reading(engine) as connection:
        assert round_scores.of_round(connection, target.round_id) == (VISION, OVERALL)
    assert VISION.need == 87.5 - (50 + 25 / 3) / 2  # 58.333…


def test_figures_are_stored_to_the_last_bit(engine: Engine) -> None:
    target = create_example(engine)
    write(engine, target.round_id)
    assert stored(engine, target.round_id) == {
        target.round_id: {"vision": VISION, "overall": OVERALL}
    }


def test_figures_that_are_written_again_replace_the_old_ones(engine: Engine) -> None:
    target = create_example(engine)
    write(engine, target.round_id)
    create_respondent(engine, target, {"vision_1": "5", "vision_2": "5"})
    write(engine, target.round_id)
    # a fourth internal score: (50 + 25/3 + 100)/3
    vision = stored(engine, target.round_id)[target.round_id]["vision"]
    assert (vision.score, vision.respondents) == ((50 + 25 / 3 + 100) / 3, 3)


def test_a_round_that_nobody_joined_has_figures_that_say_so(engine: Engine) -> None:
    target = create_round(engine, questionnaire=create_questionnaire(dimensions=("vision",)))
    with reading(engine) as connection:
        expected = round_scores.of_round(connection, target.round_id)
    assert [score.score for score in expected] == [None, None]
    write(engine, target.round_id)
    assert stored(engine, target.round_id)[target.round_id] == {s.dimension: s for s in expected}


def test_any_number_of_rounds_is_written_and_read_piece_by_piece(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(round_scores, "_IDS_AT_ONCE", 2)
    rounds = [create_closed_round(engine).round_id for _ in range(5)]
    before = stored(engine, *rounds)
    write(engine, *rounds)
    assert stored(engine, *rounds) == before
    assert list(before) == rounds


def test_nothing_is_written_for_no_rounds_and_for_rounds_that_are_gone(engine: Engine) -> None:
    write(engine)
    write(engine, 17)
    with reading(engine) as connection:
        assert connection.execute(select(func.count()).select_from(RoundScore)).scalar() == 0
