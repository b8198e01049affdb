from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from db import account_upkeep, accounts, company_access, log_in
from db.account_upkeep import AccountRecord, SharedCompany
from db.engine import reading, writing
from digikartta.account import Account
from digikartta.problems import InvalidInput
from tests.cheap_hashes import make_hashes_cheap
from tests.factories import (
    NOW,
    create_account,
    create_organisation,
    create_profile,
    create_session,
)

PASSWORD = "neljä sanaa jotka sopivat"
OTHER = "aivan muut sanat tähän"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_hashes_cheap(monkeypatch)


def disable(engine: Engine, account_id: int) -> None:
    with writing(engine) as connection:
        account_upkeep.disable(connection, account_id)


def give_role(engine: Engine, account_id: int, role: str) -> None:
    with writing(engine) as connection:
        account_upkeep.give_role(connection, account_id, role)


def every(engine: Engine) -> list[AccountRecord]:
    with reading(engine) as connection:
        return account_upkeep.every(connection)


def keys(caught: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return [problem.key for problem in caught.value.problems]


def is_in(engine: Engine, session: str) -> Account | None:
    return accounts.signed_in(engine, session, now=NOW, idle_minutes=120)


def test_accounts_are_listed_by_address_the_disabled_ones_last(engine: Engine) -> None:
    admin = create_account(engine, "admin", email="z@digi.example", password=PASSWORD)
    maija = create_account(engine, email="m@digi.example", name="")
    gone = create_account(engine, "project", email="a@digi.example")
    create_session(engine, admin)
    create_session(engine, admin, now=NOW + timedelta(hours=1))
    disable(engine, gone.id)
    assert every(engine) == [
        AccountRecord(maija.id, maija.email, "", "facilitator", False, False, None),
        AccountRecord(
            admin.id, admin.email, admin.name, "admin", False, True, NOW + timedelta(hours=1)
        ),
        AccountRecord(gone.id, gone.email, gone.name, "project", True, False, None),
    ]


def test_disabling_logs_out_at_once_and_enabling_brings_no_session_back(engine: Engine) -> None:
    maija = create_account(engine, password=PASSWORD)
    session = create_session(engine, maija)
    entry = log_in.log_in(engine, maija.email, PASSWORD, browser="b", now=NOW).token
    disable(engine, maija.id)
    assert is_in(engine, session) is None
    with writing(engine) as connection:
        account_upkeep.enable(connection, maija.id)
    assert is_in(engine, session) is None
    assert log_in.enter(engine, entry, browser="b", now=NOW) is None
    assert log_in.log_in(engine, maija.email, PASSWORD, browser="b", now=NOW).role == "facilitator"


def test_a_new_role_holds_from_the_next_tap_on(engine: Engine) -> None:
    maija = create_account(engine)
    session = create_session(engine, maija)
    give_role(engine, maija.id, "project")
    found = is_in(engine, session)
    assert found is not None
    assert found.role == "project"


def test_the_last_administrator_stays_one(engine: Engine) -> None:
    admin = create_account(engine, "admin")
    gone = create_account(engine, "admin", email="gone@digi.example")
    disable(engine, gone.id)
    create_account(engine, "project")
    for attempt in (
        lambda: disable(engine, admin.id),
        lambda: give_role(engine, admin.id, "project"),
        lambda: give_role(engine, admin.id, "facilitator"),
    ):
        with pytest.raises(InvalidInput) as caught:
            attempt()
        assert keys(caught) == ["problem.last_administrator"]
    give_role(engine, admin.id, "admin")
    assert every(engine)[0].role == "admin"


def test_one_of_two_administrators_may_go(engine: Engine) -> None:
    first = create_account(engine, "admin")
    second = create_account(engine, "admin", email="b@digi.example")
    give_role(engine, first.id, "project")
    with pytest.raises(InvalidInput):
        disable(engine, second.id)


def test_two_administrators_who_disable_each_other_leave_one(engine: Engine) -> None:
    both = [create_account(engine, "admin", email=f"{n}@digi.example").id for n in range(2)]

    def attempt(account_id: int) -> bool:
        try:
            disable(engine, account_id)
        except InvalidInput:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, both)) == [False, True]
    assert [one.disabled for one in every(engine)] == [False, True]


def test_what_is_not_there_cannot_be_changed(engine: Engine) -> None:
    create_account(engine, "admin")
    for attempt in (
        lambda: disable(engine, 4711),
        lambda: give_role(engine, 4711, "admin"),
    ):
        with pytest.raises(InvalidInput) as caught:
            attempt()
        assert keys(caught) == ["problem.account_unknown"]
    with writing(engine) as connection:
        with pytest.raises(InvalidInput) as caught:
            account_upkeep.enable(connection, 4711)
        assert keys(caught) == ["problem.account_unknown"]
        with pytest.raises(InvalidInput) as caught:
            account_upkeep.known_id(connection, "nobody@digi.example")
        assert keys(caught) == ["problem.account_unknown"]
    with pytest.raises(InvalidInput) as caught:
        give_role(engine, 1, "root")
    assert keys(caught) == ["problem.account_role_unknown"]


def test_an_account_is_known_by_its_address_however_it_is_written(engine: Engine) -> None:
    maija = create_account(engine, email="maija@saari.example")
    with reading(engine) as connection:
        assert account_upkeep.known_id(connection, " MAIJA@saari.example") == maija.id


def test_a_name_can_be_changed(engine: Engine) -> None:
    maija = create_account(engine)
    with writing(engine) as connection:
        account_upkeep.rename(connection, maija.id, " Maija Mäki-Saari ")
    assert every(engine)[0].name == "Maija Mäki-Saari"


def test_one_s_own_password_takes_the_present_one(engine: Engine) -> None:
    maija = create_account(engine, password=PASSWORD)
    here, elsewhere = create_session(engine, maija), create_session(engine, maija)

    def change(before: str, password: str) -> None:
        account_upkeep.change_password(engine, maija.id, before, password, session=here)

    for before, password, expected in (
        ("väärä", OTHER, "problem.password_wrong"),
        (PASSWORD, "lyhyt", "problem.password_length"),
    ):
        with pytest.raises(InvalidInput) as caught:
            change(before, password)
        assert keys(caught) == [expected]
    assert is_in(engine, elsewhere) == maija
    change(PASSWORD, OTHER)
    assert is_in(engine, here) == maija
    assert is_in(engine, elsewhere) is None
    with pytest.raises(InvalidInput):
        log_in.log_in(engine, maija.email, PASSWORD, browser="b", now=NOW)
    assert log_in.log_in(engine, maija.email, OTHER, browser="b", now=NOW).role == "facilitator"


def test_what_is_shared_with_an_account_is_listed_by_name(engine: Engine) -> None:
    maija = create_account(engine)
    ids = [create_organisation(engine, create_profile(n)) for n in ("Öljy Oy", "Aalto Oy")]
    create_organisation(engine, create_profile("Muu Oy"))
    with writing(engine) as connection:
        for company in ids:
            company_access.share(connection, company, maija.id)
        assert account_upkeep.shared_with(connection, maija.id) == [
            SharedCompany(ids[1], "Aalto Oy"),
            SharedCompany(ids[0], "Öljy Oy"),
        ]
