from itertools import islice

from sqlalchemy import Engine

from db import respondents, rounds, site_settings
from db.answers_export import ExportedName, answer_rows, codebook_source, exported_names
from db.engine import reading, writing
from digikartta.long_format import AnswerRow
from tests.every_scale import create_every_scale
from tests.factories import (
    TODAY,
    create_closed_round,
    create_organisation,
    create_profile,
    create_questionnaire,
    create_respondent,
    create_round,
)

ID = "2617416-4"


def rows(engine: Engine) -> list[AnswerRow]:
    with reading(engine) as connection:
        return list(answer_rows(connection))


def names(engine: Engine) -> list[ExportedName]:
    with reading(engine) as connection:
        return [name for _, name in sorted(exported_names(connection).items())]


def test_a_row_holds_the_answer_and_the_profile_of_its_round(engine: Engine) -> None:
    profile = create_profile(business_id=ID, size_class="small", municipality="049")
    target = create_round(engine, profile=profile, stage="T1", cohort="Kevät")
    token = create_respondent(engine, target, {"vision_1": "3"}, role="management")
    respondents.save_comment(engine, token, "vision_1", "=Hyvä\nniin", today=TODAY)
    with writing(engine) as connection:
        rounds.close(connection, [target.round_id], today=TODAY)
    (row,) = rows(engine)
    assert row == AnswerRow(
        organisation="Esimerkki Oy",
        business_id=ID,
        industry="C",
        size_class="small",
        municipality="049",
        cohort="Kevät",
        questionnaire="sample-1",
        stage="T1",
        closed_on="2026-03-02",
        respondent=row.respondent,
        role="management",
        item="vision_1",
        value="3",
        comment="=Hyvä\nniin",
    )
    assert len(row.respondent) == 17


def test_an_open_round_has_no_day_of_closing(engine: Engine) -> None:
    create_respondent(engine, create_round(engine), {"vision_1": "3"})
    assert [row.closed_on for row in rows(engine)] == [""]


def test_a_test_is_left_out(engine: Engine) -> None:
    target = create_closed_round(engine)
    with writing(engine) as connection:
        rounds.mark_as_test(connection, target.round_id, is_test=True)
    assert rows(engine) == []


def test_rows_go_by_company_round_respondent_and_the_questionnaires_order(engine: Engine) -> None:
    company = create_organisation(engine, create_profile("B Oy"))
    other = create_organisation(engine, create_profile("A Oy"))
    late = create_round(engine, organisation_id=other, questionnaire=create_every_scale())
    first = create_round(engine, organisation_id=company)
    second = create_round(engine, organisation_id=company, stage="T1")
    create_respondent(engine, late, {"tools.target": "5", "channels.web": "no", "goal": "1"})
    for target in (second, first):
        for _ in range(5):
            create_respondent(
                engine, target, {"people_1": "1", "vision.target": "2", "vision_4": "3"}
            )
    found = rows(engine)
    assert [(row.organisation, row.stage) for row in found] == (
        [("B Oy", "T0")] * 15 + [("B Oy", "T1")] * 15 + [("A Oy", "T0")] * 3
    )
    codes = [row.respondent for row in found[:15:3]]
    assert codes == sorted(codes)
    assert [row.item for row in found[:3]] == ["vision_4", "vision.target", "people_1"]
    assert [row.item for row in found[30:]] == ["goal", "channels.web", "tools.target"]


def test_rows_come_one_by_one(engine: Engine) -> None:
    create_closed_round(engine, {"vision_1": "3", "vision_2": "4"})
    with reading(engine) as connection:
        assert len(list(islice(answer_rows(connection), 1))) == 1


def test_companies_keep_the_names_that_are_theirs_alone(engine: Engine) -> None:
    create_organisation(engine, create_profile("A Oy"), confirmed=False)
    create_organisation(engine, create_profile("A Oy", business_id=ID), confirmed=False)
    create_organisation(engine, create_profile("B Oy"))
    expected = [ExportedName("A Oy", ""), ExportedName("A Oy", ID), ExportedName("B Oy", "")]
    assert names(engine) == expected


def test_a_confirmed_company_keeps_its_name_beside_unconfirmed_ones(engine: Engine) -> None:
    first = create_organisation(engine, create_profile("A Oy"), confirmed=False)
    create_organisation(engine, create_profile("A Oy"))
    third = create_organisation(engine, create_profile("A Oy"))
    assert names(engine) == [
        ExportedName(f"A Oy #{first}", ""),
        ExportedName("A Oy", ""),
        ExportedName(f"A Oy #{third}", ""),
    ]


def test_unconfirmed_companies_with_one_business_id_are_told_apart(engine: Engine) -> None:
    ids = [
        create_organisation(engine, create_profile(name, business_id=ID), confirmed=False)
        for name in ("A Oy", "B Oy")
    ]
    expected = [ExportedName(f"A Oy #{ids[0]}", ""), ExportedName(f"B Oy #{ids[1]}", "")]
    assert names(engine) == expected


def test_a_name_with_an_id_behind_it_is_not_longer_than_a_name_may_be(engine: Engine) -> None:
    for _ in range(2):
        create_organisation(engine, create_profile("x" * 200), confirmed=False)
    assert {len(found.name) for found in names(engine)} == {200}
    assert len({found.name for found in names(engine)}) == 2


def test_a_name_that_looks_like_one_with_an_id_is_told_apart_too(engine: Engine) -> None:
    first = create_organisation(engine, create_profile("A Oy"), confirmed=False)
    create_organisation(engine, create_profile("A Oy"), confirmed=False)
    create_organisation(engine, create_profile(f"A Oy #{first}"), confirmed=False)
    assert len({found.name for found in names(engine)}) == 3


def test_the_codebook_explains_every_content_that_was_answered(engine: Engine) -> None:
    create_closed_round(engine)
    create_closed_round(engine, questionnaire=create_questionnaire(minutes=20))
    create_closed_round(engine, {"goal": "3"}, questionnaire=create_every_scale())
    with reading(engine) as connection:
        source = codebook_source(connection)
    assert [each.id for each in source.questionnaires] == ["every-1", "sample-1", "sample-1"]
    assert not source.is_example


def test_the_codebook_of_an_example_site_says_so(engine: Engine) -> None:
    with writing(engine) as connection:
        site_settings.switch(connection, site_settings.EXAMPLE_DATA, on=True)
        assert codebook_source(connection).is_example
