import math

import pytest

from digikartta.maturity import EDGES, STAGE_IDS, maturity, stage_texts


@pytest.mark.parametrize(
    ("score", "stage"),
    [
        (0.0, "starting"),
        (19.999, "starting"),
        (20.0, "experimenting"),
        (39.999, "experimenting"),
        (40.0, "developing"),
        (59.5, "developing"),
        (60.0, "advanced"),
        (79.5, "advanced"),  # shown as 80, and not yet there
        (80.0, "pioneer"),
        (100.0, "pioneer"),
    ],
)
def test_a_stage_begins_at_its_edge_and_ends_before_the_next(score: float, stage: str) -> None:
    assert maturity(score).stage == stage


@pytest.mark.parametrize("place", range(4))
def test_the_unrounded_score_decides(place: int) -> None:
    below = math.nextafter(EDGES[place], 0)
    assert maturity(below).stage == STAGE_IDS[place]
    assert maturity(EDGES[place]).stage == STAGE_IDS[place + 1]


@pytest.mark.parametrize(
    ("score", "points"),
    [(0.0, 20.0), (20.0, 20.0), (29.5, 10.5), (59.5, 0.5), (79.75, 0.25), (80.0, None)],
)
def test_the_way_to_the_next_stage_is_told_in_points(score: float, points: float | None) -> None:
    assert maturity(score).points_to_next == points


@pytest.mark.parametrize(
    ("score", "edge"),
    [
        (0.0, None),
        (16.99, None),
        (17.0, 20.0),
        (20.0, 20.0),
        (23.0, 20.0),
        (23.01, None),
        (37.0, 40.0),
        (58.4, 60.0),
        (82.9, 80.0),
        (83.01, None),
        (100.0, None),  # the ends of the scale are no edges
    ],
)
def test_a_score_within_three_points_of_an_edge_is_near_it(
    score: float, edge: float | None
) -> None:
    assert maturity(score).near_edge == edge


def test_the_stages_have_their_names() -> None:
    names = {stage: text.name for stage, text in stage_texts().items()}
    assert tuple(names) == STAGE_IDS
    assert [name.fi for name in names.values()] == [
        *("Alussa", "Kokeileva", "Kehittyvä", "Edistynyt", "Edelläkävijä")
    ]
    for language in ("sv", "en"):
        assert len({name.in_language(language) for name in names.values()}) == 5


def test_each_stage_says_what_it_means_in_a_few_lines() -> None:
    for text in stage_texts().values():
        said = {text.meaning.fi, text.meaning.sv, text.meaning.en}
        assert len(said) == 3
        assert all(each.endswith(".") and len(each) <= 240 for each in said)
