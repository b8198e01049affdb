"""Fetching a session, logging out, one-time links: what the routes and cookies do."""

from datetime import datetime, timedelta
from http.cookies import SimpleCookie

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from db import accounts, log_in
from db.engine import shared_engine, writing
from digikartta.settings import settings
from tests.factories import create_account, create_session

BROWSER, SESSION, LINK = "digikartta_browser", "digikartta_session", "digikartta_account_link"


def now() -> datetime:
    return datetime.now().astimezone()


@pytest.fixture(name="engine", scope="module")
def _engine(client: TestClient) -> Engine:
    """The database of the server; accounts in it have addresses of their own."""
    return shared_engine(settings().database_url)


@pytest.fixture(autouse=True)
def _fresh_browser(client: TestClient) -> None:
    client.cookies.clear()


def create_token(engine: Engine, email: str, *, browser: str = "this-one", age: int = 0) -> str:
    account = create_account(engine, email=email)
    with writing(engine) as connection:
        made = now() - timedelta(seconds=age)
        return log_in.entry(connection, account.id, browser=browser, now=made)


def cookies(client: TestClient, address: str, method: str = "GET") -> SimpleCookie:
    answer = client.request(method, address)
    return SimpleCookie(answer.headers.get("set-cookie", ""))


def test_the_browser_fetches_its_session_as_a_cookie_no_script_can_read(
    client: TestClient, engine: Engine
) -> None:
    token = create_token(engine, "a@digi.example")
    client.cookies.set(BROWSER, "this-one")
    answer = client.get(f"/s/{token}?to=tili&lang=sv")
    assert (answer.status_code, answer.headers["location"]) == (303, "/tili?lang=sv")
    assert answer.headers["cache-control"] == "no-store"
    morsel = SimpleCookie(answer.headers["set-cookie"])[SESSION]
    assert (morsel["httponly"], morsel["samesite"], morsel["secure"]) == (True, "lax", True)
    assert (morsel["path"], morsel["max-age"]) == ("/", "")
    account = accounts.signed_in(engine, morsel.value, now=now(), idle_minutes=120)
    assert account is not None
    assert account.email == "a@digi.example"


def test_without_https_the_cookie_works_in_a_room_as_well(
    client: TestClient, engine: Engine
) -> None:
    token = create_token(engine, "b@digi.example")
    answer = client.get(f"http://192.168.1.5/s/{token}", headers={"cookie": f"{BROWSER}=this-one"})
    assert SimpleCookie(answer.headers["set-cookie"])[SESSION]["secure"] == ""


@pytest.mark.parametrize(
    ("to", "page"),
    [
        ("yritykset", "/yritykset"),
        ("mittarin-laatu", "/mittarin-laatu"),
        ("", "/"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("a/b", "/"),
        ("%0d%0aset-cookie:%20a=b", "/"),
    ],
)
def test_it_goes_on_to_a_page_of_this_site_and_nowhere_else(
    client: TestClient, engine: Engine, to: str, page: str
) -> None:
    token = create_token(engine, f"c{abs(hash(to))}@digi.example")
    client.cookies.set(BROWSER, "this-one")
    assert client.get(f"/s/{token}?to={to}").headers["location"] == page


def test_a_token_that_opens_nothing_leads_to_the_log_in(client: TestClient, engine: Engine) -> None:
    client.cookies.set(BROWSER, "this-one")
    old = create_token(engine, "d@digi.example", age=62)
    others = create_token(engine, "e@digi.example", browser="another")
    used = create_token(engine, "f@digi.example")
    client.get(f"/s/{used}")
    for token in (old, others, used, "made-up", "x" * 3000):
        answer = client.get(f"/s/{token}?to=tili&lang=en")
        assert answer.headers["location"] == "/kirjaudu?lang=en"
        assert "set-cookie" not in answer.headers


def test_a_database_that_is_away_leads_to_the_log_in(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(log_in, "enter", away)
    assert client.get("/s/token").headers["location"] == "/kirjaudu"


def test_logging_out_ends_the_session_and_takes_the_cookie(
    client: TestClient, engine: Engine
) -> None:
    session = create_session(engine, create_account(engine, email="g@digi.example"), now=now())
    client.cookies.set(SESSION, session)
    answer = client.post("/ulos?lang=fi")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?lang=fi")
    assert SimpleCookie(answer.headers["set-cookie"])[SESSION]["max-age"] == "0"
    assert accounts.signed_in(engine, session, now=now(), idle_minutes=120) is None
    client.cookies.clear()
    assert client.post("/ulos").status_code == 303


def test_all_that_a_provider_of_single_sign_on_said_goes_with_the_session(
    client: TestClient,
) -> None:
    said = {"_streamlit_user", "_streamlit_user_tokens", "_streamlit_user_tokens_1"}
    for name in said:
        client.cookies.set(name, "signed")
    taken = SimpleCookie()
    for line in client.post("/ulos").headers.get_list("set-cookie"):
        taken.load(line)
    assert {name for name, morsel in taken.items() if morsel["max-age"] == "0"} == {SESSION, *said}


def test_nobody_is_logged_out_by_a_link_or_a_picture(client: TestClient, engine: Engine) -> None:
    session = create_session(engine, create_account(engine, email="h@digi.example"), now=now())
    client.cookies.set(SESSION, session)
    assert client.get("/ulos").status_code != 303
    assert accounts.signed_in(engine, session, now=now(), idle_minutes=120) is not None


def test_a_page_where_people_log_in_names_the_browser_once(client: TestClient) -> None:
    for page in ("/kirjaudu", "/kutsu"):
        client.cookies.clear()
        [(name, morsel)] = cookies(client, page).items()
        assert name == BROWSER
        assert len(morsel.value) >= 22  # 128 bits
        assert (morsel["httponly"], morsel["samesite"], morsel["secure"]) == (True, "lax", True)
        assert BROWSER not in cookies(client, page)
    assert cookies(client, "/tietosuoja") == SimpleCookie()


def test_a_one_time_link_leaves_its_token_in_a_cookie_and_changes_nothing(
    client: TestClient,
) -> None:
    answer = client.get("/a/some-token?lang=en")
    assert (answer.status_code, answer.headers["location"]) == (303, "/kutsu?lang=en")
    assert SimpleCookie(answer.headers["set-cookie"])[LINK].value == "some-token"
