"""The facilitators' phones: two that run one room together, and every control on one of them."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from db import respondents, room, room_comments, workshop_control, workshop_people, workshops
from db.engine import reading
from db.workshop_notes import LINE
from db.workshops import WorkshopRecord
from digikartta.room import Showing
from digikartta.walk.app_process import AppProcess, running_app
from digikartta.walk.example_site import ExampleSite, example_site
from digikartta.walk.visitor import Visitor
from digikartta.walk.workshop_screens import HeldWorkshop, sign_in
from digikartta.workshop import Flow
from tests.browser.conftest import TODAY
from tests.browser.people import Person
from tests.factories import create_account

MAKE = Callable[..., Person]
SEEN_WITHIN = 10_000  # ms; the screens look every two seconds, a busy machine takes longer
OTHER = "kalle@digikartta.example"


@pytest.fixture(name="served")
def _served(tmp_path: Path) -> Iterator[tuple[AppProcess, ExampleSite]]:
    url = f"sqlite:///{tmp_path / 'one.sqlite'}"
    site = example_site(url, today=TODAY, demo_data=False)
    with running_app(url, log=tmp_path / "log") as app:
        yield app, site
    site.engine.dispose()


class Controls:
    """One facilitator's phone, 390 px wide."""

    def __init__(self, phone: Visitor, held: HeldWorkshop, account: int) -> None:
        self.phone, self.held = phone, held
        sign_in(phone, held.site, account)
        phone.open(f"/tyopaja?tyopaja={held.id}")

    def button(self, key: str, *, of: str = "") -> Locator:
        within = self.phone.page.locator(f".st-key-dk_dimension_{of}" if of else "body")
        return within.get_by_role("button", name=self.phone.t(key), exact=True)

    def expect_state(self, state: str) -> None:
        words = self.phone.t(f"control.state.{state}")
        expect(self.phone.page.locator(".dk-chip")).to_have_text(words, timeout=SEEN_WITHIN)

    def choose(self, key: str) -> None:
        option = self.phone.page.get_by_test_id("stRadioOption")
        option.filter(has_text=self.phone.t(key)).first.click()
        self.phone.settle()

    def expand(self, name: str) -> None:
        self.phone.page.locator(f".st-key-dk_{name} summary").click()
        self.phone.settle()

    def tap(self, key: str, *, of: str = "") -> None:
        """Tap a button that is another one once it was done."""
        self.button(key, of=of).click()
        expect(self.button(key, of=of)).to_have_count(0, timeout=SEEN_WITHIN)
        self.phone.settle()


@dataclass
class Hall:
    """One workshop's screens."""

    held: HeldWorkshop
    first: Controls
    second: Controls
    projector: Visitor


def stored(held: HeldWorkshop) -> tuple[WorkshopRecord, Flow, Showing]:
    with reading(held.site.engine) as connection:
        return (
            workshops.get(connection, held.id),
            workshops.flow(connection, held.id),
            room.showing(connection, held.id),
        )


@pytest.fixture(name="hall")
def _hall(served: tuple[AppProcess, ExampleSite], person: MAKE) -> Hall:
    """An open workshop of two facilitators with a projector; nothing of it is open yet."""
    app, site = served
    held = HeldWorkshop(site, "fi", pacing="dimension")
    held.begin()
    other = create_account(site.engine, email=OTHER, name="Kalle Puro")
    workshop_control.add_facilitator(site.engine, held.id, held.account, email=OTHER)
    projector = person(app, width=1920).visitor
    sign_in(projector, site, held.account)
    projector.open(f"/naytto?tyopaja={held.id}")
    first = Controls(person(app).visitor, held, held.account)
    return Hall(held, first, Controls(person(app).visitor, held, other.id), projector)


