from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from db import account_links, account_upkeep, accounts, log_in
from db.account_links import Chosen, Offer
from db.account_tables import AccountLink
from db.engine import reading, writing
from digikartta.account import Account
from digikartta.problems import InvalidInput
from tests.cheap_hashes import make_hashes_cheap
from tests.factories import NOW, create_account, create_session

PASSWORD = "neljä sanaa jotka sopivat"
OTHER = "aivan muut sanat tähän"
BROWSER = "this-browser"
LAST = NOW + timedelta(days=7)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_hashes_cheap(monkeypatch)


def set_up(engine: Engine) -> str:
    token = account_links.set_up(engine, now=NOW)
    assert token is not None
    return token


def invite(engine: Engine, email: str = "maija@saari.example", role: str = "facilitator") -> str:
    with writing(engine) as connection:
        return account_links.invite(connection, email, role, now=NOW)


def password_link(engine: Engine, account: Account) -> str:
    with writing(engine) as connection:
        return account_links.choose_password(connection, account.id, now=NOW)


def accept(
    engine: Engine, token: str, email: str = "", name: str = "Maija", password: str = PASSWORD
) -> Account | None:
    chosen = Chosen(email, name, password)
    done = account_links.accept(engine, token, chosen, browser=BROWSER, now=NOW)
    session = log_in.enter(engine, done.token, browser=BROWSER, now=NOW)
    assert session is not None
    account = accounts.signed_in(engine, session, now=NOW, idle_minutes=120)
    assert account is not None
    assert account.role == done.role
    return account


def refusal(engine: Engine, token: str, **given: str) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        accept(engine, token, **given)
    return [problem.key for problem in caught.value.problems]


def can_log_in(engine: Engine, email: str, password: str) -> bool:
    try:
        log_in.log_in(engine, email, password, browser=BROWSER, now=NOW)
    except InvalidInput:
        return False
    return True


def test_the_first_administrator_comes_by_the_set_up_link(engine: Engine) -> None:
    token = set_up(engine)
    assert account_links.offered(engine, token, now=NOW) == Offer("setup", "", "admin")
    made = accept(engine, token, email="Paula@Digi.example", name="Paula")
    assert made == Account(made.id if made else 0, "paula@digi.example", "Paula", "admin")
    assert can_log_in(engine, "paula@digi.example", PASSWORD)


def test_there_is_no_set_up_while_there_is_an_administrator(engine: Engine) -> None:
    token = set_up(engine)
    create_account(engine, "admin")
    assert account_links.set_up(engine, now=NOW) is None
    assert refusal(engine, token, email="a@b.fi") == ["problem.account_link_unknown"]
    with pytest.raises(InvalidInput):
        account_links.offered(engine, token, now=NOW)


def test_a_facilitator_or_a_disabled_administrator_is_no_administrator(engine: Engine) -> None:
    create_account(engine, "facilitator")
    admin = create_account(engine, "admin")
    create_account(engine, "admin", email="toinen@digi.example")
    assert account_links.set_up(engine, now=NOW) is None
    with writing(engine) as connection:
        account_upkeep.disable(connection, admin.id)
    assert account_links.set_up(engine, now=NOW) is None


def test_a_new_start_ends_the_set_up_link_of_the_earlier_one(engine: Engine) -> None:
    first, second = set_up(engine), set_up(engine)
    assert refusal(engine, first, email="a@b.fi") == ["problem.account_link_unknown"]
    assert accept(engine, second, email="a@b.fi") is not None


def test_an_invitation_makes_an_account_of_its_address_and_role_once(engine: Engine) -> None:
    token = invite(engine, " Maija@Saari.example", "project")
    assert account_links.offered(engine, token, now=NOW) == Offer(
        "invitation", "maija@saari.example", "project"
    )
    made = accept(engine, token, email="attacker@evil.example")
    assert made is not None
    assert (made.email, made.role) == ("maija@saari.example", "project")
    assert refusal(engine, token) == ["problem.account_link_unknown"]


def test_of_two_who_accept_at_once_one_gets_the_account(engine: Engine) -> None:
    token = invite(engine)

    def attempt(_: int) -> bool:
        try:
            chosen = Chosen("", "", PASSWORD)
            account_links.accept(engine, token, chosen, browser=BROWSER, now=NOW)
        except InvalidInput:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(attempt, range(4))) == [False, False, False, True]


def test_a_link_works_for_seven_days(engine: Engine) -> None:
    token = invite(engine)
    account_links.offered(engine, token, now=LAST)
    with pytest.raises(InvalidInput) as caught:
        account_links.offered(engine, token, now=LAST + timedelta(seconds=1))
    assert [p.key for p in caught.value.problems] == ["problem.account_link_expired"]


