"""People with an account: facilitators, the project team, administrators."""

import re
import unicodedata
from dataclasses import dataclass

from digikartta.plain_text import clean, text_problem
from digikartta.problems import InvalidInput, Problem

FACILITATOR, PROJECT, ADMIN = ROLES = ("facilitator", "project", "admin")
MAX_EMAIL = 254  # what mail servers take
MAX_NAME = 200
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who has logged in."""

    id: int
    email: str
    name: str
    role: str  # one of ROLES

    @property
    def sees_every_company(self) -> bool:
        """Whether the account sees all confirmed companies, not only its own."""
        return self.role in {PROJECT, ADMIN}


def normal_email(text: str) -> str:
    """Return an address as it is kept and looked up: without blanks around it, in small letters."""
    return unicodedata.normalize("NFC", text.strip()).lower()


def checked_email(text: str) -> str:
    """Return a new account's address as it is kept; raises `InvalidInput` when it is none."""
    email = normal_email(text)
    problem = text_problem(email, max_length=MAX_EMAIL, where="email")
    if problem is None and not _EMAIL.fullmatch(email):
        problem = Problem("problem.email_malformed", "email", {"value": email[:80]})
    if problem:
        raise InvalidInput([problem])
    return email


def checked_name(text: str) -> str:
    """Return a person's name cleaned; raises `InvalidInput` when it cannot be kept."""
    name = clean(text)
    problem = text_problem(name, max_length=MAX_NAME, where="name")
    if problem:
        raise InvalidInput([problem])
    return name


def checked_role(role: str) -> str:
    """Return the role; raises `InvalidInput` when there is none of this name."""
    if role not in ROLES:
        raise InvalidInput([Problem("problem.account_role_unknown", "role", {"value": role[:40]})])
    return role
