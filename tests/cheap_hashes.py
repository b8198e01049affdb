"""argon2id with the least costs, for tests that are not about the costs."""

import pytest
from argon2 import PasswordHasher

from digikartta import passwords

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def make_hashes_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", CHEAP)
    passwords._nobody_s.cache_clear()
    monkeypatch.setattr(passwords, "_nobody_s", lambda: CHEAP.hash("–"))
