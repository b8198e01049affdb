import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digikartta.peer_group import PeerFilters, PeerGroup, Suppression, peer_group
from tests.digikartta.peer_pools import READER, TODAY, Row, create_pool, create_row, create_rows

NAN = float("nan")


def ask(
    rows: list[Row],
    *,
    own: tuple[float | None, ...] = (50.0,),
    on_or_before: int = TODAY,
    filters: PeerFilters | None = None,
    dimensions: tuple[str, ...] = ("overall",),
    k: int = 5,
) -> PeerGroup:
    return peer_group(
        create_pool(rows, dimensions=dimensions),
        organisation=READER,
        on_or_before=on_or_before,
        own=own,
        filters=filters or PeerFilters(),
        k=k,
    )


def create_scored(*scores: float) -> list[Row]:
    return [create_row(number, scores=(score,)) for number, score in enumerate(scores, start=1)]


def test_ten_organisations_have_mean_median_quartiles_and_a_rank() -> None:
    figures = ask(create_scored(*range(0, 100, 10)), own=(20.0,)).dimensions["overall"]
    assert (figures.n, figures.own, figures.mean, figures.median) == (10, 20.0, 45.0, 45.0)
    # type 7: position 0.25·9 = 2.25 → 20 + 0.25·10; position 0.75·9 = 6.75 → 60 + 0.75·10
    assert (figures.q1, figures.q3) == (22.5, 67.5)
    assert figures.rank == 25.0  # 100·(2 + ½·1)/10
    assert figures.suppressed is None


def test_equal_scores_count_half_and_scores_are_equal_to_nine_decimals() -> None:
    rows = create_scored(10, 30, 30, 30, 50, 50, 50, 50, 90, 90)
    figures = ask(rows, own=(30.0000000001,)).dimensions["overall"]
    assert figures.rank == 25.0  # 100·(1 + ½·3)/10
    assert ask(rows, own=(30.00000001,)).dimensions["overall"].rank == 40.0  # 100·4/10


def test_nine_organisations_have_no_quartiles_and_no_rank() -> None:
    figures = ask(create_scored(*range(0, 90, 10))).dimensions["overall"]
    assert (figures.n, figures.mean, figures.median) == (9, 40.0, 40.0)
    assert (figures.q1, figures.q3, figures.rank) == (None, None, None)


def test_without_an_own_score_there_is_no_rank() -> None:
    figures = ask(create_scored(*range(0, 100, 10)), own=(None,)).dimensions["overall"]
    assert (figures.own, figures.q1, figures.rank) == (None, 22.5, None)


def test_a_suppressed_group_has_only_n_and_own() -> None:
    group = ask(create_scored(1, 2, 3, 4))
    figures = group.dimensions["overall"]
    assert (group.n, group.suppressed) == (4, Suppression.TOO_FEW)
    assert (figures.n, figures.own, figures.suppressed) == (4, 50.0, "too_few")
    assert {figures.mean, figures.median, figures.q1, figures.q3, figures.rank} == {None}


def test_an_empty_pool_is_too_few() -> None:
    group = ask([])
    assert (group.n, group.suppressed) == (0, "too_few")
    assert group.dimensions["overall"].n == 0


def test_a_value_that_nobody_has_is_too_few() -> None:
    group = ask(create_rows(9), filters=PeerFilters(industry="G"))
    assert (group.n, group.suppressed) == (0, "too_few")


def test_values_that_no_organisation_combines_are_too_few() -> None:
    rows = create_rows(9, industry="C", size_class="micro")
    rows += create_rows(9, first=10, industry="G", size_class="small")
    group = ask(rows, filters=PeerFilters(industry="C", size_class="small"))
    assert (group.n, group.suppressed) == (0, "too_few")


def test_the_organisation_is_never_in_its_own_group() -> None:
    rows = [*create_scored(0, 0, 0, 0, 0), create_row(READER, scores=(100.0,))]
    figures = ask(rows).dimensions["overall"]
    assert (figures.n, figures.mean) == (5, 0.0)


def test_each_organisation_counts_once_with_its_latest_round() -> None:
    rows = create_scored(0, 0, 0, 0, 0)
    later = create_row(1, round_id=900, closed_on="2026-05-01", scores=(10.0,))
    assert ask([later, *rows]).dimensions["overall"].mean == 2.0  # 10/5


def test_of_two_rounds_on_one_day_the_later_id_counts() -> None:
    rows = create_scored(0, 0, 0, 0, 0)
    same_day = create_row(1, round_id=900, scores=(10.0,))
    assert ask([same_day, *rows]).dimensions["overall"].mean == 2.0


def test_a_round_closed_after_the_compared_one_does_not_count() -> None:
    rows = create_scored(0, 0, 0, 0, 0)
    later = create_row(1, round_id=900, closed_on="2026-05-01", scores=(10.0,))
    day = datetime.date(2026, 5, 1).toordinal()
    assert ask([*rows, later], on_or_before=day - 1).dimensions["overall"].mean == 0.0
    assert ask([*rows, later], on_or_before=day).dimensions["overall"].mean == 2.0


