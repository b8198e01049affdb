"""Answers go first, and screens are drawn one after another."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from types import SimpleNamespace

import pytest

from digikartta.ui.precedence import Precedence
from digikartta.ui.saving import outcome

LONG = 60.0  # seconds; who waits that long waits for ever
SOON = 10.0  # seconds in which what goes on has gone on, on the busiest machine
A_MOMENT = 0.05  # seconds


@pytest.fixture(name="others")
def _others() -> Iterator[ThreadPoolExecutor]:
    """Whoever is served beside this thread."""
    with ThreadPoolExecutor() as pool:
        yield pool


def waits(work: Future[None]) -> bool:
    return not wait([work], A_MOMENT).done


def goes_on(work: Future[None]) -> bool:
    return bool(wait([work], SOON).done) and work.exception() is None


def draw(rule: Precedence) -> None:
    with rule.drawing():
        pass


def test_a_screen_lets_an_answer_by_and_then_goes_on(others: ThreadPoolExecutor) -> None:
    rule = Precedence(pause=LONG)
    with rule.storing():
        screen = others.submit(rule.give_way)
        assert waits(screen)
    assert goes_on(screen)


def test_a_screen_does_not_wait_for_answers_that_come_later(others: ThreadPoolExecutor) -> None:
    rule = Precedence(pause=LONG)
    with ExitStack() as later:
        with rule.storing():
            screen = others.submit(rule.give_way)
            assert waits(screen)
            later.enter_context(rule.storing())
        assert goes_on(screen)


def test_an_answer_that_hangs_holds_up_no_screen(others: ThreadPoolExecutor) -> None:
    rule = Precedence(pause=A_MOMENT)
    with rule.storing():
        assert goes_on(others.submit(rule.give_way))


def test_a_screen_rests_between_its_pieces_while_an_answer_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, rests = [0.0], list[float]()
    clock = SimpleNamespace(monotonic=lambda: now[0], sleep=rests.append)
    monkeypatch.setattr("digikartta.ui.precedence.time", clock)
    rule = Precedence(telling=1.0, rest=0.5)
    rule.give_way()
    assert rests == []  # nothing has been stored yet
    with rule.storing():
        pass
    rule.give_way()
    assert rests == [0.5]
    now[0] = 1.0
    rule.give_way()
    assert rests == [0.5]  # it has been told


def test_an_answer_that_failed_holds_up_no_screen(others: ThreadPoolExecutor) -> None:
    rule = Precedence(pause=LONG)
    with pytest.raises(OSError, match="full"), rule.storing():
        raise OSError("full")
    assert goes_on(others.submit(rule.give_way))


def test_screens_are_drawn_one_after_another(others: ThreadPoolExecutor) -> None:
    rule = Precedence(patience=LONG)
    with rule.drawing():
        screen = others.submit(draw, rule)
        assert waits(screen)
    assert goes_on(screen)


def test_a_screen_that_hangs_holds_up_no_other_for_long(others: ThreadPoolExecutor) -> None:
    rule = Precedence(patience=A_MOMENT)
    with rule.drawing():
        assert goes_on(others.submit(draw, rule))
    assert goes_on(others.submit(draw, rule))


def test_a_tap_goes_first_while_it_is_stored(
    others: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = Precedence(pause=LONG)
    monkeypatch.setattr("digikartta.ui.saving.precedence", rule)
    screens = []

    def store() -> None:
        screens.append(others.submit(rule.give_way))
        assert waits(screens[0])

    assert outcome(store, lambda _: None) == "saved"
    assert goes_on(screens[0])
