"""What the shape of a questionnaire cannot tell: repeated ids, levels out of order, bad maps.

The rules read the plain data of a file, also of one whose shape is wrong, so that whoever writes
it sees every error at once. What the shape tells already is not told again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from digikartta.answers import DONT_KNOW, NOT_APPLICABLE, NOTHING_TICKED
from digikartta.problems import Problem
from digikartta.questionnaire import LEVELS, TARGET, is_identifier
from digikartta.scoring import OVERALL

Table = dict[str, Any]  # a part of a file as TOML gives it


def problems_in(raw: Table) -> list[Problem]:
    """Return every rule that a file's data break, each with where."""
    dimensions = _tables(raw.get("dimensions"))
    questions = [(d, q) for d in dimensions for q in _tables(d.get("questions"))]
    return [
        *_repeated("dimensions", _ids(dimensions)),
        *_reserved("dimensions", _ids(dimensions), {OVERALL}),
        *_repeated("questions", _ids(question for _, question in questions)),
        *(p for d, q in questions for p in _in_question(f"{d.get('id')}.{q.get('id')}", q)),
        *_in_versions(raw, _items(raw)),
    ]


def _tables(value: Any) -> list[Table]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _ids(parts: Iterable[Table]) -> list[str]:
    return [part["id"] for part in parts if isinstance(part.get("id"), str)]


def _repeated(where: str, ids: Iterable[str]) -> Iterator[Problem]:
    for repeated, count in Counter(ids).items():
        if count > 1:
            yield Problem("problem.repeated_id", where, {"id": repeated, "count": count})


def _reserved(where: str, ids: Iterable[str], words: set[str]) -> Iterator[Problem]:
    return (Problem("problem.reserved_id", where, {"id": each}) for each in ids if each in words)


def _in_question(where: str, question: Table) -> Iterator[Problem]:
    scale = question
    if question.get("scale") == "grid":
        rows = _ids(_tables(question.get("rows")))
        yield from _repeated(f"{where}.rows", rows)
        yield from _reserved(f"{where}.rows", rows, {TARGET})
        scale, *_ = _tables([question.get("row_scale")]) or [{}]
    if scale.get("scale") == "levels":
        yield from _in_levels(where, scale.get("levels"))
    if scale.get("scale") == "tick_list":
        yield from _in_tick_list(where, _tables(scale.get("items")))


def _in_levels(where: str, levels: Any) -> Iterator[Problem]:
    rungs = _tables(levels)
    found = [rung.get("level") for rung in rungs]
    if not isinstance(levels, list) or len(rungs) < len(levels):
        return
    if not all(isinstance(level, int) and level in LEVELS for level in found):
        return
    if found != [*LEVELS]:
        yield Problem("problem.levels_out_of_order", f"{where}.levels", {"found": found})
    for rung in rungs[:-1]:
        if rung.get("next_step") is None:
            yield Problem("problem.no_next_step", f"{where}.levels.{rung['level']}")
    if rungs and rungs[-1].get("next_step") is not None:
        yield Problem("problem.step_above_top", f"{where}.levels.{rungs[-1]['level']}")


def _in_tick_list(where: str, boxes: list[Table]) -> Iterator[Problem]:
    yield from _repeated(f"{where}.items", _ids(boxes))
    words = {DONT_KNOW, NOT_APPLICABLE, NOTHING_TICKED}
    yield from _reserved(f"{where}.items", _ids(boxes), words)
    if boxes and all(box.get("scored") is False for box in boxes):
        yield Problem("problem.nothing_scored", f"{where}.items")


def _items(raw: Table) -> set[str] | None:
    """Return every item, or None while the shape is such that nobody can tell."""
    dimensions = _whole(raw.get("dimensions"))
    questions = [_whole(dimension.get("questions")) for dimension in dimensions or ()]
    if not questions or None in questions:
        return None
    names = [
        name for several in questions for question in several or () for name in _names(question)
    ]
    if not all(is_identifier(part) for name in names for part in name):
        return None
    return {".".join(map(str, name)) for name in names}


def _names(question: Table) -> list[tuple[Any, ...]]:
    """Return the parts that the items of a question are named by; None among them is no name."""
    own = question.get("id")
    if question.get("scale") == "grid":
        return [(own, row.get("id")) for row in _whole(question.get("rows")) or [{}]]
    return [(own,)]


def _whole(value: Any) -> list[Table] | None:
    """Return a list's tables, or None when it has none or holds something else."""
    tables = _tables(value)
    return tables if tables and len(tables) == len(value) else None


def _in_versions(raw: Table, known: set[str] | None) -> Iterator[Problem]:
    versions = _tables(raw.get("comparable_with"))
    yield from _repeated("comparable_with", _ids(versions))
    for version in versions:
        where = f"comparable_with.{version.get('id')}"
        if version.get("id") == raw.get("id"):
            yield Problem("problem.comparable_with_itself", where)
        items, *_ = _tables([version.get("items")]) or [{}]
        for item in items:
            if known is not None and item not in known:
                yield Problem("problem.unknown_item", f"{where}.items", {"item": item})
        earlier = [each for each in items.values() if isinstance(each, str)]
        yield from _repeated(f"{where}.items", earlier)
