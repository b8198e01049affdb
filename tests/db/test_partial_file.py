import os
from pathlib import Path

import pytest

from db.partial_file import free_name, partial_file, publish


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_has_its_name_when_it_is_whole(tmp_path: Path) -> None:
    with partial_file(tmp_path / "a.txt") as partial:
        partial.write_text("half")
        assert names(tmp_path) == [partial.name]
        partial.write_text("whole")
        publish(partial, tmp_path / "a.txt")
    assert names(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "whole"
    assert os.name == "nt" or (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o600


def test_nothing_is_left_of_what_failed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("before")
    with pytest.raises(ZeroDivisionError), partial_file(tmp_path / "a.txt") as partial:  # noqa: PT012
        partial.write_text("half")
        partial.with_name(f"{partial.name}-wal").write_text("half")
        raise ZeroDivisionError
    assert names(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "before"


def test_each_file_that_is_kept_has_a_name_of_its_own(tmp_path: Path) -> None:
    found = []
    for _ in range(3):
        kept = free_name(tmp_path / "a.sqlite")
        kept.touch()
        found.append(kept.name)
    assert found == [
        "a.sqlite.before-restore",
        "a.sqlite.before-restore2",
        "a.sqlite.before-restore3",
    ]
