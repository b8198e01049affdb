"""The digital vision: for whom, what changes, what the company is known for, how it is noticed."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from digikartta.plain_text import clean, text_problem
from digikartta.problems import InvalidInput, Problem

TEXT_PARTS = ("for_whom", "customers", "staff", "known_for")
MEASURE_PARTS = ("measure1", "measure2", "measure3", "measure4")
PARTS = (*TEXT_PARTS, *MEASURE_PARTS)
MAX_TEXT = 600  # all of it fits on one page that a room can read
MAX_WHAT = 120
MAX_UNIT = 30
MAX_AGREED_BY = 300
_BEYOND_REASON = 1e12


@dataclass(frozen=True, slots=True)
class Measure:
    """How a change is noticed: what is measured, where it is now and where it shall be."""

    what: str = ""
    current: float | None = None
    target: float | None = None
    unit: str = ""

    def __bool__(self) -> bool:
        """Whether anything of it has been given."""
        return self != Measure()


@dataclass(frozen=True, slots=True)
class Vision:
    """A vision, whole or in the making; the measures in their order, those without words too."""

    texts: Mapping[str, str]  # by part, those of TEXT_PARTS that have been written
    measures: Mapping[str, Measure]  # by part, those of MEASURE_PARTS that have been given

    def text(self, part: str) -> str:
        """Return the text of a part, empty while it is not written."""
        return self.texts.get(part, "")

    def measure(self, part: str) -> Measure:
        """Return the measure of a part, an empty one while it is not given."""
        return self.measures.get(part, Measure())

    @property
    def given_measures(self) -> Sequence[Measure]:
        """The measures that say what is measured, in order."""
        return [self.measure(part) for part in MEASURE_PARTS if self.measure(part).what]


EMPTY = Vision({}, {})


def checked_text(text: str, *, part: str) -> str:
    """Return a part's text cleaned, or raise `InvalidInput` when it is too long for one page."""
    cleaned = clean(text)
    problem = text_problem(cleaned, max_length=MAX_TEXT, where=part, several_lines=True)
    if problem:
        raise InvalidInput([problem])
    return cleaned


def checked_measure(measure: Measure, *, part: str) -> Measure:
    """Return a measure cleaned, or raise `InvalidInput` with everything that is wrong with it."""
    what, unit = clean(measure.what), clean(measure.unit)
    found = [
        text_problem(what, max_length=MAX_WHAT, where=part),
        text_problem(unit, max_length=MAX_UNIT, where=part),
    ]
    found += [
        Problem("problem.measure_value", part)
        for value in (measure.current, measure.target)
        if value is not None and not (math.isfinite(value) and abs(value) < _BEYOND_REASON)
    ]
    problems = [problem for problem in found if problem]
    if problems:
        raise InvalidInput(problems)
    return Measure(what, measure.current, measure.target, unit)


def checked_agreement(vision: Vision, agreed_by: str) -> str:
    """Return who agreed, cleaned; raises `InvalidInput` while a part or the names are missing."""
    names = clean(agreed_by)
    problems = [
        Problem("problem.vision_part_missing", part) for part in TEXT_PARTS if not vision.text(part)
    ]
    problems += [
        Problem("problem.measure_unnamed", part)
        for part in MEASURE_PARTS
        if vision.measure(part) and not vision.measure(part).what
    ]
    if not names:
        problems.append(Problem("problem.agreed_by_missing", "agreed_by"))
    long = text_problem(names, max_length=MAX_AGREED_BY, where="agreed_by")
    if long:
        problems.append(long)
    if problems:
        raise InvalidInput(problems)
    return names


def changed_parts(one: Vision, other: Vision) -> list[str]:
    """Return the parts in which two visions differ, in order."""
    return [
        *(part for part in TEXT_PARTS if one.text(part) != other.text(part)),
        *(part for part in MEASURE_PARTS if one.measure(part) != other.measure(part)),
    ]


def part_content(vision: Vision, part: str) -> str:
    """Return one part as it is stored; an empty text when there is nothing in it."""
    if part in TEXT_PARTS:
        return vision.text(part)
    measure = vision.measure(part)
    return json.dumps(asdict(measure), ensure_ascii=False) if measure else ""


def vision_of(contents: Mapping[str, str]) -> Vision:
    """Return the vision of stored parts; raises `ValueError` for what is none."""
    unknown = contents.keys() - set(PARTS)
    if unknown:
        raise ValueError(f"no part of a vision: {sorted(unknown)}")
    return Vision(
        {part: contents[part] for part in TEXT_PARTS if contents.get(part)},
        {part: _measure(contents[part]) for part in MEASURE_PARTS if contents.get(part)},
    )


def _measure(content: str) -> Measure:
    try:
        return Measure(**json.loads(content))
    except TypeError as error:
        raise ValueError(str(error)) from error


def as_json(vision: Vision) -> str:
    """Return a whole vision as it is stored in a version."""
    contents = {part: part_content(vision, part) for part in PARTS}
    return json.dumps({p: c for p, c in contents.items() if c}, ensure_ascii=False)


def from_json(content: str) -> Vision:
    """Return the vision of `as_json`."""
    contents: dict[str, str] = json.loads(content)
    return vision_of(contents)
