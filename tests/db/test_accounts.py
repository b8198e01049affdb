from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select, update

from db import accounts
from db.account_tables import AccountRow, AccountSession
from db.engine import reading, writing
from digikartta.account import Account
from digikartta.problems import InvalidInput
from tests.factories import NOW, create_account, create_session


def signed_in(engine: Engine, session: str, *, after: timedelta = timedelta()) -> Account | None:
    return accounts.signed_in(engine, session, now=NOW + after, idle_minutes=120)


def last_seen(engine: Engine) -> datetime:
    with reading(engine) as connection:
        seconds = connection.execute(select(AccountSession.last_seen)).scalar_one()
    return datetime.fromtimestamp(seconds, NOW.tzinfo)


def sessions(engine: Engine) -> int:
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(AccountSession)).scalar_one()


def problems(caught: pytest.ExceptionInfo[InvalidInput]) -> list[tuple[str, str]]:
    return [(problem.key, problem.where) for problem in caught.value.problems]


def test_a_session_tells_whose_it_is(engine: Engine) -> None:
    account = create_account(engine, "project", email="Maija@Saari.Example ", name=" Maija ")
    session = create_session(engine, account)
    assert signed_in(engine, session) == Account(
        account.id, "maija@saari.example", "Maija", "project"
    )


@pytest.mark.parametrize("secret", ["", "-", "made-up", "x" * 300])
def test_a_secret_that_nobody_got_is_nobody_s(engine: Engine, secret: str) -> None:
    create_session(engine, create_account(engine))
    assert signed_in(engine, secret) is None


def test_the_database_does_not_know_the_secret(engine: Engine) -> None:
    session = create_session(engine, create_account(engine))
    assert len(session) >= 22  # 128 bits are 22 characters of 6 bits
    with reading(engine) as connection:
        stored = connection.execute(select(AccountSession)).one()
    assert len(stored.token_hash) == 32
    assert session not in str(stored)


def test_a_session_ends_after_two_idle_hours_and_not_before(engine: Engine) -> None:
    session = create_session(engine, create_account(engine))
    assert signed_in(engine, session, after=timedelta(minutes=120)) is not None
    assert signed_in(engine, session, after=timedelta(minutes=240)) is not None
    assert signed_in(engine, session, after=timedelta(minutes=361)) is None


def test_a_session_that_was_idle_too_long_never_comes_back(engine: Engine) -> None:
    session = create_session(engine, create_account(engine))
    later = NOW + timedelta(minutes=31)
    assert accounts.signed_in(engine, session, now=later, idle_minutes=30) is None
    assert accounts.signed_in(engine, session, now=later, idle_minutes=60) is None
    assert sessions(engine) == 0


def test_being_seen_is_written_down_once_a_minute_at_most(engine: Engine) -> None:
    session = create_session(engine, create_account(engine))
    for seconds, written in ((59, 0), (60, 60), (119, 60), (121, 121)):
        signed_in(engine, session, after=timedelta(seconds=seconds))
        assert last_seen(engine) == NOW + timedelta(seconds=written)


def test_a_session_in_daily_use_ends_after_thirty_days(engine: Engine) -> None:
    session = create_session(engine, create_account(engine))
    daily = 24 * 60  # minutes
    for day in range(31):
        now = NOW + timedelta(days=day)
        assert accounts.signed_in(engine, session, now=now, idle_minutes=daily) is not None
    now += timedelta(seconds=1)
    assert accounts.signed_in(engine, session, now=now, idle_minutes=daily) is None


def test_logging_in_forgets_one_s_sessions_that_are_over_anyway(engine: Engine) -> None:
    account = create_account(engine)
    create_session(engine, account)
    other = create_session(engine, create_account(engine, "admin"))
    create_session(engine, account, now=NOW + timedelta(days=30))
    assert sessions(engine) == 2
    assert signed_in(engine, other) is not None


def test_logging_out_ends_this_browser_s_session_only(engine: Engine) -> None:
    account = create_account(engine)
    phone, laptop = create_session(engine, account), create_session(engine, account)
    accounts.end_session(engine, phone)
    assert signed_in(engine, phone) is None
    assert signed_in(engine, laptop) == account


def test_a_disabled_account_is_nobody_at_once(engine: Engine) -> None:
    account = create_account(engine)
    session = create_session(engine, account)
    with writing(engine) as connection:
        connection.execute(update(AccountRow).values(disabled=True))
    assert signed_in(engine, session) is None


def test_an_action_takes_somebody_with_one_of_its_roles(engine: Engine) -> None:
    account = create_account(engine, "project")
    session = create_session(engine, account)
    for roles in (("project",), ("admin", "project"), ("facilitator", "project", "admin")):
        assert accounts.required(engine, session, now=NOW, idle_minutes=120, roles=roles) == account
    with pytest.raises(InvalidInput) as caught:
        accounts.required(engine, session, now=NOW, idle_minutes=120, roles=("admin",))
    assert problems(caught) == [("problem.role_not_allowed", "")]
    with pytest.raises(InvalidInput) as caught:
        accounts.required(engine, "", now=NOW, idle_minutes=120)
    assert problems(caught) == [("problem.log_in_first", "")]


def test_an_address_has_one_account_however_it_is_written(engine: Engine) -> None:
    create_account(engine, email="maija@saari.example")
    with pytest.raises(InvalidInput) as caught:
        create_account(engine, "admin", email=" MAIJA@saari.example")
    assert problems(caught) == [("problem.account_exists", "email")]
    with reading(engine) as connection:
        found = accounts.by_email(connection, "Maija@SAARI.example")
        assert found is not None
        assert found.role == "facilitator"
        assert accounts.by_email(connection, "pekka@saari.example") is None


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"email": "maija"}, ("problem.email_malformed", "email")),
        ({"email": "a@b"}, ("problem.email_malformed", "email")),
        ({"email": "a b@c.fi"}, ("problem.email_malformed", "email")),
        ({"email": "a@b@c.fi"}, ("problem.email_malformed", "email")),
        ({"email": "a@b.fi."}, ("problem.email_malformed", "email")),
        ({"email": "a\x00@b.fi"}, ("problem.control_character", "email")),
        ({"email": "a" * 250 + "@b.fi"}, ("problem.too_long", "email")),
        ({"name": "x" * 201}, ("problem.too_long", "name")),
        ({"role": "owner"}, ("problem.account_role_unknown", "role")),
    ],
)
def test_an_account_that_cannot_be_kept_is_refused(
    engine: Engine, change: dict[str, str], expected: tuple[str, str]
) -> None:
    with pytest.raises(InvalidInput) as caught:
        create_account(engine, **change)  # type: ignore[arg-type]
    assert problems(caught) == [expected]
