"""What a phone opens loads nothing heavy."""

import pytest
from streamlit.components.v2.bidi_component import serialization

from digikartta.web.cookies import RESPONDENT
from tests.factories import create_assessment
from tests.pages.conftest import Site
from tests.pages.visiting import open_through_menu


@pytest.mark.parametrize("address", ["", "liity", "vastaa"])
def test_nothing_is_handed_to_the_browser_that_streamlit_takes_for_a_table(
    site: Site, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    # Asked about anything but a text, it loads pandas to find out.
    asked: list[object] = []
    monkeypatch.setattr(serialization, "is_dataframe_like", lambda value: bool(asked.append(value)))  # type: ignore[func-returns-value]
    site.browser.cookies = {RESPONDENT: create_assessment(site.engine).respondent}
    page = open_through_menu(address)
    assert not page.exception
    assert asked
    assert [value for value in asked if not isinstance(value, str)] == []
