"""Limits on guessing passwords."""

from digikartta.web.password_guesses import PasswordGuesses
from tests.digikartta.web.test_guessing import Clock

MAIJA, PEKKA = "maija@saari.example", "pekka@saari.example"


def fail(guesses: PasswordGuesses, account: str, address: str, times: int) -> int:
    """Try wrong passwords; returns how many were tried at all."""
    return sum(guesses.begin(account, address) for _ in range(times))


def test_an_account_is_tried_ten_times_from_one_address() -> None:
    assert fail(PasswordGuesses(Clock()), MAIJA, "a", 1000) == 10


def test_ten_minutes_later_one_may_try_again() -> None:
    clock = Clock()
    guesses = PasswordGuesses(clock)
    fail(guesses, MAIJA, "a", 10)
    clock.now += 600
    assert not guesses.begin(MAIJA, "a")
    clock.now += 0.1
    assert guesses.begin(MAIJA, "a")


def test_who_knows_the_password_is_never_counted() -> None:
    guesses = PasswordGuesses(Clock())
    for _ in range(500):
        assert guesses.begin(MAIJA, "a")
        guesses.succeeded(MAIJA, "a")


def test_the_right_password_forgets_the_slips_before_it() -> None:
    guesses = PasswordGuesses(Clock())
    fail(guesses, MAIJA, "a", 9)
    assert guesses.begin(MAIJA, "a")
    guesses.succeeded(MAIJA, "a")
    assert fail(guesses, MAIJA, "a", 20) == 10


def test_somebody_who_guesses_shuts_out_no_one_else_in_the_room() -> None:
    guesses = PasswordGuesses(Clock())
    for number in range(200):
        fail(guesses, f"{number}@saari.example", "room", 10)
    for number in range(60):
        assert guesses.begin(f"colleague-{number}@saari.example", "room")
        guesses.succeeded(f"colleague-{number}@saari.example", "room")


def test_somebody_who_guesses_elsewhere_shuts_nobody_out_at_home() -> None:
    guesses = PasswordGuesses(Clock())
    for number in range(500):
        fail(guesses, MAIJA, f"attacker-{number}", 10)
    assert guesses.begin(MAIJA, "home")


def test_from_one_address_no_more_than_three_passwords_of_each_account_are_tried() -> None:
    guesses = PasswordGuesses(Clock())
    fail(guesses, "first@saari.example", "a", 10)
    for number in range(50):
        fail(guesses, f"{number}@saari.example", "a", 1)
    assert fail(guesses, PEKKA, "a", 100) == 3


def test_from_a_thousand_addresses_an_account_is_tried_three_times_each() -> None:
    guesses = PasswordGuesses(Clock())
    for number in range(10):
        assert fail(guesses, MAIJA, f"first-{number}", 100) == 10
    assert fail(guesses, MAIJA, "next", 100) == 3


def test_a_hundred_tries_at_the_same_moment_are_a_hundred_tries() -> None:
    guesses = PasswordGuesses(Clock())
    begun = [guesses.begin(MAIJA, "a") for _ in range(100)]  # none of them has an answer yet
    assert begun.count(True) == 10


def test_a_password_that_was_not_looked_at_is_no_try() -> None:
    guesses = PasswordGuesses(Clock())
    for _ in range(100):
        assert guesses.begin(MAIJA, "a")
        guesses.undecided(MAIJA, "a")


def test_what_has_lapsed_takes_no_memory() -> None:
    clock = Clock()
    guesses = PasswordGuesses(clock)
    for number in range(2_000):
        guesses.begin(f"{number}@saari.example", str(number))
    clock.now += 601
    guesses.begin(MAIJA, "a")
    assert len(guesses._failures) == 3
