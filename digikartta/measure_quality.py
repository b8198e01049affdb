"""How good a questionnaire is as a measure: everything its author wants for the next version."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from digikartta.cohort_statistics.answer_patterns import (
    DimensionQuality,
    ItemQuality,
    Pattern,
    dimension_quality,
    item_quality,
    question_scores,
)
from digikartta.cohort_statistics.bootstrap import SEED, Progress
from digikartta.cohort_statistics.inner_agreement import InnerAgreement, Spread, inner_agreement
from digikartta.cohort_statistics.participation import ClosedDay, Quarter, by_quarter
from digikartta.cohort_statistics.reliability import Reliability, reliability
from digikartta.questionnaire import Dimension, LevelsQuestion, Questionnaire

PatternsOf = Callable[[Dimension], Sequence[Pattern]]


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
    patterns_of: PatternsOf,
    spreads: Iterable[tuple[str, Spread]],
    days: Iterable[ClosedDay],
    *,
    seed: int = SEED,
    progress: Progress = lambda _: None,
) -> MeasureQuality:
    """Return the quality; `patterns_of` reads the answers to one dimension.

    `spreads` are by question how the people of rounds spread over its levels.
    """
    reliabilities, dimensions, questions = {}, {}, {}
    count = len(questionnaire.dimensions)
    respondents = 0
    for place, dimension in enumerate(questionnaire.dimensions):
        patterns = patterns_of(dimension)
        respondents = sum(n for _, n in patterns)
        scores, people = question_scores(dimension, patterns)

        def tell(share: float, place: int = place) -> None:
            progress((place + share) / count)

        reliabilities[dimension.id] = reliability(scores, people, seed=seed, progress=tell)
        dimensions[dimension.id] = dimension_quality(
            dimension, patterns, unanswered=questionnaire.unanswered
        )
        for question in dimension.questions:
            questions[question.id] = item_quality(question, patterns)
    quarters = tuple(by_quarter(days))
    return MeasureQuality(
        rounds=sum(quarter.rounds for quarter in quarters),
        respondents=respondents,
        reliability=reliabilities,
        dimensions=dimensions,
        questions=questions,
        agreement=_agreement(questionnaire, spreads),
        quarters=quarters,
    )


def _agreement(
    questionnaire: Questionnaire, spreads: Iterable[tuple[str, Spread]]
) -> dict[str, InnerAgreement]:
    of_question: dict[str, list[Spread]] = {id_: [] for id_ in level_questions(questionnaire)}
    for question, spread in spreads:
        of_question[question].append(spread)
    return {question: inner_agreement(found) for question, found in of_question.items()}


def level_questions(questionnaire: Questionnaire) -> list[str]:
    """Return the ids of the questions with five levels, which agreement is defined for."""
    return [each.id for each in questionnaire.questions if isinstance(each, LevelsQuestion)]
