"""Running commands in this process, as the tests of the command line do."""

import io
from dataclasses import dataclass
from pathlib import Path

from digikartta.cli import execute
from digikartta.settings import Settings
from tests.factories import TODAY


@dataclass(frozen=True, slots=True)
class Finished:
    """What a command wrote, and its exit code."""

    code: int
    out: str
    err: str


def create_settings(folder: Path, **changes: object) -> Settings:
    url = f"sqlite:///{folder / 'one.sqlite'}"
    return Settings.model_validate({"database_url": url, "language": "en", **changes})


def run_command(folder: Path, *arguments: object, **settings: object) -> Finished:
    """Run a command on the database of the folder; the language is English unless it is given."""
    out, err = io.StringIO(), io.StringIO()
    chosen = create_settings(folder, **settings)
    code = execute([str(a) for a in arguments], settings=chosen, out=out, err=err, today=TODAY)
    return Finished(code, out.getvalue(), err.getvalue())
