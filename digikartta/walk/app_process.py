"""The app as a process of its own, on a free port of this machine."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from digikartta.settings import PREFIX, PROJECT

_SECONDS_TO_START = 60
_SECONDS_TO_END = 15


class AppFailed(RuntimeError):
    """The app did not start; the message is what it said."""


class AppProcess:
    """The app with one database; it can be killed and started again on the same port."""

    def __init__(
        self, database_url: str, *, log: Path, settings: Mapping[str, str] | None = None
    ) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.database_url = database_url
        self._log = log
        self._settings = settings or {}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until the database answers; raises `AppFailed`."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  this interpreter, no input of users
                [sys.executable, "-m", "digikartta", "run", "--port", str(self.port)],
                cwd=PROJECT,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Tell it to end, and wait."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        if self._process is not None:
            self._process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
            self._process.wait()
            self._process = None

    def said(self) -> str:
        """Return what it has written so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def _environment(self) -> dict[str, str]:
        # Whoever starts this has what the app needs; what their shell sets for another
        # installation must not reach this one.
        kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        return {
            **kept,
            PREFIX + "NO_VENV": "1",
            PREFIX + "DATABASE_URL": self.database_url,
            PREFIX + "BASE_URL": self.address,
            **self._settings,
        }

    def _wait(self) -> None:
        end = time.monotonic() + _SECONDS_TO_START
        while not self._is_ready():
            if self._process is None or self._process.poll() is not None:
                raise AppFailed(self.said())
            if time.monotonic() > end:
                raise AppFailed(f"not ready after {_SECONDS_TO_START} s\n{self.said()}")
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/ready", timeout=5) as answer:  # noqa: S310  own http address
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


@contextlib.contextmanager
def running_app(
    database_url: str, *, log: Path, settings: Mapping[str, str] | None = None
) -> Iterator[AppProcess]:
    """The app while the block runs."""
    app = AppProcess(database_url, log=log, settings=settings)
    app.start()
    try:
        yield app
    finally:
        app.stop()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
