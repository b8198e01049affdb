"""`pictures` in a real browser: the file that is promised, in the size that is promised."""

import struct
import subprocess
import sys
from pathlib import Path

from digikartta.settings import PROJECT


def test_a_picture_has_the_size_in_its_name_and_stands_on_the_sheet(
    chromium_path: str, tmp_path: Path
) -> None:
    assert chromium_path  # the command finds it by the same variable
    restricted = ("--screen", "front", "--language", "sv", "--size", "1440x900", "--theme", "dark")
    subprocess.run(
        [sys.executable, "-m", "digikartta", "pictures", str(tmp_path), *restricted],
        cwd=PROJECT,
        check=True,
        capture_output=True,
    )
    assert {file.name for file in tmp_path.iterdir()} == {
        "front-sv-1440x900-dark.png",
        "index.html",
    }
    png = (tmp_path / "front-sv-1440x900-dark.png").read_bytes()
    assert struct.unpack(">II", png[16:24]) == (1440, 900)  # width and height in the IHDR chunk
    assert "front-sv-1440x900-dark.png" in (tmp_path / "index.html").read_text(encoding="utf-8")
