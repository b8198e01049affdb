import datetime

import pytest

from digikartta.disclosure import Suppression, plan
from digikartta.peer_group import PeerFilters
from tests.digikartta.peer_pools import READER, TODAY, Row, create_pool, create_row, create_rows


def judged(rows: list[Row], *, k: int = 5, **filters: str | int) -> Suppression | None:
    whole = plan(create_pool(rows), organisation=READER, on_or_before=TODAY, k=k)
    return whole.judge(PeerFilters(**filters)).suppressed


def create_industries(first: int = 1, **sizes: int) -> list[Row]:
    """So many organisations of each industry; an unknown industry is called "unknown"."""
    rows: list[Row] = []
    for industry, n in sizes.items():
        name = "" if industry == "unknown" else industry
        rows += create_rows(n, first=first + len(rows), industry=name)
    return rows


def industries(rows: list[Row]) -> dict[str, Suppression | None]:
    names = sorted({row.industry for row in rows} - {""})
    return {name: judged(rows, industry=name) for name in names}


def create_later(rows: list[Row], *, closed_on: str, stage: str = "T2") -> list[Row]:
    day = datetime.date.fromisoformat(closed_on).toordinal()
    return [row._replace(round=row.round + 5, closed_on=day, stage=stage) for row in rows]


def test_a_group_is_shown_from_k_organisations() -> None:
    assert judged(create_rows(4)) == "too_few"
    assert judged(create_rows(5)) is None
    assert judged(create_rows(5), k=6) == "too_few"


def test_a_judgement_names_the_rounds_in_order_of_organisation() -> None:
    rows = [*create_industries(C=6, G=6)][::-1]
    whole = plan(create_pool(rows), organisation=READER, on_or_before=TODAY, k=5)
    judgement = whole.judge(PeerFilters(industry="C"))
    assert judgement.n == 6
    assert [rows[place].organisation for place in judgement.rows] == [1, 2, 3, 4, 5, 6]


def test_a_group_that_leaves_out_fewer_than_k_would_reveal_them() -> None:
    assert industries(create_industries(C=20, G=4)) == {"C": "remainder", "G": "too_few"}


def test_a_group_that_leaves_out_exactly_k_is_shown() -> None:
    assert industries(create_industries(C=20, G=5)) == {"C": None, "G": None}


def test_a_group_that_leaves_out_nobody_is_shown() -> None:
    rows = create_industries(C=20)
    assert judged(rows, industry="C", region="Uusimaa", municipality="Helsinki") is None


def test_a_municipality_may_not_reveal_the_rest_of_its_region() -> None:
    rows = create_rows(9, municipality="Espoo") + create_rows(2, first=10, municipality="Kerava")
    rows += create_rows(20, first=20, municipality="Turku", region="Varsinais-Suomi")
    assert judged(rows, region="Uusimaa") is None
    assert judged(rows, municipality="Espoo") == "remainder"
    assert judged(rows, municipality="Turku") is None


def test_beside_one_suppressed_class_the_smallest_other_is_suppressed() -> None:
    expected = {"C": None, "G": "complement", "H": "too_few"}
    assert industries(create_industries(C=20, G=10, H=3)) == expected


def test_two_suppressed_classes_of_fewer_than_k_take_a_third_along() -> None:
    expected = {"C": None, "G": "complement", "H": "too_few", "I": "too_few"}
    assert industries(create_industries(C=20, G=10, H=2, I=2)) == expected


def test_two_suppressed_classes_of_k_together_hide_each_other() -> None:
    expected = {"C": None, "G": None, "H": "too_few", "I": "too_few"}
    assert industries(create_industries(C=20, G=10, H=3, I=2)) == expected


def test_of_two_equally_small_classes_the_first_is_suppressed() -> None:
    expected = {"C": "complement", "G": None, "H": "too_few"}
    assert industries(create_industries(C=10, G=10, H=3)) == expected


