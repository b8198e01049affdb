"""What holds of scores whatever is answered."""

import math
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from digikartta.answers import ROLES
from digikartta.questionnaire import Questionnaire
from digikartta.scoring import OVERALL, RespondentAnswers, respondent_scores, round_scores
from tests.digikartta.question_data import create_dimension, create_questionnaire_of
from tests.factories import create_question_data

DIMENSIONS, QUESTIONS = 3, 3
ITEMS = [f"d{d}_{q}" for d in range(DIMENSIONS) for q in range(QUESTIONS)]
TARGETS = [f"d{d}.target" for d in range(DIMENSIONS)]
WEIGHTS = st.lists(
    st.floats(0.01, 100, allow_nan=False),
    min_size=DIMENSIONS * (QUESTIONS + 1),
    max_size=DIMENSIONS * (QUESTIONS + 1),
)
LEVELS = st.sampled_from("12345")
VALUES = st.sampled_from(["1", "2", "3", "4", "5", "dk", "na", ""])


def create_weighted(weights: list[float], unanswered: str = "missing") -> Questionnaire:
    """Three dimensions with three questions each; first the weights of the dimensions."""
    of_questions = iter(weights[DIMENSIONS:])
    return create_questionnaire_of(
        *(
            create_dimension(
                f"d{d}",
                [
                    create_question_data(f"d{d}_{q}", weight=next(of_questions))
                    for q in range(QUESTIONS)
                ],
                weight=weights[d],
            )
            for d in range(DIMENSIONS)
        ),
        unanswered=unanswered,
    )


QUESTIONNAIRES = st.builds(create_weighted, WEIGHTS, st.sampled_from(["missing", "zero"]))
COMPLETE = st.fixed_dictionaries(dict.fromkeys(ITEMS, LEVELS))
ANSWERS = st.fixed_dictionaries(
    dict.fromkeys(ITEMS, VALUES), optional=dict.fromkeys(TARGETS, LEVELS)
)
PEOPLE = st.lists(st.builds(RespondentAnswers, st.sampled_from(ROLES), ANSWERS), max_size=12)


@given(QUESTIONNAIRES, PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_respondents_does_not_matter_to_the_last_bit(
    questionnaire: Questionnaire, people: list[RespondentAnswers], random: Random
) -> None:
    shuffled = random.sample(people, len(people))
    assert round_scores(questionnaire, people) == round_scores(questionnaire, shuffled)


@given(QUESTIONNAIRES, LEVELS, st.integers(1, 12))
def test_when_all_answer_the_same_that_is_the_score_everywhere(
    questionnaire: Questionnaire, level: str, count: int
) -> None:
    person = RespondentAnswers("staff", dict.fromkeys([*ITEMS, *TARGETS], level))
    *dimensions, whole = round_scores(questionnaire, [person] * count)
    expected = 25.0 * (int(level) - 1)
    assert {score.score for score in (*dimensions, whole)} == {expected}
    assert {(score.target, score.need) for score in dimensions} == {(expected, 0.0)}


@given(QUESTIONNAIRES, PEOPLE)
def test_no_score_is_below_nought_or_above_a_hundred(
    questionnaire: Questionnaire, people: list[RespondentAnswers]
) -> None:
    for score in round_scores(questionnaire, people):
        for figure in (score.score, score.target, score.customers_score):
            assert figure is None or 0 <= figure <= 100
        assert 0 <= score.respondents + score.customers <= len(people)
        assert (score.score is None) == (score.respondents == 0) or score.dimension == OVERALL


@given(WEIGHTS, COMPLETE)
def test_turning_every_answer_round_turns_the_score_round(
    weights: list[float], answers: dict[str, str]
) -> None:
    questionnaire = create_weighted(weights)
    turned = {item: str(6 - int(level)) for item, level in answers.items()}
    scores, others = (respondent_scores(questionnaire, each) for each in (answers, turned))
    for dimension, score in scores.items():
        other = others[dimension]
        assert score is not None
        assert other is not None
        assert math.isclose(score + other, 100, abs_tol=1e-9)


@given(WEIGHTS, COMPLETE, st.floats(0.1, 1))
def test_only_the_proportions_of_weights_matter(
    weights: list[float], answers: dict[str, str], factor: float
) -> None:
    scaled = create_weighted([weight * factor for weight in weights])
    before = respondent_scores(create_weighted(weights), answers)
    for dimension, score in respondent_scores(scaled, answers).items():
        assert math.isclose(score or 0.0, before[dimension] or 0.0, abs_tol=1e-9)


@given(COMPLETE, st.sampled_from(ITEMS), st.sampled_from(["dk", "na", ""]))
def test_one_missing_answer_leaves_the_mean_of_the_others(
    answers: dict[str, str], item: str, value: str
) -> None:
    questionnaire = create_weighted([1.0] * DIMENSIONS * (QUESTIONS + 1))
    dimension = item.partition("_")[0]
    others = [25.0 * (int(answers[i]) - 1) for i in ITEMS if i.startswith(dimension) and i != item]
    scores = respondent_scores(questionnaire, {**answers, item: value})
    assert scores[dimension] == sum(others) / 2
    untouched = respondent_scores(questionnaire, answers)
    assert all(scores[d] == untouched[d] for d in questionnaire.dimension_ids if d != dimension)


@given(QUESTIONNAIRES, COMPLETE, st.sampled_from(ITEMS))
def test_a_higher_level_never_lowers_a_score(
    questionnaire: Questionnaire, answers: dict[str, str], item: str
) -> None:
    higher = {**answers, item: str(min(int(answers[item]) + 1, 5))}
    before = respondent_scores(questionnaire, answers)
    for dimension, score in respondent_scores(questionnaire, higher).items():
        assert (score or 0.0) >= (before[dimension] or 0.0) - 1e-9


@given(QUESTIONNAIRES, PEOPLE, PEOPLE)
def test_customers_change_nothing_of_the_companys_own(
    questionnaire: Questionnaire, people: list[RespondentAnswers], more: list[RespondentAnswers]
) -> None:
    customers = [RespondentAnswers("customer", person.answers) for person in more]
    own = [
        (s.score, s.target, s.respondents)
        for s in round_scores(questionnaire, [*people, *customers])
    ]
    assert own == [(s.score, s.target, s.respondents) for s in round_scores(questionnaire, people)]
