from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import NoResultFound

from db import questionnaires, round_scores, rounds
from db.engine import reading, writing
from db.tables import QuestionnaireContent
from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import content_hash, parse
from tests.factories import create_closed_round, create_questionnaire

FILE = """
id = "sample-1"
name = { fi = "Näyte", sv = "Prov", en = "Sample" }
purpose = { fi = "Näyte", sv = "Prov", en = "Sample" }
minutes = 1

[[dimensions]]
id = "vision"
name = { fi = "Visio", sv = "Vision", en = "Vision" }
short = { fi = "Visio", sv = "Vision", en = "Vision" }
about = { fi = "Visio", sv = "Vision", en = "Vision" }

[[dimensions.questions]]
id = "vision_1"
weight = 1
scale = "stage"
text = { fi = "Yksi", sv = "Ett", en = "One" }

[[dimensions.questions]]
id = "vision_2"
scale = "stage"
text = { fi = "Kaksi", sv = "Två", en = "Two" }
"""


def pin(engine: Engine, questionnaire: Questionnaire) -> str:
    with writing(engine) as connection:
        return questionnaires.pin(connection, questionnaire)


def contents(engine: Engine) -> int:
    with reading(engine) as connection:
        query = select(func.count()).select_from(QuestionnaireContent)
        return connection.execute(query).scalar_one()


def test_the_same_content_is_kept_once(engine: Engine) -> None:
    first = pin(engine, create_questionnaire())
    assert pin(engine, create_questionnaire()) == first
    assert first == content_hash(create_questionnaire())
    assert contents(engine) == 1


def test_content_with_one_word_changed_is_another_one(engine: Engine) -> None:
    first = pin(engine, create_questionnaire(minutes=15))
    assert pin(engine, create_questionnaire(minutes=16)) != first
    assert contents(engine) == 2


def test_what_was_pinned_comes_back_word_by_word(engine: Engine) -> None:
    found = pin(engine, create_questionnaire(minutes=17))
    with reading(engine) as connection:
        assert questionnaires.pinned(connection, found) == create_questionnaire(minutes=17)


def test_content_that_was_never_pinned_is_not_found(engine: Engine) -> None:
    with reading(engine) as connection, pytest.raises(NoResultFound):
        questionnaires.pinned(connection, "0" * 64)


@pytest.mark.parametrize(
    # On SQLite one transaction writes at a time, and the second one finds the content.
    "migrated_url",
    [pytest.param("postgresql", marks=pytest.mark.postgresql)],
    indirect=True,
)
def test_two_companies_may_be_the_first_at_the_same_moment(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Barrier(2)
    written = questionnaires.to_json

    def both_have_looked(questionnaire: Questionnaire) -> str:
        gate.wait(timeout=30)
        return written(questionnaire)

    monkeypatch.setattr(questionnaires, "to_json", both_have_looked)
    with ThreadPoolExecutor(2) as pool:
        hashes = pool.map(lambda _: pin(engine, create_questionnaire()), range(2))
        assert len(set(hashes)) == 1
    assert contents(engine) == 1


def test_editing_the_file_later_changes_no_past_result(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "sample-1.toml"
    file.write_text(FILE, encoding="utf-8")
    before = parse(file.read_bytes(), name=file.name)
    answers = {"vision_1": "5", "vision_2": "2"}
    past = create_closed_round(engine, answers, questionnaire=before).round_id

    # The first question now weighs three times as much, and the second one has another text.
    file.write_text(FILE.replace("weight = 1", "weight = 3").replace("Kaksi", "Toinen"))
    after = parse(file.read_bytes(), name=file.name)
    new = create_closed_round(engine, answers, questionnaire=after).round_id

    with reading(engine) as connection:
        # (100 + 40)/2 = 70 before, (3·100 + 40)/4 = 85 after
        assert round_scores.of_round(connection, past)[0].score == 70.0
        assert round_scores.of_round(connection, new)[0].score == 85.0
        pinned = questionnaires.pinned(connection, rounds.get(connection, past).content_hash)
    assert pinned == before
