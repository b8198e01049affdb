"""A migrated, empty database for each test of storage, on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db.engine import create_engine_for


@pytest.fixture(name="engine")
def _engine(migrated_url: str) -> Iterator[Engine]:
    yield from _opened(migrated_url)


@pytest.fixture(name="sqlite")
def _sqlite(migrated_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """The same on SQLite only, for what is about its files."""
    yield from _opened(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'one.sqlite')}")


def _opened(url: str) -> Iterator[Engine]:
    engine = create_engine_for(url)
    yield engine
    engine.dispose()
