"""Where the tests keep their files."""

from pathlib import Path

import pytest

from digikartta.quality import temporary_files
from digikartta.quality.temporary_files import VARIABLE, find_folder


def test_files_are_kept_in_memory_where_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(temporary_files, "ROOM", 1)
    assert find_folder({}, in_memory=tmp_path) == str(tmp_path)
    monkeypatch.setattr(temporary_files, "ROOM", 1 << 60)
    assert find_folder({}, in_memory=tmp_path) == ""


def test_a_system_without_such_a_folder_uses_its_usual_one(tmp_path: Path) -> None:
    assert find_folder({}, in_memory=tmp_path / "none") == ""


def test_whoever_names_a_folder_gets_it(tmp_path: Path) -> None:
    assert find_folder({VARIABLE: "/elsewhere"}, in_memory=tmp_path) == "/elsewhere"
