"""Private links: a cookie and a redirect, so that the secret leaves the address bar."""

from http.cookies import SimpleCookie

import pytest
from starlette.testclient import TestClient

TOKEN = "aB3_-xyz"
TWO_YEARS = "63072000"  # 730 days of 86 400 seconds
LINKS = [
    (f"/v/{TOKEN}", "digikartta_respondent", "/vastaa"),
    (f"/o/{TOKEN}", "digikartta_owner", "/arviointi"),
    (f"/k/{TOKEN}", "digikartta_invite", "/liity"),
    ("/t/K7M2PX", "digikartta_invite", "/liity"),
]


def cookie_of(client: TestClient, address: str) -> tuple[str, str]:
    """Return the name and the value of the one cookie that the answer sets."""
    client.cookies.clear()
    answer = client.get(address)
    [(name, morsel)] = SimpleCookie(answer.headers["set-cookie"]).items()
    return name, morsel.value


@pytest.mark.parametrize(("address", "cookie", "page"), LINKS)
def test_a_link_leads_to_its_page_and_leaves_its_secret_in_a_cookie(
    client: TestClient, address: str, cookie: str, page: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    assert cookie_of(client, address) == (cookie, address.rpartition("/")[2])


@pytest.mark.parametrize(("address", "cookie", "page"), LINKS)
def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(
    client: TestClient, address: str, cookie: str, page: str
) -> None:
    [morsel] = SimpleCookie(client.get(address).headers["set-cookie"]).values()
    assert morsel["httponly"] is True
    assert morsel["samesite"] == "lax"
    assert morsel["secure"] is True
    assert morsel["path"] == "/"
    assert morsel["max-age"] == TWO_YEARS


def test_on_a_workshop_s_own_network_without_https_the_cookie_works_as_well(
    client: TestClient,
) -> None:
    answer = client.get(f"http://192.168.1.5/v/{TOKEN}")
    [morsel] = SimpleCookie(answer.headers["set-cookie"]).values()
    assert morsel["secure"] == ""
    assert morsel["httponly"] is True


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_language_of_a_link_is_kept(client: TestClient, lang: str) -> None:
    answer = client.get(f"/v/{TOKEN}?lang={lang}&utm=1")
    assert answer.headers["location"] == f"/vastaa?lang={lang}"


@pytest.mark.parametrize("lang", ["", "de", "fi%0d%0aX: y", "//evil.example"])
def test_anything_else_in_the_address_is_dropped(client: TestClient, lang: str) -> None:
    answer = client.get(f"/v/{TOKEN}?lang={lang}&next=https://evil.example")
    assert answer.headers["location"] == "/vastaa"


@pytest.mark.parametrize("secret", ["%0d%0aSet-Cookie:a=b", "a;b", "ä", "x" * 65, "a%20b", "a%0a"])
def test_a_secret_that_no_cookie_can_hold_is_none(client: TestClient, secret: str) -> None:
    assert cookie_of(client, f"/v/{secret}") == ("digikartta_respondent", "-")


@pytest.mark.parametrize("written", ["k7m2px", "K7M%202PX", "k7m-2px"])
def test_a_code_may_be_written_as_one_likes(client: TestClient, written: str) -> None:
    assert cookie_of(client, f"/t/{written}") == ("digikartta_invite", "K7M2PX")


def test_no_answer_to_a_link_is_kept_anywhere(client: TestClient) -> None:
    for address, _, _ in LINKS:
        answer = client.get(address)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert TOKEN not in answer.headers["location"]


def test_a_link_is_only_for_following(client: TestClient) -> None:
    assert client.post(f"/v/{TOKEN}").status_code == 405
    assert client.head(f"/v/{TOKEN}").status_code == 303
