"""`pictures`: what it refuses before anything is started."""

from pathlib import Path

import pytest

from digikartta.commands import pictures
from tests.command_line import run_command


def test_an_unknown_screen_and_language_are_both_told_with_what_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGIKARTTA_TEST_CHROMIUM", "/usr/bin/true")
    folder = tmp_path / "pictures"
    done = run_command(tmp_path, "pictures", folder, "--screen", "attic", "--language", "de")
    assert done.code == 2
    screen, language = done.err.splitlines()
    assert screen.startswith("--screen: “attic” is none of these: front, ")
    assert language == "--language: “de” is none of these: fi, sv, en"
    assert not folder.exists()


def test_without_playwright_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "find_spec", lambda _: None)
    done = run_command(tmp_path, "pictures", tmp_path / "pictures")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("The pictures need playwright. Install it: python -m pip install")
    assert len(done.err.splitlines()) == 1


def test_without_a_browser_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digikartta.quality.chromium.find_chromium", lambda _: None)
    done = run_command(tmp_path, "pictures", tmp_path / "pictures")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("The pictures need Chromium or Google Chrome.")
    assert len(done.err.splitlines()) == 1
