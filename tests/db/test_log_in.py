from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, func, select, update

from db import account_upkeep, accounts, log_in
from db.account_tables import AccountLink, AccountRow
from db.engine import reading, writing
from digikartta.account import Account
from digikartta.passwords import is_password
from digikartta.problems import InvalidInput
from tests.cheap_hashes import make_hashes_cheap
from tests.factories import NOW, create_account

PASSWORD = "neljä sanaa jotka sopivat"
BROWSER = "this-browser"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_hashes_cheap(monkeypatch)


def create_maija(engine: Engine, role: str = "facilitator") -> Account:
    return create_account(engine, role, email="maija@saari.example", password=PASSWORD)


def token(engine: Engine, email: str = "maija@saari.example", password: str = PASSWORD) -> str:
    return log_in.log_in(engine, email, password, browser=BROWSER, now=NOW).token


def enter(engine: Engine, secret: str, *, browser: str = BROWSER, after: int = 0) -> str | None:
    return log_in.enter(engine, secret, browser=browser, now=NOW + timedelta(seconds=after))


def refusal(engine: Engine, email: str, password: str) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        token(engine, email, password)
    return [problem.key for problem in caught.value.problems]


def stored_hash(engine: Engine) -> str | None:
    with reading(engine) as connection:
        return connection.execute(select(AccountRow.password_hash)).scalar_one()


def test_the_right_password_ends_in_a_session(engine: Engine) -> None:
    maija = create_maija(engine, "project")
    done = log_in.log_in(engine, " Maija@SAARI.example", PASSWORD, browser=BROWSER, now=NOW)
    assert done.role == "project"
    session = enter(engine, done.token)
    assert session is not None
    assert accounts.signed_in(engine, session, now=NOW, idle_minutes=120) == maija


def test_whatever_is_wrong_the_answer_is_the_same(engine: Engine) -> None:
    create_maija(engine)
    create_account(engine, "admin")  # has no password: comes in by single sign-on only
    disabled = create_account(engine, email="pekka@saari.example", password=PASSWORD)
    with writing(engine) as connection:
        account_upkeep.disable(connection, disabled.id)
    wrong = [
        ("maija@saari.example", "väärä"),
        ("maija@saari.example", ""),
        ("nobody@saari.example", PASSWORD),
        ("pekka@saari.example", PASSWORD),
        ("admin@digikartta.example", PASSWORD),
        ("admin@digikartta.example", ""),
        ("", ""),
        ("' OR 1=1 --", PASSWORD),
    ]
    assert [refusal(engine, *given) for given in wrong] == [["problem.log_in_wrong"]] * len(wrong)


def test_a_token_works_once(engine: Engine) -> None:
    create_maija(engine)
    made = token(engine)
    assert enter(engine, made) is not None
    assert enter(engine, made) is None


def test_a_token_works_for_a_minute(engine: Engine) -> None:
    create_maija(engine)
    assert enter(engine, token(engine), after=60) is not None
    assert enter(engine, token(engine), after=61) is None


def test_a_token_works_in_the_browser_that_asked_for_it_alone(engine: Engine) -> None:
    create_maija(engine)
    made = token(engine)
    for other in ("another-browser", "", BROWSER[:-1]):
        assert enter(engine, made, browser=other) is None
    assert enter(engine, made[:-1], browser=made[-1] + BROWSER) is None
    assert enter(engine, made) is not None


def test_a_browser_without_a_name_gets_no_session(engine: Engine) -> None:
    create_maija(engine)
    done = log_in.log_in(engine, "maija@saari.example", PASSWORD, browser="", now=NOW)
    assert enter(engine, done.token, browser="") is None


def test_a_token_of_an_account_that_was_disabled_meanwhile_opens_nothing(engine: Engine) -> None:
    create_maija(engine)
    made = token(engine)
    with writing(engine) as connection:
        connection.execute(update(AccountRow).values(disabled=True))
    assert enter(engine, made) is None


def test_tokens_that_nobody_fetched_are_forgotten(engine: Engine) -> None:
    create_maija(engine)
    for _ in range(3):
        token(engine)
    later = NOW + timedelta(minutes=2)
    log_in.log_in(engine, "maija@saari.example", PASSWORD, browser=BROWSER, now=later)
    with reading(engine) as connection:
        assert connection.execute(select(func.count()).select_from(AccountLink)).scalar() == 1


def test_the_database_does_not_know_the_token(engine: Engine) -> None:
    create_maija(engine)
    made = token(engine)
    with reading(engine) as connection:
        assert made not in str(connection.execute(select(AccountLink)).one())


def test_a_hash_of_earlier_costs_is_renewed_by_the_right_password(engine: Engine) -> None:
    create_maija(engine)
    old = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
    with writing(engine) as connection:
        connection.execute(update(AccountRow).values(password_hash=old))
    refusal(engine, "maija@saari.example", "väärä")
    assert stored_hash(engine) == old
    token(engine)
    renewed = stored_hash(engine)
    assert renewed != old
    assert is_password(PASSWORD, renewed)
    token(engine)
    assert stored_hash(engine) == renewed


def test_a_proved_address_lets_its_account_in_and_makes_none(engine: Engine) -> None:
    maija = create_maija(engine)
    done = log_in.log_in_as(engine, "Maija@Saari.example", browser=BROWSER, now=NOW)
    session = enter(engine, done.token)
    assert accounts.signed_in(engine, session or "", now=NOW, idle_minutes=120) == maija
    with pytest.raises(InvalidInput) as caught:
        log_in.log_in_as(engine, "pekka@saari.example", browser=BROWSER, now=NOW)
    assert [problem.key for problem in caught.value.problems] == ["problem.single_unknown"]
    with reading(engine) as connection:
        assert len(account_upkeep.every(connection)) == 1


def test_a_proved_address_opens_no_disabled_account(engine: Engine) -> None:
    maija = create_maija(engine)
    with writing(engine) as connection:
        account_upkeep.disable(connection, maija.id)
    with pytest.raises(InvalidInput):
        log_in.log_in_as(engine, maija.email, browser=BROWSER, now=NOW)
