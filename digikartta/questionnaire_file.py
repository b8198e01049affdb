"""Reading and checking questionnaire files (TOML): every error at once, each with its path."""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from digikartta.answers import DONT_KNOW, NOT_APPLICABLE, NOTHING_TICKED
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import (
    LEVELS,
    TARGET,
    Dimension,
    GridQuestion,
    Levels,
    Question,
    Questionnaire,
    TickList,
    items_of,
)
from digikartta.scoring import OVERALL

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
    "less_than_equal": "problem.out_of_range",
    "greater_than_equal": "problem.out_of_range",
    "literal_error": "problem.not_one_of",
}


def parse(content: bytes, *, name: str) -> Questionnaire:
    """Return the questionnaire written in `content` (TOML).

    Raises `InvalidInput` with every problem and its path; `name` is how the file is called.
    """
    if len(content) > MAX_FILE_BYTES:
        raise InvalidInput([Problem("problem.file_too_large", name, {"limit": MAX_FILE_BYTES})])
    try:
        raw = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InvalidInput([Problem("problem.not_utf8", f"{name}, {error.start}")]) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InvalidInput([Problem("problem.not_toml", name, {"error": str(error)})]) from error
    return from_data(raw, name=name)


def from_data(raw: dict[str, Any], *, name: str) -> Questionnaire:
    """Return the questionnaire that plain data describe; errors as in `parse`."""
    try:
        questionnaire = Questionnaire.model_validate_json(_as_json(raw))
    except ValidationError as error:
        errors = [each for each in error.errors() if not _is_echo(each)]
        raise InvalidInput(_pydantic_problem(name, each) for each in errors) from error
    problems = [Problem(p.key, f"{name}: {p.where}", p.details) for p in problems_in(questionnaire)]
    if problems:
        raise InvalidInput(problems)
    return questionnaire


def _as_json(raw: dict[str, Any]) -> str:
    # Strict validation of JSON accepts arrays for tuples and whole numbers for weights, and
    # still refuses "1" for 1; a TOML date becomes an array, which no text and no number takes.
    import json

    return json.dumps(raw, default=lambda moment: [str(moment)])


def _is_echo(error: Any) -> bool:
    """Whether a list is only called empty because what stands in it is wrong."""
    return error["type"] == "too_short" and bool(error["input"])


def _pydantic_problem(name: str, error: Any) -> Problem:
    key = _PYDANTIC_TEXTS.get(error["type"], "problem.wrong_type")
    details = {"detail": error["msg"], **error.get("ctx", {})}
    return Problem(key, f"{name}: {_path(error['loc'])}", details)


def _path(loc: tuple[str | int, ...]) -> str:
    """Return where an error is as the file has it: Pydantic names the scale after the question."""
    before = ("", "", *loc)
    named = zip(before, before[1:], loc, strict=False)
    return ".".join(
        str(part) for list_, row, part in named if list_ != "questions" and row != "row_scale"
    )


def problems_in(questionnaire: Questionnaire) -> list[Problem]:
    """Return what the shape alone cannot tell: repeated ids, levels out of order, bad maps."""
    return [
        *_repeated("dimensions", (d.id for d in questionnaire.dimensions)),
        *_reserved("dimensions", questionnaire.dimension_ids, {OVERALL}),
        *_repeated("questions", (q.id for q in questionnaire.questions)),
        *(p for d in questionnaire.dimensions for q in d.questions for p in _in_question(d, q)),
        *_in_versions(questionnaire),
    ]


def _repeated(where: str, ids: Iterable[str]) -> Iterator[Problem]:
    for repeated, count in Counter(ids).items():
        if count > 1:
            yield Problem("problem.repeated_id", where, {"id": repeated, "count": count})


def _reserved(where: str, ids: Iterable[str], words: set[str]) -> Iterator[Problem]:
    return (Problem("problem.reserved_id", where, {"id": each}) for each in ids if each in words)


def _in_question(dimension: Dimension, question: Question) -> Iterator[Problem]:
    where = f"{dimension.id}.{question.id}"
    scale = question
    if isinstance(question, GridQuestion):
        yield from _repeated(f"{where}.rows", (row.id for row in question.rows))
        yield from _reserved(f"{where}.rows", (row.id for row in question.rows), {TARGET})
        scale = question.row_scale  # type: ignore[assignment]
    if isinstance(scale, Levels):
        yield from _in_levels(where, scale)
    if isinstance(scale, TickList):
        yield from _in_tick_list(where, scale)


def _in_levels(where: str, scale: Levels) -> Iterator[Problem]:
    found = tuple(level.level for level in scale.levels)
    if found != LEVELS:
        yield Problem("problem.levels_out_of_order", f"{where}.levels", {"found": list(found)})
    for level in scale.levels[:-1]:
        if level.next_step is None:
            yield Problem("problem.no_next_step", f"{where}.levels.{level.level}")
    if scale.levels and scale.levels[-1].next_step is not None:
        yield Problem("problem.step_above_top", f"{where}.levels.{scale.levels[-1].level}")


def _in_tick_list(where: str, scale: TickList) -> Iterator[Problem]:
    yield from _repeated(f"{where}.items", (item.id for item in scale.items))
    words = {DONT_KNOW, NOT_APPLICABLE, NOTHING_TICKED}
    yield from _reserved(f"{where}.items", (item.id for item in scale.items), words)
    if not any(item.scored for item in scale.items):
        yield Problem("problem.nothing_scored", f"{where}.items")


def _in_versions(questionnaire: Questionnaire) -> Iterator[Problem]:
    known = {item for q in questionnaire.questions for item, _ in items_of(q)}
    yield from _repeated("comparable_with", (v.id for v in questionnaire.comparable_with))
    for version in questionnaire.comparable_with:
        where = f"comparable_with.{version.id}"
        if version.id == questionnaire.id:
            yield Problem("problem.comparable_with_itself", where)
        for item in version.items.keys() - known:
            yield Problem("problem.unknown_item", f"{where}.items", {"item": item})
        yield from _repeated(f"{where}.items", version.items.values())


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
    problems: list[Problem] = []
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
