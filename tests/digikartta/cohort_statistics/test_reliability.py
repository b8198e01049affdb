"""Cronbach's alpha against R 4.2.2 and scipy's bootstrap."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.cohort_statistics.bootstrap import SEED
from digikartta.cohort_statistics.figures import Figure, Floats, Reason, no_interval, undefined
from digikartta.cohort_statistics.reliability import Reliability, reliability

_I = np.arange(1, 37)
THIRTY_SIX = 25.0 * np.column_stack(
    [_I * 7 % 5, (_I * 7 % 5 + (_I % 3 == 0)) % 5, (_I * 7 % 5 + (_I % 4 == 0)) % 5, _I * 3 % 5]
)


def measured(scores: Floats, *, resamples: int = 199, seed: int = SEED) -> Reliability:
    people = np.ones(len(scores), dtype=np.int64)
    return reliability(scores, people, seed=seed, resamples=resamples)


def test_alpha_is_the_formula_on_the_covariances() -> None:
    # in R: C <- cov(m); 4/3*(1 - sum(diag(C))/sum(C))
    found = measured(THIRTY_SIX)
    assert (found.respondents, found.questions) == (36, 4)
    assert found.alpha.value == pytest.approx(0.73631317557697928, abs=1e-9)


def test_the_interval_is_what_scipy_makes_of_the_same_resamples() -> None:
    # in numpy: sets, counts = np.unique(m, axis=0, return_counts=True)
    # in numpy: drawn = np.random.default_rng(21482).multinomial(36, counts / 36, size=9999)
    # known holds alpha(np.repeat(sets, row, axis=0)) for each row in drawn
    # in scipy 1.17.1: bootstrap((np.arange(36),), lambda p: alpha(m[p]), n_resamples=0,
    #   method="BCa", vectorized=False, bootstrap_result=known)
    found = measured(THIRTY_SIX, resamples=9_999).interval
    expected = (0.4568596358298175, 0.859313065946488)
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)


def test_equal_answers_given_together_are_the_same_as_one_by_one() -> None:
    one_by_one = measured(np.concatenate([THIRTY_SIX, THIRTY_SIX]))
    together = reliability(THIRTY_SIX, np.full(36, 2), seed=SEED, resamples=199)
    assert together == one_by_one


def test_the_order_of_people_changes_nothing() -> None:
    assert measured(THIRTY_SIX[::-1]) == measured(THIRTY_SIX)


def test_who_left_a_question_out_is_not_counted() -> None:
    lacking = np.concatenate([THIRTY_SIX, [[0.0, 0.0, np.nan, 100.0]]])
    assert measured(lacking) == measured(THIRTY_SIX)


def test_under_thirty_people_there_is_no_alpha() -> None:
    found = measured(THIRTY_SIX[:29])
    assert found.alpha == undefined(Reason.TOO_FEW)
    assert found.interval == no_interval(Reason.TOO_FEW)
    assert measured(THIRTY_SIX[:30]).alpha.value is not None
    assert measured(THIRTY_SIX[:0]).alpha == undefined(Reason.NOBODY)


def test_a_single_question_has_no_alpha() -> None:
    assert measured(THIRTY_SIX[:, :1]).alpha == undefined(Reason.ONE_QUESTION)


def test_people_who_all_have_the_same_sum_have_no_alpha() -> None:
    assert measured(np.full((40, 3), 100 / 3)).alpha == undefined(Reason.ALL_EQUAL)
    opposite = np.array([[0.0, 100.0], [100.0, 0.0]] * 20)
    assert measured(opposite).alpha == undefined(Reason.ALL_EQUAL)


def test_one_person_unlike_all_others_leaves_resamples_without_an_alpha() -> None:
    scores = np.full((30, 2), 50.0)
    scores[0] = [75.0, 100.0]
    found = measured(scores)
    assert found.alpha.value is not None
    assert found.interval == no_interval(Reason.UNSTABLE)


def test_two_questions_that_say_the_same_have_an_alpha_of_one_and_no_interval() -> None:
    found = measured(np.column_stack([THIRTY_SIX[:, 0], THIRTY_SIX[:, 0]]))
    assert found.alpha.value == pytest.approx(1.0, abs=1e-9)
    assert found.interval == no_interval(Reason.ALL_EQUAL)


@given(st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=30, max_size=40))
def test_the_turned_and_the_stretched_scale_have_the_same_alpha(
    answers: list[tuple[int, int, int]],
) -> None:
    scores = 25.0 * np.array(answers)
    plain, turned = measured(scores, resamples=5), measured(100 - scores, resamples=5)
    if plain.alpha.value is None:
        assert turned.alpha == plain.alpha
    else:
        assert plain.alpha.value <= 1 + 1e-12
        assert turned.alpha.value == pytest.approx(plain.alpha.value, abs=1e-9)
        assert measured(scores / 4, resamples=5).alpha.value == pytest.approx(plain.alpha.value)


def test_progress_is_told_to_the_end() -> None:
    told: list[float] = []
    reliability(
        THIRTY_SIX, np.ones(36, dtype=np.int64), seed=1, resamples=9, progress=told.append
    )  # fmt: skip
    assert told[-1] == 1.0


def test_a_figure_is_a_plain_number() -> None:
    assert isinstance(measured(THIRTY_SIX).alpha, Figure)
