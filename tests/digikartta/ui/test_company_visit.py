"""Whoever may only read changes nothing, whatever is sent."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import streamlit as st

from digikartta.problems import InvalidInput
from digikartta.ui import visitor
from digikartta.ui.company_visit import company_in_links, editing, named_company, visited
from digikartta.web.cookies import OWNER, RESPONDENT

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Access:
    organisation_id: int = 7
    may_edit: bool = True
    kind: str = "owner"


@pytest.fixture(name="asked")
def _asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the database was asked with."""
    cookies = {OWNER: "own", RESPONDENT: "answer"}
    monkeypatch.setattr(visitor, "cookie", lambda name: cookies.get(name, ""))
    monkeypatch.setattr(visitor, "session", lambda: "signed in")
    monkeypatch.setattr(visitor, "today", NOW.date)
    monkeypatch.setattr(visitor, "now", lambda: NOW)
    monkeypatch.setattr(st, "query_params", {"yritys": "7"})
    return {}


def test_a_visitor_comes_with_links_a_log_in_and_the_named_company(asked: dict[str, Any]) -> None:
    def opening(_engine: object, **given: Any) -> Access:
        asked.update(given)
        return Access()

    visited(opening, None)
    told = [asked[name] for name in ("owner", "respondent", "session", "organisation_id")]
    assert told == ["own", "answer", "signed in", 7]
    visited(opening, None, as_participant=True)
    told = [asked[name] for name in ("owner", "respondent", "session", "organisation_id")]
    assert told == ["", "answer", "", None]


@pytest.mark.parametrize("text", ["", "-1", "7a", "٧", "9" * 19, "1 OR 1"])
def test_what_is_no_number_names_no_company(
    text: str, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "query_params", {"yritys": text})
    assert named_company() is None


def test_only_whoever_may_edit_comes_to_a_change(asked: dict[str, Any]) -> None:
    assert editing(lambda _, **_given: Access(), None) == Access()
    with pytest.raises(InvalidInput) as caught:
        editing(lambda _, **_given: Access(may_edit=False, kind="participant"), None)
    assert caught.value.problems[0].key == "problem.read_only"


def test_an_account_names_its_company_in_links_and_a_links_holder_does_not() -> None:
    assert company_in_links(Access(kind="account")) == 7
    assert company_in_links(Access()) is None
