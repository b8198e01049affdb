"""What is left out where something is missing, and what a test's database is."""

import os
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).with_name("conftest.py")
PYTEST_INI = CONFTEST.parent.parent / ".pytest.ini"
ONE_OF_EACH = """
def test_database(database_url): pass
def test_browser(chromium_path): pass
"""
SCHEME = "postgresql+psycopg://"


def create_run(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, *, ci: str = ""
) -> pytest.RunResult:
    """Run a test of each kind where there is neither a Chromium nor a PostgreSQL server."""
    monkeypatch.setenv("CI", ci)
    monkeypatch.delenv("DIGIKARTTA_TEST_CHROMIUM", raising=False)
    monkeypatch.delenv("DIGIKARTTA_TEST_MXGRAPH", raising=False)
    monkeypatch.delenv("DIGIKARTTA_TEST_POSTGRES_URL", raising=False)
    pytester.makeini(PYTEST_INI.read_text(encoding="utf-8"))
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.mkdir("tests")
    pytester.makepyfile(ONE_OF_EACH)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", ".")


def test_without_browser_and_server_their_tests_are_left_out_and_named(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = create_run(pytester, monkeypatch)
    result.assert_outcomes(passed=1, deselected=2)
    result.stdout.fnmatch_lines_random(
        [
            "not run: tests marked browser: *",
            "not run: tests marked mxgraph: *",
            "not run: tests marked postgresql: *",
        ]
    )


def test_under_ci_what_is_missing_is_a_failure(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = create_run(pytester, monkeypatch, ci="true")
    result.assert_outcomes(passed=1, errors=2)
    result.stdout.no_fnmatch_line("not run:*")


def test_a_database_is_empty_and_the_tests_own(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE mark (id integer)"))
    engine.dispose()
    assert database_url.startswith(("sqlite:///", SCHEME))


@pytest.mark.postgresql
def test_a_database_is_gone_after_its_test_even_with_somebody_connected(
    request: pytest.FixtureRequest,
) -> None:
    conftest = request.config.pluginmanager.get_plugin(str(CONFTEST))
    ending = ExitStack()
    made = ending.enter_context(conftest._postgresql_database(template="template0"))
    url = made.replace(SCHEME, "postgresql://")
    with psycopg.connect(url, autocommit=True) as somebody:
        somebody.execute("SELECT 1")
        ending.close()
        with pytest.raises(psycopg.OperationalError):
            somebody.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_the_settings_of_an_installation_do_not_reach_the_tests() -> None:
    kept = {
        *("DIGIKARTTA_TEST_CHROMIUM", "DIGIKARTTA_TEST_POSTGRES_URL", "DIGIKARTTA_NO_VENV"),
        "DIGIKARTTA_TEST_MXGRAPH",
    }
    assert {name for name in os.environ if name.startswith("DIGIKARTTA_")} <= kept
