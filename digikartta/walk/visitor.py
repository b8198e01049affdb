"""A person at the app: opens pages, taps, reads."""

from playwright.sync_api import BrowserContext, Locator, expect

from digikartta.answers import DONT_KNOW, NOT_APPLICABLE
from digikartta.texts import texts
from digikartta.web.cookies import SESSION

# The order in which a card with levels shows its choices.
CHOICES = ("1", "2", "3", "4", "5", DONT_KNOW, NOT_APPLICABLE)
_QUIET = ".stApp[data-test-script-state='notRunning'][data-test-connection-state='CONNECTED']"
# Streamlit loads the script of each kind of element when it first meets one, and draws a grey
# bar until then; a chart is empty until plotly has drawn it.
_DRAWN = """
() => !document.querySelector('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"]')
  && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
    .every(chart => chart.querySelector('.main-svg'))
"""


class Visitor:
    """One person in one window, who reads one language."""

    def __init__(self, window: BrowserContext, language: str) -> None:
        self.window = window
        self.page = window.new_page()
        self.language = language
        self.t = texts(language)

    def open(self, path: str) -> None:
        """Go to an address of the app and wait until the page stands still."""
        joint = "&" if "?" in path else "?"
        self.page.goto(f"{path}{joint}lang={self.language}")
        self.settle()

    def log_in(self, session: str) -> None:
        """Hold the secret of a log-in, as the browser does after `/s/TOKEN`."""
        self.window.add_cookies(
            [{"name": SESSION, "value": session, "domain": "127.0.0.1", "path": "/"}]
        )

    def settle(self) -> None:
        """Wait until the page has said all it has to say."""
        self.page.wait_for_selector(f"{_QUIET} .dk-name", state="attached")
        self.page.wait_for_function(_DRAWN)
        self.page.evaluate("() => document.fonts.ready.then(() => true)")

    def arrive(self, path: str) -> None:
        """Wait until the browser has come to a page of the app."""
        self.page.wait_for_url(f"**{path}?*")
        self.settle()

    def link(self, key: str) -> Locator:
        """Return the link with this text of the catalogue."""
        return self.page.get_by_role("link", name=self.t(key), exact=True)

    def button(self, key: str) -> Locator:
        """Return the button with this text of the catalogue."""
        return self.page.get_by_role("button", name=self.t(key), exact=True)

    def heading(self) -> Locator:
        """Return the page's first heading; not that of the screen which is just being replaced."""
        return self.page.locator('h1:not([data-stale="true"] *)')

    def card(self, item: str) -> Locator:
        """Return the card of a question (`vision_direction`) or a target (`vision.target`)."""
        dimension, dot, _ = item.partition(".")
        name = f"dk_target_{dimension}" if dot else f"dk_card_{item}"
        return self.page.locator(f".st-key-{name}")

    def choices(self, item: str) -> Locator:
        """Return the choices of a card, in order."""
        return self.card(item).get_by_test_id("stRadioOption")

    def answer(self, item: str, value: str) -> None:
        """Tap a value and wait until the screen says that it is saved."""
        place = CHOICES.index(value)
        self.choices(item).nth(place).click()
        self.expect_saved(item, value)

    def expect_saved(self, item: str, value: str) -> None:
        """Wait until the card says of this value that it is saved."""
        place = CHOICES.index(value)
        saved = self.card(item).locator(f".dk-status[data-place='{place}']")
        expect(saved).to_have_text(self.t("answer.saved"))

    def chosen(self, item: str) -> str | None:
        """Return the value that a card shows as chosen."""
        self.choices(item).first.wait_for()
        radios = self.card(item).get_by_role("radio")
        checked = [place for place, radio in enumerate(radios.all()) if radio.is_checked()]
        return CHOICES[checked[0]] if checked else None

    def go_on(self) -> None:
        """Go to the next part of the questionnaire."""
        before = self.heading().inner_text()
        self.page.locator("[class*='st-key-next-'] button").click()
        self.begin_part(before)

    def begin_part(self, before: str) -> None:
        """Wait until another part than the one with this heading has begun, at its top."""
        expect(self.heading()).not_to_have_text(before)
        expect(self.heading()).to_be_focused()
        self.settle()
