"""A Chromium, and a window of it for one person: nobody else's cookies in it."""

from playwright.sync_api import Browser, BrowserContext, Playwright

# It asks nobody outside for anything, and needs no graphics card and no sandbox of the system.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZES = {
    "390x844": (390, 844),
    "1280x720": (1280, 720),
    "1440x900": (1440, 900),
    "1920x1080": (1920, 1080),
}
PHONE = "390x844"
THEMES = ("light", "dark")


def launch(playwright: Playwright, program: str) -> Browser:
    """Start the browser."""
    return playwright.chromium.launch(executable_path=program, args=list(FLAGS))


def new_window(
    browser: Browser,
    address: str,
    *,
    width: int = 390,
    height: int = 844,
    theme: str = "light",
) -> BrowserContext:
    """Open a window of a person who has never been here; `address` is the app's."""
    return browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        # A phone has no pointer; below this width nobody has a mouse.
        has_touch=width < 720,
        reduced_motion="reduce",
    )
