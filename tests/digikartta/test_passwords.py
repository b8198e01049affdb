import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import Type, extract_parameters

from digikartta import passwords
from digikartta.passwords import checked_password, is_outdated, is_password, password_hash
from digikartta.problems import InvalidInput
from tests.cheap_hashes import CHEAP, make_hashes_cheap

GOOD = "neljä sanaa jotka sopivat"


def refusal(password: str, email: str = "maija@saari.example") -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as caught:
        checked_password(password, email=email)
    return [(problem.key, problem.where) for problem in caught.value.problems]


def test_what_is_kept_is_argon2id_with_64_mib() -> None:
    found = extract_parameters(password_hash(GOOD))
    assert (found.type, found.memory_cost, found.time_cost) == (Type.ID, 65536, 3)


def test_two_people_with_one_password_have_two_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    make_hashes_cheap(monkeypatch)
    assert password_hash(GOOD) != password_hash(GOOD)


def test_the_password_fits_its_hash_and_no_other_does(monkeypatch: pytest.MonkeyPatch) -> None:
    make_hashes_cheap(monkeypatch)
    stored = password_hash(GOOD)
    assert is_password(GOOD, stored)
    assert is_password("neljä sanaa jotka sopivat", stored)  # the dots typed by themselves
    for wrong in ("", GOOD + " ", GOOD.upper(), stored, "x" * 100_000):
        assert not is_password(wrong, stored)
    assert not is_password(GOOD, "no hash at all")


def test_without_an_account_it_takes_the_same_work_and_never_fits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    verified: list[str] = []

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            verified.append(stored)
            return CHEAP.verify(stored, password)

        def hash(self, password: str) -> str:
            return CHEAP.hash(password)

    make_hashes_cheap(monkeypatch)
    monkeypatch.setattr(passwords, "_HASHER", Counting())
    assert not is_password(GOOD, None)
    assert not is_password("–", None)  # what nobody's hash was made of
    assert len(verified) == 2


def test_the_hash_that_fits_nobody_costs_what_the_others_do() -> None:
    assert extract_parameters(passwords._nobody_s()) == extract_parameters(password_hash(GOOD))


def test_a_hash_of_earlier_costs_is_outdated() -> None:
    assert is_outdated(CHEAP.hash(GOOD))
    assert not is_outdated(password_hash(GOOD))


@pytest.mark.parametrize("length", [0, 1, 11, 201, 5000])
def test_a_password_of_another_length_is_refused(length: int) -> None:
    password = "".join(chr(ord("a") + place % 26) for place in range(length))
    assert refusal(password) == [("problem.password_length", "password")]


@pytest.mark.parametrize(
    "password",
    ["aaaaaaaaaaaa", "abababababab", "digikartta12", "DigikarttaDigikartta1", "maija.mäki12"],
)
def test_a_password_that_is_easily_guessed_is_refused(password: str) -> None:
    assert refusal(password, "Maija.Mäki@saari.example") == [("problem.password_weak", "password")]


@pytest.mark.parametrize("password", [GOOD, "correct horse", "12345abcdefg", "ääöö åå ßß ññ éé"])
def test_length_is_all_that_is_asked(password: str) -> None:
    assert checked_password(password, email="ab@saari.example") == password


def test_no_more_than_two_hashes_run_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, lock = 0, 0, threading.Lock()
    together = threading.Event()

    class Slow:
        def hash(self, _: str) -> str:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            together.wait(0.02)
            with lock:
                running -= 1
            return "hash"

    monkeypatch.setattr(passwords, "_HASHER", Slow())
    with ThreadPoolExecutor(12) as pool:
        assert list(pool.map(password_hash, [GOOD] * 12)) == ["hash"] * 12
    assert most == 2


def test_who_waits_too_long_is_told_that_many_are_logging_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_hashes_cheap(monkeypatch)
    monkeypatch.setattr(passwords, "_AT_ONCE", threading.BoundedSemaphore(1))
    monkeypatch.setattr(passwords, "_LONGEST_WAIT", 0.01)
    with passwords._turn(), pytest.raises(InvalidInput) as caught:
        is_password(GOOD, None)
    assert [problem.key for problem in caught.value.problems] == ["problem.log_in_busy"]
    assert is_password(GOOD, password_hash(GOOD))  # and the turn was given back
