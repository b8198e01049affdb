"""The needs of a closed round: within each dimension that falls short, what is lowest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from digikartta.agreement import Agreement, question_agreement
from digikartta.company_result import CompanyResult, answered, least_people, shown_questions
from digikartta.needs import by_need, next_steps
from digikartta.questionnaire import Dimension, Question, Questionnaire, Text
from digikartta.scoring import DimensionScore, RespondentAnswers

PER_DIMENSION = 2  # more would spread three dots too thin


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to decide about: a question, or a dimension whose questions may not be shown."""

    item: str  # id of the question or of the dimension
    dimension: str
    text: Text
    score: float | None  # 0 to 100, the mean of the question or the dimension
    step: Text | None  # what the questionnaire recommends to do next


@dataclass(frozen=True, slots=True)
class DimensionNeeds:
    """A dimension with its needs, lowest first."""

    score: DimensionScore
    needs: tuple[Need, ...]


def dimension_needs(
    questionnaire: Questionnaire, result: CompanyResult, *, also: Sequence[str] = ()
) -> list[DimensionNeeds]:
    """Return the dimensions that fall short of their target, the greatest need first.

    A dimension without a target falls short while it is below 100. Items in `also`, which somebody
    has voted for or placed, stay even if they are no longer among the lowest.
    """
    found = []
    for score in by_need(result.scores):
        dimension = questionnaire.dimension(score.dimension)
        own = {q.id for q in dimension.questions} | {dimension.id}
        kept = [item for item in also if item in own]
        if _falls_short(score) or kept:
            needs = _needs(questionnaire, dimension, score, result, kept)
            found.append(DimensionNeeds(score, tuple(needs)))
    return found


def _falls_short(score: DimensionScore) -> bool:
    if score.need is not None:
        return score.need > 0
    return score.score is not None and score.score < 100


def _needs(
    questionnaire: Questionnaire,
    dimension: Dimension,
    score: DimensionScore,
    result: CompanyResult,
    kept: Sequence[str],
) -> list[Need]:
    means = result.question_means
    low = sorted(
        (q for q in dimension.questions if means.get(q.id, 100.0) < 100),
        key=lambda q: means[q.id],
    )
    lowest = {q.id for q in low[:PER_DIMENSION]} if _falls_short(score) else set()
    asked = sorted(dimension.questions, key=lambda q: means.get(q.id, 100.0))
    needs = [_question(questionnaire, dimension, q, result) for q in asked if q.id in lowest]
    needs += [
        _question(questionnaire, dimension, q, result)
        for q in asked
        if q.id in kept and q.id not in lowest
    ]
    if dimension.id in kept or not needs:
        needs.append(_whole(questionnaire, dimension, score, result))
    return needs


def _question(
    questionnaire: Questionnaire, dimension: Dimension, question: Question, result: CompanyResult
) -> Need:
    mean = result.question_means.get(question.id)
    known = {} if mean is None else {question.id: mean}
    steps = next_steps(questionnaire, dimension.id, known, count=1)
    step = steps[0].step if steps else None
    return Need(question.id, dimension.id, question.text, mean, step)


def _whole(
    questionnaire: Questionnaire, dimension: Dimension, score: DimensionScore, result: CompanyResult
) -> Need:
    steps = next_steps(questionnaire, dimension.id, result.question_means, count=1)
    step = steps[0].step if steps else None
    return Need(dimension.id, dimension.id, dimension.name, score.score, step)


def ballot(groups: Sequence[DimensionNeeds]) -> list[Need]:
    """Return the needs in the order in which they are listed, voted on and numbered."""
    return [need for group in groups for need in group.needs]


def question_agreements(
    questionnaire: Questionnaire, respondents: Sequence[RespondentAnswers], *, breakdown: int
) -> dict[str, Agreement]:
    """Return how much the own people agree on each question that enough of them have answered.

    Where one or two took part in the round at all, it is their own named result.
    """
    people = answered(respondents)
    least = least_people(people, breakdown=breakdown)
    found = {
        question.id: question_agreement(question, people, unanswered=questionnaire.unanswered)
        for question in questionnaire.questions
    }
    sizes = {item: agreement.n for item, agreement in found.items()}
    shown = shown_questions(questionnaire, sizes, least=least)
    # One person alone agrees with nobody.
    return {item: each for item, each in found.items() if item in shown and each.n > 1}


Accord = Literal["differ", "partly", "agree"]
_ACCORDS: dict[str, Accord] = {
    "none": "differ",
    "weak": "differ",
    "moderate": "partly",
    "strong": "agree",
    "very_strong": "agree",
}


def accord(agreement: Agreement | None) -> Accord | None:
    """Return in one of three words how alike people see a question, None where it is not known."""
    reading = agreement.reading if agreement else None
    return _ACCORDS[reading] if reading else None
