"""When Debian's packages are installed without being asked for."""

import os
from pathlib import Path

import pytest

from digikartta.quality.debian import apt_command, install_packages
from tests.digikartta.quality.fake_programs import create_program

pytestmark = pytest.mark.posix
ROOT = 0
SOMEBODY = 1000


def create_system(tmp_path: Path, *, debian: bool = True, sudo: int | None = None) -> Path:
    """A system with apt-get; `sudo` is its exit code, None without sudo. Return Debian's mark."""
    create_program(tmp_path, "apt-get")
    if sudo is not None:
        create_program(tmp_path, "sudo", exit_code=sudo)
    mark = tmp_path / "debian_version"
    if debian:
        mark.write_text("13.1\n")
    return mark


def command(tmp_path: Path, debian: Path) -> list[str]:
    return apt_command({"PATH": str(tmp_path)}, debian=debian)


def test_root_calls_apt_get_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: ROOT)
    called = command(tmp_path, create_system(tmp_path))
    assert called == ["env", "DEBIAN_FRONTEND=noninteractive", str(tmp_path / "apt-get"), "-qq"]


def test_somebody_with_sudo_and_no_password_calls_it_through_sudo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: SOMEBODY)
    called = command(tmp_path, create_system(tmp_path, sudo=0))
    assert called[:3] == [str(tmp_path / "sudo"), "-n", "env"]


def test_a_sudo_that_asks_for_a_password_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: SOMEBODY)
    assert command(tmp_path, create_system(tmp_path, sudo=1)) == []


def test_somebody_without_sudo_installs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: SOMEBODY)
    assert command(tmp_path, create_system(tmp_path)) == []


def test_apt_get_on_something_else_than_debian_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: ROOT)
    assert command(tmp_path, create_system(tmp_path, debian=False)) == []


def test_without_apt_get_nothing_is_installed(tmp_path: Path) -> None:
    assert not install_packages(["chromium"], {"PATH": str(tmp_path)})
