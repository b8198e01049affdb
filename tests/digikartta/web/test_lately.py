"""How often something happened lately."""

from digikartta.web.lately import Lately
from tests.digikartta.web.test_guessing import Clock


def test_only_the_window_counts() -> None:
    clock = Clock()
    lately = Lately(clock, 10)
    lately.add("a")
    clock.now += 10
    lately.add("a")
    assert lately.count("a") == 2
    clock.now += 0.1
    assert (lately.count("a"), lately.count("b")) == (1, 0)


def test_what_is_taken_back_never_happened() -> None:
    lately = Lately(Clock(), 10)
    lately.add("a")
    lately.take_back("a")
    lately.take_back("b")
    assert (lately.count("a"), len(lately)) == (0, 0)


def test_what_has_lapsed_takes_no_memory() -> None:
    clock = Clock()
    lately = Lately(clock, 10)
    for number in range(100):
        lately.add(number)
    clock.now += 10.1
    lately.add("a")
    assert len(lately) == 1
