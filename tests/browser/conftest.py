"""The real app as a process of its own, and people with browsers at it."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from digikartta.walk.app_process import AppProcess, running_app
from digikartta.walk.chromium import launch, new_window
from digikartta.walk.example_site import ExampleSite, example_site
from digikartta.walk.visitor import Visitor
from tests.browser.people import ConsoleLines, Person, create_peers, measure_twice

# Everything is stored with the day on this machine's wall, as the app itself does.
TODAY = date.today()  # noqa: DTZ011
_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember on the test whether it failed: what the browser saw then is kept."""
    outcome = yield
    report = outcome.get_result()
    item.stash[_FAILED] = item.stash.get(_FAILED, False) or report.failed


@pytest.fixture(scope="session", name="examples")
def _examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AppProcess, ExampleSite]]:
    """The app with the example companies, for whatever changes only what it made itself."""
    folder = tmp_path_factory.mktemp("examples")
    url = f"sqlite:///{folder / 'examples.sqlite'}"
    site = example_site(url, today=TODAY)
    with running_app(url, log=folder / "app.log") as app:
        yield app, site
    site.engine.dispose()


@pytest.fixture(scope="session", name="companies")
def _companies(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[AppProcess, ExampleSite]]:
    """The app with twelve real companies that have closed their rounds."""
    with _twelve_companies(tmp_path_factory.mktemp("companies")) as served:
        yield served


@pytest.fixture(name="own_companies")
def _own_companies(tmp_path: Path) -> Iterator[tuple[AppProcess, ExampleSite]]:
    """The same for one test alone, which adds to the companies or counts them."""
    with _twelve_companies(tmp_path) as served:
        yield served


@pytest.fixture(scope="session", name="measured")
def _measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AppProcess, ExampleSite]]:
    """The app with sixteen companies of two industries, measured before and after."""
    folder = tmp_path_factory.mktemp("measured")
    url = f"sqlite:///{folder / 'measured.sqlite'}"
    site = example_site(url, today=TODAY, demo_data=False)
    for number in range(16):
        measure_twice(site, number)
    with running_app(url, log=folder / "app.log") as app:
        yield app, site
    site.engine.dispose()


@contextmanager
def _twelve_companies(folder: Path) -> Iterator[tuple[AppProcess, ExampleSite]]:
    url = f"sqlite:///{folder / 'companies.sqlite'}"
    site = example_site(url, today=TODAY, demo_data=False)
    create_peers(site, 12)
    with running_app(url, log=folder / "app.log") as app:
        yield app, site
    site.engine.dispose()


# One browser for each module, not one for the whole run: while playwright's synchronous interface
# is open, its event loop counts as running, and no other test of this process may start one.
@pytest.fixture(scope="module", name="playwright")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module", name="browser")
def _browser(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    browser = launch(playwright, chromium_path)
    yield browser
    browser.close()


@pytest.fixture(name="person")
def _person(
    browser: Browser, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[..., Person]]:
    """Makes people: `person(app, "fi")`, each with a browser of their own on a phone.

    Afterwards no browser may have complained. When the test failed, a trace and a picture of each
    browser stay in the test's folder of temporary files, and what went wrong in the app is printed.
    """
    people: list[Person] = []
    apps: list[AppProcess] = []

    def create(
        app: AppProcess, language: str = "fi", *, width: int = 390, theme: str = "light"
    ) -> Person:
        window = new_window(browser, app.address, width=width, theme=theme)
        window.tracing.start()
        console = ConsoleLines()
        window.on("console", console.hear)
        window.on("weberror", console.hear_error)
        people.append(Person(Visitor(window, language), console))
        apps.append(app)
        return people[-1]

    with ExitStack() as windows:
        yield create
        failed = request.node.stash.get(_FAILED, False)
        if failed:
            _print_errors(apps)
        for number, one in enumerate(people, 1):
            windows.callback(one.visitor.window.close)
            if failed:
                _keep(one.visitor, tmp_path / f"person-{number}")
        assert [line for one in people for line in one.console.complaints] == []


def _keep(visitor: Visitor, place: Path) -> None:
    visitor.page.screenshot(path=place.with_suffix(".png"))
    visitor.window.tracing.stop(path=place.with_suffix(".zip"))
    print(f"kept: {place}.png, {place}.zip")


def _print_errors(apps: Iterable[AppProcess]) -> None:
    for said in dict.fromkeys(app.said() for app in apps):
        print(*(line for line in said.splitlines() if '"level": "error"' in line), sep="\n")


@pytest.fixture(autouse=True, scope="session")
def _loopback_without_proxy() -> Iterator[None]:
    """No proxy of this machine stands between the tests and the app."""
    before = os.environ.get("NO_PROXY")
    os.environ["NO_PROXY"] = "127.0.0.1,localhost"
    yield
    if before is None:
        del os.environ["NO_PROXY"]
    else:
        os.environ["NO_PROXY"] = before
