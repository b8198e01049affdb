"""`pictures FOLDER`: walks through every screen in a browser and saves what it looks like."""

import argparse
import os
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from digikartta.commands.context import Context
from digikartta.problems import InvalidInput, Problem
from digikartta.texts import Texts

if TYPE_CHECKING:
    from digikartta.walk.pictures import Choice

NAME = "pictures"
_RESTRICTIONS = ("screen", "language", "size", "theme")


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """FOLDER, and which of the pictures; each option may be given several times."""
    parser.add_argument("folder", metavar="FOLDER", type=Path, help=t("pictures.folder"))
    for name in _RESTRICTIONS:
        parser.add_argument(
            f"--{name}", metavar="X", action="append", help=t(f"pictures.option.{name}")
        )
    parser.add_argument("--whole", action="store_true", help=t("pictures.option.whole"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Start the app with example data of its own, take the pictures, write `index.html`."""
    if find_spec("playwright") is None:
        raise InvalidInput([Problem("pictures.needs_playwright")])
    from digikartta.quality.chromium import find_chromium
    from digikartta.walk.pictures import contact_sheet

    program = find_chromium(os.environ)
    if program is None:
        raise InvalidInput([Problem("pictures.needs_chromium")])
    choice = _choice(args)
    args.folder.mkdir(parents=True, exist_ok=True)
    files = _take(args.folder, choice, program=str(program), context=context)
    sheet = args.folder / "index.html"
    html = contact_sheet(files, title=context.t("pictures.title"), language=context.t.language)
    sheet.write_text(html, encoding="utf-8")
    context.say(context.t.n("pictures.done", len(files), sheet=sheet))
    return 0


def _choice(args: argparse.Namespace) -> "Choice":
    from digikartta.walk.pictures import Choice

    every = Choice()
    known = {name: getattr(every, f"{name}s") for name in _RESTRICTIONS}
    given = {name: getattr(args, name) or known[name] for name in _RESTRICTIONS}
    unknown = [
        Problem("pictures.unknown", f"--{name}", {"value": one, "known": ", ".join(known[name])})
        for name, chosen in given.items()
        for one in chosen
        if one not in known[name]
    ]
    if unknown:
        raise InvalidInput(unknown)
    return Choice(given["screen"], given["language"], given["size"], given["theme"], args.whole)


def _take(folder: Path, choice: "Choice", *, program: str, context: Context) -> list[Path]:
    from playwright.sync_api import sync_playwright

    from digikartta.walk.app_process import running_app
    from digikartta.walk.chromium import launch
    from digikartta.walk.example_site import example_site
    from digikartta.walk.pictures import take_pictures

    files = []
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite:///{Path(place) / 'pictures.sqlite'}"
        site = example_site(url, today=context.today)
        with running_app(url, log=Path(place) / "app.log") as app, sync_playwright() as playwright:
            browser = launch(playwright, program)
            for file in take_pictures(browser, app.address, site, folder, choice):
                files.append(file)
                context.say(f"{len(files)}/{choice.count} {file.name}")
            browser.close()
        site.engine.dispose()
    return files
