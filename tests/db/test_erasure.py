from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from db import (
    digital_visions,
    erasure,
    integrity,
    links,
    respondents,
    revisions,
    round_scores,
    rounds,
)
from db.engine import reading, writing
from db.tables import Base, QuestionnaireContent
from digikartta.problems import InvalidInput
from tests.development_factories import (
    create_draft,
    create_insight,
    create_placement,
    create_vote,
)
from tests.factories import (
    TODAY,
    create_closed_round,
    create_facilitators,
    create_profile,
    create_respondent,
    create_round,
    create_workshop,
)


def counts(engine: Engine) -> dict[str, int]:
    with reading(engine) as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }


def pool_revision(engine: Engine) -> int:
    with reading(engine) as connection:
        return revisions.current(connection, revisions.POOL)


def vision(engine: Engine, round_id: int) -> float | None:
    with reading(engine) as connection:
        stored = round_scores.stored(connection, [round_id])[round_id]
    return next(score.score for score in stored if score.dimension == "vision")


def is_sound(engine: Engine) -> bool:
    return not any(checked.findings for checked in integrity.check(engine))


def test_a_company_goes_with_all_its_rows_and_no_others(engine: Engine) -> None:
    create_closed_round(engine)
    create_facilitators(engine, 1)
    kept = counts(engine)
    gone = create_closed_round(engine, profile=create_profile("Saari Oy"))
    open_round = create_round(engine, organisation_id=gone.organisation_id)
    create_respondent(engine, open_round)
    create_workshop(engine, organisation_id=gone.organisation_id, round_id=open_round.round_id)
    create_insight(engine, gone.organisation_id, needs=("vision_1", "vision_2"))
    create_vote(engine, gone, {create_respondent(engine, gone): {"vision_1": 2, "vision_2": 1}})
    create_placement(engine, gone)
    draft = create_draft(engine, gone.organisation_id)
    digital_visions.agree(engine, gone.organisation_id, draft, agreed_by="Aino", today=TODAY)
    before = pool_revision(engine)
    erased = erasure.erase_organisation(engine, gone.organisation_id)
    assert erased.organisation == "Saari Oy"
    # Four figures of the closed round: three dimensions and overall.
    assert erased.rows == {
        "organisation": 1,
        "round": 2,
        "respondent": 3,
        "answer": 2,
        "link": 3,
        "round_score": 4,
        "company_record": 1,
        "workshop": 1,
        "workshop_round": 1,
        "customer_insight": 1,
        "insight_need": 2,
        "need_vote": 1,
        "need_dots": 2,
        "need_placement": 1,
        "vision_part": 4,
        "vision_version": 1,
    }
    assert counts(engine) == kept
    assert pool_revision(engine) == before + 1
    assert is_sound(engine)


def test_the_content_of_questionnaires_stays(engine: Engine) -> None:
    gone = create_closed_round(engine)
    erasure.erase_organisation(engine, gone.organisation_id)
    assert counts(engine)[QuestionnaireContent.__tablename__] == 1


@pytest.mark.parametrize("unknown", [17, 0, -1, 2**63, 10**30])
def test_an_unknown_company_is_refused(engine: Engine, unknown: int) -> None:
    create_closed_round(engine)
    before = counts(engine)
    with pytest.raises(InvalidInput) as caught:
        erasure.erase_organisation(engine, unknown)
    assert [(p.key, p.details) for p in caught.value.problems] == [
        ("problem.organisation_unknown", {"id": unknown})
    ]
    assert counts(engine) == before
    assert pool_revision(engine) == 1


@pytest.mark.parametrize(
    "written",
    ["{}", "  {}\n", "https://digi.example/v/{}", "http://10.0.0.1:8501/v/{}/", "/v/{}?lang=sv"],
)
def test_a_person_is_named_by_the_link_or_its_token(engine: Engine, written: str) -> None:
    token = create_respondent(engine, create_round(engine), {"vision_1": "4", "vision_2": "5"})
    erased = erasure.erase_respondent(engine, written.format(token))
    assert erased.rows == {"respondent": 1, "answer": 2, "link": 1, "need_dots": 0}
    assert erased.organisation == "Esimerkki Oy"
    with pytest.raises(InvalidInput):
        respondents.answering(engine, token, today=TODAY)


def test_the_figures_of_a_closed_round_are_those_of_the_others(engine: Engine) -> None:
    target = create_round(engine)
    create_respondent(engine, target, {"vision_1": "2", "vision_2": "2"})
    token = create_respondent(engine, target, {"vision_1": "5", "vision_2": "5"})
    with writing(engine) as connection:
        rounds.close(connection, [target.round_id], today=TODAY)
    assert vision(engine, target.round_id) == 62.5  # (25 + 100)/2
    erasure.erase_respondent(engine, token)
    assert vision(engine, target.round_id) == 25.0
    assert pool_revision(engine) == 2
    assert is_sound(engine)


def test_an_open_round_gets_no_figures_by_it(engine: Engine) -> None:
    target = create_round(engine)
    token = create_respondent(engine, target, {"vision_1": "2"})
    erasure.erase_respondent(engine, token)
    assert is_sound(engine)


def test_a_revoked_link_will_do(engine: Engine) -> None:
    token = create_respondent(engine, create_round(engine))
    with writing(engine) as connection:
        links.revoke(connection, token)
    assert erasure.erase_respondent(engine, token).rows["respondent"] == 1


def test_an_unknown_token_is_refused(engine: Engine) -> None:
    create_respondent(engine, create_round(engine))
    before = counts(engine)
    with pytest.raises(InvalidInput) as caught:
        erasure.erase_respondent(engine, "https://digi.example/v/made-up")
    assert [problem.key for problem in caught.value.problems] == ["problem.link_unknown"]
    assert counts(engine) == before


def test_nothing_of_what_was_written_is_left_in_the_files(sqlite: Engine, tmp_path: Path) -> None:
    target = create_round(sqlite, profile=create_profile("Sumukorven Saippua Oy"))
    token = create_respondent(sqlite, target)
    comment = "Tämä kommentti on hyvin tunnistettava."
    respondents.save_comment(sqlite, token, "vision_1", comment, today=TODAY)
    assert in_files(tmp_path, comment)
    erasure.erase_respondent(sqlite, token)
    assert not in_files(tmp_path, comment)
    assert in_files(tmp_path, "Sumukorven Saippua Oy")
    erasure.erase_organisation(sqlite, target.organisation_id)
    assert not in_files(tmp_path, "Sumukorven Saippua Oy")


def in_files(folder: Path, text: str) -> bool:
    return any(text.encode() in file.read_bytes() for file in folder.iterdir())
