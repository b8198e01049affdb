"""A phone that slept or moved comes back to the same person and question within five seconds."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from db import respondents
from digikartta.questionnaire import Dimension
from digikartta.walk.app_process import running_app
from digikartta.walk.example_site import ExampleSite, example_site
from digikartta.walk.visitor import Visitor
from digikartta.walk.workshop_screens import HeldWorkshop
from tests.browser.conftest import TODAY
from tests.browser.network import Network, network_before
from tests.browser.people import Person

BACK_WITHIN = 5.0  # s
# The server forgets a phone that is away for longer than this: two minutes, were it not a test.
FORGETS_AFTER = 1  # s


@pytest.fixture(name="served")
def _served(tmp_path: Path) -> Iterator[tuple[Network, ExampleSite]]:
    url = f"sqlite:///{tmp_path / 'one.sqlite'}"
    site = example_site(url, today=TODAY, demo_data=False)
    forgetful = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(FORGETS_AFTER)}
    with (
        running_app(url, log=tmp_path / "log", settings=forgetful) as app,
        network_before(app) as network,
    ):
        yield network, site
    site.engine.dispose()


class Answering:
    """Somebody in the second dimension of a workshop, with one question answered there."""

    def __init__(self, network: Network, site: ExampleSite, someone: Person) -> None:
        self.network, self.site, self.someone = network, site, someone
        self.phone: Visitor = someone.visitor
        self.part: Dimension = site.questionnaire.dimensions[1]
        held = HeldWorkshop(site, "fi", is_named=True)
        held.begin()
        self.token = held.join("staff", "Aino Aalto")
        site.move_to(self.token, 1)
        self.phone.open(f"/v/{self.token}")
        self.phone.answer(self.part.questions[0].id, "4")

    def expect_back(self) -> float:
        """Wait for the same person and question, and answer; returns the seconds it took."""
        began = time.monotonic()
        asked, following = (question.id for question in self.part.questions[:2])
        expect(self.phone.heading()).to_have_text(self.part.name.fi)
        expect(self.phone.page.locator(".dk-seat")).to_contain_text("Aino Aalto")
        self.phone.settle()
        assert self.phone.chosen(asked) == "4"
        self.phone.answer(following, "2")
        took = time.monotonic() - began
        found = respondents.answering(self.site.engine, self.token, today=TODAY)
        assert {item: given.value for item, given in found.answers.items()} == {
            asked: "4",
            following: "2",
        }
        self.someone.console.complaints.clear()  # the browser said that the network was gone
        return took


def test_a_phone_that_was_locked_until_the_server_had_forgotten_it(
    served: tuple[Network, ExampleSite], person: Callable[..., Person]
) -> None:
    network, site = served
    one = Answering(network, site, person(network))
    screen = one.phone.window.new_cdp_session(one.phone.page)
    screen.send("Page.setWebLifecycleState", {"state": "frozen"})
    network.cut()  # what a phone's system does soon after
    time.sleep(FORGETS_AFTER + 2)
    network.is_up = True
    screen.send("Page.setWebLifecycleState", {"state": "active"})
    assert one.expect_back() < BACK_WITHIN


def test_a_phone_that_moved_to_another_network(
    served: tuple[Network, ExampleSite], person: Callable[..., Person]
) -> None:
    network, site = served
    one = Answering(network, site, person(network))
    one.phone.window.set_offline(True)
    network.cut()
    time.sleep(FORGETS_AFTER + 12)  # long enough for tries to come seldom
    one.phone.window.set_extra_http_headers({"X-Forwarded-For": "203.0.113.9"})
    network.is_up = True
    one.phone.window.set_offline(False)
    assert one.expect_back() < BACK_WITHIN


def test_a_phone_that_was_refreshed_after_the_server_had_forgotten_it(
    served: tuple[Network, ExampleSite], person: Callable[..., Person]
) -> None:
    network, site = served
    one = Answering(network, site, person(network))
    network.cut()
    time.sleep(FORGETS_AFTER + 2)
    network.is_up = True
    one.phone.page.reload()
    assert one.expect_back() < BACK_WITHIN
