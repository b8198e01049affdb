from datetime import date

import numpy as np
from sqlalchemy import Engine, delete

from db import peer_pool, revisions, rounds, site_settings
from db.engine import reading, writing
from db.tables import RoundScore
from digikartta.disclosure_groups import ClosedRounds
from digikartta.questionnaire import Questionnaire
from tests.factories import (
    create_closed_round,
    create_organisation,
    create_profile,
    create_questionnaire,
    create_round,
)

SAMPLE = create_questionnaire()
LATER = create_questionnaire(
    "sample-2", dimensions=("vision", "data"), comparable_with=[{"id": "sample-1"}]
)
FOREIGN = create_questionnaire("other-1")
KNOWN = {each.id: each for each in (SAMPLE, LATER, FOREIGN)}


def load(
    engine: Engine, questionnaire: Questionnaire = SAMPLE, *, is_example: bool = False
) -> ClosedRounds:
    with reading(engine) as connection:
        key = peer_pool.pool_key(connection, questionnaire, KNOWN, is_example=is_example)
        return peer_pool.load(connection, key)


def test_a_row_holds_the_round_its_profile_and_its_scores(engine: Engine) -> None:
    create_round(engine)  # open: not in the pool
    profile = create_profile(industry="G", size_class="small", municipality="049")
    day = date(2025, 12, 31)
    target = create_closed_round(engine, profile=profile, stage="T1", cohort="Kevät", closed_on=day)
    pool = load(engine)
    assert pool.dimensions == ("vision", "people", "data", "overall")
    columns = (pool.organisation, pool.round, pool.closed_on, pool.year)
    assert [column.tolist() for column in columns] == [
        [target.organisation_id],
        [target.round_id],
        [day.toordinal()],
        [2025],
    ]
    words = (pool.stage, pool.industry, pool.size_class, pool.municipality, pool.region)
    assert [word.tolist() for word in words] == [["T1"], ["G"], ["small"], ["049"], ["01"]]
    assert pool.cohort.tolist() == ["Kevät"]
    np.testing.assert_array_equal(pool.scores, [[62.5, np.nan, np.nan, np.nan]])


def test_each_score_stands_in_the_row_of_its_round(engine: Engine) -> None:
    for level in ("1", "3", "5"):
        answers = {f"vision_{n}": level for n in range(1, 5)}
        create_closed_round(engine, answers, profile=create_profile(f"Yritys {level}"))
    assert load(engine).scores[:, 0].tolist() == [0.0, 50.0, 100.0]


def test_a_round_whose_figures_are_gone_has_none(engine: Engine) -> None:
    targets = [create_closed_round(engine) for _ in range(3)]
    with writing(engine) as connection:
        middle = RoundScore.round_id == targets[1].round_id
        connection.execute(delete(RoundScore).where(middle))
    np.testing.assert_array_equal(load(engine).scores[:, 0], [62.5, np.nan, 62.5])


def test_an_empty_pool_has_no_rows(engine: Engine) -> None:
    pool = load(engine)
    assert pool.organisation.tolist() == []
    assert pool.scores.shape == (0, 4)


def test_tests_are_not_in_the_pool(engine: Engine) -> None:
    target = create_closed_round(engine)
    with writing(engine) as connection:
        rounds.mark_as_test(connection, target.round_id, is_test=True)
    assert load(engine).round.tolist() == []


def test_examples_meet_examples_only(engine: Engine) -> None:
    real = create_closed_round(engine)
    company = create_organisation(engine, is_example=True)
    example = create_closed_round(engine, organisation_id=company)
    assert load(engine).round.tolist() == [real.round_id]
    assert load(engine, is_example=True).round.tolist() == [example.round_id]


def test_a_setting_leaves_out_what_nobody_has_confirmed(engine: Engine) -> None:
    confirmed = create_closed_round(engine)
    company = create_organisation(engine, confirmed=False)
    create_closed_round(engine, organisation_id=company)
    assert len(load(engine).round) == 2
    with writing(engine) as connection:
        site_settings.switch(connection, site_settings.CONFIRMED_ONLY, on=True)
    assert load(engine).round.tolist() == [confirmed.round_id]


def test_a_version_is_comparable_when_either_names_the_other() -> None:
    assert peer_pool.comparable_ids(SAMPLE, KNOWN.values()) == ("sample-1", "sample-2")
    assert peer_pool.comparable_ids(LATER, KNOWN.values()) == ("sample-1", "sample-2")
    assert peer_pool.comparable_ids(FOREIGN, KNOWN.values()) == ("other-1",)
    assert peer_pool.comparable_ids(LATER, []) == ("sample-1", "sample-2")


def test_comparable_versions_meet_in_the_dimensions_of_the_readers(engine: Engine) -> None:
    answers = {f"vision_{n}": "3" for n in range(1, 5)}
    first = create_closed_round(engine, answers)
    later = create_closed_round(engine, answers, questionnaire=LATER)
    create_closed_round(engine, answers, questionnaire=FOREIGN)
    pool = load(engine, LATER)
    assert pool.dimensions == ("vision", "data", "overall")
    assert pool.round.tolist() == [first.round_id, later.round_id]
    assert pool.scores[:, 0].tolist() == [50.0, 50.0]
    assert load(engine, SAMPLE).dimensions == ("vision", "people", "data", "overall")


def test_the_key_changes_when_a_round_is_closed(engine: Engine) -> None:
    def key() -> peer_pool.PoolKey:
        with reading(engine) as connection:
            return peer_pool.pool_key(connection, SAMPLE, KNOWN, is_example=False)

    before = key()
    assert key() == before
    create_closed_round(engine)
    assert key() != before
    with reading(engine) as connection:
        assert key().revision == revisions.current(connection, revisions.POOL)
