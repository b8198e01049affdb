"""Files that a command reads or writes: troubles with them are told as problems."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from digikartta.problems import InvalidInput, Problem


def content_of(path: Path) -> bytes:
    """Return the bytes of a file; raises `InvalidInput` when it cannot be read."""
    with opened(path) as file:
        return file.read()


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading; raises `InvalidInput` when it cannot be opened."""
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise InvalidInput([Problem("problem.file_not_found", str(path))]) from error
    except OSError as error:
        raise InvalidInput([_unreadable(path, error)]) from error
    with file:
        yield file


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """Write a file as a whole: it appears when the block ends well, else nothing changes.

    Raises `InvalidInput` when it cannot be written.
    """
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise InvalidInput([_unwritable(path, error)]) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except OSError as error:
        raise InvalidInput([_unwritable(path, error)]) from error
    finally:
        Path(name).unlink(missing_ok=True)


def _umask() -> int:
    # There is no way to read it without setting it.
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _unreadable(path: Path, error: OSError) -> Problem:
    return Problem("problem.file_unreadable", str(path), {"detail": error.strerror or str(error)})


def _unwritable(path: Path, error: OSError) -> Problem:
    return Problem("problem.file_unwritable", str(path), {"detail": error.strerror or str(error)})
