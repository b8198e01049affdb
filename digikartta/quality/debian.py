"""Debian's and Ubuntu's packages, installed where that needs no password."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_DEBIAN = Path("/etc/debian_version")


def apt_command(environment: Mapping[str, str], *, debian: Path = _DEBIAN) -> list[str]:
    """Return how to call apt-get here, empty where it is not to be called."""
    path = environment.get("PATH", "")
    apt = shutil.which("apt-get", path=path)
    if sys.platform == "win32" or not apt or not debian.exists():
        return []
    quietly = ["env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
    if os.geteuid() == 0:
        return quietly
    sudo = shutil.which("sudo", path=path)
    return [sudo, "-n", *quietly] if sudo and _succeeds([sudo, "-n", "true"]) else []


def install_packages(packages: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Install packages if this user may; whether they are installed now."""
    apt = apt_command(environment)
    if not apt:
        return False
    print(f"Installing {' '.join(packages)} with apt-get.", flush=True)
    return _succeeds([*apt, "update"]) and _succeeds(
        [*apt, "install", "-y", "--no-install-recommends", *packages]
    )


def _succeeds(command: Sequence[str]) -> bool:
    """Run silently; the end of the output is shown when it fails."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        print("\n".join(done.stdout.splitlines()[-5:]), flush=True)
    return done.returncode == 0
