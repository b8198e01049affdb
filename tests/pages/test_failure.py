"""A page that fails says so in the visitor's language, and the log keeps the visitor's secrets."""

import io
import json
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest, app_test

from db import assessments, owned_rounds, respondents
from digikartta.texts import LANGUAGES, texts
from digikartta.ui.failure import show_failure
from digikartta.web.cookies import OWNER, RESPONDENT
from digikartta.web.failure import failure_handler
from digikartta.web.log import configure_logging
from tests.factories import create_assessment
from tests.logging_kept import logging_kept
from tests.pages.conftest import Site
from tests.pages.visiting import FragmentRunner, html, links, open_page, tap, words

t = texts("fi")
SECRET = "asiakkaan salainen kommentti"


class AsServed(FragmentRunner):
    """Tells of failures as the server does; page tests by themselves leave that out."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._on_script_error = failure_handler(show_failure)


@pytest.fixture(name="log")
def _log(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the server writes while pages fail."""
    monkeypatch.setattr(app_test, "LocalScriptRunner", AsServed)
    stream = io.StringIO()
    with logging_kept():
        configure_logging("info", stream)
        yield stream


def fail(*_: object, **__: object) -> None:
    raise RuntimeError(SECRET)


def is_away(*_: object, **__: object) -> None:
    raise OperationalError(
        "SELECT", {"comment": SECRET}, sqlite3.OperationalError("database is locked")
    )


def assert_failed(page: AppTest, lang: str = "fi") -> None:
    own = texts(lang)
    assert not page.exception
    assert f"{own('state.error_title')} {own('state.error')}" in words(page)
    assert links(page)[own("state.reload")] == f"?lang={lang}"
    assert SECRET not in html(page)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    assert SECRET not in log.getvalue()
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_fails_says_so_in_the_visitor_s_language(
    site: Site, log: io.StringIO, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    site.browser.cookies = {OWNER: create_assessment(site.engine).owner}
    monkeypatch.setattr(owned_rounds, "owned", fail)
    assert_failed(open_page("arviointi", lang=lang), lang)


def test_a_failure_is_one_line_in_the_log_with_its_kind_and_place(
    site: Site, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = create_assessment(site.engine).owner
    site.browser.cookies = {OWNER: token}
    monkeypatch.setattr(owned_rounds, "owned", fail)
    open_page("arviointi")
    [line] = lines(log)
    assert (line["event"], line["level"]) == ("page failed", "error")
    assert line["exception"] == "RuntimeError"
    assert line["at"][-1].endswith(" fail")
    assert any("owner.py" in place for place in line["at"])
    assert token not in log.getvalue()


def test_a_tap_that_fails_says_so(
    site: Site, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page("aloita")
    monkeypatch.setattr(assessments, "start", fail)
    [button] = page.button
    assert_failed(button.click().run())
    assert [line["event"] for line in lines(log)] == ["page failed"]


def test_a_question_that_fails_says_so_in_its_place(
    site: Site, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.browser.cookies = {RESPONDENT: create_assessment(site.engine).respondent}
    page = open_page("vastaa")
    monkeypatch.setattr(respondents, "save_value", fail)
    assert_failed(tap(page, "vision_1", "4"))


def test_a_database_that_is_away_is_named(
    site: Site, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.browser.cookies = {OWNER: create_assessment(site.engine).owner}
    monkeypatch.setattr(owned_rounds, "owned", is_away)
    page = open_page("arviointi")
    assert f"{t('problem.database_locked')} {t('state.error')}" in words(page)
    [line] = lines(log)
    assert (line["exception"], line["detail"]) == (
        "OperationalError",
        "database is locked",
    )


def test_an_answer_that_could_not_be_stored_is_in_the_log_without_its_value(
    site: Site, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = create_assessment(site.engine).respondent
    site.browser.cookies = {RESPONDENT: token}
    page = open_page("vastaa")
    monkeypatch.setattr(respondents, "save_value", is_away)
    tap(page, "vision_1", "4")
    # At the tap, and at each of the two times it is tried again.
    found = lines(log)
    assert [line["event"] for line in found] == ["not stored"] * 3
    assert {line["problem"] for line in found} == {"problem.database_locked"}
    assert token not in log.getvalue()
