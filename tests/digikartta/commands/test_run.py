from pathlib import Path

import pytest

from digikartta.settings import PREFIX
from tests.command_line import run_command


@pytest.mark.parametrize("port", [0, 65536, 99999, 10**20, -1])
def test_a_port_that_does_not_exist_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    monkeypatch.delenv(PREFIX + "PORT", raising=False)
    done = run_command(tmp_path, "run", f"--port={port}")
    assert (done.code, done.out) == (2, "")
    assert done.err == f"--port {port}: The port has to be a whole number from 1 to 65535.\n"
    assert list(tmp_path.iterdir()) == []
