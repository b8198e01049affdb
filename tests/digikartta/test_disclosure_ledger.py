"""One rule after the other; that they hold together is what the attacks try."""

import numpy as np
import pytest

from digikartta.cohort import CohortFilters
from digikartta.disclosure import Suppression
from digikartta.disclosure_ledger import ABSENT, CHANGED, Ledger, broader, without

K = 5
EVERYBODY = CohortFilters()
C, G, H = (CohortFilters(industries=(code,)) for code in "CGH")
SIZE = 30


def who(*companies: int, shift: int = 0) -> np.ndarray:
    """Contributions of these companies: each the round of its own number, plus the shift."""
    placed = np.full(SIZE, ABSENT)
    placed[list(companies)] = np.array(companies) + shift
    return placed


ALL = who(*range(SIZE))


class World:
    """Cohorts by their filters, and a ledger that has seen nothing yet."""

    def __init__(self) -> None:
        self.ledger = Ledger(SIZE, k=K)
        self.of = {EVERYBODY: ALL}

    def ask(self, filters: CohortFilters, own: np.ndarray) -> Suppression | None:
        self.of[filters] = own
        return self.ledger.judge(own, filters, self.of.__getitem__)


def test_k_is_never_below_three() -> None:
    with pytest.raises(ValueError, match="k is 2"):
        Ledger(SIZE, k=2)


def test_filters_are_left_out_one_by_one_up_to_all() -> None:
    both = CohortFilters(industries=("C",), stages=("T0",))
    assert without(both, "stages") == C
    assert list(broader(both)) == [CohortFilters(stages=("T0",)), C, EVERYBODY]
    assert list(broader(EVERYBODY)) == []


def test_four_companies_are_too_few_and_five_are_not() -> None:
    assert World().ask(C, who(0, 1, 2, 3)) is Suppression.TOO_FEW
    assert World().ask(C, who(0, 1, 2, 3, 4)) is None


def test_all_but_four_of_a_broader_cohort_are_refused_whether_it_is_public_or_not() -> None:
    assert World().ask(C, who(*range(26))) is Suppression.REMAINDER
    assert World().ask(C, who(*range(25))) is None
    assert World().ask(C, ALL) is None


def test_a_cohort_that_a_few_tell_from_a_public_one_is_refused() -> None:
    world = World()
    assert world.ask(C, who(*range(10))) is None
    assert world.ask(G, who(*range(2, 12))) is Suppression.DIFFERENCING  # two here, two there
    assert world.ask(G, who(*range(10))) is None  # the same figure twice tells nothing
    assert world.ask(H, who(*range(5, 15))) is None  # five here, five there


def test_companies_that_contribute_another_round_now_tell_figures_apart() -> None:
    world = World()
    assert world.ask(C, who(*range(10))) is None
    newer = np.where(np.arange(SIZE) < 3, who(*range(10), shift=100), who(*range(10)))
    assert world.ask(G, newer) is Suppression.DIFFERENCING


def test_companies_that_are_gone_or_have_changed_tell_figures_apart() -> None:
    world = World()
    world.ledger.add(who(*range(10)), C, beyond=1)
    assert world.ask(G, who(*range(10))) is Suppression.DIFFERENCING
    changed = World()
    known = who(*range(10))
    known[0] = CHANGED
    changed.ledger.add(known, C)
    assert changed.ask(G, who(*range(10))) is Suppression.DIFFERENCING


def test_what_public_classes_leave_of_the_whole_is_not_a_few() -> None:
    world = World()
    assert world.ask(C, who(*range(15))) is None
    # 15 + 12 of 30: three are left.
    assert world.ask(G, who(*range(15, 27))) is Suppression.COMPLEMENT
    assert world.ask(G, who(*range(15, 25))) is None


def test_a_whole_is_not_public_after_classes_that_leave_a_few() -> None:
    small = CohortFilters(size_classes=("small",))
    small_c = CohortFilters(size_classes=("small",), industries=("C",))
    world = World()
    world.of[small] = who(*range(13))
    world.ledger.add(who(*range(10)), small_c)
    world.of[small_c] = who(*range(10))
    # Three companies are small and not in C.
    assert world.ask(small, who(*range(13))) is Suppression.DIFFERENCING
    other = World()
    for code, own in (("C", who(*range(5))), ("G", who(*range(5, 10)))):
        other.ledger.add(own, CohortFilters(size_classes=("small",), industries=(code,)))
    assert other.ask(small, who(*range(13))) is Suppression.COMPLEMENT


def test_what_is_left_of_a_public_whole_counts_as_public() -> None:
    world = World()
    assert world.ask(EVERYBODY, ALL) is None
    assert world.ask(C, who(*range(15))) is None
    # The other fifteen follow by subtraction: a cohort that two tell from them is refused.
    growth = CohortFilters(growth_seeking=True)
    assert world.ask(growth, who(*range(17, 30))) is Suppression.DIFFERENCING


def test_a_whole_is_refused_whose_rest_a_few_tell_from_a_public_figure() -> None:
    world = World()
    growth = CohortFilters(growth_seeking=True)
    assert world.ask(growth, who(*range(17, 30))) is None
    assert world.ask(C, who(*range(15))) is None
    # Everybody without C are two more than those seeking growth.
    assert world.ask(EVERYBODY, ALL) is Suppression.COMPLEMENT


def test_classes_that_share_companies_are_no_breakdown() -> None:
    world = World()
    export, pilot = (CohortFilters(tags=(tag,)) for tag in ("export", "pilot"))
    assert world.ask(export, who(*range(15))) is None
    # 0 to 14 and 8 to 27 together leave two, but 8 to 14 would be counted twice.
    assert world.ask(pilot, who(*range(8, 28))) is None


def test_earlier_rounds_that_two_stages_hold_beside_the_latest_are_not_of_a_few() -> None:
    t0, t2 = (CohortFilters(stages=(stage,)) for stage in ("T0", "T2"))
    latest = np.where(np.arange(SIZE) < 3, ALL + 100, ALL)
    world = World()
    world.of[EVERYBODY] = latest
    # Three have gone on to T2: T0 and T2 without the whole are the first rounds of these three.
    assert world.ask(t0, who(*range(SIZE))) is Suppression.REMAINDER
    followed = World()
    followed.of[EVERYBODY] = np.where(np.arange(SIZE) < 8, ALL + 100, ALL)
    assert followed.ask(t0, ALL) is None
    assert followed.ask(t2, who(*range(8), shift=100)) is None


def test_a_ledger_grows_with_what_is_public() -> None:
    world = World()
    for number in range(20):
        world.ledger.add(who(number, *range(20, 30)), None)
    assert world.ask(C, who(0, *range(20, 30))) is Suppression.DIFFERENCING
