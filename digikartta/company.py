"""A company's short profile, as its own people give it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from digikartta.business_id import normal_business_id
from digikartta.classification import SIZE_CLASSES, industries, municipalities
from digikartta.plain_text import clean, text_problem
from digikartta.problems import InvalidInput, Problem

MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Profile:
    """Name and classification; codes as in `classification`, empty or None when not told."""

    name: str
    business_id: str | None = None
    industry: str = ""
    size_class: str = ""
    municipality: str = ""
    growth_seeking: bool | None = None
    international: bool | None = None


def checked(profile: Profile) -> Profile:
    """Return the profile cleaned, or raise `InvalidInput`: each problem's `where` is its field."""
    cleaned = replace(profile, name=clean(profile.name), business_id=_clean_id(profile))
    problems = list(_problems(cleaned))
    if problems:
        raise InvalidInput(problems)
    return cleaned


def with_changes(profile: Profile, before: Profile, after: Profile) -> Profile:
    """Return a profile with what was changed from `before` to `after`, the rest as it is."""
    values = {field.name: getattr(after, field.name) for field in fields(Profile)}
    return replace(
        profile, **{name: new for name, new in values.items() if new != getattr(before, name)}
    )


def _clean_id(profile: Profile) -> str | None:
    given = (profile.business_id or "").strip()
    return (normal_business_id(given) or given) if given else None


def _problems(profile: Profile) -> Iterator[Problem]:
    if not profile.name:
        yield Problem("problem.name_missing", "name")
    too_long = text_problem(profile.name, max_length=MAX_NAME, where="name")
    if too_long:
        yield too_long
    if profile.business_id and normal_business_id(profile.business_id) is None:
        yield Problem("problem.business_id", "business_id", {"value": profile.business_id[:40]})
    if profile.industry not in industries():
        yield Problem("problem.industry_missing", "industry")
    if profile.size_class not in SIZE_CLASSES:
        yield Problem("problem.size_class_missing", "size_class")
    if profile.municipality not in municipalities():
        yield Problem("problem.municipality_missing", "municipality")
