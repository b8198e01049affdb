from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select

from db import links, respondents, revisions, round_scores, rounds
from db.engine import reading, writing
from db.rounds import Progress
from db.tables import Link
from db.upsert import upsert
from digikartta.problems import InvalidInput
from digikartta.questionnaire_file import content_hash
from tests.factories import (
    TODAY,
    create_assessment,
    create_closed_round,
    create_organisation,
    create_profile,
    create_questionnaire,
    create_respondent,
    create_round,
)


def pool_revision(engine: Engine) -> int:
    with reading(engine) as connection:
        return revisions.current(connection, revisions.POOL)


def close(engine: Engine, round_id: int) -> None:
    with writing(engine) as connection:
        rounds.close(connection, [round_id], today=TODAY)


def stored_vision(connection: Connection, round_id: int) -> float | None:
    stored = round_scores.stored(connection, [round_id])[round_id]
    return next(score.score for score in stored if score.dimension == "vision")


def test_a_round_keeps_the_company_as_it_was_then(engine: Engine) -> None:
    profile = create_profile("Saari Oy", industry="Q", size_class="small", municipality="049")
    target = create_round(
        engine, profile=profile, stage="T1", cohort="syksy", questionnaire=create_questionnaire()
    )
    with reading(engine) as connection:
        found = rounds.get(connection, target.round_id)
    assert (found.organisation, found.industry, found.size_class, found.municipality) == (
        "Saari Oy",
        "Q",
        "small",
        "049",
    )
    assert (found.stage, found.cohort, found.closed_on) == ("T1", "syksy", None)
    assert (found.questionnaire, found.content_hash) == (
        "sample-1",
        content_hash(create_questionnaire()),
    )
    assert (found.confirmed, found.is_example, found.is_test) == (True, False, False)


def test_a_join_code_that_is_taken_is_not_given_again(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_round(engine, join_code="AAAAAA")
    codes = iter(["AAAAAA", "BBBBBB"])
    monkeypatch.setattr(rounds, "new_code", lambda: next(codes))
    with reading(engine) as connection:
        assert rounds.free_join_code(connection) == "BBBBBB"


def test_a_code_joins_an_open_round_only(engine: Engine) -> None:
    target = create_round(engine, join_code="AAAAAA")
    with reading(engine) as connection:
        assert rounds.by_join_code(connection, "AAAAAA") == target.round_id
        assert rounds.by_join_code(connection, "BBBBBB") is None
    with writing(engine) as connection:
        rounds.close(connection, [target.round_id], today=TODAY)
        assert rounds.by_join_code(connection, "AAAAAA") is None


def test_a_company_sees_its_rounds_in_time_order_the_open_one_last(engine: Engine) -> None:
    owner = create_organisation(engine)
    open_ = create_round(engine, organisation_id=owner).round_id
    later = create_closed_round(engine, organisation_id=owner, closed_on=date(2026, 2, 1)).round_id
    first = create_closed_round(engine, organisation_id=owner, closed_on=date(2025, 2, 1)).round_id
    create_round(engine)
    with reading(engine) as connection:
        found = rounds.of_organisation(connection, owner)
    assert [round_.id for round_ in found] == [first, later, open_]


def test_a_round_marked_as_a_test_never_counts(engine: Engine) -> None:
    kept = create_round(engine).round_id
    test = create_round(engine).round_id
    with writing(engine) as connection:
        rounds.mark_as_test(connection, test, is_test=True)
        assert [round_.id for round_ in rounds.every(connection)] == [kept]
        rounds.mark_as_test(connection, test, is_test=False)
        assert [round_.id for round_ in rounds.every(connection)] == [kept, test]
    assert pool_revision(engine) == 2


def test_closing_writes_the_figures_and_tells_the_pool(engine: Engine) -> None:
    target = create_round(engine)
    create_respondent(engine, target, {"vision_1": "3", "vision_2": "4"})
    with reading(engine) as connection:
        assert round_scores.stored(connection, [target.round_id]) == {}
    with writing(engine) as connection:
        rounds.close(connection, [target.round_id], today=TODAY)
    with reading(engine) as connection:
        stored = round_scores.stored(connection, [target.round_id])[target.round_id]
        fresh = round_scores.of_round(connection, target.round_id)
    assert sorted(stored, key=str) == sorted(fresh, key=str)
    assert pool_revision(engine) == 1


def test_a_round_that_is_closed_again_keeps_its_first_day(engine: Engine) -> None:
    target = create_closed_round(engine, closed_on=date(2026, 1, 1))
    with writing(engine) as connection:
        rounds.close(connection, [target.round_id], today=TODAY)
        assert rounds.get(connection, target.round_id).closed_on == date(2026, 1, 1)


def test_closing_ends_invitations_and_leaves_the_other_links(engine: Engine) -> None:
    tokens = create_assessment(engine)
    with writing(engine) as connection:
        target = links.follow(connection, tokens.owner, "owner", today=TODAY)
        rounds.close(connection, [target.round_id], today=TODAY)
        revoked = connection.execute(select(Link.kind, Link.revoked)).all()
    assert sorted(revoked) == [("invite", True), ("owner", False), ("respondent", False)]


def test_an_answer_on_its_way_is_in_the_figures_of_the_round(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever closes waits for an answer that has been let in, and takes no more after it."""
    target = create_round(engine)
    token = create_respondent(engine, target, {"vision_1": "1"})
    let_in, go_on = Event(), Event()

    def slow_upsert(*arguments: Any, **options: Any) -> None:
        let_in.set()
        assert go_on.wait(timeout=30)
        upsert(*arguments, **options)

    monkeypatch.setattr(respondents, "upsert", slow_upsert)
    with ThreadPoolExecutor(2) as pool:
        saving = pool.submit(respondents.save_value, engine, token, "vision_2", "5", today=TODAY)
        assert let_in.wait(timeout=30)
        closing = pool.submit(close, engine, target.round_id)
        assert wait([closing], timeout=0.3).not_done
        go_on.set()
        saving.result()
        closing.result()
    with reading(engine) as connection:
        # levels 1 and 5 are 0 and 100 points: the mean is 50
        assert stored_vision(connection, target.round_id) == 50.0
    with pytest.raises(InvalidInput):
        respondents.save_value(engine, token, "vision_3", "5", today=TODAY)


def test_progress_counts_who_joined_and_who_sent(engine: Engine) -> None:
    target = create_round(engine)
    create_respondent(engine, target, submitted=True)
    create_respondent(engine, target)
    create_respondent(engine, create_round(engine), submitted=True)
    with reading(engine) as connection:
        assert rounds.progress(connection, target.round_id) == Progress(joined=2, submitted=1)
