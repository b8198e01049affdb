"""What a phone opens costs the server nothing that its browser can do alone."""

import pytest

from digikartta.web.cookies import RESPONDENT
from tests.factories import create_assessment
from tests.pages.conftest import Site
from tests.pages.visiting import html, open_through_menu


@pytest.mark.parametrize("address", ["", "liity", "vastaa"])
def test_no_component_is_told_anew_in_every_run(site: Site, address: str) -> None:
    site.browser.cookies = {RESPONDENT: create_assessment(site.engine).respondent}
    page = open_through_menu(address)
    assert not page.exception
    assert page.get("bidi_component") == []
    assert 'data-language="fi"' in html(page)
