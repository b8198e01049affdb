"""Which PostgreSQL the tests start, and that it is gone afterwards."""

import os
import stat
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from digikartta.quality import postgresql
from digikartta.quality.postgresql import ServerFailed, find_programs, private_server
from tests.digikartta.quality.fake_programs import create_program

pytestmark = pytest.mark.posix


def create_programs(folder: Path) -> Path:
    """Both programs in a folder, which is returned."""
    for name in ("initdb", "pg_ctl"):
        create_program(folder, name)
    return folder


def test_the_search_path_goes_before_the_usual_places(tmp_path: Path) -> None:
    on_path = create_programs(tmp_path / "path")
    usual = create_programs(tmp_path / "17" / "bin")
    assert find_programs({"PATH": str(on_path)}, places=[str(usual)]) == on_path


def test_the_newest_of_the_usual_places_is_taken(tmp_path: Path) -> None:
    for version in ("9", "17", "15"):
        create_programs(tmp_path / version / "bin")
    newest = find_programs({"PATH": ""}, places=[str(tmp_path / "*" / "bin")])
    assert newest == tmp_path / "17" / "bin"


def test_a_folder_with_half_of_the_programs_is_passed_over(tmp_path: Path) -> None:
    create_program(tmp_path / "17" / "bin", "initdb")
    whole = create_programs(tmp_path / "15" / "bin")
    found = find_programs({"PATH": ""}, places=[str(tmp_path / "*" / "bin")])
    assert found == whole


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    assert find_programs({"PATH": str(tmp_path)}, places=[str(tmp_path / "*" / "bin")]) is None


def test_root_leaves_the_server_to_the_account_postgres_or_else_to_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    accounts = [
        SimpleNamespace(pw_name="nobody", pw_uid=65534, pw_gid=65534),
        SimpleNamespace(pw_name="postgres", pw_uid=101, pw_gid=104),
    ]
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(postgresql.pwd, "getpwall", lambda: accounts)
    assert postgresql.unprivileged_owner() == postgresql.Owner(user=101, group=104)
    monkeypatch.setattr(postgresql.pwd, "getpwall", lambda: accounts[:1])
    assert postgresql.unprivileged_owner() == postgresql.Owner(user=65534, group=65534)


def test_anybody_else_runs_the_server_under_the_own_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert postgresql.unprivileged_owner() is None


def test_a_server_that_cannot_be_made_says_why_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "made"
    made.mkdir()
    monkeypatch.setattr(postgresql, "unprivileged_owner", lambda: None)
    monkeypatch.setattr(postgresql.tempfile, "mkdtemp", lambda **_: str(made))
    create_program(tmp_path / "bin", "initdb", exit_code=1, says="initdb: error: no space left")
    create_program(tmp_path / "bin", "pg_ctl")
    with (
        pytest.raises(ServerFailed, match="no space left"),
        private_server(tmp_path / "bin"),
    ):
        pass
    assert not made.exists()


@pytest.mark.postgresql
def test_the_server_listens_in_a_folder_of_its_own_and_ends_with_it() -> None:
    programs = find_programs(os.environ)
    if not programs:
        pytest.fail("the server is given by its URL: no programs to start another one")
    with private_server(programs) as url:
        address = url.replace("postgresql+psycopg://", "postgresql://")
        with psycopg.connect(address) as connection:
            row = connection.execute(
                "SELECT current_setting('unix_socket_directories'), current_setting('fsync'),"
                " current_setting('listen_addresses'), current_setting('server_encoding')"
            ).fetchone()
        assert row is not None
        folder, *settings = row
        assert settings == ["off", "", "UTF8"]
        assert stat.S_IMODE(Path(folder).stat().st_mode) == 0o700
    assert not Path(folder).exists()
