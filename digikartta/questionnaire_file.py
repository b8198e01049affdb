"""Reading and checking questionnaire files (TOML): every error at once, each with its path."""

import hashlib
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_rules import problems_in

SHIPPED = Path(__file__).parent / "content" / "questionnaires"
MAX_FILE_BYTES = 2_000_000  # the two shipped files are under 0.2 MB; more is not a questionnaire

_PYDANTIC_TEXTS = {
    "missing": "problem.missing_key",
    "extra_forbidden": "problem.unknown_key",
    "union_tag_invalid": "problem.unknown_scale",
    "union_tag_not_found": "problem.missing_scale",
    "string_pattern_mismatch": "problem.bad_identifier",
    "string_too_short": "problem.empty_text",
    "string_too_long": "problem.long_text",
    "too_short": "problem.empty_list",
    "greater_than": "problem.bad_weight",
    "less_than_equal": "problem.number_too_large",
    "greater_than_equal": "problem.number_too_small",
    "literal_error": "problem.not_one_of",
    "string_type": "problem.needs_text",
    "int_type": "problem.needs_whole_number",
    "int_from_float": "problem.needs_whole_number",
    "float_type": "problem.needs_number",
    "finite_number": "problem.needs_number",
    "bool_type": "problem.needs_true_or_false",
    "tuple_type": "problem.needs_list",
}


def parse(content: bytes, *, name: str) -> Questionnaire:
    """Return the questionnaire written in `content` (TOML).

    Raises `InvalidInput` with every problem and its path; `name` is how the file is called.
    """
    if len(content) > MAX_FILE_BYTES:
        raise InvalidInput([Problem("problem.file_too_large", name, {"limit": MAX_FILE_BYTES})])
    try:
        raw = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InvalidInput([Problem("problem.not_utf8", f"{name}, {error.start}")]) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InvalidInput([Problem("problem.not_toml", name, {"error": str(error)})]) from error
    except ValueError as error:  # Python reads no number of so many digits
        raise InvalidInput([Problem("problem.number_too_long", name)]) from error
    return from_data(raw, name=name)


def from_data(raw: dict[str, Any], *, name: str) -> Questionnaire:
    """Return the questionnaire that plain data describe; errors as in `parse`."""
    content = _as_json(raw, name=name)
    problems = [Problem(p.key, f"{name}: {p.where}", p.details) for p in problems_in(raw)]
    try:
        questionnaire = Questionnaire.model_validate_json(content)
    except ValidationError as error:
        errors = [each for each in error.errors() if not _is_echo(each)]
        shape = [_pydantic_problem(name, each) for each in errors]
        raise InvalidInput([*shape, *problems]) from error
    if problems:
        raise InvalidInput(problems)
    return questionnaire


def _as_json(raw: dict[str, Any], *, name: str) -> str:
    # Strict validation of JSON accepts arrays for tuples and whole numbers for weights, and
    # still refuses "1" for 1; a TOML date becomes an array, which no text and no number takes.
    import json

    try:
        return json.dumps(raw, default=lambda moment: [str(moment)])
    except ValueError as error:  # a hexadecimal number, which has no limit when it is read
        raise InvalidInput([Problem("problem.number_too_long", name)]) from error


def _is_echo(error: Any) -> bool:
    """Whether a list is only called empty because what stands in it is wrong."""
    return error["type"] == "too_short" and bool(error["input"])


def _pydantic_problem(name: str, error: Any) -> Problem:
    # What is left are tables: of a text in three languages, of a level, of a row's scale.
    key = _PYDANTIC_TEXTS.get(error["type"], "problem.needs_table")
    details = {
        name: f"{limit:g}" if isinstance(limit, float) else limit
        for name, limit in error.get("ctx", {}).items()
    }
    return Problem(key, f"{name}: {_path(error['loc'])}", details)


def _path(loc: tuple[str | int, ...]) -> str:
    """Return where an error is as the file has it: Pydantic names the scale after the question."""
    before = ("", "", *loc)
    named = zip(before, before[1:], loc, strict=False)
    return ".".join(
        str(part) for list_, row, part in named if list_ != "questions" and row != "row_scale"
    )


def content_hash(questionnaire: Questionnaire) -> str:
    """Return the SHA-256 (hex) of everything the questionnaire holds; a round is pinned to it."""
    return hashlib.sha256(to_json(questionnaire).encode()).hexdigest()


def to_json(questionnaire: Questionnaire) -> str:
    """Return the whole content as JSON in a form that is the same for the same content."""
    return questionnaire.model_dump_json()


@lru_cache(maxsize=64)
def from_json(content: str) -> Questionnaire:
    """Return the questionnaire that `to_json` wrote."""
    return Questionnaire.model_validate_json(content)


@lru_cache(maxsize=8)
def load(*folders: Path) -> dict[str, Questionnaire]:
    """Return every questionnaire of the shipped folder and `folders`, by id, read once.

    Raises `InvalidInput` with the problems of all files together; an id that two files claim
    is a problem too.
    """
    problems = [Problem("problem.no_folder", str(f)) for f in folders if not f.is_dir()]
    found: dict[str, Questionnaire] = {}
    for path in (p for folder in (SHIPPED, *folders) for p in sorted(folder.glob("*.toml"))):
        try:
            questionnaire = parse(path.read_bytes(), name=path.name)
        except InvalidInput as error:
            problems.extend(error.problems)
            continue
        if questionnaire.id in found:
            problems.append(Problem("problem.repeated_id", path.name, {"id": questionnaire.id}))
        found[questionnaire.id] = questionnaire
    if problems:
        raise InvalidInput(problems)
    return found
