"""What a project notes of its work with a company."""

from dataclasses import dataclass
from datetime import date, datetime

from digikartta.plain_text import clean, text_problem
from digikartta.problems import InvalidInput, Problem

CONTACT_KINDS = ("call", "email", "meeting", "visit", "other")
MAX_PARTNER = 100
MAX_TAG = 40
MAX_TAGS = 20
MAX_NOTE = 4_000
MAX_PROPOSAL = 20_000
MAX_PERSON = 200


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact with the company."""

    day: date
    kind: str  # one of CONTACT_KINDS
    note: str
    author: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the record; before and after as they are kept: codes, days, texts."""

    at: datetime  # UTC
    author: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A development proposal, and who of the company agreed to it on which day."""

    id: int
    body: str
    written_on: date
    author: str
    agreed_on: date | None
    agreed_by: str


def checked_line(text: str, *, max_length: int, field: str) -> str:
    """Return one line of text, cleaned; raises `InvalidInput` for what is no such line."""
    return _checked(text, max_length, field, several_lines=False)


def checked_note(text: str, *, max_length: int, field: str) -> str:
    """Return a text that is not empty, cleaned, in one line or several."""
    cleaned = _checked(text, max_length, field, several_lines=True)
    if not cleaned:
        raise InvalidInput([Problem("problem.text_missing", field)])
    return cleaned


def _checked(text: str, max_length: int, field: str, *, several_lines: bool) -> str:
    cleaned = clean(text)
    wrong = text_problem(cleaned, max_length=max_length, where=field, several_lines=several_lines)
    if wrong is not None:
        raise InvalidInput([wrong])
    return cleaned


def checked_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a text that separates them by commas or semicolons, each once, sorted."""
    parts = [clean(part) for part in text.replace(";", ",").split(",")]
    tags = {part.casefold(): part for part in reversed(parts) if part}
    if len(tags) > MAX_TAGS:
        raise InvalidInput([Problem("problem.too_many_tags", "tags", {"limit": MAX_TAGS})])
    found = (checked_line(tag, max_length=MAX_TAG, field="tags") for tag in tags.values())
    return tuple(sorted(found, key=str.casefold))
