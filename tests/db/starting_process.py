"""What each of several processes does that start at the same moment."""

from threading import Barrier

from db.engine import create_engine_for
from db.schema import upgrade


def start(url: str, gate: Barrier) -> None:
    engine = create_engine_for(url)
    gate.wait(timeout=60)
    upgrade(engine)
    engine.dispose()
