"""Change of the organisations that were measured twice."""

import numpy as np
import pytest

from digikartta.cohort_statistics.before_after import BeforeAfter, before_after
from digikartta.cohort_statistics.figures import Figure, Floats, Interval, Reason, undefined

BEFORE = np.array([20.0, 30, 40, 50, 60, 70, 35, 45])
AFTER = np.array([30.0, 35, 40, 62.5, 72.5, 65, 50, 50])


def changed(before: Floats, after: Floats) -> BeforeAfter:
    return before_after(before[:, np.newaxis], after[:, np.newaxis])[0]


def test_eight_pairs_are_described_and_tested() -> None:
    # scipy 1.17.1 on 10, 5, 0, 12.5, 12.5, -5, 15, 5 with "pratt", a correction and "auto": 0.0625
    found = changed(BEFORE, AFTER)
    assert (found.n, found.rose, found.same, found.fell) == (8, 6, 1, 1)
    assert (found.before, found.after) == (Figure(43.75), Figure(50.625))
    assert found.shift == Figure(7.5)
    assert found.p.value == pytest.approx(0.0625, abs=1e-9)
    assert found.q == found.p
    # Pratt's ranks: the zero is 1, the three fives 3, then 5, 6.5, 6.5 and 8: (32 − 3)/(32 + 3).
    assert found.rank_biserial.value == pytest.approx(29 / 35, abs=1e-9)


def test_who_lacks_one_score_is_no_pair_in_that_dimension() -> None:
    before = np.column_stack([BEFORE, BEFORE])
    before[0, 1] = np.nan
    after = np.column_stack([AFTER, AFTER])
    after[1, 1] = np.nan
    whole, lacking = before_after(before, after)
    assert (whole.n, lacking.n) == (8, 6)
    assert lacking.before == Figure(float(BEFORE[2:].mean()))


def test_five_pairs_have_a_shift_but_no_p_and_no_interval() -> None:
    found = changed(BEFORE[:5], AFTER[:5])
    assert found.shift.value is not None
    assert (found.p, found.q) == (undefined(Reason.TOO_FEW), undefined(Reason.TOO_FEW))
    assert found.interval == Interval(None, None, Reason.TOO_FEW)


def test_nobody_has_no_change() -> None:
    found = changed(np.array([]), np.array([]))
    assert (found.n, found.rose, found.same, found.fell) == (0, 0, 0, 0)
    assert (found.before, found.after) == (undefined(Reason.NOBODY), undefined(Reason.NOBODY))
    assert (found.shift, found.rank_biserial) == (undefined(Reason.NOBODY),) * 2


def test_swapping_before_and_after_turns_the_change() -> None:
    there, back = changed(BEFORE, AFTER), changed(AFTER, BEFORE)
    assert there.shift.value == pytest.approx(-(back.shift.value or 0))
    assert there.interval == back.interval.negated()
    assert (there.p, there.rose) == (back.p, back.fell)


def test_progress_is_told_dimension_by_dimension() -> None:
    told: list[float] = []
    two = np.column_stack([BEFORE, BEFORE])
    before_after(two, two, progress=told.append)
    assert told == [0.5, 1.0]
