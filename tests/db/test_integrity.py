from collections.abc import Callable
from hashlib import sha256

import pytest
from sqlalchemy import Engine, delete, insert, select, text, update

from db import figure_integrity, integrity, revisions, round_scores
from db.engine import reading
from db.figure_integrity import rebuild
from db.links import LinkTarget
from db.tables import (
    Answer,
    Link,
    Organisation,
    QuestionnaireContent,
    Respondent,
    Revision,
    Round,
    RoundScore,
)
from digikartta.problems import InvalidInput
from tests.factories import (
    create_closed_round,
    create_organisation,
    create_profile,
    create_questionnaire,
    create_respondent,
    create_round,
)

# For what only PostgreSQL has: the database on PostgreSQL alone.
on_postgresql = pytest.mark.parametrize(
    "migrated_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
Found = list[tuple[str, str, dict[str, object]]]


def findings(engine: Engine) -> Found:
    return [
        (problem.key.removeprefix("problem.verify_"), problem.where, dict(problem.details))
        for checked in integrity.check(engine)
        for problem in checked.findings
    ]


def keys(engine: Engine) -> list[str]:
    return [key for key, *_ in findings(engine)]


def change(engine: Engine, *statements: object) -> None:
    """Change what the product never would, past the database's own checks."""
    sqlite = engine.dialect.name == "sqlite"
    off = (
        ("PRAGMA ignore_check_constraints=ON", "PRAGMA foreign_keys=OFF")
        if sqlite
        else ("SET session_replication_role = replica",)
    )
    on = (
        ("PRAGMA ignore_check_constraints=OFF", "PRAGMA foreign_keys=ON")
        if sqlite
        else ("SET session_replication_role = DEFAULT",)
    )
    with engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        for pragma in off:
            driver.cursor().execute(pragma)
        if not sqlite:
            driver.commit()
        with connection.begin():
            for statement in statements:
                connection.execute(statement)  # type: ignore[call-overload]
        for pragma in on:
            driver.cursor().execute(pragma)
        if not sqlite:
            driver.commit()


def test_a_sound_database_has_no_findings_and_the_counts_say_what_was_checked(
    engine: Engine,
) -> None:
    create_closed_round(engine)
    create_respondent(engine, create_round(engine), {"vision_1": "dk", "vision.target": "4"})
    counts = {checked.rule: checked.count for checked in integrity.check(engine)}
    assert findings(engine) == []
    # Foreign keys: 2 rounds · 2, 2 respondents · 2, 4 answers, 2 links · 3, 4 figures · 2,
    # 2 records.
    # Checks: 2 rounds · 2, 2 respondents, 2 links · 2, 2 records · 4.
    # Rows with an organisation: 2 + 4 + 2 + 4.
    assert counts == {
        "references": 28,
        "constraints": 18,
        "organisations": 12,
        "questionnaires": 1,
        "answers": 4,
        "figures": 4,
        "revisions": 3,
    }


def test_a_row_whose_parent_is_gone_is_found(engine: Engine) -> None:
    target = create_round(engine)
    create_respondent(engine, target)
    change(engine, delete(Organisation))
    assert ("reference", "round", {"count": 1, "parent": "organisation"}) in findings(engine)
    assert ("reference", "link", {"count": 1, "parent": "organisation"}) in findings(engine)
    assert ("reference", "answer", {"count": 1, "parent": "respondent"}) not in findings(engine)


def test_a_value_that_a_check_forbids_is_found(sqlite: Engine) -> None:
    create_round(sqlite)
    change(sqlite, update(Round).values(stage="T9"))
    assert findings(sqlite) == [("constraint", "round", {"count": 1, "rule": "ck_round_stage"})]


@on_postgresql  # SQLite drops no constraint; the test above is its own
def test_a_value_that_a_dropped_check_let_in_is_found(engine: Engine) -> None:
    create_round(engine)
    change(engine, text("ALTER TABLE round DROP CONSTRAINT ck_round_stage"))
    change(engine, update(Round).values(stage="T9"))
    assert findings(engine) == [("constraint", "round", {"count": 1, "rule": "ck_round_stage"})]


@pytest.mark.parametrize("table", [Respondent, Answer, Link, RoundScore])
def test_a_row_under_another_organisation_than_its_parent_is_found(
    engine: Engine, table: type[Respondent | Answer | Link | RoundScore]
) -> None:
    create_closed_round(engine, {"vision_1": "3"})
    other = create_organisation(engine, create_profile("Toinen Oy"))
    change(engine, update(table).values(organisation_id=other))
    found = {where: details["count"] for key, where, details in findings(engine)}
    assert found[table.__tablename__] == (4 if table is RoundScore else 1)
    # Answers and links belong to respondents: when those have moved, these stand alone as well.
    of_person = {"respondent", "answer", "link"}
    expected = of_person if table is Respondent else {table.__tablename__}
    assert set(found) == expected


def test_a_link_to_a_person_of_another_round_is_found(engine: Engine) -> None:
    first = create_round(engine)
    create_respondent(engine, first)
    second = create_round(engine, organisation_id=first.organisation_id)
    change(engine, update(Link).values(round_id=second.round_id))
    assert findings(engine) == [("organisation", "link", {"count": 1})]


@pytest.mark.parametrize(
    ("item", "value", "comment"),
    [
        ("vision_1", "9", ""),
        ("vision_1", "three", ""),
        ("nothing", "3", ""),
        ("vision.target", "", "Kommentti"),
        ("vision.target", "dk", ""),
    ],
)
def test_an_answer_that_the_questionnaire_does_not_take_is_found(
    engine: Engine, item: str, value: str, comment: str
) -> None:
    target = create_round(engine)
    create_respondent(engine, target, {"vision_1": "3"})
    change(engine, update(Answer).values(item=item, value=value, comment=comment))
    details = {"value": value, "count": 1, "rounds": str(target.round_id)}
    assert findings(engine) == [("answer", f"sample-1, {item}", details)]


def test_a_comment_without_an_answer_is_sound(engine: Engine) -> None:
    create_respondent(engine, create_round(engine), {"vision_1": "3"})
    change(engine, update(Answer).values(value="", comment="En vielä tiedä"))
    assert findings(engine) == []


def test_a_figure_that_does_not_follow_from_the_answers_is_found_to_the_last_bit(
    engine: Engine,
) -> None:
    target = create_closed_round(engine, {"vision_1": "3", "vision_2": "4"})
    change(
        engine,
        # 62.5, and the next number that a double can hold
        update(RoundScore).where(RoundScore.dimension == "vision").values(score=62.50000000000001),
    )
    details = {"round": target.round_id, "dimensions": "vision"}
    assert findings(engine) == [("figures", "", details)]


def test_a_figure_that_is_missing_or_too_many_is_found(engine: Engine) -> None:
    target = create_closed_round(engine)
    change(engine, delete(RoundScore).where(RoundScore.dimension == "vision"))
    extra = {"round_id": target.round_id, "organisation_id": target.organisation_id}
    row = {**extra, "dimension": "extra", "respondents": 0, "customers": 0}
    change(engine, insert(RoundScore).values(row))
    details = {"round": target.round_id, "dimensions": "vision, extra"}
    assert findings(engine) == [("figures", "", details)]


def test_figures_of_an_open_round_are_found(engine: Engine) -> None:
    target = create_closed_round(engine)
    change(engine, update(Round).values(closed_on=None))
    assert findings(engine) == [("open_figures", "", {"round": target.round_id, "count": 4})]


def test_figures_that_cannot_be_computed_any_more_are_found(engine: Engine) -> None:
    create_closed_round(engine, {"vision_1": "3"})
    change(engine, update(Answer).values(value="three"))
    assert keys(engine) == ["answer", "figures"]


def test_rounds_are_compared_piece_by_piece(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_integrity, "_AT_ONCE", 2)
    for _ in range(5):
        create_closed_round(engine)
    change(engine, update(RoundScore).where(RoundScore.dimension == "overall").values(customers=1))
    assert keys(engine) == ["figures"] * 5


def other_words(content: str) -> str:
    return content.replace('"minutes":15', '"minutes":16')


def no_questionnaire(_: str) -> str:
    return "{}"


@pytest.mark.parametrize("edit", [other_words, no_questionnaire])
def test_pinned_content_that_was_changed_is_found(
    engine: Engine, edit: Callable[[str], str]
) -> None:
    create_closed_round(engine)
    with reading(engine) as connection:
        key, content = connection.execute(
            select(QuestionnaireContent.hash, QuestionnaireContent.content)
        ).one()
    change(engine, update(QuestionnaireContent).values(content=edit(content)))
    assert findings(engine) == [("content", "sample-1", {"hash": key})]


def test_content_that_never_was_a_questionnaire_is_found(engine: Engine) -> None:
    key = sha256(b"{}").hexdigest()
    row = {"hash": key, "questionnaire": "sample-1", "content": "{}"}
    change(engine, insert(QuestionnaireContent).values(row))
    assert findings(engine) == [("content", "sample-1", {"hash": key})]


def test_a_round_that_names_another_questionnaire_is_found(engine: Engine) -> None:
    target = create_round(engine, questionnaire=create_questionnaire("sample-1"))
    change(engine, update(Round).values(questionnaire="sample-2"))
    details = {"round": target.round_id, "name": "sample-2", "pinned": "sample-1"}
    assert findings(engine) == [("named", "", details)]


def test_a_missing_counter_of_changes_is_found(engine: Engine) -> None:
    change(engine, delete(Revision))
    missing = [("revision", "", {"name": name}) for name in ("pool", "register", "public")]
    assert findings(engine) == missing


def stored(engine: Engine, target: LinkTarget) -> set[object]:
    with reading(engine) as connection:
        return set(round_scores.stored(connection, [target.round_id]).get(target.round_id, []))


def test_figures_are_written_anew_from_the_answers(engine: Engine) -> None:
    target = create_closed_round(engine)
    create_round(engine)
    before = stored(engine, target)
    change(engine, update(RoundScore).values(score=1.0))
    change(engine, delete(RoundScore).where(RoundScore.dimension == "vision"))
    assert rebuild(engine) == 1
    assert stored(engine, target) == before
    assert findings(engine) == []
    with reading(engine) as connection:
        assert revisions.current(connection, revisions.POOL) == 2


def test_no_figures_are_written_from_answers_that_do_not_fit(engine: Engine) -> None:
    target = create_closed_round(engine)
    before = stored(engine, target)
    change(engine, update(Answer).values(value="three"))
    with pytest.raises(InvalidInput) as caught:
        rebuild(engine)
    assert {problem.key for problem in caught.value.problems} == {"problem.verify_answer"}
    assert stored(engine, target) == before