def test_what_one_facilitator_does_shows_on_the_others_phone_and_on_the_wall(hall: Hall) -> None:
    first, second = hall.first, hall.second
    vision = hall.held.site.questionnaire.dimension_ids[0]
    notes = notes_of(first)
    notes.press_sequentially("Kesken")
    second.tap("control.open_dimension", of=vision)
    expect(first.button("control.close_dimension", of=vision)).to_be_visible(timeout=SEEN_WITHIN)
    second.tap("control.reveal", of=vision)
    expect(first.button("control.hide", of=vision)).to_be_visible(timeout=SEEN_WITHIN)
    expect(notes).to_have_value("Kesken")  # what one is writing stays
    first.tap("control.pause")
    second.expect_state("paused")
    second.tap("control.go_on")
    first.expect_state("open")
    second.choose("wall.scene.map")
    expect(hall.projector.page.locator(".dk-room-waiting")).to_be_visible(timeout=SEEN_WITHIN)
    chosen = first.phone.page.get_by_role("radio", name=first.phone.t("wall.scene.map"))
    expect(chosen).to_be_checked(timeout=SEEN_WITHIN)
    expect_soon(lambda: stored(hall.held)[2] == Showing("map"))
    # The room sees its own view and nothing to tap.
    assert hall.projector.page.get_by_role("button").count() == 0
    assert hall.projector.page.get_by_test_id("stRadioOption").count() == 0


def test_what_two_facilitators_tap_in_the_same_moment_is_done_and_not_undone(hall: Hall) -> None:
    first, second = hall.first, hall.second
    vision, customer = hall.held.site.questionnaire.dimension_ids[:2]
    first.tap("control.open_dimension", of=vision)
    expect(second.button("control.close_dimension", of=vision)).to_be_visible(timeout=SEEN_WITHIN)
    second.phone.settle()
    first.button("control.open_dimension", of=customer).click(no_wait_after=True)
    second.button("control.close_dimension", of=vision).click(no_wait_after=True)
    for screen in (first, second):
        for key, of in (("control.close_dimension", customer), ("control.open_dimension", vision)):
            expect(screen.button(key, of=of)).to_be_visible(timeout=SEEN_WITHIN)
        screen.phone.settle()
    opened, closed = frozenset({vision, customer}), frozenset({vision})
    assert stored(hall.held)[1] == Flow("open", "dimension", opened=opened, closed=closed)
    # The same thing twice is done once; the second tap does not take it back.
    for screen in (first, second):
        screen.button("control.pause").click(no_wait_after=True)
    for screen in (first, second):
        screen.expect_state("paused")
    assert stored(hall.held)[0].state == "paused"


def notes_of(one: Controls) -> Locator:
    return one.phone.page.get_by_label(one.phone.t("control.notes"))


def test_notes_that_two_write_at_once_are_kept_both(hall: Hall) -> None:
    first, second = notes_of(hall.first), notes_of(hall.second)
    first.press_sequentially("Muista kahvi")
    second.fill("Palvelin sovittu")
    second.blur()
    expect_soon(lambda: stored(hall.held)[0].notes == "Palvelin sovittu")
    revision = stored(hall.held)[0].revision
    hall.second.tap("control.pause")
    hall.first.expect_state("paused")  # so the first one's page has heard of the other's notes
    assert stored(hall.held)[0].revision > revision
    first.press_sequentially(" ja pulla")
    first.blur()
    both = f"Palvelin sovittu\n\n{LINE}\n\nMuista kahvi ja pulla"
    expect_soon(lambda: stored(hall.held)[0].notes == both)
    told = hall.first.phone.page.get_by_text(hall.first.phone.t("control.notes_both_title"))
    expect(told).to_be_visible(timeout=SEEN_WITHIN)
    for notes in (first, second):
        expect(notes).to_have_count(1)  # the field of before leaves a moment after the new one came
        expect(notes).to_have_value(both, timeout=SEEN_WITHIN)
    first.fill("Palvelin ja kahvi")
    first.blur()
    expect(second).to_have_value("Palvelin ja kahvi", timeout=SEEN_WITHIN)


