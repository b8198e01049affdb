"""What the tests need beside Python: a Chromium, mxGraph and a PostgreSQL server."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from digikartta.quality import chromium, mxgraph, postgresql, temporary_files
from digikartta.quality.debian import install_packages


@dataclass(frozen=True, slots=True)
class Provisions:
    """What was found, as environment variables for pytest; and one line for each thing missing."""

    variables: Mapping[str, str]
    missing: tuple[str, ...]

    @property
    def has_postgresql(self) -> bool:
        """Whether the tests with PostgreSQL can run."""
        return postgresql.VARIABLE in self.variables


@contextlib.contextmanager
def provisions(environment: Mapping[str, str]) -> Iterator[Provisions]:
    """Find or make what the tests need, and take down afterwards what was started here."""
    with contextlib.ExitStack() as started:
        variables: dict[str, str] = {}
        missing = []
        if folder := temporary_files.find_folder(environment):
            variables[temporary_files.VARIABLE] = folder
        if browser := _chromium(environment):
            variables[chromium.VARIABLE] = browser
        else:
            missing.append(f"not run: tests in a browser. {chromium.MISSING}")
        if library := _mxgraph(environment):
            variables[mxgraph.VARIABLE] = library
        else:
            missing.append(f"not run: tests with mxGraph. {mxgraph.MISSING}")
        try:
            server = _postgresql(environment, started)
        except (postgresql.ServerFailed, OSError) as failure:
            missing.append(f"not run: tests with PostgreSQL. It did not start: {failure}")
        else:
            if server:
                variables[postgresql.VARIABLE] = server
            else:
                missing.append(f"not run: tests with PostgreSQL. {postgresql.MISSING}")
        yield Provisions(variables=variables, missing=tuple(missing))


def _chromium(environment: Mapping[str, str]) -> str:
    """Return the path of a Chromium, empty when there is none."""
    found = chromium.find_chromium(environment)
    if not found and install_packages(chromium.DEBIAN_PACKAGES, environment):
        found = chromium.find_chromium(environment)
    return str(found or "")


def _mxgraph(environment: Mapping[str, str]) -> str:
    """Return the file of mxGraph, empty when there is none."""
    found = mxgraph.find_mxgraph(environment)
    if not found and install_packages(mxgraph.DEBIAN_PACKAGES, environment):
        found = mxgraph.find_mxgraph(environment)
    return str(found or "")


def _postgresql(environment: Mapping[str, str], started: contextlib.ExitStack) -> str:
    """Return the URL of a server, empty when there is none."""
    if environment.get(postgresql.VARIABLE):
        return environment[postgresql.VARIABLE]
    programs = postgresql.find_programs(environment)
    if not programs and install_packages(postgresql.DEBIAN_PACKAGES, environment):
        programs = postgresql.find_programs(environment)
    return started.enter_context(postgresql.private_server(programs)) if programs else ""