def test_an_unknown_value_is_a_suppressed_class() -> None:
    assert industries(create_industries(C=20, G=10, unknown=3)) == {"C": None, "G": "complement"}
    assert industries(create_industries(C=20, G=10, unknown=7)) == {"C": None, "G": "complement"}
    assert industries(create_industries(C=20, G=10, H=4, unknown=1)) == {
        "C": None,
        "G": None,
        "H": "too_few",
    }


def test_a_municipality_without_a_region_cannot_be_chosen() -> None:
    rows = create_rows(10) + create_rows(10, first=20, municipality="Oulu", region="")
    assert judged(rows, municipality="Oulu") == "too_few"


def test_parts_of_a_suppressed_group_are_suppressed_for_its_reason() -> None:
    rows = create_industries(C=40, G=20, H=3)
    rows = [row._replace(size_class=("micro", "small")[row.organisation % 2]) for row in rows]
    assert judged(rows, industry="G", size_class="small") == "complement"
    assert judged(rows, industry="C", size_class="small") is None


def test_two_groups_that_few_organisations_tell_apart_are_not_both_shown() -> None:
    rows = create_industries(C=10, G=30)
    # cohort x: nine of the ten in C, and one of G
    rows = [r._replace(cohort="x" if 2 <= r.organisation <= 11 else "y") for r in rows]
    assert industries(rows) == {"C": None, "G": None}
    assert judged(rows, cohort="x") == "differencing"
    assert judged(rows, cohort="y") == "differencing"


def test_two_groups_of_the_same_organisations_are_both_shown() -> None:
    rows = create_industries(C=10, G=30)
    rows = [row._replace(cohort=row.industry.lower()) for row in rows]
    assert [judged(rows, industry="C"), judged(rows, cohort="c")] == [None, None]
    assert judged(rows, cohort="c", industry="C") is None


def test_of_two_groups_alike_the_one_with_more_filters_is_suppressed() -> None:
    # the 11 of cohort x are all micro companies of G but one
    rows = create_industries(C=15, G=10)
    rows += create_rows(15, first=30, industry="C", size_class="micro")
    rows += create_rows(12, first=50, industry="G", size_class="micro")
    rows = [r._replace(cohort="x" if r.organisation >= 51 else "y") for r in rows]
    assert judged(rows, cohort="x") is None
    assert judged(rows, industry="G", size_class="micro") == "differencing"


def test_a_stage_that_few_later_rounds_tell_from_the_whole_is_suppressed() -> None:
    before = create_rows(40)
    few = before + create_later(before[:3], closed_on="2026-05-01")
    assert [judged(few), judged(few, stage="T0"), judged(few, stage="T2")] == [
        None,
        "differencing",  # three organisations count with another round
        "too_few",
    ]
    half = before + create_later(before[:20], closed_on="2026-05-01")
    assert [judged(half, stage=stage) for stage in ("T0", "T2")] == [None, None]


def test_years_are_classes_of_the_whole() -> None:
    rows = create_rows(20, closed_on="2024-05-01")
    rows += create_rows(15, first=30, closed_on="2025-05-01")
    rows += create_rows(3, first=60, closed_on="2026-05-01")
    seen = {year: judged(rows, year=year) for year in (2024, 2025, 2026)}
    assert seen == {2024: None, 2025: "complement", 2026: "too_few"}


def test_stages_that_count_one_organisation_twice_would_reveal_its_earlier_round() -> None:
    before = create_rows(20)
    after = create_rows(19, first=30, closed_on="2026-05-01", stage="T2")
    twice = create_later(before[:1], closed_on="2026-05-01")
    rows = before + after + twice  # T0 + T2 − all = one earlier round
    assert judged(rows) is None
    assert judged(rows, stage="T0") == "complement"
    assert judged(rows, stage="T2") == "complement"  # else all − T2 gives T0 back, but for one
    assert judged(before + after, stage="T2") is None


