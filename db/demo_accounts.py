"""The accounts beside the example data: one that leads workshops, one that compares companies."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from db import account_links, account_upkeep, accounts
from db.engine import writing
from digikartta.account import FACILITATOR, PROJECT
from digikartta.passwords import password_hash
from digikartta.tokens import new_token

ROLES = (FACILITATOR, PROJECT)


@dataclass(frozen=True, slots=True)
class DemoLogIn:
    """How somebody logs in who looks at the example data."""

    role: str
    email: str
    password: str


def create(engine: Engine, names: Mapping[str, str]) -> tuple[DemoLogIn, ...]:
    """Store an account for each role, called as `names` says, and return the ways in.

    The addresses are under a domain that nobody can own (RFC 2606). Where an account is left of
    earlier example data, it gets the new password.
    """
    made = tuple(DemoLogIn(role, f"{role}@digikartta.example", new_token()) for role in ROLES)
    hashes = [password_hash(each.password) for each in made]  # slow, so not in the transaction
    with writing(engine) as connection:
        for each, stored in zip(made, hashes, strict=True):
            _store(connection, each, names[each.role], stored)
    return made


def _store(connection: Connection, log_in: DemoLogIn, name: str, stored: str) -> None:
    known = accounts.by_email(connection, log_in.email)
    if known is not None:
        account_links.set_password(connection, known.id, stored)
        account_upkeep.enable(connection, known.id)
        return
    accounts.create(
        connection, email=log_in.email, name=name, role=log_in.role, password_hash=stored
    )
