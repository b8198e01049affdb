"""How people answer one dimension: equal answers together, with the number of people.

Tens of thousands of respondents give a few hundred different sets of answers to four questions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from digikartta.answers import DONT_KNOW
from digikartta.cohort_statistics.figures import DECIMALS, Figure, Floats, Reason, undefined
from digikartta.disclosure_groups import Ints
from digikartta.questionnaire import Dimension, Question, items_of
from digikartta.scoring import Answers, is_applicable, question_score, respondent_dimension

LEAST_RESPONDENTS = 10  # under it a share of the answers is about single people

Pattern = tuple[Answers, int]  # one set of answers to the items, and how many people gave it


@dataclass(frozen=True, slots=True, eq=False)
class DimensionAnswers:
    """What everybody answered to one dimension, in rounds; nobody counts twice."""

    kinds: tuple[Answers, ...]  # the different sets of answers
    kind: Ints  # of each person, a place among the kinds
    round: Ints  # of each person, the id of the round

    def patterns(self) -> list[Pattern]:
        """Return each set of answers with the number of people who gave it."""
        people = np.bincount(self.kind, minlength=len(self.kinds)).tolist()
        return list(zip(self.kinds, people, strict=True))


@dataclass(frozen=True, slots=True)
class ItemQuality:
    """One question; shares are 0 to 1."""

    question: str
    respondents: int  # whom the question was put to
    scored: int  # who gave an answer that counts
    dont_know: Figure  # share of all
    not_applicable: Figure  # share of all
    blank: Figure  # share of all
    floor: Figure  # share of the scored with 0
    ceiling: Figure  # share of the scored with 100
    mean: Figure  # of the scored, 0 to 100


@dataclass(frozen=True, slots=True)
class DimensionQuality:
    """One dimension: how many people stand at the very end of its scale."""

    respondents: int  # who have a score here
    floor: Figure
    ceiling: Figure


def question_scores(
    dimension: Dimension, patterns: Sequence[Pattern], *, unanswered: str
) -> tuple[Floats, Ints]:
    """Return the questions' scores as patterns × questions, nan = none, and the people of each."""
    scores = [
        [question_score(q, answers, unanswered=unanswered) for q in dimension.questions]
        for answers, _ in patterns
    ]
    shape = (len(patterns), len(dimension.questions))
    people = np.array([n for _, n in patterns], dtype=np.int64)
    return np.array(scores, dtype=np.float64).reshape(shape), people


def item_quality(
    question: Question, patterns: Sequence[Pattern], *, unanswered: str
) -> ItemQuality:
    """Return how people deal with one question."""
    scored = [(question_score(question, a, unanswered=unanswered), n) for a, n in patterns]
    values = [(score, n) for score, n in scored if score is not None]
    # Whoever did not answer is told of here even where it counts as nought.
    missing = [(a, n) for a, n in patterns if question_score(question, a) is None]
    people = sum(n for _, n in patterns)
    answered = sum(n for _, n in values)
    silent = sum(n for _, n in missing)
    away = sum(n for answers, n in missing if not is_applicable(question, answers))
    unsure = sum(n for answers, n in missing if _is_unsure(question, answers))
    return ItemQuality(
        question=question.id,
        respondents=people,
        scored=answered,
        dont_know=_share(unsure, people),
        not_applicable=_share(away, people),
        blank=_share(silent - away - unsure, people),
        floor=_share(_at(values, 0.0), answered),
        ceiling=_share(_at(values, 100.0), answered),
        mean=_mean(values),
    )


def dimension_quality(
    dimension: Dimension, patterns: Sequence[Pattern], *, unanswered: str
) -> DimensionQuality:
    """Return how many people stand at either end of a dimension's scale."""
    scores = [
        (respondent_dimension(dimension, answers, unanswered=unanswered), n)
        for answers, n in patterns
    ]
    values = [(score, n) for score, n in scores if score is not None]
    people = sum(n for _, n in values)
    return DimensionQuality(
        people, _share(_at(values, 0.0), people), _share(_at(values, 100.0), people)
    )


def _is_unsure(question: Question, answers: Answers) -> bool:
    return any(answers.get(item) == DONT_KNOW for item, _ in items_of(question))


def _at(values: Iterable[tuple[float, int]], end: float) -> int:
    return sum(n for score, n in values if round(score - end, DECIMALS) == 0)


def _share(part: int, whole: int) -> Figure:
    if whole < LEAST_RESPONDENTS:
        return undefined(Reason.TOO_FEW if whole else Reason.NOBODY)
    return Figure(part / whole)


def _mean(values: Sequence[tuple[float, int]]) -> Figure:
    people = sum(n for _, n in values)
    if people < LEAST_RESPONDENTS:
        return undefined(Reason.TOO_FEW if people else Reason.NOBODY)
    return Figure(sum(score * n for score, n in values) / people)
