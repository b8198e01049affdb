"""Which Chromium the browser tests take."""

from pathlib import Path

import pytest

from digikartta.quality.chromium import VARIABLE, find_chromium, usual_places
from tests.digikartta.quality.fake_programs import create_program

pytestmark = pytest.mark.posix


def test_the_variable_goes_before_the_search_path(tmp_path: Path) -> None:
    create_program(tmp_path, "chromium")
    environment = {VARIABLE: "/own/chrome", "PATH": str(tmp_path)}
    assert find_chromium(environment, places=()) == Path("/own/chrome")


def test_chromium_goes_before_google_chrome_on_the_search_path(tmp_path: Path) -> None:
    create_program(tmp_path, "google-chrome")
    chromium = create_program(tmp_path, "chromium")
    assert find_chromium({"PATH": str(tmp_path)}, places=()) == chromium


def test_the_search_path_goes_before_the_usual_places(tmp_path: Path) -> None:
    on_path = create_program(tmp_path / "path", "google-chrome")
    usual = create_program(tmp_path / "usual", "chromium")
    assert find_chromium({"PATH": str(on_path.parent)}, places=[usual]) == on_path
    assert find_chromium({"PATH": ""}, places=[usual]) == usual


def test_a_shell_that_only_asks_for_the_snap_is_passed_over(tmp_path: Path) -> None:
    create_program(tmp_path, "chromium-browser", exit_code=1, says="requires the chromium snap")
    chrome = create_program(tmp_path, "google-chrome")
    assert find_chromium({"PATH": str(tmp_path)}, places=()) == chrome


def test_a_file_that_is_no_program_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "chromium").write_text("not a program")
    assert find_chromium({"PATH": ""}, places=[tmp_path / "chromium"]) is None


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    assert find_chromium({"PATH": str(tmp_path)}, places=[tmp_path / "chromium"]) is None


def test_the_usual_places_include_those_of_macos_and_windows() -> None:
    places = {
        p.as_posix() for p in usual_places({"HOME": "/Users/aino", "PROGRAMFILES": "C:/Programs"})
    }
    assert "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" in places
    assert "/Users/aino/Applications/Chromium.app/Contents/MacOS/Chromium" in places
    assert "C:/Programs/Microsoft/Edge/Application/msedge.exe" in places
