from pathlib import Path

import pytest

from db.engine import create_engine_for
from db.schema import upgrade
from tests.command_line import create_settings, run_command
from tests.factories import create_closed_round


def test_everything_is_moved_and_counted(tmp_path: Path) -> None:
    engine = create_engine_for(create_settings(tmp_path).database_url)
    upgrade(engine)
    create_closed_round(engine)
    done = run_command(tmp_path, "move", f"sqlite:///{tmp_path / 'other.sqlite'}")
    assert done.code == 0
    lines = done.out.splitlines()
    assert ["organisation", "1"] in [line.split("\t")[:2] for line in lines]
    assert ["answer", "2"] in [line.split("\t")[:2] for line in lines]
    assert "Counts and checksums are the same." in lines[-2]
    again = run_command(tmp_path, "move", f"sqlite:///{tmp_path / 'other.sqlite'}")
    assert again.code == 2
    assert "holds data already" in again.err


@pytest.mark.parametrize("address", ["mysql://localhost/x", "postgresql+psycopg://u:pw@h:abc/x"])
def test_an_address_of_another_kind_is_refused(tmp_path: Path, address: str) -> None:
    done = run_command(tmp_path, "move", address)
    assert done.code == 2
    assert done.err.startswith("TO_URL: ")
    assert "postgresql+psycopg" in done.err
    assert "pw" not in done.err
