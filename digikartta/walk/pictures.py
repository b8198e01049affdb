"""Pictures of every screen, in each language, size and theme, and a sheet with all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page

from digikartta.texts import LANGUAGES
from digikartta.walk.chromium import SIZES, THEMES, new_window
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.screens import SCREENS
from digikartta.walk.visitor import Visitor

_HEIGHT = "document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 0"
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_SHEET = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<title>{title}</title>
<style>
  body {{ font-family: system-ui, sans-serif; margin: 2rem; background: #777; color: #fff; }}
  section {{ display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; }}
  figure {{ margin: 0; }}
  img {{ display: block; max-height: 24rem; max-width: 40rem; }}
</style>
<h1>{title}</h1>
{sections}
</html>
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which pictures to take; the default is all."""

    screens: Sequence[str] = tuple(SCREENS)
    languages: Sequence[str] = LANGUAGES
    sizes: Sequence[str] = tuple(SIZES)
    themes: Sequence[str] = THEMES
    whole: bool = False  # as tall as the page is, not only what one sees first

    @property
    def count(self) -> int:
        """How many pictures that makes."""
        return len(self.screens) * len(self.languages) * len(self.sizes) * len(self.themes)


def take_pictures(
    browser: Browser, address: str, site: ExampleSite, folder: Path, choice: Choice
) -> Iterator[Path]:
    """Save the chosen pictures as `SCREEN-LANGUAGE-SIZE-THEME.png`; yields each one saved."""
    for language, size, theme in product(choice.languages, choice.sizes, choice.themes):
        width, height = SIZES[size]
        window = new_window(browser, address, width=width, height=height, theme=theme)
        for name in choice.screens:
            window.clear_cookies()
            visitor = Visitor(window, language)
            SCREENS[name](visitor, site)
            file = folder / f"{name}-{language}-{size}-{theme}.png"
            _save(visitor.page, file, height=height, whole=choice.whole)
            visitor.page.close()
            yield file
        window.close()


def _save(page: Page, file: Path, *, height: int, whole: bool) -> None:
    # The pointer rests where it tapped last; nothing shall look as if somebody was about to.
    page.mouse.move(0, 0)
    if whole:
        # The page scrolls inside the window, so the window grows until nothing scrolls.
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.set_viewport_size({"width": width, "height": max(height, page.evaluate(_HEIGHT))})
    page.evaluate(_DRAWN)
    page.screenshot(path=file, animations="disabled")


def contact_sheet(files: Sequence[Path], *, title: str, language: str) -> str:
    """Return an HTML page that shows the pictures, one section for each screen."""
    sections = "\n".join(
        f"<h2>{escape(name)}</h2>\n<section>{_figures(files, name)}</section>" for name in SCREENS
    )
    return _SHEET.format(title=escape(title), language=language, sections=sections)


def _figures(files: Sequence[Path], screen: str) -> str:
    return "".join(
        f'<figure><a href="{escape(file.name)}"><img src="{escape(file.name)}" loading="lazy" '
        f'alt="{escape(file.stem)}"></a><figcaption>{escape(file.stem)}</figcaption></figure>'
        for file in sorted(files)
        if _screen_of(file) == screen
    )


def _screen_of(file: Path) -> str:
    return file.stem.rsplit("-", maxsplit=3)[0]
