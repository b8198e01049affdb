"""Passwords: what will do, and argon2id for what is kept of them."""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from digikartta.problems import InvalidInput, Problem

SHORTEST = 12
LONGEST = 200
_FEWEST_SIGNS = 5  # different ones; "aaaaaaaaaaaa" is long and no secret
# A hash takes 64 MiB and a good tenth of a second of one core: two at once leave the people who
# are answering alone, and a queue of ten seconds is some hundred log-ins.
_AT_ONCE = threading.BoundedSemaphore(2)
_LONGEST_WAIT = 10.0  # seconds

# RFC 9106, second recommended option: 64 MiB, three passes, four lanes.
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)


def checked_password(password: str, *, email: str) -> str:
    """Return a new password as it is hashed; raises `InvalidInput` for one that is easily guessed.

    Length is what makes a password strong, so it asks for no signs of certain kinds.
    """
    kept = _normal(password)
    if not SHORTEST <= len(kept) <= LONGEST:
        details = {"shortest": SHORTEST, "longest": LONGEST}
        raise InvalidInput([Problem("problem.password_length", "password", details)])
    words = [word for word in ("digikartta", email.partition("@")[0].lower()) if len(word) > 3]
    rest = kept.lower()
    for word in words:
        rest = rest.replace(word, "")
    if len(set(rest)) < _FEWEST_SIGNS:
        raise InvalidInput([Problem("problem.password_weak", "password")])
    return kept


def password_hash(password: str) -> str:
    """Return what the database keeps of a checked password."""
    with _turn():
        return _HASHER.hash(_normal(password))


def is_password(password: str, stored: str | None) -> bool:
    """Whether this is the password; without a stored one it takes as long and is False.

    Raises `InvalidInput` when too many people are logging in at this moment.
    """
    text = _normal(password[: 2 * LONGEST])
    with _turn():
        try:
            _HASHER.verify(stored or _nobody_s(), text)
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Whether a hash was made with other costs than hashes are made with today."""
    return _HASHER.check_needs_rehash(stored)


@lru_cache(maxsize=1)
def _nobody_s() -> str:
    """A hash that costs as much to compare with as any, and that no password fits."""
    return _HASHER.hash("–")


@contextmanager
def _turn() -> Iterator[None]:
    """Wait to be one of the few hashes that run at once."""
    if not _AT_ONCE.acquire(timeout=_LONGEST_WAIT):
        raise InvalidInput([Problem("problem.log_in_busy")])
    try:
        yield
    finally:
        _AT_ONCE.release()


def _normal(password: str) -> str:
    # The same password typed on another keyboard may come as other code points.
    return unicodedata.normalize("NFKC", password)
