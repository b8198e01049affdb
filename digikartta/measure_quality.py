"""How good a questionnaire is as a measure: everything its author wants for the next version."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from digikartta.cohort_statistics.answer_patterns import (
    DimensionAnswers,
    DimensionQuality,
    ItemQuality,
    dimension_quality,
    item_quality,
    question_scores,
)
from digikartta.cohort_statistics.bootstrap import SEED, Progress
from digikartta.cohort_statistics.inner_agreement import InnerAgreement, inner_agreement, spreads
from digikartta.cohort_statistics.participation import ClosedDay, Quarter, by_quarter
from digikartta.cohort_statistics.reliability import Reliability, reliability
from digikartta.questionnaire import Dimension, LevelsQuestion, Questionnaire

AnswersOf = Callable[[Dimension], DimensionAnswers]


@dataclass(frozen=True, slots=True)
class MeasureQuality:
    """The quality of one version of a questionnaire, in the answers that there are."""

    rounds: int
    respondents: int  # who answered at least one question
    reliability: Mapping[str, Reliability]  # by dimension
    dimensions: Mapping[str, DimensionQuality]
    questions: Mapping[str, ItemQuality]
    agreement: Mapping[str, InnerAgreement]  # by question with levels
    quarters: tuple[Quarter, ...]


def measure_quality(
    questionnaire: Questionnaire,
    answers_of: AnswersOf,
    days: Iterable[ClosedDay],
    *,
    seed: int = SEED,
    progress: Progress = lambda _: None,
) -> MeasureQuality:
    """Return the quality; `answers_of` reads what everybody answered to one dimension."""
    reliabilities, dimensions, questions, agreement = {}, {}, {}, {}
    unanswered = questionnaire.unanswered
    count = len(questionnaire.dimensions)
    respondents = 0
    for place, dimension in enumerate(questionnaire.dimensions):
        answers = answers_of(dimension)
        patterns = answers.patterns()
        respondents = sum(n for _, n in patterns)
        scores, people = question_scores(dimension, patterns, unanswered=unanswered)

        def tell(share: float, place: int = place) -> None:
            progress((place + share) / count)

        reliabilities[dimension.id] = reliability(scores, people, seed=seed, progress=tell)
        dimensions[dimension.id] = dimension_quality(dimension, patterns, unanswered=unanswered)
        for question in dimension.questions:
            questions[question.id] = item_quality(question, patterns, unanswered=unanswered)
            if isinstance(question, LevelsQuestion):
                agreement[question.id] = inner_agreement(spreads(question, answers))
    quarters = tuple(by_quarter(days))
    return MeasureQuality(
        rounds=sum(quarter.rounds for quarter in quarters),
        respondents=respondents,
        reliability=reliabilities,
        dimensions=dimensions,
        questions=questions,
        agreement=agreement,
        quarters=quarters,
    )
