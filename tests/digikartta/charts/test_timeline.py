from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Literal, cast

import plotly.graph_objects as go
import pytest

from digikartta.charts.frame import Size
from digikartta.charts.marks import MARKS
from digikartta.charts.palette import DARK, LIGHT, Palette
from digikartta.charts.timeline import TimelineLabels, TimePoint, timeline

Stage = Literal["T0", "T1", "T2"]


def whole(value: float) -> str:
    return str(int(value + 0.5))


def create_point(
    *,
    stage: Stage = "T0",
    label: str = "T0 3.5.2024",
    overall: float | None = 40.0,
    dimensions: tuple[float | None, ...] = (30.0, 50.0),
) -> TimePoint:
    return TimePoint(stage, label, overall, dimensions)


THREE = (
    create_point(),
    create_point(stage="T1", label="T1 12.2.2025", overall=51.0, dimensions=(None, 52.0)),
    create_point(stage="T2", label="T2 13.11.2025", overall=76.4, dimensions=(88.0, 0.0)),
)


def create_timeline(
    points: Sequence[TimePoint] = THREE,
    *,
    dimensions: tuple[str, ...] = ("Digivisio ja johtaminen", "Asiakasymmärrys"),
    palette: Palette = LIGHT,
    size: Size = "desk",
) -> dict[str, Any]:
    labels = TimelineLabels("Koko yritys", dimensions)
    figure = timeline(points, labels=labels, palette=palette, size=size, number=whole)
    return cast(dict[str, Any], figure.to_dict())


def test_the_whole_comes_first_and_then_each_dimension() -> None:
    figure = create_timeline()
    assert [trace["name"] for trace in figure["data"]] == [
        "Koko yritys",
        "Digivisio ja johtaminen",
        "Asiakasymmärrys",
    ]
    assert [title["text"] for title in figure["layout"]["annotations"]] == [
        "Koko yritys",
        "Digivisio ja<br>johtaminen",
        "Asiakasymmärrys",
    ]


def test_points_keep_their_order_and_a_missing_value_is_a_gap_and_never_zero() -> None:
    overall, first, second = create_timeline()["data"]
    assert overall["y"] == [40.0, 51.0, 76.4]
    assert first["y"] == [30.0, None, 88.0]
    assert second["y"] == [50.0, 52.0, 0.0]
    assert all(trace["x"] == [0, 1, 2] for trace in (overall, first, second))
    assert first["connectgaps"] is False
    assert first["text"] == ["30", "", "88"]


def test_every_vertical_scale_is_0_to_100() -> None:
    layout = create_timeline()["layout"]
    scales = [axis for name, axis in layout.items() if name.startswith("yaxis")]
    assert len(scales) == 2  # the wide chart's, and one for the row of small ones
    assert all((scale["range"], scale["autorange"]) == ([0, 100], False) for scale in scales)


def test_stages_differ_in_marker_and_colour() -> None:
    marker = create_timeline()["data"][0]["marker"]
    stages: tuple[Stage, ...] = ("T0", "T1", "T2")
    assert marker["symbol"] == [MARKS[stage].symbol for stage in stages]
    assert marker["color"] == [LIGHT.t0, LIGHT.t1, LIGHT.t2]


def test_the_wide_chart_has_every_date_as_it_was_given() -> None:
    dates = create_timeline()["layout"]["xaxis"]
    assert list(dates["tickvals"]) == [0, 1, 2]
    assert list(dates["ticktext"]) == ["T0<br>3.5.2024", "T1<br>12.2.2025", "T2<br>13.11.2025"]


def test_where_dates_would_touch_some_are_left_out_but_never_the_latest() -> None:
    dates = create_timeline(size="phone")["layout"]["xaxis2"]
    assert list(dates["tickvals"]) == [0, 2]
    many = create_timeline([create_point() for _ in range(9)], size="phone")["layout"]["xaxis"]
    assert list(many["tickvals"])[-1] == 8
    assert len(many["tickvals"]) < 9


def test_where_two_dates_have_no_room_the_latest_stands_alone() -> None:
    long = [
        create_point(label="Marraskuunkolmastoista"),
        create_point(label="Viimeinenarviointikierros"),
    ]
    dates = create_timeline(long, size="phone")["layout"]["xaxis2"]
    assert list(dates["tickvals"]) == [1]


def test_small_charts_stand_in_rows_that_do_not_overlap() -> None:
    dimensions = tuple(f"Osa-alue {i}" for i in range(8))
    point = create_point(dimensions=(50.0,) * 8)
    layout = create_timeline([point], dimensions=dimensions, size="phone")["layout"]
    rows = [layout[name]["domain"] for name in ("yaxis", "yaxis2", "yaxis3", "yaxis4", "yaxis5")]
    for upper, lower in pairwise(rows):
        assert upper[0] > lower[1]
    left, right = layout["xaxis2"]["domain"], layout["xaxis3"]["domain"]
    assert left[1] < right[0]


def test_one_round_is_a_point_in_each_chart() -> None:
    figure = create_timeline([create_point()])
    assert [trace["y"] for trace in figure["data"]] == [[40.0], [30.0], [50.0]]


def test_without_rounds_the_charts_are_empty() -> None:
    figure = create_timeline([])
    assert figure["data"] == []
    assert figure["layout"]["xaxis"]["range"] == [-0.5, 0.5]
    assert len(figure["layout"]["annotations"]) == 3


def test_a_point_needs_one_value_for_each_dimension() -> None:
    with pytest.raises(ValueError, match=r"'T0 3\.5\.2024' has 1 values for 2 dimensions"):
        create_timeline([create_point(dimensions=(1.0,))])


def test_the_text_at_the_pointer_names_chart_round_and_value() -> None:
    figure = create_timeline(dimensions=("A & B", "C"))
    assert figure["data"][1]["hovertext"][0] == "A &amp; B<br>T0 3.5.2024: 30"


@pytest.mark.parametrize("size", ["phone", "desk", "projector"])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_figure_passes_plotlys_own_checks(size: Size, palette: Palette) -> None:
    figure = create_timeline(palette=palette, size=size)
    checked = go.Figure(figure).to_dict()
    assert checked["data"] == figure["data"]
    # Plotly adds an empty scatter to an empty template; it changes nothing else.
    assert checked["layout"] | {"template": {}} == figure["layout"]


def test_on_a_projector_no_text_is_under_24_px() -> None:
    figure = create_timeline(size="projector")
    assert all(title["font"]["size"] >= 24 for title in figure["layout"]["annotations"])
    assert figure["layout"]["xaxis"]["tickfont"]["size"] >= 24
    assert figure["data"][0]["textfont"]["size"] >= 24
