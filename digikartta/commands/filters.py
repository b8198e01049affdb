"""Filters over companies, as commands take them: checked, with places as codes."""

from collections.abc import Iterator, Mapping

from digikartta.answers import STAGES
from digikartta.classification import (
    SIZE_CLASSES,
    industries,
    municipality_code,
    region_code,
)
from digikartta.problems import InvalidInput, Problem

FILTERS = ("industry", "size", "municipality", "region", "cohort", "stage", "year")

Filters = Mapping[str, str | int]


def checked(given: Mapping[str, str | int], *, where: str) -> dict[str, str | int]:
    """Return the filters with places as codes; `where` names one of them, as in `--{name}`.

    Raises `InvalidInput` for values that do not exist.
    """
    problems = list(_problems(given, where))
    if problems:
        raise InvalidInput(problems)
    found = dict(given)
    if "municipality" in found:
        found["municipality"] = municipality_code(str(found["municipality"])) or ""
    if "region" in found:
        found["region"] = region_code(str(found["region"])) or ""
    return found


def as_fields(filters: Filters) -> dict[str, str | int]:
    """Return the filters under the names of the fields of `PeerFilters`."""
    return {"size_class" if name == "size" else name: v for name, v in filters.items()}


def _problems(given: Filters, where: str) -> Iterator[Problem]:
    known = {
        "industry": given.get("industry") in industries(),
        "size": given.get("size") in SIZE_CLASSES,
        "municipality": municipality_code(str(given.get("municipality", ""))) is not None,
        "region": region_code(str(given.get("region", ""))) is not None,
        "stage": given.get("stage") in STAGES,
        "cohort": bool(given.get("cohort")),
    }
    allowed = {"size": ", ".join(SIZE_CLASSES), "stage": ", ".join(STAGES)}
    for name, is_known in known.items():
        if name in given and not is_known:
            key = f"problem.{'size_class' if name == 'size' else name}_unknown"
            details = {"value": given[name], "allowed": allowed.get(name, "")}
            yield Problem(key, where.format(name=name), details)
