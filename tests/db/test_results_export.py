from sqlalchemy import Engine, update

from db import rounds
from db.engine import reading, writing
from db.results_export import ScoreRow, score_rows
from db.tables import RoundScore
from tests.every_scale import create_every_scale
from tests.factories import create_closed_round, create_profile, create_respondent, create_round

ID = "2617416-4"


def rows(engine: Engine) -> list[ScoreRow]:
    with reading(engine) as connection:
        return list(score_rows(connection))


def test_a_row_holds_the_figures_and_the_profile_of_its_round(engine: Engine) -> None:
    answers = {"vision_1": "2", "vision_2": "3", "vision.target": "4"}
    profile = create_profile(business_id=ID)
    target = create_closed_round(engine, answers, profile=profile, stage="T2", cohort="Kevät")
    assert rows(engine)[0] == ScoreRow(
        organisation_id=target.organisation_id,
        organisation="Esimerkki Oy",
        business_id=ID,
        industry="C",
        size_class="micro",
        municipality="091",
        cohort="Kevät",
        questionnaire="sample-1",
        stage="T2",
        closed_on="2026-03-02",
        dimension="vision",
        score=37.5,  # (25 + 50)/2
        target=75.0,
        need=37.5,
        respondents=1,
        customers_score=None,
        customers=0,
    )


def test_dimensions_come_in_their_order_and_overall_last(engine: Engine) -> None:
    create_closed_round(engine)
    found = rows(engine)
    assert [row.dimension for row in found] == ["vision", "people", "data", "overall"]
    assert [row.score for row in found] == [62.5, None, None, None]


def test_rounds_come_by_company_and_id(engine: Engine) -> None:
    later = create_round(engine, profile=create_profile("B Oy"))
    create_closed_round(engine, profile=create_profile("A Oy"))
    create_closed_round(engine, organisation_id=later.organisation_id, stage="T1")
    found = [(row.organisation, row.stage) for row in rows(engine)[::4]]
    assert found == [("B Oy", "T0"), ("B Oy", "T1"), ("A Oy", "T0")]


def test_an_open_round_is_computed_now(engine: Engine) -> None:
    target = create_round(engine, questionnaire=create_every_scale())
    create_respondent(engine, target, {"goal": "3", "plan": "yes"})
    vision, tools, overall = rows(engine)
    assert (vision.closed_on, vision.score) == (None, (1 * 50 + 2 * 100) / 3)  # weights 1 and 2
    assert (tools.score, tools.respondents, overall.score) == (None, 0, None)


def test_an_open_round_in_which_nobody_has_answered_has_no_figures(engine: Engine) -> None:
    create_round(engine)
    assert [(row.score, row.respondents) for row in rows(engine)] == [(None, 0)] * 4


def test_a_closed_round_shows_the_stored_figures(engine: Engine) -> None:
    create_closed_round(engine)
    with writing(engine) as connection:
        connection.execute(update(RoundScore).values(score=12.5))
    assert [row.score for row in rows(engine)] == [12.5] * 4


def test_a_test_is_left_out(engine: Engine) -> None:
    target = create_closed_round(engine)
    with writing(engine) as connection:
        rounds.mark_as_test(connection, target.round_id, is_test=True)
    assert rows(engine) == []
