"""mxGraph, the drawing library of draw.io: what the browser tests open exported files with."""

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "DIGIKARTTA_TEST_MXGRAPH"
DEBIAN_PACKAGES = ("npm",)
MISSING = (
    "Install Node.js with npm (macOS: brew install node; Windows: winget install OpenJS.NodeJS; "
    f"Fedora: dnf install nodejs), or set {VARIABLE} to the file mxClient.min.js of mxgraph 4.2.2."
)
# The last version there will ever be: the package is finished, so its contents are known.
PACKAGE = "mxgraph@4.2.2"
SHA512 = (
    "16b25ce40c735d2aa240d17ef02c8993a571b8a3b85153e0c37d8566e159dd7f"
    "56f89a8e010053a2466187466412a1a910eca9df3efbf2cb26053bddad301dab"
)
_MEMBER = "package/javascript/mxClient.min.js"
_SECONDS = 120


def kept_file() -> Path:
    """Return where the library is kept: in the environment that the tests run in."""
    return Path(sys.prefix) / "share" / "digikartta-tests" / "mxClient.min.js"


def find_mxgraph(environment: Mapping[str, str], *, kept: Path | None = None) -> Path | None:
    """Return the library's file, fetched by npm the first time; None when there is no way to it."""
    if environment.get(VARIABLE):
        return Path(environment[VARIABLE])
    place = kept or kept_file()
    if place.is_file():
        return place
    npm = shutil.which("npm", path=environment.get("PATH", ""))
    package = _fetched(npm, environment) if npm else None
    if package is None:
        return None
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(package)
    return place


def _fetched(npm: str, environment: Mapping[str, str]) -> bytes | None:
    """Return the one file that is wanted of the package; nothing of it is run."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                [npm, "pack", PACKAGE, "--silent", "--pack-destination", folder],
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        archives = list(Path(folder).glob("*.tgz"))
        if done.returncode or len(archives) != 1:
            return None
        return library_in(archives[0].read_bytes())


def library_in(archive: bytes, *, sha512: str = SHA512) -> bytes | None:
    """Return the library out of the package; None when it is not the package that is known."""
    if hashlib.sha512(archive).hexdigest() != sha512:
        return None
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as package:
        member = package.extractfile(_MEMBER)
        return member.read() if member else None
