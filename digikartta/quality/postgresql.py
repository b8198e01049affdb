"""A PostgreSQL server for the tests: a private one, thrown away afterwards."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

if sys.platform != "win32":
    import pwd

VARIABLE = "DIGIKARTTA_TEST_POSTGRES_URL"
DEBIAN_PACKAGES = ("postgresql",)
MISSING = (
    "Install PostgreSQL (macOS: brew install postgresql; Windows: winget install "
    "PostgreSQL.PostgreSQL.17; Fedora: dnf install postgresql-server), or set "
    f"{VARIABLE}=postgresql+psycopg://USER:PASSWORD@HOST/NAME for a user who may create databases."
)
_USER = "digikartta"
_PROGRAMS = ("initdb", "pg_ctl")
_USUAL_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)
# The data lives for one run of the tests: nothing needs to survive a power cut.
_SPEED = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


class ServerFailed(Exception):
    """The server could not be made or started; the message holds the end of its output."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The unprivileged account that the server runs as; PostgreSQL refuses to run as root."""

    user: int
    group: int


def find_programs(
    environment: Mapping[str, str], *, places: Iterable[str] = _USUAL_PLACES
) -> Path | None:
    """Return the folder of initdb and pg_ctl: the search path's, else the newest usual one."""
    path = environment.get("PATH", "")
    on_path = shutil.which("initdb", path=path)
    usual = (Path(found) for place in places for found in _matching(place))
    newest_first = sorted(usual, key=_version, reverse=True)
    candidates = [*([Path(on_path).parent] if on_path else []), *newest_first]
    return next((folder for folder in candidates if _holds_programs(folder)), None)


@contextlib.contextmanager
def private_server(programs: Path) -> Iterator[str]:
    """Run a server of its own in a temporary folder and give its URL; raises `ServerFailed`.

    On POSIX it listens on a socket in that folder only, on Windows on a free loopback port.
    """
    owner = unprivileged_owner()
    # Short and directly below: a socket's path may have no more than about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="dk-pg-"))
    try:
        if owner and sys.platform != "win32":
            os.chown(folder, owner.user, owner.group)
        yield _start(programs, folder, owner)
    finally:
        _stop(programs, folder, owner)
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged_owner() -> Owner | None:
    """Return the account to run the server as when this process is root's, else None."""
    if sys.platform != "win32" and os.geteuid() == 0:
        accounts = {account.pw_name: account for account in pwd.getpwall()}
        account = accounts.get("postgres") or accounts["nobody"]
        return Owner(user=account.pw_uid, group=account.pw_gid)
    return None


def _start(programs: Path, folder: Path, owner: Owner | None) -> str:
    data = folder / "data"
    account = ["-U", _USER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    _run([programs / "initdb", "-D", data, *account], folder, owner)
    listen, host = _listen(folder)
    with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("\n" + "\n".join([*listen, *_SPEED]) + "\n")
    _run([programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "start"], folder, owner)
    return f"postgresql+psycopg://{_USER}@{host}"


def _listen(folder: Path) -> tuple[list[str], str]:
    """Return the server's settings and the end of the URL that leads there."""
    if sys.platform != "win32":
        socket_only = ["listen_addresses = ''", f"unix_socket_directories = '{folder}'"]
        return socket_only, f"/postgres?host={quote(str(folder), safe='')}"
    port = _free_port()
    return ["listen_addresses = '127.0.0.1'", f"port = {port}"], f"127.0.0.1:{port}/postgres"


def _stop(programs: Path, folder: Path, owner: Owner | None) -> None:
    if (folder / "data" / "postmaster.pid").exists():
        stop: list[str | Path] = [
            programs / "pg_ctl",
            "-D",
            folder / "data",
            "-m",
            "immediate",
            "-w",
            "stop",
        ]
        with contextlib.suppress(ServerFailed):
            _run(stop, folder, owner)


def _run(command: Sequence[str | Path], folder: Path, owner: Owner | None) -> None:
    """Run with the output in a file: the server keeps what it inherits open as long as it runs."""
    account: dict[str, Any] = {}
    if owner:
        account = {"user": owner.user, "group": owner.group, "extra_groups": []}
    output = folder / "output"
    with output.open("wb") as file:
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            check=False,
            **account,
        )
    if done.returncode:
        files = [file for file in (output, folder / "log") if file.exists()]
        lines = [line for f in files for line in f.read_text(errors="replace").splitlines()]
        raise ServerFailed("\n".join(lines[-10:]))


def _matching(place: str) -> Iterator[Path]:
    """Return the folders that a pattern with an absolute path stands for on this system."""
    pattern = Path(place)
    if pattern.is_absolute():
        yield from Path(pattern.anchor).glob(str(pattern.relative_to(pattern.anchor)))


def _version(folder: Path) -> int:
    """Return the major version in the name above `bin`, 0 when it has none."""
    found = re.search(r"\d+", folder.parent.name)
    return int(found.group()) if found else 0


def _holds_programs(folder: Path) -> bool:
    return all(shutil.which(name, path=str(folder)) for name in _PROGRAMS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
