"""The cells of a row of the long format: what each may hold, and what that means."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from digikartta.answers import MAX_COMMENT, ROLES, STAGES
from digikartta.business_id import normal_business_id
from digikartta.classification import SIZE_CLASSES, industries, municipality_code
from digikartta.company import MAX_NAME
from digikartta.long_format import MAX_COHORT, MAX_RESPONDENT
from digikartta.plain_text import clean, text_problem
from digikartta.problems import Problem
from digikartta.spreadsheet_text import unescaped

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SHOWN = 40  # characters of a wrong value that a message repeats


class WrongCell(ValueError):
    """A cell that is refused; `problem` says why, the caller knows where."""

    def __init__(self, key: str, **details: object) -> None:
        self.problem = Problem(key, details=details)
        super().__init__(key)


def shown(value: str) -> str:
    """Return a wrong value as a message may repeat it: short, and without invisible signs."""
    start = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
    return "".join(sign if sign.isprintable() else "�" for sign in start)


def checked_cell(column: str, cell: str) -> str:
    """Return the cell of a column as it is kept, or raise `WrongCell`.

    `questionnaire`, `item` and `value` depend on the questionnaires and are only cleaned.
    """
    return _CHECKS.get(column, clean)(unescaped(cell))


def checked_comment(cell: str) -> str:
    """Return a comment, cleaned; raises `WrongCell` when it is too long or holds control signs."""
    return _text(MAX_COMMENT, several_lines=True)(unescaped(cell))


@lru_cache(maxsize=4096)
def day(text: str) -> date | None:
    """Return the day that a checked `closed_on` names, None for the empty one."""
    return date.fromisoformat(text) if text else None


def _text(limit: int, *, several_lines: bool = False) -> Callable[[str], str]:
    def check(cell: str) -> str:
        text = clean(cell)
        wrong = text_problem(text, max_length=limit, where="", several_lines=several_lines)
        if wrong is not None:
            raise WrongCell(wrong.key, **wrong.details)
        return text

    return check


def _required(check: Callable[[str], str]) -> Callable[[str], str]:
    def required(cell: str) -> str:
        text = check(cell)
        if not text:
            raise WrongCell("problem.cell_missing")
        return text

    return required


def _one_of(key: str, allowed: tuple[str, ...]) -> Callable[[str], str]:
    def check(cell: str) -> str:
        text = clean(cell)
        if text not in allowed:
            raise WrongCell(key, value=shown(text), allowed=", ".join(filter(None, allowed)))
        return text

    return check


def _business_id(cell: str) -> str:
    text = clean(cell)
    normal = normal_business_id(text) if text else ""
    if normal is None:
        raise WrongCell("problem.business_id", value=shown(text))
    return normal


def _industry(cell: str) -> str:
    text = clean(cell)
    if text and text not in industries():
        raise WrongCell("problem.industry_unknown", value=shown(text))
    return text


def _municipality(cell: str) -> str:
    text = clean(cell)
    code = municipality_code(text) if text else ""
    if code is None:
        raise WrongCell("problem.municipality_unknown", value=shown(text))
    return code


def _closed_on(cell: str) -> str:
    text = clean(cell)
    try:
        if text and not _ISO_DATE.fullmatch(text):
            raise ValueError
        day(text)
    except ValueError:
        raise WrongCell("problem.date", value=shown(text)) from None
    return text


_CHECKS: Mapping[str, Callable[[str], str]] = {
    "organisation": _required(_text(MAX_NAME)),
    "business_id": _business_id,
    "industry": _industry,
    "size_class": _one_of("problem.size_class_unknown", ("", *SIZE_CLASSES)),
    "municipality": _municipality,
    "cohort": _text(MAX_COHORT),
    "stage": _one_of("problem.stage_unknown", STAGES),
    "closed_on": _closed_on,
    "respondent": _required(_text(MAX_RESPONDENT)),
    "role": _one_of("problem.role_unknown", ROLES),
}
