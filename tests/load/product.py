"""The product under load: a server of its own on a database of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import psutil

from db import (
    accounts,
    links,
    organisations,
    respondents,
    rounds,
    workshop_control,
    workshop_creation,
    workshops,
)
from db.engine import create_engine_for, writing
from db.links import LinkTarget
from db.schema import upgrade
from digikartta.company import Profile
from digikartta.questionnaire_file import load
from digikartta.workshop import NewWorkshop

PROJECT = Path(__file__).resolve().parent.parent.parent
COLLEAGUES = 4  # respondents in each company
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Server:
    """A running server."""

    address: str
    process: psutil.Process
    started_in: float  # seconds from the command to the first readiness

    def memory(self) -> float:
        """Return the resident memory in MB."""
        return self.process.memory_info().rss / _MEGABYTE

    def cpu_seconds(self) -> float:
        """Return the processor time used so far."""
        times = self.process.cpu_times()
        return times.user + times.system


@contextmanager
def running(database_url: str) -> Iterator[Server]:
    """Run the product on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DIGIKARTTA_DATABASE_URL": database_url,
        "DIGIKARTTA_BASE_URL": address,
        "DIGIKARTTA_NO_VENV": "1",
    }
    command = [sys.executable, "-m", "digikartta", "run", "--port", str(port)]
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL
    ) as process:
        try:
            _wait_until_ready(address, process)
            yield Server(address, psutil.Process(process.pid), time.perf_counter() - began)
        finally:
            process.terminate()


def _wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        if process.poll() is not None:
            raise RuntimeError("the server ended before it was ready")
        try:
            with urllib.request.urlopen(f"{address}/ready"):  # noqa: S310 - loopback only
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise RuntimeError("the server was not ready within a minute")


def create_respondents(database_url: str, count: int) -> Sequence[str]:
    """Store companies of a few colleagues each and return the respondents' tokens."""
    engine = create_engine_for(database_url)
    upgrade(engine)
    questionnaire = load()["digikartta-1"]
    tokens = [f"phone-{number}" for number in range(count)]
    profile = Profile("Kuormitus Oy", industry="C", size_class="micro", municipality="049")
    with writing(engine) as connection:
        for start in range(0, count, COLLEAGUES):
            company = organisations.create(connection, profile, confirmed=False, is_example=False)
            round_id = rounds.create(connection, company, questionnaire, profile)
            for token in tokens[start : start + COLLEAGUES]:
                person = respondents.create(
                    connection, company, round_id, role="staff", language="fi"
                )
                target = LinkTarget(company, round_id, person)
                links.create(connection, token, "respondent", target, today=date.today(), days=1)  # noqa: DTZ011
    engine.dispose()
    return tokens


@dataclass(frozen=True)
class LoadedRoom:
    """A running workshop of one company, and the ways in."""

    workshop_id: int
    code: str
    session: str  # of the facilitator who runs it
    tokens: Sequence[str]  # of the people who have joined


def create_room(database_url: str, people: int) -> LoadedRoom:
    """Store an open workshop whose people have joined and answered nothing yet."""
    engine = create_engine_for(database_url)
    upgrade(engine)
    questionnaire = load()["digikartta-1"]
    today, now = date.today(), datetime.now().astimezone()  # noqa: DTZ011  this machine's own day
    profile = Profile("Kuormitus Oy", industry="C", size_class="large", municipality="049")
    with writing(engine) as connection:
        company = organisations.create(connection, profile, confirmed=True, is_example=False)
        account = accounts.create(
            connection,
            email="load@digikartta.example",
            name="Kuorma",
            role="facilitator",
            password_hash=None,
        )
        session = accounts.start_session(connection, account, now=now)
    made = workshop_creation.create(
        engine, _plan(today), questionnaire, account_id=account, organisation_id=company
    )
    workshop_control.open_(engine, made, account)
    tokens = [f"person-{number}" for number in range(people)]
    with writing(engine) as connection:
        (held,) = workshops.rounds_of(connection, made)
        code = workshops.get(connection, made).join_code or ""
        for token in tokens:
            person = respondents.create(
                connection, company, held.round_id, role="staff", language="fi"
            )
            target = LinkTarget(company, held.round_id, person)
            links.create(connection, token, "respondent", target, today=today, days=1)
    engine.dispose()
    return LoadedRoom(made, code, session, tokens)


def _plan(today: date) -> NewWorkshop:
    return NewWorkshop(
        title="",
        stage="T0",
        held_on=today,
        is_online=False,
        is_named=False,
        min_group=3,
        language="fi",
        roles=("management", "supervisor", "staff"),
        pacing="free",
    )
