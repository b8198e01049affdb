"""Scores, 0 to 100: of a question, a respondent and a round.

Sums are exact (`math.fsum`), so the order of respondents never changes a figure.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digikartta.answers import CUSTOMER, INTERNAL_ROLES, NOT_APPLICABLE, value_score
from digikartta.questionnaire import Dimension, Question, Questionnaire, items_of

OVERALL = "overall"
Answers = Mapping[str, str]  # item → value


@dataclass(frozen=True, slots=True)
class RespondentAnswers:
    """What one person answered, and in which role."""

    role: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """One dimension (or `overall`) of a round; scores 0 to 100, None when undefined."""

    dimension: str
    score: float | None
    target: float | None
    respondents: int  # internal respondents who have a score here
    customers_score: float | None
    customers: int

    @property
    def need(self) -> float | None:
        """Target − current, None if either is."""
        if self.target is None or self.score is None:
            return None
        return self.target - self.score


def question_score(
    question: "Question", answers: Answers, *, unanswered: str = "missing"
) -> float | None:
    """Return a question's score, None when it is not scored; a grid is the mean of its rows.

    With `unanswered="zero"` what is not answered counts as 0, also in a row; `na` never counts.
    """
    given = [(scale, answers.get(item, "")) for item, scale in items_of(question)]
    scores = [value_score(scale, value) for scale, value in given if value != NOT_APPLICABLE]
    if unanswered == "zero":
        scores = [score or 0.0 for score in scores]
    return mean(score for score in scores if score is not None)


def is_applicable(question: "Question", answers: Answers) -> bool:
    """Whether the question belongs to this respondent's questionnaire (not all `na`)."""
    return any(answers.get(item, "") != NOT_APPLICABLE for item, _ in items_of(question))


def respondent_dimension(
    dimension: Dimension, answers: Answers, *, unanswered: str = "missing"
) -> float | None:
    """Return one respondent's score of a dimension: the weighted mean of its scored questions.

    Defined only if at least half of the applicable questions are scored. With
    `unanswered="zero"` they all are.
    """
    applicable = [q for q in dimension.questions if is_applicable(q, answers)]
    scores = [(q.weight, question_score(q, answers, unanswered=unanswered)) for q in applicable]
    scored = [(weight, score) for weight, score in scores if score is not None]
    if 2 * len(scored) < len(applicable):
        return None
    return weighted_mean(scored)


def overall(questionnaire: Questionnaire, scores: Mapping[str, float | None]) -> float | None:
    """Return the weighted mean of the defined dimensions if at least two thirds of them are."""
    weighted = [(d.weight, scores.get(d.id)) for d in questionnaire.dimensions]
    defined = [(weight, score) for weight, score in weighted if score is not None]
    if 3 * len(defined) < 2 * len(weighted):
        return None
    return weighted_mean(defined)


def respondent_scores(questionnaire: Questionnaire, answers: Answers) -> dict[str, float | None]:
    """Return one respondent's score in each dimension and `overall`."""
    scores = {
        d.id: respondent_dimension(d, answers, unanswered=questionnaire.unanswered)
        for d in questionnaire.dimensions
    }
    return {**scores, OVERALL: overall(questionnaire, scores)}


def round_scores(
    questionnaire: Questionnaire, respondents: Sequence[RespondentAnswers]
) -> tuple[DimensionScore, ...]:
    """Return the round's figures: each dimension in order, then `overall`.

    A dimension is the plain mean over internal respondents who have a score there; customers
    are a series of their own. The overall of a round is the weighted mean of its dimensions.
    """
    internal = [r.answers for r in respondents if r.role in INTERNAL_ROLES]
    customers = [r.answers for r in respondents if r.role == CUSTOMER]
    own = _scores_by_dimension(questionnaire, internal)
    theirs = _scores_by_dimension(questionnaire, customers)
    dimensions = tuple(
        DimensionScore(
            dimension=d.id,
            score=mean(own[d.id].values()),
            target=_target(questionnaire, d, internal),
            respondents=len(own[d.id]),
            customers_score=mean(theirs[d.id].values()),
            customers=len(theirs[d.id]),
        )
        for d in questionnaire.dimensions
    )
    return (*dimensions, _overall_of_round(questionnaire, dimensions, own, theirs))


_Scores = dict[str, dict[int, float]]  # dimension → respondent's place in the list → score


def _scores_by_dimension(questionnaire: Questionnaire, people: Sequence[Answers]) -> _Scores:
    found: _Scores = {d.id: {} for d in questionnaire.dimensions}
    for place, answers in enumerate(people):
        for d in questionnaire.dimensions:
            score = respondent_dimension(d, answers, unanswered=questionnaire.unanswered)
            if score is not None:
                found[d.id][place] = score
    return found


def _target(
    questionnaire: Questionnaire, dimension: Dimension, people: Iterable[Answers]
) -> float | None:
    if not questionnaire.targets:
        return None
    levels = (answers.get(dimension.target_item, "") for answers in people)
    return mean(25.0 * (int(level) - 1) for level in levels if level.isdigit())


def _overall_of_round(
    questionnaire: Questionnaire,
    dimensions: Sequence[DimensionScore],
    own: _Scores,
    theirs: _Scores,
) -> DimensionScore:
    return DimensionScore(
        dimension=OVERALL,
        score=overall(questionnaire, {d.dimension: d.score for d in dimensions}),
        target=None,  # targets are set dimension by dimension
        respondents=len({place for scores in own.values() for place in scores}),
        customers_score=overall(
            questionnaire, {d.dimension: d.customers_score for d in dimensions}
        ),
        customers=len({place for scores in theirs.values() for place in scores}),
    )


def mean(values: Iterable[float]) -> float | None:
    """Return the mean, the same to the last bit whatever the order, or None of nothing."""
    found = list(values)
    return _within(math.fsum(found) / len(found), found) if found else None


def weighted_mean(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return Σ weight·value / Σ weight of (weight, value) pairs, or None of nothing."""
    if not pairs:
        return None
    quotient = math.fsum(w * v for w, v in pairs) / math.fsum(w for w, _ in pairs)
    return _within(quotient, [value for _, value in pairs])


def _within(quotient: float, values: Sequence[float]) -> float:
    """A mean lies between its values; rounding alone would make 100.00000000000001 of hundreds."""
    return min(max(quotient, min(values)), max(values))


def round_half_up(value: float) -> int:
    """Return the nearest whole number, halves up: 62.5 → 63, also for −0.5 → 0.

    Rounding to 1e-9 first keeps a half that floating point has lost (62.49999999999999) a half.
    """
    return int((round(value, 9) + 0.5) // 1)
