from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, func, select, text

from db import organisations, respondents, revisions, round_scores, rounds, site_settings
from db.engine import reading, writing
from db.imports import Change, ImportReport, import_answers
from db.rounds import RoundRecord
from db.tables import Answer, Base, Link, Organisation, Respondent
from digikartta.problems import InvalidInput
from digikartta.questionnaire import Questionnaire
from tests.factories import (
    TODAY,
    create_assessment,
    create_organisation,
    create_profile,
    create_questionnaire,
    create_respondent,
    create_round,
)
from tests.long_format_files import Row, create_row, read_rows

ID = "2617416-4"
SAMPLE = create_questionnaire()
NOTHING = Change(0, 0, 0)


def run(
    engine: Engine, *rows: Row, questionnaire: Questionnaire = SAMPLE, dry_run: bool = False
) -> ImportReport:
    known = {questionnaire.id: questionnaire}
    file = read_rows(*rows, questionnaires=known)
    return import_answers(engine, file, known, language="sv", dry_run=dry_run)


def all_rounds(engine: Engine) -> list[RoundRecord]:
    with reading(engine) as connection:
        return rounds.every(connection)


def scores(engine: Engine) -> list[tuple[str, float | None]]:
    """The stored score of `vision` in each round, by day of closing."""
    with reading(engine) as connection:
        every = [r for r in rounds.every(connection) if r.closed_on]
        stored = round_scores.stored(connection, [r.id for r in every])
    return [
        (str(round_.closed_on), score.score)
        for round_ in sorted(every, key=lambda r: (r.closed_on or TODAY, r.id))
        for score in stored.get(round_.id, [])
        if score.dimension == "vision"
    ]


def answers(engine: Engine) -> dict[tuple[str, str], tuple[str, str]]:
    """(respondent's code, item) → value and comment."""
    query = select(Respondent.code, Answer.item, Answer.value, Answer.comment).join(
        Respondent, Respondent.id == Answer.respondent_id
    )
    with reading(engine) as connection:
        return {(code, item): (v, c) for code, item, v, c in connection.execute(query)}


