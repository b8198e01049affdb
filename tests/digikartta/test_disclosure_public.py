"""What a peer group may not be shown beside, once it was public."""

import numpy as np

from digikartta.cohort import CohortFilters
from digikartta.disclosure import Suppression
from digikartta.disclosure_public import COUNT, KnownFigure
from digikartta.peer_group import PeerFilters, PeerReader
from digikartta.publication import known_figures, publish
from tests.digikartta.peer_pools import READER, TODAY, Row, create_pool, create_row, create_rows
from tests.digikartta.test_cohort import create_cohort_pool
from tests.digikartta.test_publication import past_of

NAN = float("nan")
EVERYBODY = CohortFilters()


def reason(rows: list[Row], *public: KnownFigure, **filters: str) -> Suppression | None:
    """Why a peer group is hidden of a company that knows how many stand behind these figures."""
    return reader(rows, {COUNT: public}).group(PeerFilters(**filters), own=[None]).suppressed


def reader(rows: list[Row], published: dict[str, tuple[KnownFigure, ...]]) -> PeerReader:
    return PeerReader(
        create_pool(rows), organisation=READER, on_or_before=TODAY, k=5, published=published
    )


def known(rows: list[Row], *, gone: int = 0) -> KnownFigure:
    return KnownFigure(
        np.array([row.round for row in rows]), np.array([row.organisation for row in rows]), gone
    )


def test_the_same_companies_with_the_same_rounds_tell_nothing() -> None:
    rows = create_rows(10)
    assert reason(rows, known(rows)) is None


def test_four_companies_more_on_either_side_would_be_told_and_five_would_not() -> None:
    rows = create_rows(12)
    assert reason(rows, known(rows[:8])) is Suppression.DIFFERENCING
    assert reason(rows[:8], known(rows)) is Suppression.DIFFERENCING
    assert reason(rows, known(rows[:7])) is None
    assert reason(rows[:7], known(rows)) is None


def test_two_here_and_two_there_would_be_told() -> None:
    rows = create_rows(12)
    assert reason(rows[2:], known(rows[:10])) is Suppression.DIFFERENCING


def test_the_readers_own_part_is_no_difference() -> None:
    rows = create_rows(10)
    assert reason(rows, known([*rows, create_row(READER)])) is None


def test_a_company_with_another_round_is_told_once() -> None:
    rows = create_rows(10)
    older = [row._replace(round=row.round + 5) for row in rows]
    assert reason(rows, known([*older[:4], *rows[4:]])) is Suppression.DIFFERENCING
    assert reason(rows, known([*older[:5], *rows[5:]])) is None


def test_companies_that_are_gone_still_stand_behind_a_public_figure() -> None:
    rows = create_rows(10)
    assert reason(rows, known(rows, gone=4)) is Suppression.DIFFERENCING
    assert reason(rows, known(rows, gone=5)) is None


def test_parts_of_a_hidden_group_are_hidden() -> None:
    rows = [*create_rows(10, industry="C"), *create_rows(10, first=11, industry="G")]
    assert reason(rows, industry="C") is None
    assert reason(rows, known(rows[:-1]), industry="C") is Suppression.DIFFERENCING


def test_each_dimension_is_judged_by_what_was_public_of_it() -> None:
    rows = [row._replace(scores=(40.0, 50.0)) for row in create_rows(10)]
    pool = create_pool(rows, dimensions=("a", "overall"))
    seen = PeerReader(
        pool, organisation=READER, on_or_before=TODAY, k=5, published={"a": (known(rows[:-1]),)}
    ).group(PeerFilters(), own=[None, None])
    assert seen.suppressed is None
    assert seen.dimensions["a"].suppressed is Suppression.DIFFERENCING
    assert seen.dimensions["overall"].median == 50.0


def scored(*scores: tuple[float, float]) -> list[Row]:
    return [create_row(number, scores=each) for number, each in enumerate(scores, 1)]


def test_what_was_published_is_known_by_the_rounds_that_stand_as_they_were() -> None:
    rows = scored(*9 * [(40.0, 50.0)], (NAN, 50.0))
    pool = create_cohort_pool(rows)
    (made,) = publish(pool, [("Kaikki", EVERYBODY)], [], k=5)
    # Since then one company corrected a score, and one lost its round.
    now = scored((99.0, 50.0), *8 * [(40.0, 50.0)], (NAN, 50.0))[:-1]
    found = known_figures(create_cohort_pool(now).rounds, [past_of(made, pool, gone=2)])
    assert {name: each[0].rounds.tolist() for name, each in found.items()} == {
        COUNT: [10, 20, 30, 40, 50, 60, 70, 80, 90],
        "a": [20, 30, 40, 50, 60, 70, 80, 90],
        "overall": [10, 20, 30, 40, 50, 60, 70, 80, 90],
    }
    assert found[COUNT][0].organisations.tolist() == list(range(1, 11))
    assert found["a"][0].organisations.tolist() == list(range(1, 10))
    assert found["a"][0].gone == 2


def test_what_was_hidden_is_not_known() -> None:
    rows = scored(*4 * [(40.0, 50.0)], *6 * [(NAN, 50.0)])
    pool = create_cohort_pool(rows)
    (partly,) = publish(pool, [("Kaikki", EVERYBODY)], [], k=5)
    small = create_cohort_pool(rows[:4])
    (hidden,) = publish(small, [("Kaikki", EVERYBODY)], [], k=5)
    found = known_figures(pool.rounds, [past_of(partly, pool), past_of(hidden, small)])
    assert {name: len(each) for name, each in found.items()} == {COUNT: 1, "a": 0, "overall": 1}
