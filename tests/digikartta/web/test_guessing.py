"""Limits on guessing codes."""

from digikartta.web.guessing import Guesses


class Clock:
    """A clock that stands still until it is moved; in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def failed(guesses: Guesses, address: str, times: int) -> None:
    for _ in range(times):
        guesses.failed(address)


def test_an_address_may_fail_sixty_times_in_ten_minutes() -> None:
    guesses = Guesses(Clock())
    failed(guesses, "a", 59)
    assert guesses.allowed("a")
    failed(guesses, "a", 1)
    assert not guesses.allowed("a")


def test_looking_costs_nothing_so_that_a_room_behind_one_address_gets_in() -> None:
    guesses = Guesses(Clock())
    assert all(guesses.allowed("a") for _ in range(1000))


def test_one_address_does_not_shut_out_another() -> None:
    guesses = Guesses(Clock())
    failed(guesses, "a", 60)
    assert guesses.allowed("b")


def test_failures_are_forgotten_after_ten_minutes() -> None:
    clock = Clock()
    guesses = Guesses(clock)
    failed(guesses, "a", 60)
    clock.now += 600
    assert not guesses.allowed("a")
    clock.now += 0.1
    assert guesses.allowed("a")


def test_only_the_failures_of_the_last_ten_minutes_count() -> None:
    clock = Clock()
    guesses = Guesses(clock)
    failed(guesses, "a", 40)
    clock.now += 400
    failed(guesses, "a", 20)
    assert not guesses.allowed("a")
    clock.now += 201
    assert guesses.allowed("a")


def test_many_addresses_together_are_stopped_at_six_hundred() -> None:
    guesses = Guesses(Clock())
    for number in range(60):
        failed(guesses, str(number), 10)
    assert not guesses.allowed("new")
