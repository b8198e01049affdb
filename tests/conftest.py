"""What every test may use: an empty database on SQLite and on PostgreSQL, and a Chromium.

The variables that lead to Chromium and PostgreSQL are set by `python3 -m digikartta test`. Without
them the tests that need either are left out, with a line at the end; under CI=true they fail.
"""

import os
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql
from sqlalchemy import make_url

CHROMIUM = "DIGIKARTTA_TEST_CHROMIUM"
POSTGRES = "DIGIKARTTA_TEST_POSTGRES_URL"
MXGRAPH = "DIGIKARTTA_TEST_MXGRAPH"
NEEDED = {"browser": CHROMIUM, "mxgraph": MXGRAPH, "postgresql": POSTGRES}
# A test that starts the product does so the way this run was started.
KEPT = {CHROMIUM, MXGRAPH, POSTGRES, "DIGIKARTTA_NO_VENV"}

# The same inputs in every run, and no verdict by the clock: a slow machine is not a fault.
settings.register_profile("digikartta", derandomize=True, deadline=None, database=None)
settings.load_profile("digikartta")


def left_out() -> dict[str, str]:
    """Return the markers of what cannot run here, with the reason.

    Under CI=true a missing browser or server is no reason: the test stays, and its fixture fails.
    """
    reasons = {"posix": "this is Windows"} if sys.platform == "win32" else {}
    if os.environ.get("CI", "").lower() != "true":
        unset = {marker: name for marker, name in NEEDED.items() if not os.environ.get(name)}
        for marker, name in unset.items():
            reasons[marker] = f"{name} is not set; `python3 -m digikartta test` sees to it"
    return reasons


def pytest_configure() -> None:
    """Keep the settings of an installation, its database above all, away from the tests."""
    for name in list(os.environ):
        if name.startswith("DIGIKARTTA_") and name not in KEPT:
            del os.environ[name]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what uses the browser, so that `-m browser` finds it."""
    if "chromium_path" in getattr(item, "fixturenames", ()):
        item.add_marker("browser")
    if "mxgraph_path" in getattr(item, "fixturenames", ()):
        item.add_marker("mxgraph")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here."""
    markers = left_out()
    stay = [item for item in items if not any(map(item.get_closest_marker, markers))]
    if len(stay) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in stay])
        items[:] = stay


@pytest.fixture(autouse=True)
def _main_module_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    # A page that a test runs takes its place, and a process that is spawned later runs it again.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out."""
    for marker, reason in left_out().items():
        terminalreporter.write_line(f"not run: tests marked {marker}: {reason}")


BOTH_KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(params=BOTH_KINDS, name="database_url")
def _database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of this test alone, on each of the two kinds."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'digikartta.sqlite'}"
    else:
        with _postgresql_database(template="template0") as url:
            yield url


@pytest.fixture(params=BOTH_KINDS, name="migrated_url")
def _migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The same with the newest schema in it: a copy, which is made faster than it is migrated."""
    if request.param == "sqlite":
        empty = request.getfixturevalue("migrated_file")
        yield f"sqlite:///{shutil.copy(empty, tmp_path / 'digikartta.sqlite')}"
    else:
        template = request.getfixturevalue("migrated_template")
        with _postgresql_database(template=template) as url:
            yield url


@pytest.fixture(name="migrated_file", scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest schema and nothing else, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "empty.sqlite"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(name="migrated_template", scope="session")
def _migrated_template() -> Iterator[str]:
    """The name of a PostgreSQL database with the newest schema and nothing else."""
    with _postgresql_database(template="template0") as url:
        _migrate(url)
        yield str(make_url(url).database)


def _migrate(url: str) -> None:
    from db.engine import create_engine_for
    from db.schema import upgrade

    engine = create_engine_for(url)
    upgrade(engine)
    # A template may have no connections, and a file is whole once the last one is closed.
    engine.dispose()


@pytest.fixture(name="chromium_path", scope="session")
def _chromium_path() -> str:
    """The program file of a Chromium."""
    return _variable(CHROMIUM)


@pytest.fixture(name="mxgraph_path", scope="session")
def _mxgraph_path() -> str:
    """The file of mxGraph, the drawing library of draw.io."""
    return _variable(MXGRAPH)


def _variable(name: str) -> str:
    if not os.environ.get(name):
        pytest.fail(f"{name} is not set")
    return os.environ[name]


@contextmanager
def _postgresql_database(*, template: str) -> Iterator[str]:
    """Make a database on the server, drop it afterwards whoever is still connected."""
    server = _variable(POSTGRES)
    database = f"digikartta_test_{uuid.uuid4().hex}"
    administration = server.replace("postgresql+psycopg://", "postgresql://", 1)
    names = {"name": sql.Identifier(database), "template": sql.Identifier(template)}
    with psycopg.connect(administration, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**names))
        try:
            url = make_url(server).set(database=database)
            yield url.render_as_string(hide_password=False)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {name} WITH (FORCE)").format(**names))