def test_a_group_that_the_whole_no_longer_has_is_not_shown() -> None:
    before = create_rows(10, industry="H") + create_rows(20, first=20)
    moved = [row._replace(industry="C") for row in create_later(before, closed_on="2026-05-01")]
    assert judged(before + moved, stage="T0") is None
    assert judged(before + moved, stage="T0", industry="H") == "too_few"


def test_figures_of_an_earlier_day_rank_first() -> None:
    rows = create_rows(20, closed_on="2025-05-01") + create_rows(2, first=30)
    earlier = datetime.date(2025, 6, 1).toordinal()

    def on(day: int, *other: int, more: tuple[Row, ...] = ()) -> Suppression | None:
        pool = create_pool([*rows, *more])
        whole = plan(pool, organisation=READER, on_or_before=day, k=5, earlier=other)
        return whole.judge(PeerFilters()).suppressed

    assert on(TODAY) is None
    assert on(TODAY, earlier) == "differencing"  # two organisations came since
    assert on(TODAY, TODAY, TODAY + 9) is None
    assert on(earlier, TODAY) is None
    assert on(TODAY, earlier, more=tuple(create_rows(3, first=40))) is None


def test_a_plan_answers_the_same_whatever_was_asked_before() -> None:
    rows = create_industries(C=20, G=10, H=3)
    rows = [row._replace(cohort="xyz"[row.organisation % 3]) for row in rows]
    pool = create_pool(rows)
    asked = [PeerFilters(industry=i, cohort=c) for i in "CGH" for c in (None, *"xyz")]
    one = plan(pool, organisation=READER, on_or_before=TODAY, k=5)
    other = plan(pool, organisation=READER, on_or_before=TODAY, k=5)
    forwards = [one.judge(filters).suppressed for filters in asked]
    backwards = [other.judge(filters).suppressed for filters in asked[::-1]]
    assert forwards == backwards[::-1]


def test_dimensions_with_the_same_members_share_a_plan() -> None:
    nan = float("nan")
    rows = [create_row(n, scores=(1.0, 1.0, 1.0, 1.0)) for n in range(1, 9)]
    rows += [create_row(9, scores=(1.0, nan, nan, 1.0))]
    pool = create_pool(rows, dimensions=("vision", "data", "people", "overall"))
    whole = plan(pool, organisation=READER, on_or_before=TODAY, k=5)
    vision, data, people, overall = whole.per_dimension()
    assert vision is overall is whole
    assert data is people
    assert (data is whole, data.judge(PeerFilters()).n) == (False, 8)


@pytest.mark.parametrize("classes", [10, 60])
def test_any_number_of_classes_is_counted(classes: int) -> None:
    rows = [
        create_row(n, industry=f"i{n % classes}", cohort=f"c{n % classes}", municipality=f"m{n}")
        for n in range(1, 1 + 6 * classes)
    ]
    assert judged(rows, industry="i1", cohort="c1", stage="T0", year=2026) is None
    assert judged(rows, industry="i1", cohort="c2") == "too_few"
    assert judged(rows, industry="i1", cohort="c1", municipality="m1") == "too_few"


def test_a_plain_case_hides_nothing() -> None:
    # 40 companies, two industries of 20, three sizes: 7 + 7 + 6 in each
    sizes = ["micro"] * 7 + ["small"] * 7 + ["medium"] * 6
    rows = [
        create_row(1 + n, industry="CG"[n // 20], size_class=sizes[n % 20], stage="T0")
        for n in range(40)
    ]
    whole = plan(create_pool(rows), organisation=READER, on_or_before=TODAY, k=5)
    asked = [
        PeerFilters(industry=industry, size_class=size)
        for industry in (None, "C", "G")
        for size in (None, "micro", "small", "medium")
    ]
    assert {whole.judge(filters).suppressed for filters in asked} == {None}
    assert [whole.judge(filters).n for filters in asked] == [40, 14, 14, 12, *[20, 7, 7, 6] * 2]
