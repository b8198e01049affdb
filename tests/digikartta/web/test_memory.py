"""The server's memory."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest

from digikartta.web import memory


@pytest.fixture
def own_collector() -> Iterator[None]:
    """What is changed of the collector is put back."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class Holder:
    """Holds another one."""

    def __init__(self) -> None:
        self.other: Holder | None = None


def ring() -> weakref.ref[Holder]:
    """Return what sees whether two that hold each other are still there."""
    one, two = Holder(), Holder()
    one.other, two.other = two, one
    return weakref.ref(one)


@pytest.mark.usefixtures("own_collector")
def test_what_lives_as_long_as_the_server_is_not_looked_at_again() -> None:
    memory.spare_the_collector()
    assert gc.get_freeze_count() > 0


def test_what_a_room_left_behind_goes_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_PAUSE", 0.001)
    stop = threading.Event()
    gone = threading.Event()
    left = ring()
    weakref.finalize(left() or Holder(), gone.set)
    tidying = threading.Thread(target=memory.tidy, args=(stop,))
    tidying.start()
    assert gone.wait(10)
    stop.set()
    tidying.join()
    assert left() is None


@pytest.mark.parametrize(("took", "pause"), [(0.02, 300.0), (0.6, 600.0)])
def test_looking_takes_no_more_than_a_thousandth_of_the_time(took: float, pause: float) -> None:
    assert memory.pause_after(took) == pytest.approx(pause)
