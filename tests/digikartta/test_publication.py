from dataclasses import replace

from digikartta.cohort import CohortFilters, CohortPool
from digikartta.disclosure import Suppression
from digikartta.publication import NewCohort, PastCohort, publish, read, written
from tests.digikartta.peer_pools import Row, create_row
from tests.digikartta.test_cohort import create_cohort_pool

NAN = float("nan")
EVERYBODY = CohortFilters()
C = CohortFilters(industries=("C",))


def create_scored(n: int, *, score: float = 50.0) -> list[Row]:
    return [create_row(number, scores=(score, score)) for number in range(1, n + 1)]


def create_industries(pool_rows: list[Row], **industries: range) -> CohortPool:
    of = {n: code for code, numbers in industries.items() for n in numbers}
    companies = [{"industry": of.get(row.organisation, "")} for row in pool_rows]
    return create_cohort_pool(pool_rows, *companies)


def one(pool: CohortPool, filters: CohortFilters, *past: PastCohort) -> NewCohort:
    (made,) = publish(pool, [("Kohortti", filters)], past, k=5)
    return made


def past_of(cohort: NewCohort, pool: CohortPool, *, gone: int = 0) -> PastCohort:
    return PastCohort(
        cohort.filters, pool.rounds.dimensions, cohort.shown, cohort.contributions, gone
    )


def test_a_cohort_of_ten_shows_all_its_figures() -> None:
    rows = [create_row(n, scores=(10.0 * n, 50.0)) for n in range(1, 11)]
    shown = one(create_cohort_pool(rows), EVERYBODY).shown
    assert (shown.name, shown.n, shown.suppressed) == ("Kohortti", 10, None)
    a = shown.dimensions["a"]
    # 10, 20, …, 100 by R's type 7: 32.5, 55, 77.5.
    assert (a.n, a.mean, a.q1, a.median, a.q3) == (10, 55.0, 32.5, 55.0, 77.5)


def test_a_cohort_that_is_too_small_shows_nothing_and_names_nobody() -> None:
    made = one(create_cohort_pool(create_scored(4)), EVERYBODY)
    assert (made.shown.n, made.shown.suppressed) == (None, Suppression.TOO_FEW)
    assert made.contributions == ()
    figures = set(made.shown.dimensions.values())
    assert {(f.n, f.mean, f.median, f.suppressed) for f in figures} == {
        (None, None, None, Suppression.TOO_FEW)
    }


def test_a_company_of_a_public_cohort_has_five_others_beside_it() -> None:
    five = one(create_cohort_pool(create_scored(5)), EVERYBODY)
    assert five.shown.suppressed is Suppression.TOO_FEW
    assert one(create_cohort_pool(create_scored(6)), EVERYBODY).shown.n == 6


def test_a_dimension_with_too_few_scores_is_left_out_alone() -> None:
    rows = [*create_scored(4), *(create_row(n, scores=(NAN, 50.0)) for n in range(5, 11))]
    shown = one(create_cohort_pool(rows), EVERYBODY).shown
    assert shown.dimensions["a"].suppressed is Suppression.TOO_FEW
    assert shown.dimensions["overall"].n == 10


def test_of_two_cohorts_that_cannot_both_be_shown_the_larger_one_is() -> None:
    rows = create_scored(19)
    # 10 in C and 6 in G of 19: three would be left.
    pool = create_industries(rows, C=range(1, 11), G=range(11, 17))
    asked = [("G", CohortFilters(industries=("G",))), ("C", C)]
    g, c = publish(pool, asked, [], k=5)
    assert (g.shown.name, g.shown.suppressed) == ("G", Suppression.COMPLEMENT)
    assert (c.shown.name, c.shown.n) == ("C", 10)


def test_what_was_shown_before_counts() -> None:
    rows = create_scored(20)
    before = create_industries(rows[:19], C=range(1, 11))
    first = one(before, C)
    after = create_industries(rows, C=range(1, 12))
    # One more company is in C now.
    assert one(after, C, past_of(first, before)).shown.suppressed is Suppression.DIFFERENCING
    assert one(before, C, past_of(first, before)).shown.n == 10
    assert one(after, C).shown.n == 11


def test_a_company_that_is_gone_still_counts_as_known() -> None:
    rows = create_scored(20)
    pool = create_industries(rows, C=range(11, 21))
    known = past_of(one(pool, C), pool)
    left = create_industries(rows[:19], C=range(11, 20))
    assert one(left, C, known).shown.suppressed is Suppression.DIFFERENCING
    rest = tuple(c for c in known.contributions if c.organisation != 20)
    erased = replace(known, contributions=rest, gone=1)
    assert one(left, C, erased).shown.suppressed is Suppression.DIFFERENCING
    assert one(left, C).shown.n == 9


def test_a_corrected_score_and_a_lost_round_tell_figures_apart() -> None:
    rows = create_scored(20)
    pool = create_cohort_pool(rows)
    known = past_of(one(pool, EVERYBODY), pool)
    corrected = create_cohort_pool([create_row(1, scores=(60.0, 50.0)), *rows[1:]])
    shown = one(corrected, EVERYBODY, known).shown
    assert shown.dimensions["a"].suppressed is Suppression.DIFFERENCING
    assert shown.dimensions["overall"].suppressed is None
    renumbered = create_cohort_pool([create_row(1, round_id=99, scores=(50.0, 50.0)), *rows[1:]])
    assert one(renumbered, EVERYBODY, known).shown.suppressed is Suppression.DIFFERENCING


def test_what_was_hidden_is_not_known() -> None:
    rows = [*create_scored(4), *(create_row(n, scores=(NAN, 50.0)) for n in range(5, 11))]
    pool = create_cohort_pool(rows)
    partly = past_of(one(pool, EVERYBODY), pool)
    whole = create_cohort_pool([create_row(n, scores=(50.0, 50.0)) for n in range(1, 11)])
    shown = one(whole, EVERYBODY, partly).shown
    assert (shown.dimensions["a"].n, shown.dimensions["overall"].n) == (10, 10)
    nothing = create_cohort_pool(create_scored(4))
    hidden = past_of(one(nothing, EVERYBODY), nothing)
    assert one(create_cohort_pool(create_scored(6)), EVERYBODY, hidden).shown.n == 6


def test_past_figures_of_another_questionnaire_bind_nothing() -> None:
    pool = create_cohort_pool(create_scored(10))
    past = past_of(one(pool, EVERYBODY), pool)
    other = replace(past, dimensions=("x", "overall"), shown=replace(past.shown, dimensions={}))
    fresh = create_cohort_pool([replace_round(row) for row in create_scored(12)])
    assert one(fresh, EVERYBODY, other).shown.n == 12


def replace_round(row: Row) -> Row:
    return row._replace(round=row.round + 1000)


def test_a_score_that_was_missing_then_is_missing_in_the_past() -> None:
    rows = [*create_scored(10), create_row(11, scores=(NAN, 50.0))]
    pool = create_cohort_pool(rows)
    past = past_of(one(pool, EVERYBODY), pool)
    assert one(pool, EVERYBODY, past).shown.dimensions["a"].n == 10


def test_what_is_shown_is_written_and_read_back() -> None:
    pool = create_cohort_pool(create_scored(10))
    for cohort in (one(pool, EVERYBODY), one(create_cohort_pool(create_scored(3)), EVERYBODY)):
        assert read(written(cohort.shown)) == cohort.shown
