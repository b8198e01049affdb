"""What a company has learnt about its customers, and where they see it differently than it does."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from digikartta.company_result import CompanyResult
from digikartta.plain_text import clean, text_problem
from digikartta.problems import InvalidInput, Problem

SOURCES = ("interview", "survey", "feedback", "observation", "data")
MAX_TEXT = 1000
EARLIEST = date(1990, 1, 1)  # anything before is a slip of the finger


@dataclass(frozen=True, slots=True)
class Insight:
    """One thing learnt; `dimension` may be empty, `needs` are items of the questionnaire."""

    learnt: str
    source: str
    learnt_on: date | None
    dimension: str = ""
    meaning: str = ""  # what it means for the company
    needs: tuple[str, ...] = ()


def checked(
    insight: Insight, *, today: date, dimensions: Collection[str], items: Collection[str]
) -> Insight:
    """Return the insight cleaned, or raise `InvalidInput`: each problem's `where` is its field."""
    cleaned = replace(
        insight,
        learnt=clean(insight.learnt),
        meaning=clean(insight.meaning),
        needs=tuple(dict.fromkeys(insight.needs)),
    )
    problems = [*_text_problems(cleaned), *_choice_problems(cleaned, today, dimensions, items)]
    if problems:
        raise InvalidInput(problems)
    return cleaned


def _text_problems(insight: Insight) -> Iterator[Problem]:
    if not insight.learnt:
        yield Problem("problem.insight_missing", "learnt")
    for field in ("learnt", "meaning"):
        text = getattr(insight, field)
        problem = text_problem(text, max_length=MAX_TEXT, where=field, several_lines=True)
        if problem:
            yield problem


def _choice_problems(
    insight: Insight, today: date, dimensions: Collection[str], items: Collection[str]
) -> Iterator[Problem]:
    if insight.source not in SOURCES:
        yield Problem("problem.source_missing", "source")
    if insight.learnt_on is None or not EARLIEST <= insight.learnt_on <= today:
        yield Problem("problem.insight_day", "learnt_on")
    if insight.dimension and insight.dimension not in dimensions:
        yield Problem("problem.unknown_item", "dimension", {"item": insight.dimension[:40]})
    for item in insight.needs:
        if item not in items:
            yield Problem("problem.unknown_item", "needs", {"item": item[:90]})


@dataclass(frozen=True, slots=True)
class ViewGap:
    """One dimension in the company's eyes and in its customers', 0 to 100."""

    dimension: str
    own: float
    customers: float

    @property
    def difference(self) -> float:
        """The customers' view − the company's: below zero, customers see it as weaker."""
        return self.customers - self.own


def view_gaps(result: CompanyResult) -> list[ViewGap]:
    """Return the dimensions that both have a figure for, the largest difference first.

    Ties keep the questionnaire's order. The result holds no figure of too few customers.
    """
    gaps = [
        ViewGap(score.dimension, score.score, result.customers[score.dimension])
        for score in result.dimensions
        if score.score is not None and score.dimension in result.customers
    ]
    return sorted(gaps, key=lambda gap: -abs(gap.difference))
