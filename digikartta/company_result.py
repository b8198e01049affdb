"""What a company may see of its own closed round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from digikartta.answers import INTERNAL_ROLES
from digikartta.live_rules import hidden_classes, least_units
from digikartta.questionnaire import Question, Questionnaire
from digikartta.scoring import (
    OVERALL,
    DimensionScore,
    RespondentAnswers,
    mean,
    question_score,
    round_scores,
)


@dataclass(frozen=True, slots=True)
class CompanyResult:
    """The figures of one round, 0 to 100, with what may not be shown left out."""

    scores: tuple[DimensionScore, ...]  # in the questionnaire's order, `overall` last
    respondents: int  # internal respondents who have answered something
    is_withheld: bool  # so few have that neither the total nor any part of it is shown
    question_means: Mapping[str, float]  # question → mean score, where it may be shown
    customers: Mapping[str, float]  # dimension → the customers' score, where it may be shown
    customers_answered: int  # the most customers that any dimension has

    @property
    def overall(self) -> DimensionScore:
        """The row of the overall score."""
        return self.scores[-1]

    @property
    def dimensions(self) -> tuple[DimensionScore, ...]:
        """The rows of the dimensions."""
        return self.scores[:-1]

    def of(self, dimension: str) -> DimensionScore:
        """Return the row of one dimension or `overall`."""
        return next(score for score in self.scores if score.dimension == dimension)


def company_result(
    questionnaire: Questionnaire,
    respondents: Sequence[RespondentAnswers],
    *,
    customers_round: Sequence[DimensionScore] = (),
    breakdown: int,
    is_named: bool = False,
) -> CompanyResult:
    """Return the result of a round; `customers_round` are the figures of the customers' own round.

    A figure by question or of the customers needs `breakdown` people in it, and so does the total
    unless the round is named. One or two see their own result in full, and were told.
    """
    people = answered(respondents)
    scores = round_scores(questionnaire, respondents)
    asked = (*scores, *customers_round)
    withheld = is_withheld(people, breakdown=breakdown, is_named=is_named)
    return CompanyResult(
        scores=tuple(map(_without_own, scores)) if withheld else scores,
        respondents=len(people),
        is_withheld=withheld,
        question_means=_question_means(
            questionnaire, people, least=least_people(people, breakdown=breakdown)
        ),
        customers=customers_shown(asked, breakdown),
        customers_answered=max((score.customers for score in asked), default=0),
    )


def answered(respondents: Iterable[RespondentAnswers]) -> list[RespondentAnswers]:
    """Return the company's own people who have answered something."""
    return [r for r in respondents if r.role in INTERNAL_ROLES and any(r.answers.values())]


def least_people(
    people: Sequence[RespondentAnswers], *, breakdown: int, is_named: bool = False
) -> int:
    """Return how many people a figure of theirs needs; the result of one or two is their own."""
    return least_units(breakdown, is_named=is_named, joined=len(people), customers=False)


def is_withheld(people: Sequence[RespondentAnswers], *, breakdown: int, is_named: bool) -> bool:
    """Whether not even the total of those who answered is shown."""
    least = least_people(people, breakdown=breakdown, is_named=is_named)
    return 0 < len(people) < least


def _without_own(score: DimensionScore) -> DimensionScore:
    return replace(score, score=None, target=None)


def _question_means(
    questionnaire: Questionnaire, people: Sequence[RespondentAnswers], *, least: int
) -> dict[str, float]:
    scores = {
        question.id: [
            score
            for person in people
            if (score := _score(questionnaire, question, person)) is not None
        ]
        for question in questionnaire.questions
    }
    sizes = {question: len(found) for question, found in scores.items()}
    shown = shown_questions(questionnaire, sizes, least=least)
    means = {question: mean(scores[question]) for question in scores if question in shown}
    return {question: average for question, average in means.items() if average is not None}


def _score(
    questionnaire: Questionnaire, question: Question, person: RespondentAnswers
) -> float | None:
    return question_score(question, person.answers, unanswered=questionnaire.unanswered)


def shown_questions(
    questionnaire: Questionnaire, sizes: Mapping[str, int], *, least: int
) -> set[str]:
    """Return the questions whose figures may stand beside those of their dimensions.

    `sizes` are the people in each. Where one is hidden, so is the next smallest of the dimension:
    the mean of the dimension less the others would give it back.
    """
    shown: set[str] = set()
    for dimension in questionnaire.dimensions:
        own = {question.id: sizes[question.id] for question in dimension.questions}
        shown |= own.keys() - hidden_classes(own, least=least)
    return shown


def means_before(
    questionnaire: Questionnaire,
    earlier: Questionnaire,
    respondents: Sequence[RespondentAnswers],
    *,
    breakdown: int,
) -> dict[str, float]:
    """Return an earlier round's mean score of each question that this version asks too.

    Needs `breakdown` people even in a round of fewer: whoever reads the later round need not have
    been one of those whose own named result the earlier one was.
    """
    people = [r for r in respondents if r.role in INTERNAL_ROLES]
    means = _question_means(earlier, people, least=breakdown)
    items = {item: questionnaire.item_in(earlier.id, item) for item in questionnaire.scale_of_item}
    return {item: means[before] for item, before in items.items() if before in means}


def customers_shown(asked: Iterable[DimensionScore], breakdown: int) -> dict[str, float]:
    """Return the customers' score of each dimension that has `breakdown` of them.

    Where customers answered in both rounds, their own questionnaire's round wins: it is last.
    """
    return {
        score.dimension: score.customers_score
        for score in asked
        if score.dimension != OVERALL
        and score.customers_score is not None
        and score.customers >= breakdown
    }
