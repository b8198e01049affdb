"""What every answer of the server has, and the frame that pages come in."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient
from streamlit.web.server.app_discovery import discover_asgi_app

from digikartta.settings import PROJECT
from digikartta.texts import LANGUAGES, texts
from digikartta.ui.menu import PAGES
from digikartta.web import browser_words, readiness
from digikartta.web.style_sheet import style_sheet

EVERYWHERE = [
    "/",
    *(f"/{address}" for address, _, _ in PAGES[1:]),
    "/v/abc",
    "/ready",
    "/app/static/mark.svg",
    "/app/static/fonts/inter-latin-wght-normal.woff2",
    "/_stcore/health",
    "/no-such-page",
]


@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_answer_has_the_security_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    scripts = next(rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert "unsafe" not in scripts
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize("address", EVERYWHERE)
def test_search_engines_list_only_what_is_for_everybody(client: TestClient, address: str) -> None:
    listed = "x-robots-tag" not in client.get(address).headers
    assert listed == (address in {"/", "/tietosuoja"})


def test_the_server_is_ready_when_the_database_answers(client: TestClient) -> None:
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()) == (200, {"ready": True})


@pytest.mark.parametrize("error", [OperationalError("", {}, Exception()), OSError("disk")])
def test_the_server_is_not_ready_while_the_database_is_away(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(_: object) -> bool:
        raise error

    monkeypatch.setattr(readiness, "is_current", fail)
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()) == (503, {"ready": False})


def test_the_server_is_not_ready_on_an_old_schema(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "is_current", lambda _: False)
    assert client.get("/ready").status_code == 503


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_frame_speaks_the_language_of_the_address(client: TestClient, lang: str) -> None:
    page = client.get(f"/vastaa?lang={lang}").text
    t = texts(lang)
    assert f'<html lang="{lang}">' in page
    assert "<title>Digikartta</title>" in page
    assert re.search('<meta name="description" content="([^"]+)"', page)
    for key in ("frame.opening", "frame.no_script"):
        assert t(key) in page


def test_the_frame_brings_the_words_of_every_language_in_their_own_letters(
    client: TestClient,
) -> None:
    page = client.get("/").text
    found = re.search(r'<script type="application/json" id="dk-words">(.*?)</script>', page)
    assert found is not None
    words = json.loads(found[1])
    assert set(words) == set(LANGUAGES)
    assert words["sv"]["style"]["--dk-offline"] == texts("sv")("state.offline")
    assert words["en"]["names"]["Next month"] == texts("en")("select.next_month")
    assert texts("fi")("state.offline") in found[1]  # an ä is no code with a backslash


def test_no_word_of_the_frame_ends_its_script(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_words, "texts", lambda _: lambda *_, **__: "</script>")
    assert "</script>" not in browser_words.browser_words()
    words = json.loads(browser_words.browser_words())
    assert words["fi"]["skip"] == "</script>"


def test_the_look_comes_with_the_frame_after_the_framework_s_own(client: TestClient) -> None:
    head, body = client.get("/").text.split("</head>")
    style = style_sheet()
    assert style in body
    assert style not in head  # where the framework adds its own styles
    assert "[data-place~=" in style


@pytest.mark.parametrize("query", ["", "?lang=de", "?lang=%22%3E%3Cscript%3E"])
def test_any_other_language_is_answered_in_finnish(client: TestClient, query: str) -> None:
    page = client.get(f"/{query}").text
    assert '<html lang="fi">' in page
    assert '"><script>' not in page


def test_nothing_in_the_frame_names_the_framework(client: TestClient) -> None:
    page = client.get("/").text
    words = re.sub(r'"\./static/[^"]*"', "", page)  # the names of its files aside
    assert "streamlit" not in words.lower()
    assert 'href="./app/static/mark.svg"' in page
    assert "favicon.png" not in page


def test_the_frame_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/").text
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', page) == []


def test_only_the_frame_s_own_inline_script_may_run(client: TestClient) -> None:
    answer = client.get("/")
    inline = re.findall(r"<script(?![^>]*src=)[^>]*>(.*?)</script>", answer.text, flags=re.DOTALL)
    digests = [hashlib.sha256(script.encode()).digest() for script in inline]
    hashes = {f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}
    assert hashes == set(re.findall(r"'sha256-[^']+'", answer.headers["content-security-policy"]))


def test_the_frame_is_asked_for_anew_so_that_an_update_is_seen(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.headers["cache-control"] == "no-cache"
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_the_frame_s_own_files_are_there(client: TestClient) -> None:
    mark = client.get("/app/static/mark.svg")
    assert mark.headers["content-type"] == "image/svg+xml"
    assert client.get("/favicon.png").content == mark.content
    scripts = re.findall(r'src="\.(/static/[^"]+\.js)"', client.get("/").text)
    assert scripts
    assert {client.get(script).status_code for script in scripts} == {200}


def test_streamlit_s_own_command_finds_the_server_too() -> None:
    found = discover_asgi_app(Path(PROJECT / "app.py"))
    assert (found.is_asgi_app, found.app_name) == (True, "app")
