"""What a company may see of its own closed round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digikartta.answers import INTERNAL_ROLES
from digikartta.questionnaire import Questionnaire
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
) -> CompanyResult:
    """Return the result of a round; `customers_round` are the figures of the customers' own round.

    A figure by question or of the customers needs `breakdown` people in it. With fewer internal
    respondents than that, the whole result is their own named one, and they were told.
    """
    people = [r for r in respondents if r.role in INTERNAL_ROLES and any(r.answers.values())]
    scores = round_scores(questionnaire, respondents)
    asked = (*scores, *customers_round)
    return CompanyResult(
        scores=scores,
        respondents=len(people),
        question_means=_question_means(
            questionnaire, people, least=breakdown if len(people) >= breakdown else 1
        ),
        customers=customers_shown(asked, breakdown),
        customers_answered=max((score.customers for score in asked), default=0),
    )


def _question_means(
    questionnaire: Questionnaire, people: Sequence[RespondentAnswers], *, least: int
) -> dict[str, float]:
    means = {}
    for question in questionnaire.questions:
        given = (question_score(question, person.answers) for person in people)
        found = [score for score in given if score is not None]
        average = mean(found)
        if average is not None and len(found) >= least:
            means[question.id] = average
    return means


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
