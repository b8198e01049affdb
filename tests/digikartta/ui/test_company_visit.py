"""Whoever may only read changes nothing, whatever is sent."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import streamlit as st

from digikartta.problems import InvalidInput
from digikartta.ui import visitor
from digikartta.ui.company_visit import company_in_links, editing, named_company, visited
from digikartta.visit import Visit
from digikartta.web.cookies import OWNER, RESPONDENT

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Access:
    organisation_id: int = 7
    may_edit: bool = True
    kind: str = "owner"


@pytest.fixture(name="asked")
def _asked(monkeypatch: pytest.MonkeyPatch) -> list[Visit]:
    """The visits that were judged, as the browser brought them."""
    cookies = {OWNER: "own", RESPONDENT: "answer"}
    monkeypatch.setattr(visitor, "cookie", lambda name: cookies.get(name, ""))
    monkeypatch.setattr(visitor, "session", lambda: "signed in")
    monkeypatch.setattr(visitor, "today", NOW.date)
    monkeypatch.setattr(visitor, "now", lambda: NOW)
    monkeypatch.setattr(st, "query_params", {"yritys": "7"})
    return []


def test_a_visitor_comes_with_links_a_log_in_and_the_named_company(asked: list[Visit]) -> None:
    def opening(_engine: object, visit: Visit) -> Access:
        asked.append(visit)
        return Access()

    visited(opening, None, named_company())
    visited(opening, None, as_participant=True)
    whole, participant = asked
    assert (whole.owner, whole.respondent, whole.session) == ("own", "answer", "signed in")
    assert whole.organisation_id == 7
    assert (participant.owner, participant.respondent, participant.session) == ("", "answer", "")
    assert participant.organisation_id is None
    assert whole.now == participant.now == NOW


@pytest.mark.parametrize("text", ["", "-1", "7a", "٧", "9" * 19, "1 OR 1"])
def test_what_is_no_number_names_no_company(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "query_params", {"yritys": text})
    assert named_company() is None


@pytest.mark.usefixtures("asked")
def test_only_whoever_may_edit_comes_to_a_change() -> None:
    assert editing(lambda *_: Access(), None, None) == Access()
    with pytest.raises(InvalidInput) as caught:
        editing(lambda *_: Access(may_edit=False, kind="participant"), None, None)
    assert caught.value.problems[0].key == "problem.read_only"


def test_an_account_names_its_company_in_links_and_a_links_holder_does_not() -> None:
    assert company_in_links(Access(kind="account")) == 7
    assert company_in_links(Access()) is None
