"""How much people agree, by question and by dimension, on the scale of the levels: 1 to 5.

A score of 0 to 100 is `1 + score / 25` there, so that every kind of question stands on one scale.
Shares at each level and r_wg exist only where people chose among the five levels.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from digikartta.questionnaire import LEVELS, Dimension, LevelsQuestion, Question
from digikartta.scoring import RespondentAnswers, mean, question_score, respondent_dimension

Reading = Literal["none", "weak", "moderate", "strong", "very_strong"]

# The variance of answers spread evenly over five levels: (5² − 1) / 12.
UNIFORM_VARIANCE = 2.0
# r_wg up to and including the number; above the last it is very strong.
_READINGS: tuple[tuple[float, Reading], ...] = (
    (0.30, "none"),
    (0.50, "weak"),
    (0.70, "moderate"),
    (0.90, "strong"),
)
MOST_DIFFERENT = 3  # questions that a room talks about


@dataclass(frozen=True, slots=True)
class Agreement:
    """The spread of one question or dimension; a figure is None where it is not defined."""

    n: int  # people
    mean: float | None  # 1 to 5
    sd: float | None  # of a sample, n − 1; None under two people
    deviation: float | None  # mean distance from the mean
    counts: tuple[int, ...]  # answers at each of the five levels; empty on another scale
    r_wg: float | None  # 0 to 1, against answers spread evenly over the levels

    @property
    def shares(self) -> tuple[float, ...]:
        """Share of the answers at each level, 0 to 1; empty without answers."""
        answers = sum(self.counts)
        return tuple(count / answers for count in self.counts) if answers else ()

    @property
    def reading(self) -> Reading | None:
        """r_wg in one of five steps."""
        if self.r_wg is None:
            return None
        r_wg = _rounded(self.r_wg)  # 1 − 1.4 / 2 is a little more than .30 to the machine
        return next((name for top, name in _READINGS if r_wg <= top), "very_strong")


def agreement(values: Sequence[float], counts: Sequence[int] = ()) -> Agreement:
    """Return the spread of values 1 to 5; `counts` are the answers at each level, if levels."""
    average = mean(values)
    variance = _variance(values, average)
    return Agreement(
        n=len(values),
        mean=average,
        sd=None if variance is None else math.sqrt(variance),
        deviation=None if average is None else mean(abs(value - average) for value in values),
        counts=tuple(counts),
        r_wg=_r_wg(variance) if counts else None,
    )


def question_agreement(
    question: Question, people: Sequence[RespondentAnswers], *, unanswered: str = "missing"
) -> Agreement:
    """Return how much people agree on a question; who did not choose a level is not counted."""
    values = on_levels(
        question_score(question, person.answers, unanswered=unanswered) for person in people
    )
    return agreement(values, _counts(values) if isinstance(question, LevelsQuestion) else ())


def dimension_agreement(
    dimension: Dimension, people: Sequence[RespondentAnswers], *, unanswered: str = "missing"
) -> Agreement:
    """Return how much people's own scores of a dimension agree.

    The answers at each level are those to all of its questions, if all of them have levels.
    """
    scores = on_levels(
        respondent_dimension(dimension, person.answers, unanswered=unanswered) for person in people
    )
    parts = [question_agreement(q, people, unanswered=unanswered) for q in dimension.questions]
    if not all(part.counts for part in parts):
        return agreement(scores)
    return agreement(scores, [sum(level) for level in zip(*(p.counts for p in parts), strict=True)])


def most_different(
    questions: Mapping[str, Agreement], *, most: int = MOST_DIFFERENT
) -> tuple[str, ...]:
    """Return the questions that people see most differently, widest spread first.

    By standard deviation; equal ones keep their order, and where all agree there is nothing to
    talk about.
    """
    spread = {name: found.sd for name, found in questions.items() if found.sd}
    return tuple(sorted(spread, key=lambda name: -_rounded(spread[name]))[:most])


def _rounded(figure: float) -> float:
    """Equal figures are equal whatever the order in which they were added up."""
    return round(figure, 9)


def on_levels(scores: Iterable[float | None]) -> list[float]:
    """Return scores of 0 to 100 as 1 to 5, without those that are not defined."""
    return [1 + score / 25 for score in scores if score is not None]


def _variance(values: Sequence[float], average: float | None) -> float | None:
    if average is None or len(values) < 2:
        return None
    return math.fsum((value - average) ** 2 for value in values) / (len(values) - 1)


def _r_wg(variance: float | None) -> float | None:
    """1 − variance / 2, where more spread than an even one counts as no agreement."""
    return None if variance is None else max(0.0, 1 - variance / UNIFORM_VARIANCE)


def _counts(values: Sequence[float]) -> tuple[int, ...]:
    return tuple(values.count(level) for level in LEVELS)
