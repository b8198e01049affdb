"""What a projector shows fits it: nobody scrolls a wall."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from db import room as stored_room
from digikartta.room import Scene, Showing, page_name
from digikartta.texts import LANGUAGES
from digikartta.ui.screen import wall_of
from digikartta.ui.wall_pages import page_count
from digikartta.walk.app_process import AppProcess
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.room_screens import Room, seminar
from digikartta.walk.screens import SCREENS
from digikartta.walk.visitor import Visitor
from digikartta.walk.workshop_screens import HeldWorkshop
from tests.browser.people import Person

MAKE = Callable[..., Person]
_SCALED = """
scale => getComputedStyle(document.querySelector('.stApp')).getPropertyValue('--dk-scale') == scale
"""
_TOO_LARGE = """
() => {
  const main = document.querySelector('[data-testid="stMain"]')
  const tables = [...document.querySelectorAll('.dk-room-wide')]
  return Math.max(
    main.scrollHeight - main.clientHeight,
    ...[main, ...tables].map(box => box.scrollWidth - box.clientWidth),
  )
}
"""


def out_of_sight(visitor: Visitor, size: tuple[int, int]) -> int:
    """How many px of the wall one would have to scroll to in a window of this size."""
    width, height = size
    visitor.page.set_viewport_size({"width": width, "height": height})
    visitor.page.wait_for_function(_SCALED, arg=wall_of(width, height).words)
    visitor.settle()
    return int(visitor.page.evaluate(_TOO_LARGE))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "screen", ["room-differ-named", "room-map-beside", "room-companies-shown", "room-wall"]
)
def test_the_fullest_views_of_a_room_fit_the_wall(
    screen: str, language: str, examples: tuple[AppProcess, ExampleSite], person: MAKE
) -> None:
    app, site = examples
    visitor = person(app, language, width=1920).visitor
    SCREENS[screen](visitor, site)
    # A projector, a small one, an odd one, and a browser that is not full screen.
    for size in ((1920, 1080), (1280, 720), (1707, 960), (1440, 700)):
        assert out_of_sight(visitor, size) <= 0


def every_page(visitor: Visitor, held: HeldWorkshop, scene: Scene) -> Iterator[int]:
    """Show each page of a view in turn; yields what is out of sight."""
    held.show(visitor, Showing(scene))
    room = stored_room.load(held.site.engine, held.id, breakdown=3)
    for number in range(1, page_count(room) + 1):
        held.show(visitor, Showing(scene, page_name(scene, number)))
        yield out_of_sight(visitor, (1920, 1080))


def test_every_page_of_comments_fits_the_wall_whatever_people_write(
    examples: tuple[AppProcess, ExampleSite], person: MAKE
) -> None:
    app, site = examples
    visitor = person(app, width=1920).visitor
    room = Room(visitor, site, is_named=True)
    texts = (
        *("Rivi\n" * 400, "Rivi\n" * 8, "Sana " * 400, "x" * 300),
        *("KAIKKI ISOLLA " * 12, "toiminnanohjausjärjestelmähankinta " * 8, "Lyhyt", "Sana " * 140),
    )
    writers = [room.join("staff", name) for name in ("M" * 80, "Eeva-Liisa Lahtinen", "Ö")]
    for place, question in enumerate(site.questionnaire.questions):
        site.comment(writers[place % 3], question.id, texts[place % 8])
    room.put_comments_on_wall()
    assert max(every_page(visitor, room, "wall")) <= 0


def test_every_page_of_companies_fits_the_wall_whatever_they_are_called(
    examples: tuple[AppProcess, ExampleSite], person: MAKE
) -> None:
    app, site = examples
    visitor = person(app, width=1920).visitor
    names = ("Kuopion Seudun Leipomo- ja Konditoriapalvelut Yhtiöt Oy", "X" * 95, "Oy " * 30, "Y")
    every = [f"{names[place % 4]} {place:02}" for place in range(24)]
    held = seminar(visitor, site, every)
    assert max(every_page(visitor, held, "companies")) <= 0


def test_a_wall_is_drawn_anew_in_a_window_of_another_size(
    examples: tuple[AppProcess, ExampleSite], person: MAKE
) -> None:
    # From the laptop's screen to the projector's: nobody thinks of loading it anew.
    app, site = examples
    visitor = person(app, width=1280).visitor
    SCREENS["room-map"](visitor, site)
    chart = visitor.page.locator(".js-plotly-plot .main-svg").first
    for width, height, drawn in ((1280, 720, "689"), (1920, 1080, "1060"), (390, 844, "362")):
        visitor.page.set_viewport_size({"width": width, "height": height})
        expect(chart).to_have_attribute("width", drawn)
