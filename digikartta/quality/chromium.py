"""A Chromium for the browser tests: where one is found on Linux, macOS and Windows."""

import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

VARIABLE = "DIGIKARTTA_TEST_CHROMIUM"
DEBIAN_PACKAGES = ("chromium",)
MISSING = (
    "Install Chromium or Google Chrome (macOS: brew install --cask chromium; Windows: winget "
    f"install Google.Chrome; Fedora: dnf install chromium), or set {VARIABLE} to its program file."
)
# Edge is a Chromium, and the one that every Windows has.
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
)
_MAC = ("Chromium", "Google Chrome", "Microsoft Edge")
_WINDOWS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
_WINDOWS_ROOTS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


def usual_places(environment: Mapping[str, str]) -> list[Path]:
    """Return where installers put a Chromium outside the search path."""
    home = environment.get("HOME", "")
    applications = [Path("/Applications"), *([Path(home, "Applications")] if home else [])]
    mac = [folder / f"{n}.app" / "Contents" / "MacOS" / n for folder in applications for n in _MAC]
    roots = [environment[name] for name in _WINDOWS_ROOTS if environment.get(name)]
    windows = [Path(root, *place.split("/")) for root in roots for place in _WINDOWS]
    return [Path("/usr/bin/chromium"), Path("/snap/bin/chromium"), *mac, *windows]


def find_chromium(
    environment: Mapping[str, str], *, places: Iterable[Path] | None = None
) -> Path | None:
    """Return the Chromium to use, None when there is none that starts.

    In this order: the variable `DIGIKARTTA_TEST_CHROMIUM`, the search path, the usual places.
    """
    if environment.get(VARIABLE):
        return Path(environment[VARIABLE])
    on_path = (shutil.which(name, path=environment.get("PATH", "")) for name in NAMES)
    candidates = [Path(found) for found in on_path if found]
    candidates += usual_places(environment) if places is None else places
    return next((path for path in candidates if path.is_file() and starts(path)), None)


def starts(program: Path) -> bool:
    """Whether it answers `--version`: Ubuntu's `chromium-browser` may be an empty shell."""
    if sys.platform == "win32":
        return True  # There `--version` opens a window.
    try:
        done = subprocess.run(
            [program, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
