"""Every screen in every state: for those who cannot see it, in the dark, on the smallest phone."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from digikartta.walk.app_process import AppProcess
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.screens import SCREENS
from tests.browser.people import Person

MAKE = Callable[..., Person]
# In these two the network is taken away, and the browser says so.
WITHOUT_NETWORK = {"offline", "opening"}
_DROP_PLACE = 'data-testid="stFileUploaderDropzone"'
_OVERFLOW = """
() => [document.documentElement, ...document.querySelectorAll('[data-testid="stMain"]')]
  .map(box => box.scrollWidth - box.clientWidth)
"""


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_is_accessible_light_and_dark_and_fits_a_phone_of_320_px(
    screen: str, examples: tuple[AppProcess, ExampleSite], person: MAKE
) -> None:
    app, site = examples
    someone = person(app)
    page = someone.visitor.page
    SCREENS[screen](someone.visitor, site)
    expect(page.locator("html")).to_have_attribute("lang", "fi")
    assert findings(page) == []
    page.emulate_media(color_scheme="dark")
    if screen != "opening":
        # Streamlit answers with another style sheet, and charts are drawn anew.
        expect(page.locator(".stApp")).to_have_css("background-color", "rgb(16, 20, 22)")
    assert findings(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert max(page.evaluate(_OVERFLOW)) <= 0
    if screen in WITHOUT_NETWORK:
        someone.console.complaints.clear()


def findings(page: Page) -> list[str]:
    """What axe finds, whatever it thinks of its weight, on a page that stands still.

    A new theme makes Streamlit ask the server, and grey its expanders until the answer is there:
    what is gone at the next look was on its way, not a finding.
    """
    for _ in range(3):
        if not (found := _findings(page)):
            break
        page.wait_for_timeout(1_000)
    return found


def _findings(page: Page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [
        f"{violation['impact']} {violation['id']}: {node['target']} {node['html'][:200]} "
        f"{node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
        # Streamlit's own place to drop a file on has a name and a role that takes none; the
        # button in it is named well.
        if not (violation["id"] == "presentation-role-conflict" and _DROP_PLACE in node["html"])
    ]
