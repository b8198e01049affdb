"""A site for each test: its own database, its own browser, a fixed day."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import Engine
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime import context
from streamlit.testing.v1 import app_test

from db.demo import Demo, fill
from db.engine import create_engine_for, shared_engine
from digikartta.example_data import example_companies, typical
from digikartta.questionnaire_file import load
from digikartta.settings import settings
from digikartta.ui import saving, visitor
from digikartta.web import guessing, password_guesses
from tests.factories import LINK_DAYS, NOW, TODAY
from tests.pages.visiting import Browser, FragmentRunner


@pytest.fixture(scope="session", autouse=True)
def _components_sought_once() -> Iterator[None]:
    """Streamlit reads what every installed package says of itself anew for each page test."""
    with pytest.MonkeyPatch.context() as patch:
        sought = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", sought)
        yield


@dataclass
class Site:
    """What the pages of a test are served from."""

    url: str
    engine: Engine
    browser: Browser = field(default_factory=Browser)
    today: date = TODAY
    now: datetime = NOW


@pytest.fixture(name="serve")
def _serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Site]]:
    """Serve pages from the database of a URL, which has the newest schema."""

    def serve(url: str) -> Site:
        monkeypatch.setenv("DIGIKARTTA_DATABASE_URL", url)
        monkeypatch.setenv("DIGIKARTTA_BASE_URL", "https://digikartta.example")
        _forget()
        site = Site(url, shared_engine(url))
        monkeypatch.setattr(visitor, "today", lambda: site.today)
        monkeypatch.setattr(visitor, "now", lambda: site.now)
        # Page tests have a stand-in for the server, which knows no browser.
        monkeypatch.setattr(context, "_get_client_context", lambda: site.browser)
        monkeypatch.setattr(app_test, "LocalScriptRunner", FragmentRunner)
        monkeypatch.setattr(guessing, "guesses", guessing.Guesses())
        monkeypatch.setattr(
            password_guesses, "password_guesses", password_guesses.PasswordGuesses()
        )
        monkeypatch.setattr(saving, "_RETRY_PAUSES", (0.0, 0.0))
        made.append(site)
        return site

    made: list[Site] = []
    yield serve
    for site in made:
        site.engine.dispose()
    _forget()


def _forget() -> None:
    """Forget what a process keeps of its one installation."""
    settings.cache_clear()
    shared_engine.cache_clear()
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture(name="site")
def _site(serve: Callable[[str], Site], migrated_file: Path, tmp_path: Path) -> Site:
    """An empty site on SQLite."""
    return serve(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'site.sqlite')}")


@pytest.fixture(name="stored_site")
def _stored_site(serve: Callable[[str], Site], migrated_url: str) -> Site:
    """An empty site on each kind of database, for what is about storing."""
    return serve(migrated_url)


@dataclass(frozen=True)
class _FilledFile:
    file: Path
    demo: Demo


@pytest.fixture(name="filled_file", scope="session")
def _filled_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> _FilledFile:
    folder = tmp_path_factory.mktemp("filled")
    file = Path(shutil.copy(migrated_file, folder / "filled.sqlite"))
    contents = load()
    companies = example_companies(
        contents["digikartta-1"], contents["customer-view-1"], today=TODAY
    )
    engine = create_engine_for(f"sqlite:///{file}")
    demo = fill(engine, companies, shown=typical(companies), today=TODAY, link_days=LINK_DAYS)
    engine.dispose()
    return _FilledFile(file, demo)


@pytest.fixture(name="filled")
def _filled(
    serve: Callable[[str], Site], filled_file: _FilledFile, tmp_path: Path
) -> tuple[Site, Demo]:
    """A site with the forty example companies, and the ways in."""
    copied = shutil.copy(filled_file.file, tmp_path / "filled.sqlite")
    return serve(f"sqlite:///{copied}"), filled_file.demo
