"""A migrated, empty database for each test of storage, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db.engine import create_engine_for
from db.schema import upgrade


@pytest.fixture(name="engine")
def _engine(database_url: str) -> Iterator[Engine]:
    yield from _migrated(database_url)


@pytest.fixture(name="sqlite")
def _sqlite(tmp_path: Path) -> Iterator[Engine]:
    """The same on SQLite only, for what is about its files."""
    yield from _migrated(f"sqlite:///{tmp_path / 'one.sqlite'}")


def _migrated(url: str) -> Iterator[Engine]:
    engine = create_engine_for(url)
    upgrade(engine)
    yield engine
    engine.dispose()
