"""Work of seconds: done once, told as it goes on, and giving way to others."""

from collections.abc import Iterator

import pytest
import streamlit as st

from digikartta.cohort_statistics.bootstrap import Progress
from digikartta.ui import long_work
from digikartta.ui.long_work import with_progress


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def test_the_same_work_is_done_once() -> None:
    done: list[int] = []

    def work(tell: Progress) -> int:
        tell(1.0)
        done.append(1)
        return 7

    assert with_progress("key", work, text="…") == 7
    assert with_progress("key", work, text="…") == 7
    assert with_progress("other", work, text="…") == 7
    assert len(done) == 2


def test_every_step_gives_way_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(long_work.time, "sleep", pauses.append)
    with_progress("key", lambda tell: [tell(n / 10) for n in range(11)], text="…")
    assert len(pauses) == 11
    assert min(pauses) > 0


def test_old_results_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_work, "_KEPT", 2)
    done: list[int] = []
    for number in (1, 2, 3, 3, 1):
        with_progress(number, lambda _, n=number: done.append(n), text="…")
    assert done == [1, 2, 3, 1]


def test_work_that_fails_is_tried_again_the_next_time() -> None:
    def fail(_: Progress) -> int:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        with_progress("key", fail, text="…")
    assert with_progress("key", lambda _: 3, text="…") == 3


def test_the_bar_moves_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_work.time, "sleep", lambda _: None)
    clock = iter([0.0, 0.05, 0.2, 0.2, 0.25])
    monkeypatch.setattr(long_work.time, "monotonic", lambda: next(clock))
    shown: list[float] = []
    tell = long_work._teller(lambda share, **_: shown.append(share), "…")
    for share in (0.1, 0.2, 0.3):
        tell(share)
    assert shown == [0.2]
