"""A phone in a workshop, in a real browser: it follows the facilitator and finds its way back."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from db import workshop_control
from digikartta.walk.app_process import AppProcess, running_app
from digikartta.walk.example_site import ExampleSite, example_site
from digikartta.walk.visitor import Visitor
from digikartta.walk.workshop_screens import HeldWorkshop
from tests.browser.people import Person

FOLLOWS = 5_000  # ms; a phone asks every two seconds


@pytest.fixture(name="served")
def _served(tmp_path: Path) -> Iterator[tuple[AppProcess, ExampleSite]]:
    url = f"sqlite:///{tmp_path / 'one.sqlite'}"
    site = example_site(url, today=date.today(), demo_data=False)  # noqa: DTZ011
    with running_app(url, log=tmp_path / "log") as app:
        yield app, site
    site.engine.dispose()


def join(phone: Visitor) -> None:
    phone.page.get_by_text(phone.t("role.staff"), exact=True).click()
    expect(phone.button("join.go")).to_be_enabled()
    phone.button("join.go").click()
    phone.arrive("/vastaa")


def test_a_phone_follows_from_before_the_beginning_to_the_next_part_and_through_a_pause(
    served: tuple[AppProcess, ExampleSite], person: Callable[..., Person]
) -> None:
    app, site = served
    held = HeldWorkshop(site, "fi", pacing="dimension")
    phone = person(app).visitor
    phone.open(f"/t/{held.code}")
    expect(phone.page.get_by_text(phone.t("join.not_begun_title"))).to_be_visible()
    held.begin()
    expect(phone.button("join.go")).to_be_visible(timeout=FOLLOWS)  # nobody has reloaded
    join(phone)
    expect(phone.heading()).to_have_text(phone.t("pace.wait_title"))
    vision, customer = site.questionnaire.dimensions[:2]
    workshop_control.open_dimensions(site.engine, held.id, held.account, [vision.id])
    expect(phone.heading()).to_have_text(vision.name.fi, timeout=FOLLOWS)
    phone.answer(vision.questions[0].id, "3")
    workshop_control.open_dimensions(site.engine, held.id, held.account, [customer.id])
    time.sleep(2.5)  # longer than a phone takes to hear of it
    expect(phone.heading()).to_have_text(vision.name.fi)  # nobody is torn away
    workshop_control.pause(site.engine, held.id, held.account)
    expect(phone.page.get_by_text(phone.t("pace.paused_title"))).to_be_visible(timeout=FOLLOWS)
    expect(phone.choices(vision.questions[1].id).first.locator("input")).to_be_disabled()
    workshop_control.open_(site.engine, held.id, held.account)
    expect(phone.page.get_by_text(phone.t("pace.paused_title"))).to_be_hidden(timeout=FOLLOWS)
    phone.settle()
    phone.answer(vision.questions[1].id, "4")
    phone.go_on()
    expect(phone.heading()).to_have_text(customer.name.fi)


def test_a_phone_hears_that_a_closed_workshop_goes_on(
    served: tuple[AppProcess, ExampleSite], person: Callable[..., Person]
) -> None:
    app, site = served
    held = HeldWorkshop(site, "fi", pacing="dimension")
    vision = site.questionnaire.dimensions[0]
    held.begin(vision.id)
    phone = person(app).visitor
    phone.open(f"/v/{held.join()}")
    phone.answer(vision.questions[0].id, "3")
    workshop_control.close(
        site.engine, held.id, held.account, closes_rounds=False, today=site.today
    )
    expect(phone.page.locator(".dk-seat")).to_be_hidden(timeout=FOLLOWS)
    workshop_control.open_(site.engine, held.id, held.account)
    workshop_control.pause(site.engine, held.id, held.account)
    time.sleep(1)  # what the server has just told phones it tells for half a second
    # It looks twice a minute now, and whenever the line is back or somebody takes it up again.
    phone.page.evaluate("() => { window.dispatchEvent(new Event('online')) }")
    expect(phone.page.get_by_text(phone.t("pace.paused_title"))).to_be_visible(timeout=FOLLOWS)
    expect(phone.choices(vision.questions[1].id).first.locator("input")).to_be_disabled()


@pytest.mark.parametrize(("told", "least", "most"), [(1, 4, 8), (20, 1, 2)])
def test_a_phone_that_waits_looks_as_rarely_as_it_is_told(
    served: tuple[AppProcess, ExampleSite],
    person: Callable[..., Person],
    told: int,
    least: int,
    most: int,
) -> None:
    app, site = served
    held = HeldWorkshop(site, "fi", pacing="dimension")
    held.begin()
    phone = person(app).visitor
    looks: list[str] = []

    def tell(route: Route) -> None:
        looks.append(route.request.url)
        response = route.fetch()
        route.fulfill(response=response, json={**response.json(), "wait": told})

    phone.page.route("**/vaihe/*", tell)
    phone.open(f"/v/{held.join()}")
    expect(phone.heading()).to_have_text(phone.t("pace.wait_title"))
    phone.page.wait_for_timeout(8_000)  # the first look comes after two seconds
    phone.page.unroute_all(behavior="wait")  # a look under way would fail in the next test
    assert least <= len(looks) <= most


def test_a_comment_that_is_being_written_stays_when_the_workshop_moves(
    served: tuple[AppProcess, ExampleSite], person: Callable[..., Person]
) -> None:
    app, site = served
    held = HeldWorkshop(site, "fi", pacing="dimension")
    vision, customer = site.questionnaire.dimensions[:2]
    held.begin(vision.id)
    phone = person(app).visitor
    phone.open(f"/v/{held.join()}")
    card = phone.card(vision.questions[0].id)
    card.get_by_role("button", name=phone.t("answer.comment")).click()
    card.locator("textarea").press_sequentially("Puoliksi kirj")
    workshop_control.open_dimensions(site.engine, held.id, held.account, [customer.id])
    time.sleep(3)
    card.locator("textarea").press_sequentially("oitettu")
    expect(card.locator("textarea")).to_have_value("Puoliksi kirjoitettu")


def test_a_refreshed_phone_and_a_restarted_server_come_back_to_the_same_place_within_5_s(
    served: tuple[AppProcess, ExampleSite], person: Callable[..., Person]
) -> None:
    app, site = served
    held = HeldWorkshop(site, "fi", pacing="dimension")
    vision = site.questionnaire.dimensions[0]
    held.begin(vision.id)
    someone = person(app)
    phone = someone.visitor
    phone.open(f"/v/{held.join()}")
    for question in vision.questions:
        phone.answer(question.id, "2")
    phone.page.locator("[class*='st-key-next-'] button").click()
    expect(phone.heading()).to_have_text(phone.t("pace.wait_title"))
    began = time.monotonic()
    phone.page.reload()
    expect(phone.heading()).to_have_text(phone.t("pace.wait_title"))
    assert time.monotonic() - began < 5
    app.kill()
    phone.page.locator(".stApp:not([data-test-connection-state='CONNECTED'])").wait_for()
    app.start()
    began = time.monotonic()
    second = site.questionnaire.dimensions[1]
    workshop_control.open_dimensions(site.engine, held.id, held.account, [second.id])
    phone.page.reload()  # what somebody does whose phone says that the connection is lost
    expect(phone.heading()).to_have_text(second.name.fi)
    assert time.monotonic() - began < 5
    phone.answer(second.questions[0].id, "4")
    someone.console.complaints.clear()  # the browser said that the server was gone
