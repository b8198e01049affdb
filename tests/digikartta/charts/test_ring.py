from digikartta.charts.ring import angle, closed, edges, polygons, spokes


def test_axes_stand_evenly_around_the_circle() -> None:
    assert [angle(i, 8) for i in range(8)] == [0, 45, 90, 135, 180, 225, 270, 315]


def test_a_whole_polygon_returns_to_its_first_point() -> None:
    assert closed([10.0, 20.0, 30.0]) == [(0, 10.0), (1, 20.0), (2, 30.0), (0, 10.0)]


def test_a_missing_value_is_a_gap_and_a_zero_is_a_point() -> None:
    assert closed([0.0, None, 30.0]) == [(0, 0.0), None, (2, 30.0), (0, 0.0)]


def test_a_polygon_with_a_gap_at_an_end_stays_open() -> None:
    assert closed([None, 20.0, 30.0]) == [None, (1, 20.0), (2, 30.0)]
    assert closed([10.0, 20.0, None]) == [(0, 10.0), (1, 20.0), None]


def test_nothing_defined_is_only_gaps() -> None:
    assert closed([None, None]) == [None, None]
    assert closed([]) == []


def test_a_full_ring_goes_out_along_the_upper_edge_and_back_along_the_lower() -> None:
    spans = [(10.0, 40.0), (20.0, 50.0), (30.0, 60.0)]
    assert polygons(spans) == [
        *[(0, 40.0), (1, 50.0), (2, 60.0), (0, 40.0)],
        *[(0, 10.0), (2, 30.0), (1, 20.0), (0, 10.0)],
        (0, 40.0),
    ]
    assert spokes(spans) == []


def test_a_ring_with_a_gap_runs_over_the_first_axis() -> None:
    spans = [(10.0, 40.0), (20.0, 50.0), None, (30.0, 60.0)]
    assert polygons(spans) == [
        *[(3, 60.0), (0, 40.0), (1, 50.0)],
        *[(1, 20.0), (0, 10.0), (3, 30.0)],
        (3, 60.0),
    ]


def test_two_parts_of_a_ring_are_two_polygons() -> None:
    span = (25.0, 75.0)
    path = polygons([span, span, None, span, span, None])
    assert [point and point[0] for point in path] == [3, 4, 4, 3, 3, None, 0, 1, 1, 0, 0]


def test_a_lone_axis_of_a_ring_is_a_spoke() -> None:
    spans = [None, (20.0, 50.0), None, (0.0, 10.0), None]
    assert polygons(spans) == []
    assert spokes(spans) == [(1, 20.0), (1, 50.0), None, (3, 0.0), (3, 10.0)]


def test_edges_are_the_lower_and_the_upper_line() -> None:
    assert edges([(10.0, 40.0), None, (30.0, 60.0)]) == [
        *[(0, 10.0), None, (2, 30.0), (0, 10.0)],
        None,
        *[(0, 40.0), None, (2, 60.0), (0, 40.0)],
    ]


def test_a_ring_without_axes_is_empty() -> None:
    assert polygons([]) == []
    assert polygons([None]) == []
