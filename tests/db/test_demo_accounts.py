import pytest
from sqlalchemy import Engine

from db import account_upkeep, demo_accounts, log_in
from db.engine import writing
from digikartta.problems import InvalidInput
from tests.cheap_hashes import make_hashes_cheap
from tests.factories import NOW

NAMES = {"facilitator": "Vetäjä", "project": "Hanke"}


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_hashes_cheap(monkeypatch)


def test_an_account_that_is_left_gets_the_new_password(engine: Engine) -> None:
    first = demo_accounts.create(engine, NAMES)
    with writing(engine) as connection:
        account_upkeep.disable(connection, account_upkeep.known_id(connection, first[0].email))
    second = demo_accounts.create(engine, NAMES)
    assert [each.email for each in first] == [each.email for each in second]
    for old, new in zip(first, second, strict=True):
        assert log_in.log_in(engine, new.email, new.password, browser="b", now=NOW)
        with pytest.raises(InvalidInput):
            log_in.log_in(engine, old.email, old.password, browser="c", now=NOW)