def test_what_is_wrong_is_told_at_once_and_the_link_still_works(engine: Engine) -> None:
    token = set_up(engine)
    wrong = {"email": "paula", "name": "x" * 201, "password": "short"}
    assert refusal(engine, token, **wrong) == [
        "problem.email_malformed",
        "problem.too_long",
        "problem.password_length",
    ]
    assert accept(engine, token, email="paula@digi.example") is not None


def test_an_address_that_has_an_account_is_not_invited(engine: Engine) -> None:
    create_account(engine, email="maija@saari.example")
    with pytest.raises(InvalidInput) as caught:
        invite(engine, "MAIJA@saari.example")
    assert [p.key for p in caught.value.problems] == ["problem.account_exists"]


def test_an_account_that_was_made_meanwhile_is_not_made_again(engine: Engine) -> None:
    token = invite(engine)
    create_account(engine, email="maija@saari.example")
    assert refusal(engine, token) == ["problem.account_exists"]


@pytest.mark.parametrize(
    ("email", "role", "expected"),
    [
        ("maija", "facilitator", "problem.email_malformed"),
        ("a@b.fi", "root", "problem.account_role_unknown"),
    ],
)
def test_an_invitation_that_would_make_no_account_is_refused(
    engine: Engine, email: str, role: str, expected: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        invite(engine, email, role)
    assert [p.key for p in caught.value.problems] == [expected]


def test_inviting_again_ends_the_earlier_invitation(engine: Engine) -> None:
    first, second = invite(engine), invite(engine, role="admin")
    assert refusal(engine, first) == ["problem.account_link_unknown"]
    with reading(engine) as connection:
        assert account_links.invited(connection, now=NOW) == [
            Offer("invitation", "maija@saari.example", "admin")
        ]
    assert accept(engine, second) is not None


def test_an_invitation_can_be_withdrawn(engine: Engine) -> None:
    token = invite(engine)
    kept = invite(engine, "pekka@saari.example")
    with writing(engine) as connection:
        account_links.withdraw(connection, "maija@saari.example")
    assert refusal(engine, token) == ["problem.account_link_unknown"]
    assert accept(engine, kept) is not None


def test_only_invitations_that_wait_are_listed(engine: Engine) -> None:
    set_up(engine)
    invite(engine, "pekka@saari.example")
    invite(engine, "anna@saari.example", "admin")
    with reading(engine) as connection:
        found = account_links.invited(connection, now=LAST)
        assert [(o.email, o.role) for o in found] == [
            ("anna@saari.example", "admin"),
            ("pekka@saari.example", "facilitator"),
        ]
        assert account_links.invited(connection, now=LAST + timedelta(seconds=1)) == []


def test_a_new_password_replaces_the_old_one_and_logs_out_everywhere(engine: Engine) -> None:
    maija = create_account(engine, email="maija@saari.example", password=PASSWORD)
    session = create_session(engine, maija)
    waiting = log_in.log_in(engine, maija.email, PASSWORD, browser=BROWSER, now=NOW).token
    token = password_link(engine, maija)
    assert account_links.offered(engine, token, now=NOW) == Offer("password", maija.email, "")
    assert accept(engine, token, password=OTHER) == maija
    assert can_log_in(engine, maija.email, OTHER)
    assert not can_log_in(engine, maija.email, PASSWORD)
    assert accounts.signed_in(engine, session, now=NOW, idle_minutes=120) is None
    assert log_in.enter(engine, waiting, browser=BROWSER, now=NOW) is None
    assert refusal(engine, token) == ["problem.account_link_unknown"]


def test_a_second_link_to_a_new_password_ends_the_first(engine: Engine) -> None:
    maija = create_account(engine)
    first, second = password_link(engine, maija), password_link(engine, maija)
    assert refusal(engine, first) == ["problem.account_link_unknown"]
    assert accept(engine, second) == maija


def test_a_disabled_or_unknown_account_gets_no_link_to_a_password(engine: Engine) -> None:
    maija = create_account(engine)
    token = password_link(engine, maija)
    with writing(engine) as connection:
        account_upkeep.disable(connection, maija.id)
    assert refusal(engine, token) == ["problem.account_link_unknown"]
    for who in (maija, Account(4711, "", "", "admin")):
        with pytest.raises(InvalidInput) as caught:
            password_link(engine, who)
        assert [p.key for p in caught.value.problems] == ["problem.account_unknown"]


def test_a_log_in_s_token_is_no_link_to_an_account(engine: Engine) -> None:
    maija = create_account(engine, password=PASSWORD)
    entry = log_in.log_in(engine, maija.email, PASSWORD, browser="", now=NOW).token
    for secret in (entry, f"{entry}.", "", "-", "made-up"):
        assert refusal(engine, secret) == ["problem.account_link_unknown"]


def test_the_database_does_not_know_the_token(engine: Engine) -> None:
    token = invite(engine)
    assert len(token) >= 22  # 128 bits
    with reading(engine) as connection:
        assert token not in str(connection.execute(select(AccountLink)).one())