def test_a_stage_shows_the_latest_round_of_that_stage() -> None:
    before = [create_row(n, scores=(0.0,)) for n in range(1, 7)]
    after = [
        create_row(n, round_id=100 + n, closed_on="2026-05-01", stage="T2", scores=(60.0,))
        for n in range(1, 7)
    ]
    assert ask(before + after).dimensions["overall"].mean == 60.0
    by_stage = PeerFilters(stage="T0")
    assert ask(before + after, filters=by_stage).dimensions["overall"].mean == 0.0


def test_a_year_shows_the_latest_round_of_that_year() -> None:
    before = [create_row(n, closed_on="2025-12-31", scores=(0.0,)) for n in range(1, 7)]
    after = [create_row(n, round_id=100 + n, scores=(60.0,)) for n in range(1, 7)]
    by_year = PeerFilters(year=2025)
    assert ask(before + after, filters=by_year).dimensions["overall"].mean == 0.0


def test_filters_look_at_the_round_that_contributes() -> None:
    rows = create_rows(6, industry="C")
    moved = create_row(1, round_id=900, closed_on="2026-05-01", industry="G")
    assert ask([*rows, moved], filters=PeerFilters(industry="C")).n == 5
    assert ask([*rows, moved], filters=PeerFilters(industry="C", stage="T0")).n == 5


def test_a_municipality_implies_its_region() -> None:
    rows = create_rows(6, municipality="Espoo", region="Uusimaa")
    rows += create_rows(7, first=20, municipality="Turku", region="Varsinais-Suomi")
    assert ask(rows, filters=PeerFilters(municipality="Espoo")).n == 6
    assert ask(rows, filters=PeerFilters(municipality="Espoo", region="Uusimaa")).n == 6
    assert ask(rows, filters=PeerFilters(municipality="Espoo", region="Kainuu")).n == 0
    assert ask(rows, filters=PeerFilters(region="Varsinais-Suomi")).n == 7
    assert ask(rows, filters=PeerFilters(municipality="Oulu")).n == 0


def test_each_dimension_counts_the_organisations_that_have_a_score_there() -> None:
    rows = [create_row(n, scores=(10.0, 20.0, 30.0)) for n in range(1, 5)]
    rows += [create_row(5, scores=(10.0, 20.0, NAN)), create_row(6, scores=(NAN, 20.0, NAN))]
    group = ask(rows, own=(1.0, 2.0, 3.0), dimensions=("vision", "data", "overall"))
    seen = {name: (f.n, f.mean, f.suppressed) for name, f in group.dimensions.items()}
    assert (group.n, group.suppressed) == (6, None)
    assert seen["vision"] == (5, 10.0, None)
    assert seen["data"] == (6, 20.0, None)
    assert seen["overall"] == (4, None, "too_few")


def test_a_dimension_is_judged_by_the_members_with_a_score() -> None:
    # industry G: 9 members, but 4 with a score, so C would be all but these four
    rows = [create_row(n, scores=(1.0, 1.0)) for n in range(1, 11)]
    rows += [create_row(n, industry="G", scores=(1.0, 1.0)) for n in range(11, 15)]
    rows += [create_row(n, industry="G", scores=(1.0, NAN)) for n in range(15, 20)]
    filters = PeerFilters(industry="C")
    group = ask(rows, own=(1.0, 1.0), dimensions=("vision", "overall"), filters=filters)
    assert group.suppressed is None
    assert group.dimensions["vision"].suppressed is None
    assert group.dimensions["overall"].suppressed == "remainder"


def test_own_scores_match_the_dimensions() -> None:
    with pytest.raises(ValueError, match="argument"):
        ask(create_rows(5), own=(1.0, 2.0))


def test_an_unknown_value_cannot_be_chosen() -> None:
    with pytest.raises(ValueError, match="unknown"):
        PeerFilters(cohort="")


def test_k_is_never_below_three() -> None:
    assert ask(create_rows(3), k=3).suppressed is None
    with pytest.raises(ValueError, match="never shown"):
        ask(create_rows(3), k=2)


ROWS = st.builds(
    create_row,
    st.integers(1, 14),
    closed_on=st.sampled_from(["2024-05-01", "2025-05-01", "2026-05-01"]),
    stage=st.sampled_from(["T0", "T2"]),
    industry=st.sampled_from(["", "C", "G"]),
    size_class=st.sampled_from(["micro", "small"]),
    scores=st.tuples(st.sampled_from([0.1, 33.3, 66.7, NAN])),
)
POOLS = st.lists(ROWS, min_size=5, max_size=45).map(
    lambda rows: [row._replace(round=number) for number, row in enumerate(rows)]
)
FILTERS = st.builds(
    PeerFilters,
    industry=st.sampled_from([None, "C"]),
    size_class=st.sampled_from([None, "micro"]),
    stage=st.sampled_from([None, "T0"]),
    year=st.sampled_from([None, 2025]),
)


@settings(deadline=None, max_examples=60)
@given(POOLS, FILTERS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, filters, random) -> None:
    shuffled = random.sample(rows, len(rows))
    assert ask(rows, filters=filters, k=3) == ask(shuffled, filters=filters, k=3)


@settings(deadline=None, max_examples=60)
@given(POOLS, FILTERS, st.lists(ROWS, min_size=1, max_size=5))
def test_the_readers_own_rounds_change_nothing(rows, filters, own) -> None:
    mine = [row._replace(organisation=READER, round=500 + n) for n, row in enumerate(own)]
    assert ask(rows, filters=filters, k=3) == ask(rows + mine, filters=filters, k=3)