def test_every_control_works_on_a_phone(
    served: tuple[AppProcess, ExampleSite], person: MAKE
) -> None:
    app, site = served
    held = HeldWorkshop(site, "fi")
    create_account(site.engine, email=OTHER, name="Kalle Puro")
    one = Controls(person(app).visitor, held, held.account)
    page, t = one.phone.page, one.phone.t
    rehearse_and_reset(one)
    one.tap("control.open")
    one.tap("control.pause")
    one.tap("control.go_on")
    assert stored(held)[0].state == "open"
    one.choose("workshops.pacing.dimension")
    expect_soon(lambda: stored(held)[0].pacing == "dimension")
    pace_and_reveal(one)
    people_and_comments(one)
    notes_of(one).fill("Hyvä päivä")
    notes_of(one).blur()
    expect_soon(lambda: stored(held)[0].notes == "Hyvä päivä")
    one.expand("facilitators")
    page.get_by_label(t("control.facilitator_email")).fill(OTHER)
    one.button("control.facilitator_add").click()
    expect(page.get_by_text("Kalle Puro")).to_be_visible()
    one.expand("closing")
    one.choose("control.rounds_keep")
    page.get_by_text(t("control.closing_sure")).click()
    expect(one.button("control.closing_go")).to_be_enabled()
    one.button("control.closing_go").click()
    one.expect_state("closed")
    one.tap("control.reopen")
    assert stored(held)[0].state == "open"


def pace_and_reveal(one: Controls) -> None:
    """Take the room through a dimension, and all of them at once."""
    vision = one.held.site.questionnaire.dimension_ids[0]
    one.phone.page.locator("[class*='st-key-open-next-'] button").click()
    expect(one.button("control.close_dimension", of=vision)).to_be_visible()
    one.phone.settle()  # what was to be opened first leaves the page, and the rest moves up
    for key in ("control.close_dimension", "control.reveal", "control.hide"):
        one.tap(key, of=vision)
    for key in ("control.open_all", "control.reveal_all", "control.hide_all"):
        one.tap(key)
    _, flow, _ = stored(one.held)
    assert flow.opened == set(one.held.site.questionnaire.dimension_ids)
    assert flow.revealed == frozenset()


def rehearse_and_reset(one: Controls) -> None:
    one.expand("rehearsal")
    one.tap("control.rehearse")
    assert stored(one.held)[0].is_test
    one.tap("control.reset")
    assert not stored(one.held)[0].is_test


def on_the_wall(held: HeldWorkshop) -> list[str]:
    with reading(held.site.engine) as connection:
        workshop = workshops.get(connection, held.id)
        return [each.text for each in room_comments.on_the_wall(connection, workshop)]


def expect_soon(is_so: Callable[[], bool]) -> None:
    """Wait until what was tapped is stored."""
    end = time.monotonic() + SEEN_WITHIN / 1000
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def people_and_comments(one: Controls) -> None:
    """Choose a comment for the wall, hand a place back, remove a person."""
    held, page, t = one.held, one.phone.page, one.phone.t
    token = held.join()
    respondents.save_comment(held.site.engine, token, "vision_direction", "Näin", today=TODAY)
    one.phone.page.reload()
    one.phone.settle()
    one.choose("wall.scene.wall")
    one.expand("comments")
    page.locator(".st-key-dk_comments").get_by_text(t("wall.comment_show")).click()
    one.phone.settle()
    expect_soon(lambda: on_the_wall(held) == ["Näin"])
    one.expand("people")
    one.button("control.hand_back").click()
    expect(page.locator(".st-key-dk_handed")).to_be_visible()
    one.phone.settle()
    one.button("control.remove").click()
    one.button("control.remove_go").click()
    expect(page.get_by_text(t("control.nobody"))).to_be_visible()
    assert workshop_people.seats(held.site.engine, held.id, held.account) == []
