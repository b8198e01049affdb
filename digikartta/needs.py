"""Needs: where the target is furthest from today, and what to do next about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digikartta.questionnaire import Levels, LevelsQuestion, Questionnaire, Text
from digikartta.scoring import OVERALL, DimensionScore, round_half_up


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next about one question: the step up from the level the company is on."""

    dimension: str
    question: str
    level: int  # 1 to 4, the level now
    step: Text


def by_need(scores: Sequence[DimensionScore]) -> list[DimensionScore]:
    """Return the dimensions, greatest need first; those without a need after, lowest score first.

    Ties keep the questionnaire's order; a dimension without a score comes last.
    """
    dimensions = [score for score in scores if score.dimension != OVERALL]
    return sorted(dimensions, key=_need_order)


def _need_order(score: DimensionScore) -> tuple[int, float]:
    if score.need is not None:
        return (0, -score.need)
    return (1, score.score) if score.score is not None else (2, 0.0)


def strongest(scores: Sequence[DimensionScore], *, count: int = 2) -> list[DimensionScore]:
    """Return the dimensions with the highest scores."""
    scored = [(s.score, s) for s in scores if s.dimension != OVERALL and s.score is not None]
    return [s for _, s in sorted(scored, key=lambda pair: -pair[0])[:count]]


def greatest_needs(scores: Sequence[DimensionScore], *, count: int = 3) -> list[DimensionScore]:
    """Return the dimensions to develop first: a positive need, else the lowest scores."""
    ordered = [s for s in by_need(scores) if s.score is not None]
    needed = [s for s in ordered if s.need is not None and s.need > 0]
    return (needed or [s for s in ordered if s.need is None])[:count]


def next_steps(
    questionnaire: Questionnaire,
    dimension_id: str,
    question_means: Mapping[str, float],
    *,
    count: int = 2,
) -> list[NextStep]:
    """Return the next steps for the lowest questions of a dimension, lowest first.

    `question_means` holds the mean score, 0 to 100, of each question that may be shown. The level
    now is the mean's nearest level, halves down: a step too low is easy, one too high is lost.
    """
    dimension = questionnaire.dimension(dimension_id)
    known = [q for q in dimension.questions if q.id in question_means]
    steps = []
    for question in sorted(known, key=lambda q: question_means[q.id]):
        if isinstance(question, LevelsQuestion):
            level = level_now(question_means[question.id])
            step = _step_from(question, level)
            if step is not None:
                steps.append(NextStep(dimension_id, question.id, level, step))
    return steps[:count]


def level_now(score: float) -> int:
    """Return the level, 1 to 5, nearest to a mean score of 0 to 100; halves go down."""
    return 5 - round_half_up(4 - score / 25)


def _step_from(scale: Levels, level: int) -> Text | None:
    return scale.levels[level - 1].next_step
