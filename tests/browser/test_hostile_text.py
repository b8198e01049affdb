"""What people type is shown as they typed it, and does nothing."""

from collections.abc import Callable

from playwright.sync_api import expect

from digikartta.company import Profile
from digikartta.walk.app_process import AppProcess
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor
from tests.browser.assessment_walk import start_assessment
from tests.browser.people import Person

NAME = "<img src=x onerror=alert(1)> **[x](javascript:alert(2))** {name} :red[y]"


def test_a_company_may_be_called_anything(
    examples: tuple[AppProcess, ExampleSite], person: Callable[..., Person]
) -> None:
    app, site = examples
    visitor = person(app).visitor
    dialogs: list[str] = []
    visitor.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    start_assessment(visitor, NAME)
    _expect_text(visitor)
    links = site.start(profile=Profile(NAME, industry="C", size_class="micro", municipality="091"))
    site.answer(links.respondent, site.levels())
    site.comment(links.respondent, "vision_direction", NAME)
    for path in (f"/k/{links.invite}", f"/v/{links.respondent}", "/oma-tulos", f"/o/{links.owner}"):
        visitor.open(path)
        _expect_text(visitor)
    site.close(links)
    visitor.open("/tulos")
    _expect_text(visitor)
    assert dialogs == []


def _expect_text(visitor: Visitor) -> None:
    """The name stands there letter by letter, and no element was made of it."""
    expect(visitor.page.locator(".dk-whose")).to_have_text(NAME)
    expect(visitor.page.locator("img[src='x'], [onerror], a[href^='javascript']")).to_have_count(0)
