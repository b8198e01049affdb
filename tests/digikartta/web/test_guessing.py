"""Limits on guessing codes."""

import itertools
from collections.abc import Iterator

import pytest

from digikartta.tokens import CODE_ALPHABET, CODE_LENGTH
from digikartta.web.guessing import Guesses

RIGHT = "ABCDEF"


class Clock:
    """A clock that stands still until it is moved; in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def codes() -> Iterator[str]:
    """Return codes, one after the other."""
    return map("".join, itertools.product("23456789", repeat=CODE_LENGTH))


def fail(guesses: Guesses, address: str, times: int) -> int:
    """Try wrong codes, each another one; returns how many were tried at all."""
    return sum(guesses.begin(address, code) for code in itertools.islice(codes(), times))


def joins(guesses: Guesses, address: str, code: str = RIGHT) -> bool:
    """Type a right code; returns whether it was tried."""
    tried = guesses.begin(address, code)
    if tried:
        guesses.known(address, code)
    return tried


def test_an_address_tries_sixty_codes_in_ten_minutes() -> None:
    assert fail(Guesses(Clock()), "a", 1000) == 60


def test_right_codes_cost_nothing_so_that_a_room_behind_one_address_gets_in() -> None:
    guesses = Guesses(Clock())
    assert all(joins(guesses, "a", code) for code in itertools.islice(codes(), 1000))


def test_sixty_people_who_read_an_old_code_are_one_guess() -> None:
    guesses = Guesses(Clock())
    assert all(guesses.begin("room", "222222") for _ in range(600))
    assert fail(guesses, "room", 60) == 60


def test_one_machine_shuts_out_nobody_elsewhere() -> None:
    guesses = Guesses(Clock())
    fail(guesses, "a", 100_000)
    assert fail(guesses, "b", 59) == 59
    assert joins(guesses, "b")


def test_somebody_in_the_room_who_guesses_does_not_shut_out_the_room() -> None:
    guesses = Guesses(Clock())
    assert joins(guesses, "room")
    fail(guesses, "room", 1000)
    assert all(joins(guesses, "room") for _ in range(60))
    assert not guesses.begin("room", "ZZZZZZ")


def test_who_guesses_before_anybody_has_joined_does_not_shut_out_the_room_either() -> None:
    guesses = Guesses(Clock())
    guesses.known("room", RIGHT)  # the projector shows it
    fail(guesses, "room", 1000)
    assert joins(guesses, "room")


def test_a_code_is_known_where_it_was_right_and_nowhere_else() -> None:
    guesses = Guesses(Clock())
    assert joins(guesses, "room")
    fail(guesses, "a", 60)
    assert not guesses.begin("a", RIGHT)


def test_a_right_code_stays_known_for_the_day() -> None:
    clock = Clock()
    guesses = Guesses(clock)
    joins(guesses, "room")
    clock.now += 12 * 3600
    fail(guesses, "room", 60)
    assert joins(guesses, "room")  # which keeps it for another day
    clock.now += 12 * 3600 + 1
    fail(guesses, "room", 60)
    assert not joins(guesses, "room")


def test_ten_minutes_later_one_may_try_again() -> None:
    clock = Clock()
    guesses = Guesses(clock)
    fail(guesses, "a", 60)
    clock.now += 600
    assert not guesses.begin("a", RIGHT)
    clock.now += 0.1
    assert guesses.begin("a", RIGHT)


def test_only_the_last_ten_minutes_count() -> None:
    clock = Clock()
    guesses = Guesses(clock)
    fail(guesses, "a", 40)
    clock.now += 400
    assert [guesses.begin("a", f"Z{code[1:]}") for code in itertools.islice(codes(), 21)] == [
        *[True] * 20,
        False,
    ]
    clock.now += 201
    assert guesses.begin("a", RIGHT)


def test_a_hundred_tries_at_the_same_moment_are_a_hundred_tries() -> None:
    guesses = Guesses(Clock())
    begun = [guesses.begin("a", code) for code in itertools.islice(codes(), 100)]
    for code, tried in zip(codes(), begun, strict=False):
        if tried:
            guesses.known("a", code)
    assert begun.count(True) == 60


def test_a_thousand_machines_try_five_codes_each_and_shut_nobody_out() -> None:
    guesses = Guesses(Clock())
    found = [fail(guesses, f"machine-{number}", 100) for number in range(1000)]
    assert (found[:10], set(found[10:])) == ([60] * 10, {5})
    assert fail(guesses, "home", 4) == 4
    assert joins(guesses, "home")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
    ],
)
def test_a_customer_s_addresses_are_one(first: str, second: str, same: bool) -> None:  # noqa: FBT001
    guesses = Guesses(Clock())
    fail(guesses, first, 60)
    assert guesses.begin(second, RIGHT) is not same


def test_the_arithmetic_of_the_limits() -> None:
    space = len(CODE_ALPHABET) ** CODE_LENGTH
    assert space == 481_890_304
    a_day = 24 * 6  # windows of ten minutes
    assert 100 * 60 * a_day / space == pytest.approx(0.0018, rel=0.01)
    assert 100 * 1000 * 5 * a_day / space == pytest.approx(0.149, rel=0.01)
