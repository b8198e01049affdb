from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from db import links
from db.engine import reading, writing
from db.links import Kind, LinkTarget
from db.tables import Link
from digikartta.problems import InvalidInput
from tests.factories import TODAY, create_round

TOKEN = "made-up-token"


def create_link(engine: Engine, *, kind: Kind = "owner", days: int = 30) -> LinkTarget:
    target = create_round(engine)
    with writing(engine) as connection:
        links.create(connection, TOKEN, kind, target, today=TODAY, days=days)
    return target


def follow(engine: Engine, kind: Kind = "owner", *, after_days: int = 0) -> LinkTarget:
    with reading(engine) as connection:
        return links.follow(connection, TOKEN, kind, today=TODAY + timedelta(days=after_days))


def refusal(engine: Engine, kind: Kind = "owner", *, after_days: int = 0) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        follow(engine, kind, after_days=after_days)
    return [problem.key for problem in caught.value.problems]


def test_a_link_leads_to_its_round_until_its_last_day(engine: Engine) -> None:
    target = create_link(engine, days=30)
    assert follow(engine) == target
    assert follow(engine, after_days=30) == target
    assert refusal(engine, after_days=31) == ["problem.link_expired"]


def test_whether_a_link_leads_anywhere_is_told_for_its_own_kind(engine: Engine) -> None:
    create_link(engine, days=30)
    ended = TODAY + timedelta(days=31)
    with reading(engine) as connection:
        assert links.leads(connection, TOKEN, "owner", today=TODAY)
        assert not links.leads(connection, TOKEN, "respondent", today=TODAY)
        assert not links.leads(connection, TOKEN, "owner", today=ended)
        assert not links.leads(connection, "", "owner", today=TODAY)


def test_a_token_that_nobody_got_leads_nowhere(engine: Engine) -> None:
    assert refusal(engine) == ["problem.link_unknown"]


def test_a_link_does_what_its_kind_allows_and_no_more(engine: Engine) -> None:
    create_link(engine, kind="invite")
    assert refusal(engine, "owner") == ["problem.link_unknown"]


def test_a_revoked_link_has_ended(engine: Engine) -> None:
    create_link(engine)
    with writing(engine) as connection:
        assert links.revoke(connection, TOKEN)
    assert refusal(engine) == ["problem.link_revoked"]


def test_there_is_nothing_to_revoke_behind_an_unknown_token(engine: Engine) -> None:
    with writing(engine) as connection:
        assert not links.revoke(connection, TOKEN)


def test_the_database_does_not_know_the_token(engine: Engine) -> None:
    create_link(engine)
    with reading(engine) as connection:
        stored = connection.execute(select(Link)).one()
    assert len(stored.token_hash) == 32
    assert TOKEN not in str(stored)
