"""The scales besides the five levels, in a browser: boxes to tick, stages, steps and grids."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from db import organisations, respondents
from db.assessments import Place, open_round
from db.engine import writing
from digikartta.walk.app_process import AppProcess
from digikartta.walk.example_site import BAKERY, LINK_DAYS, ExampleSite
from digikartta.walk.visitor import Visitor
from tests.browser.people import Person
from tests.every_scale import create_every_scale

MAKE = Callable[..., Person]
EXAMPLES = tuple[AppProcess, ExampleSite]
NARROW = 320


def _start(site: ExampleSite) -> str:
    """A round on every scale, its starter before the second dimension; returns the token."""
    with writing(site.engine) as connection:
        organisation = organisations.create(connection, BAKERY, confirmed=False, is_example=False)
        links = open_round(
            connection,
            Place(organisation, BAKERY, "T0"),
            create_every_scale(),
            cohort="",
            role="management",
            language="fi",
            today=site.today,
            link_days=LINK_DAYS,
        )
    respondents.move_to(site.engine, links.respondent, 1, today=site.today)
    return links.respondent


@pytest.fixture(name="answering")
def _answering(examples: EXAMPLES, person: MAKE) -> tuple[Visitor, ExampleSite, str]:
    app, site = examples
    token = _start(site)
    visitor = person(app, width=NARROW).visitor
    visitor.open(f"/v/{token}")
    return visitor, site, token


def test_boxes_are_ticked_one_by_one_and_stored(
    answering: tuple[Visitor, ExampleSite, str],
) -> None:
    visitor, site, token = answering
    group = visitor.page.get_by_role("toolbar", name="Kysymys tools")
    status = visitor.card("tools").locator(".dk-status").first
    for name, places in (("Ruutu a", "0"), ("Ruutu c", "0 2")):
        group.get_by_role("button", name=name).click()
        expect(visitor.card("tools").locator(f".dk-status[data-place='{places}']")).to_be_visible()
    answers = respondents.answering(site.engine, token, today=site.today).answers
    assert answers["tools"].value == "a|c"
    # The network holds the next tap back: what was said of two boxes is not said of three.
    visitor.page.evaluate("() => { WebSocket.prototype.send = () => {} }")
    group.get_by_role("button", name="Ruutu b").click()
    expect(group.get_by_role("button", name="Ruutu b", pressed=True)).to_be_visible()
    expect(status).to_be_hidden()


def test_a_word_that_stands_alone_takes_the_ticks_away(
    answering: tuple[Visitor, ExampleSite, str],
) -> None:
    visitor, _, _ = answering
    group = visitor.page.get_by_role("toolbar", name="Kysymys tools")
    none = group.get_by_role("button", name=visitor.t("value.none"))
    group.get_by_role("button", name="Ruutu a").click()
    none.click()
    expect(group.get_by_role("button", name="Ruutu a", pressed=False)).to_be_visible()
    expect(group.get_by_role("button", pressed=True)).to_have_count(1)


def test_each_scale_is_announced_with_its_question_and_fits_320_px(
    answering: tuple[Visitor, ExampleSite, str],
) -> None:
    visitor, _, _ = answering
    choices = {"2.2 Kysymys use": 8, "2.3 Kysymys habit": 5, "Rivi web": 5, "Rivi phone": 5}
    for question, count in choices.items():
        group = visitor.page.get_by_role("radiogroup", name=question, exact=True)
        expect(group.get_by_role("radio")).to_have_count(count)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == NARROW
    boxes = visitor.page.locator("[data-variant='pills']")
    assert all(box.bounding_box()["height"] >= 44 for box in boxes.all())  # type: ignore[index]
