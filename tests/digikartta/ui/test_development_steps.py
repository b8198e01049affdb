"""The line of steps tells where one is and leads on."""

import re

import pytest
import streamlit as st

from digikartta.texts import texts
from digikartta.ui import visitor
from digikartta.ui.development_steps import STEPS, show_next_step, show_steps, step_address

t = texts("fi")


@pytest.fixture(name="shown")
def _shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was put on the page."""
    found: list[str] = []
    monkeypatch.setattr(st, "html", found.append)
    monkeypatch.setattr(visitor, "language", lambda: "fi")
    return found


def addresses(html: str) -> list[str]:
    return re.findall(r'href="([^"]*)"', html)


def test_the_line_has_every_step_in_order_and_marks_where_one_is(shown: list[str]) -> None:
    show_steps("tarpeet", t)
    assert addresses(shown[0]) == [f"/{step}?lang=fi" for step in STEPS]
    assert re.findall(r'<a href="/(\w+)\?lang=fi" aria-current="step">', shown[0]) == ["tarpeet"]


def test_an_account_stays_with_its_company(shown: list[str]) -> None:
    show_steps("digivisio", t, organisation_id=7)
    assert addresses(shown[0])[1] == "/asiakasymmarrys?lang=fi&amp;yritys=7"
    assert step_address("digivisio") == "/digivisio?lang=fi"


def test_the_way_on_leads_to_the_next_step_and_ends_at_the_map(shown: list[str]) -> None:
    show_next_step("digivisio", t, organisation_id=7)
    assert addresses(shown[0]) == ["/suunnitelma?lang=fi&amp;yritys=7"]
    assert "Seuraavaksi: Suunnitelma" in shown[0]
    show_next_step("tulevaisuuskartta", t)
    assert len(shown) == 1