def content(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is stored."""
    with reading(engine) as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


def pool_revision(engine: Engine) -> int:
    with reading(engine) as connection:
        return revisions.current(connection, revisions.POOL)


def create_vision(*values: str, **cells: str) -> list[Row]:
    return [create_row(item=f"vision_{n}", value=v, **cells) for n, v in enumerate(values, start=1)]


def test_a_new_company_is_stored_as_confirmed_with_its_closed_round(engine: Engine) -> None:
    row = create_row(business_id=ID, cohort="Kevät", comment="Hyvä")
    assert run(engine, row) == ImportReport(*(Change(1, 0, 0) for _ in range(4)))
    (round_,) = all_rounds(engine)
    assert replace(round_, id=0, organisation_id=0, content_hash="") == RoundRecord(
        id=0,
        organisation_id=0,
        organisation="Esimerkki Oy",
        business_id=ID,
        confirmed=True,
        is_example=False,
        questionnaire="sample-1",
        content_hash="",
        stage="T0",
        cohort="Kevät",
        industry="C",
        size_class="micro",
        municipality="091",
        closed_on=date(2026, 1, 31),
        is_test=False,
        join_code=None,
        is_named=False,
    )
    assert answers(engine) == {("r1", "vision_1"): ("3", "Hyvä")}


def test_new_respondents_have_sent_their_answers_and_read_the_given_language(
    engine: Engine,
) -> None:
    run(engine, create_row())
    with reading(engine) as connection:
        person = connection.execute(select(Respondent)).one()
    assert (person.role, person.language, person.submitted) == ("staff", "sv", True)


def test_figures_of_closed_rounds_are_written(engine: Engine) -> None:
    run(engine, *create_vision("2", "4"), *create_vision("1", "1", respondent="r2"))
    # (25 + 75)/2 = 50 and 0; the round's mean is 25.
    assert scores(engine) == [("2026-01-31", 25.0)]


def test_an_open_round_has_no_stored_figures(engine: Engine) -> None:
    run(engine, create_row(closed_on=""))
    assert scores(engine) == []
    assert all_rounds(engine)[0].closed_on is None


def test_the_same_file_changes_nothing_the_second_time(engine: Engine) -> None:
    rows = [
        *create_vision("2", "4", business_id=ID),
        *create_vision("5", "na", closed_on="", stage="T1", organisation="Toinen Oy"),
        create_row(organisation="Toinen Oy", item="vision_3", value="", comment="Miksi?"),
    ]
    run(engine, *rows)
    before = content(engine)
    report = run(engine, *rows)
    assert report.is_empty
    assert report.answers == Change(0, 0, 5)
    assert report.organisations == Change(0, 0, 2)
    assert content(engine) == before


def test_a_trial_says_the_same_and_stores_nothing(engine: Engine) -> None:
    before = content(engine)
    tried = run(engine, create_row(), dry_run=True)
    assert content(engine) == before
    assert tried == run(engine, create_row())


def test_a_changed_answer_of_a_closed_round_is_an_update_and_moves_its_figures(
    engine: Engine,
) -> None:
    run(engine, *create_vision("2", "4"))
    revision = pool_revision(engine)
    report = run(engine, *create_vision("2", "5"))
    assert report.answers == Change(0, 1, 1)
    assert scores(engine) == [("2026-01-31", (25 + 100) / 2)]
    assert pool_revision(engine) == revision + 1


def test_a_new_answer_of_a_closed_round_moves_its_figures(engine: Engine) -> None:
    run(engine, *create_vision("2", "4"))
    assert run(engine, *create_vision("2", "4", "5")).answers == Change(1, 0, 2)
    assert scores(engine) == [("2026-01-31", (25 + 75 + 100) / 3)]


def test_a_changed_comment_is_an_update(engine: Engine) -> None:
    run(engine, create_row(comment="Hyvä"))
    assert run(engine, create_row(comment="")).answers == Change(0, 1, 0)
    assert answers(engine) == {("r1", "vision_1"): ("3", "")}


def test_answers_that_are_not_in_the_file_stay(engine: Engine) -> None:
    run(engine, *create_vision("2", "4"))
    run(engine, create_row(item="vision_3", value="1"))
    assert len(answers(engine)) == 3


def test_a_changed_role_is_an_update_and_moves_the_figures(engine: Engine) -> None:
    run(engine, *create_vision("2", "4"))
    report = run(engine, *create_vision("2", "4", role="customer"))
    assert report.respondents == Change(0, 1, 0)
    assert scores(engine) == [("2026-01-31", None)]


def test_a_changed_profile_of_a_round_is_an_update(engine: Engine) -> None:
    run(engine, create_row())
    report = run(engine, create_row(size_class="small", municipality="Espoo", cohort="Kevät"))
    assert report.rounds == Change(0, 1, 0)
    (round_,) = all_rounds(engine)
    assert (round_.size_class, round_.municipality, round_.cohort) == ("small", "049", "Kevät")
    assert pool_revision(engine) == 2


def test_a_business_id_finds_its_company_under_any_name(engine: Engine) -> None:
    run(engine, create_row(business_id=ID))
    report = run(engine, create_row(business_id=ID, organisation="Uusi nimi Oy"))
    assert report.organisations == Change(0, 1, 0)
    assert [r.organisation for r in all_rounds(engine)] == ["Uusi nimi Oy"]


def test_without_a_business_id_the_exact_name_finds_a_company_without_one(engine: Engine) -> None:
    run(engine, create_row())
    assert run(engine, create_row(closed_on="2026-02-01")).organisations == Change(0, 0, 1)
    assert run(engine, create_row(organisation="esimerkki oy")).organisations == Change(1, 0, 0)
    assert run(engine, create_row(business_id=ID)).organisations == Change(1, 0, 0)
    assert run(engine, create_row()).organisations == Change(0, 0, 1)


def test_of_two_companies_of_one_name_the_first_is_meant(engine: Engine) -> None:
    first = create_organisation(engine, create_profile())
    create_organisation(engine, create_profile())
    run(engine, create_row())
    assert [r.organisation_id for r in all_rounds(engine)] == [first]


def test_a_company_that_nobody_has_confirmed_is_never_found(engine: Engine) -> None:
    create_assessment(engine, create_profile(business_id=ID))
    create_assessment(engine, create_profile())
    before = content(engine)
    report = run(engine, create_row(business_id=ID), create_row())
    assert report.organisations == Change(2, 0, 0)
    after = content(engine)
    assert set(before["answer"]) <= set(after["answer"])
    assert set(before["round"]) < set(after["round"])


def test_companies_of_an_example_site_are_examples(engine: Engine) -> None:
    with writing(engine) as connection:
        site_settings.switch(connection, site_settings.EXAMPLE_DATA, on=True)
    run(engine, create_row())
    assert [r.is_example for r in all_rounds(engine)] == [True]


def test_another_day_of_closing_is_another_round(engine: Engine) -> None:
    run(engine, create_row())
    assert run(engine, create_row(closed_on="2026-02-28", value="5")).rounds == Change(1, 0, 0)
    assert len(all_rounds(engine)) == 2


def test_another_stage_is_another_round(engine: Engine) -> None:
    run(engine, create_row())
    assert run(engine, create_row(stage="T2")).rounds == Change(1, 0, 0)


def test_an_open_round_is_gone_on_with(engine: Engine) -> None:
    run(engine, create_row(closed_on=""))
    report = run(engine, create_row(closed_on="", respondent="r2"))
    assert report.rounds == Change(0, 0, 1)
    assert report.respondents == Change(1, 0, 0)


def test_a_file_that_says_when_an_open_round_was_closed_closes_it(engine: Engine) -> None:
    company = create_organisation(engine, create_profile())
    target = create_round(engine, organisation_id=company, questionnaire=SAMPLE, join_code="ABCDEF")
    token = create_respondent(engine, target, {"vision_1": "1", "vision_2": "1"})
    report = run(engine, *create_vision("5", "5"))
    assert report.rounds == Change(0, 1, 0)
    (round_,) = all_rounds(engine)
    assert (round_.id, round_.closed_on, round_.join_code) == (
        target.round_id,
        date(2026, 1, 31),
        None,
    )
    assert scores(engine) == [("2026-01-31", 50.0)]
    with pytest.raises(InvalidInput):
        respondents.save_value(engine, token, "vision_1", "5", today=TODAY)
    assert run(engine, *create_vision("5", "5")).is_empty


def test_of_two_days_the_latest_closes_the_open_round(engine: Engine) -> None:
    run(engine, *create_vision("1", "1", closed_on=""))
    rows = [
        *create_vision("5", "5", closed_on="2026-03-01", respondent="r2"),
        *create_vision("3", "3", closed_on="2025-03-01", respondent="r2"),
    ]
    assert run(engine, *rows).rounds == Change(1, 1, 0)
    assert scores(engine) == [("2025-03-01", 50.0), ("2026-03-01", 50.0)]  # (0 + 100)/2
    assert run(engine, *rows).is_empty


def test_an_open_round_that_the_file_calls_open_stays_open(engine: Engine) -> None:
    run(engine, create_row(closed_on=""))
    assert run(engine, create_row(closed_on=""), create_row()).rounds == Change(1, 0, 1)
    assert sorted(str(r.closed_on) for r in all_rounds(engine)) == ["2026-01-31", "None"]


def test_a_closed_round_is_not_opened_again(engine: Engine) -> None:
    run(engine, create_row())
    assert run(engine, create_row(closed_on="")).rounds == Change(1, 0, 0)


def test_a_test_is_never_gone_on_with(engine: Engine) -> None:
    run(engine, create_row())
    with writing(engine) as connection:
        rounds.mark_as_test(connection, rounds.every(connection)[0].id, is_test=True)
    assert run(engine, create_row()).rounds == Change(1, 0, 0)


def test_an_answer_that_does_not_fit_what_its_round_was_begun_with_is_refused(
    engine: Engine,
) -> None:
    run(engine, *create_vision("3", "3"))
    edited = create_questionnaire(dimensions=("vision", "customer"))
    before = content(engine)
    with pytest.raises(InvalidInput) as refused:
        run(
            engine,
            create_row(item="vision_3"),
            create_row(item="customer_1"),
            create_row(organisation="Toinen Oy", item="customer_1"),
            questionnaire=edited,
        )
    (problem,) = refused.value.problems
    assert (problem.key, problem.details["row"]) == ("problem.answer_misfits", 3)
    assert {**content(engine), "questionnaire_content": None} == {
        **before,
        "questionnaire_content": None,
    }


def test_a_comment_alone_has_to_fit_what_its_round_was_begun_with_too(engine: Engine) -> None:
    run(engine, create_row())
    edited = create_questionnaire(dimensions=("vision", "customer"))
    alone = {"value": "", "comment": "Ei mietitty"}
    assert run(engine, create_row(item="vision_2", **alone), questionnaire=edited).answers.new == 1
    with pytest.raises(InvalidInput) as refused:
        run(engine, create_row(item="customer_1", **alone), questionnaire=edited)
    assert [problem.key for problem in refused.value.problems] == ["problem.answer_misfits"]


def test_an_edited_questionnaire_goes_on_with_the_content_a_round_was_begun_with(
    engine: Engine,
) -> None:
    run(engine, *create_vision("3", "3"))
    edited = create_questionnaire(minutes=20)
    run(engine, create_row(item="vision_3", value="5"), questionnaire=edited)
    (round_,) = all_rounds(engine)
    with reading(engine) as connection:
        stored = connection.execute(
            text("SELECT count(*) FROM questionnaire_content WHERE hash = :hash"),
            {"hash": round_.content_hash},
        ).scalar_one()
    assert stored == 1
    assert scores(engine) == [("2026-01-31", (50 + 50 + 100) / 3)]


def test_more_companies_and_respondents_than_one_statement_takes(engine: Engine) -> None:
    rows = [create_row(organisation=f"Yritys {n}", respondent=f"r{n}") for n in range(1001)]
    assert run(engine, *rows).answers == Change(1001, 0, 0)
    assert run(engine, *rows).answers == Change(0, 0, 1001)


def test_a_file_without_answers_changes_nothing(engine: Engine) -> None:
    before = content(engine)
    assert run(engine) == ImportReport(NOTHING, NOTHING, NOTHING, NOTHING)
    assert content(engine) == before


def test_nothing_of_the_files_order_remains(engine: Engine) -> None:
    run(engine, *(create_row(respondent=f"r{n:03}") for n in range(100)))
    with reading(engine) as connection:
        codes = connection.execute(select(Respondent.code).order_by(Respondent.id)).scalars().all()
        links = connection.execute(select(func.count()).select_from(Link)).scalar_one()
    assert codes != sorted(codes)
    assert links == 0


def test_a_company_without_a_business_id_can_be_told_from_one_that_has_it(engine: Engine) -> None:
    run(engine, create_row(business_id=ID), create_row())
    with reading(engine) as connection:
        found = connection.execute(select(Organisation.business_id)).scalars().all()
        assert sorted(found, key=str) == [ID, None]
        assert organisations.confirmed_id(connection, business_id=ID, name="") is not None
