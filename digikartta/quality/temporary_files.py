"""Where the tests keep their files: in memory where there is room for them.

Each answer is on the disk before the screen says so; the disk is what most tests of storage wait
for, and none of them needs its files to survive the machine.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "PYTEST_DEBUG_TEMPROOT"  # pytest's own
ROOM = 2 << 30  # bytes; a container often has no more than 64 MB there
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder in it that nobody else may enter


def find_folder(environment: Mapping[str, str], *, in_memory: Path = _IN_MEMORY) -> str:
    """Return the folder to keep them in, empty for the system's usual one."""
    if environment.get(VARIABLE):
        return environment[VARIABLE]
    usable = in_memory.is_dir() and os.access(in_memory, os.W_OK)
    return str(in_memory) if usable and shutil.disk_usage(in_memory).free >= ROOM else ""
