"""What a machine has for the tests, and what the line says where it has not."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from digikartta.quality import provisions as needs
from digikartta.quality.postgresql import ServerFailed

BROWSER = Path("/usr/bin/chromium")
PROGRAMS = Path("/usr/lib/postgresql/17/bin")
LIBRARY = Path("/opt/mxClient.min.js")
URL = "postgresql+psycopg://digikartta@/postgres"


class Machine:
    """A machine with or without a browser, PostgreSQL, and the right to install them."""

    def __init__(self) -> None:
        self.browser: Path | None = BROWSER
        self.programs: Path | None = PROGRAMS
        self.library: Path | None = LIBRARY
        self.memory = ""
        self.may_install = False
        self.installed: list[str] = []
        self.running = 0

    def install(self, packages: Sequence[str], _environment: Mapping[str, str]) -> bool:
        if self.may_install:
            self.installed += packages
            self.browser, self.programs, self.library = BROWSER, PROGRAMS, LIBRARY
        return self.may_install

    @contextlib.contextmanager
    def server(self, _programs: Path) -> Iterator[str]:
        self.running += 1
        try:
            yield URL
        finally:
            self.running -= 1


@pytest.fixture(name="machine")
def _machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr(needs.chromium, "find_chromium", lambda _: machine.browser)
    monkeypatch.setattr(needs.mxgraph, "find_mxgraph", lambda _: machine.library)
    monkeypatch.setattr(needs.temporary_files, "find_folder", lambda _: machine.memory)
    monkeypatch.setattr(needs.postgresql, "find_programs", lambda _: machine.programs)
    monkeypatch.setattr(needs.postgresql, "private_server", machine.server)
    monkeypatch.setattr(needs, "install_packages", machine.install)
    return machine


def test_what_is_there_is_used(machine: Machine) -> None:
    with needs.provisions({}) as found:
        assert found.variables == {
            "DIGIKARTTA_TEST_CHROMIUM": str(BROWSER),
            "DIGIKARTTA_TEST_MXGRAPH": str(LIBRARY),
            "DIGIKARTTA_TEST_POSTGRES_URL": URL,
        }
        assert found.missing == ()
        assert machine.running == 1
    assert machine.running == 0
    assert machine.installed == []


def test_the_tests_files_are_kept_in_memory_where_that_is_found(machine: Machine) -> None:
    machine.memory = "/dev/shm"  # noqa: S108 - nothing is written there
    with needs.provisions({}) as found:
        assert found.variables["PYTEST_DEBUG_TEMPROOT"] == "/dev/shm"  # noqa: S108


def test_the_server_is_taken_down_when_the_tests_break_off(machine: Machine) -> None:
    with pytest.raises(KeyboardInterrupt), needs.provisions({}):
        raise KeyboardInterrupt
    assert machine.running == 0


def test_a_server_given_by_its_url_is_used_as_it_is(machine: Machine) -> None:
    given = "postgresql+psycopg://aino@db.example/postgres"
    with needs.provisions({"DIGIKARTTA_TEST_POSTGRES_URL": given}) as found:
        assert found.variables["DIGIKARTTA_TEST_POSTGRES_URL"] == given
        assert machine.running == 0


def test_what_is_missing_is_installed_where_it_may_be(machine: Machine) -> None:
    machine.browser, machine.programs, machine.may_install = None, None, True
    with needs.provisions({}) as found:
        assert found.missing == ()
        assert found.has_postgresql
    assert machine.installed == ["chromium"]  # the same call brought both here


def test_what_stays_missing_is_said_in_one_line_each(machine: Machine) -> None:
    machine.browser, machine.programs, machine.library = None, None, None
    with needs.provisions({}) as found:
        assert found.variables == {}
        assert not found.has_postgresql
        browser, library, server = found.missing
    assert browser.startswith("not run: tests in a browser. Install Chromium or Google Chrome")
    assert server.startswith("not run: tests with PostgreSQL. Install PostgreSQL")
    assert library.startswith("not run: tests with mxGraph. Install Node.js with npm")
    assert "\n" not in browser + library + server


def test_mxgraph_alone_is_brought_by_npm(machine: Machine) -> None:
    machine.library, machine.may_install = None, True
    with needs.provisions({}) as found:
        assert found.missing == ()
    assert machine.installed == ["npm"]


def test_a_server_that_does_not_start_counts_as_missing(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_programs: Path) -> contextlib.AbstractContextManager[str]:
        raise ServerFailed("no space left")

    monkeypatch.setattr(needs.postgresql, "private_server", refuse)
    with needs.provisions({}) as found:
        assert found.missing == ("not run: tests with PostgreSQL. It did not start: no space left",)
    assert machine.running == 0
