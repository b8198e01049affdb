"""Files that appear only when they are whole."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

_SIDE_FILES = ("", "-wal", "-shm", "-journal")  # those that SQLite puts beside a database
BEFORE_RESTORE = ".before-restore"


@contextmanager
def partial_file(file: Path) -> Iterator[Path]:
    """Give a name beside `file` to write to; nothing of that name is left after the block."""
    partial = file.with_name(f".{file.name}.{token_hex(4)}.part")
    try:
        yield partial
    finally:
        for suffix in _SIDE_FILES:
            partial.with_name(partial.name + suffix).unlink(missing_ok=True)


def publish(partial: Path, file: Path) -> None:
    """Give a whole file its name, in one step and for good.

    Only this account may read it: what is written here holds people's answers.
    """
    partial.chmod(0o600)
    sync(partial)
    partial.replace(file)
    sync(file.parent)


def free_name(file: Path) -> Path:
    """Return the name under which `file` is kept: `NAME.before-restore`, numbered if taken."""
    names = (f"{file.name}{BEFORE_RESTORE}{number}" for number in ("", *map(str, range(2, 1000))))
    return next(path for path in map(file.with_name, names) if not path.exists())


def sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    if sys.platform == "win32":
        if path.is_dir():
            return  # folders cannot be opened there
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
