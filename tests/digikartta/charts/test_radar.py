import itertools
from collections.abc import Callable, Sequence
from typing import Any, cast

import plotly.graph_objects as go
import pytest

from digikartta.charts.frame import Size
from digikartta.charts.marks import MARKS
from digikartta.charts.palette import DARK, LIGHT, Kind, Palette
from digikartta.charts.radar import Axis, Band, Series, radar

LABELS = ("Digivisio ja johtaminen", "Asiakasymmärrys", "Prosessit ja yhteistyö")
Values = tuple[float | None, ...]


def whole(value: float) -> str:
    return str(int(value + 0.5))


def create_series(
    *, kind: Kind = "own", label: str = "Oma tulos", values: Values = (25.0, 50.0, 75.0)
) -> Series:
    return Series(kind, label, values)


def create_band(
    *,
    label: str = "Kvartiilit",
    lower: Values = (20.0, 30.0, 40.0),
    upper: Values = (60.0, 70.0, 80.0),
) -> Band:
    return Band(label, lower, upper)


def create_radar(
    *,
    labels: Sequence[str] = LABELS,
    series: Sequence[Series] = (create_series(),),
    band: Band | None = None,
    palette: Palette = LIGHT,
    size: Size = "desk",
    number: Callable[[float], str] = whole,
) -> dict[str, Any]:
    axes = [Axis(f"axis{i}", label) for i, label in enumerate(labels)]
    figure = radar(axes, series, band=band, palette=palette, number=number, size=size)
    return cast(dict[str, Any], figure.to_dict())


def named(figure: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if trace.get("name") == name]


def test_the_scale_is_always_0_to_100() -> None:
    for values in ((1.0, 2.0, 3.0), (None, None, None)):
        radial = create_radar(series=[create_series(values=values)])["layout"]["polar"][
            "radialaxis"
        ]
        assert (radial["range"], radial["autorange"]) == ([0, 100], False)


def test_the_first_axis_is_up_and_the_others_follow_clockwise() -> None:
    angular = create_radar()["layout"]["polar"]["angularaxis"]
    assert (angular["rotation"], angular["direction"]) == (90, "clockwise")
    assert list(angular["tickvals"]) == [0, 120, 240]
    assert list(angular["ticktext"]) == [
        "Digivisio ja<br>johtaminen",
        "Asiakasymmärrys",
        "Prosessit ja<br>yhteistyö",
    ]


def test_a_polygon_closes() -> None:
    [own] = named(create_radar(), "Oma tulos")
    assert own["r"] == [25.0, 50.0, 75.0, 25.0]
    assert own["theta"] == [0, 120, 240, 0]


def test_a_missing_value_is_a_gap_and_never_zero() -> None:
    figure = create_radar(series=[create_series(values=(25.0, None, 0.0))])
    [own] = named(figure, "Oma tulos")
    assert own["r"] == [25.0, None, 0.0, 25.0]
    assert own["theta"] == [0, None, 240, 0]
    assert own["connectgaps"] is False


def test_only_a_whole_own_polygon_is_filled() -> None:
    [whole_one] = named(create_radar(), "Oma tulos")
    [gappy] = named(create_radar(series=[create_series(values=(1.0, None, 3.0))]), "Oma tulos")
    [target] = named(create_radar(series=[create_series(kind="target")]), "Oma tulos")
    assert whole_one["fill"] == "toself"
    assert "fill" not in gappy
    assert "fill" not in target


def test_a_single_value_is_a_marker() -> None:
    [own] = named(create_radar(series=[create_series(values=(None, 50.0, None))]), "Oma tulos")
    assert own["r"] == [None, 50.0, None]
    assert own["mode"] == "lines+markers"


def test_nothing_defined_leaves_the_scale_and_no_legend() -> None:
    figure = create_radar(
        series=[create_series(values=(None, None, None))],
        band=create_band(lower=(None, None, None)),
    )
    [scale] = figure["data"]
    assert scale["text"] == ["20", "40", "60", "80", "100"]
    assert figure["layout"]["showlegend"] is False


@pytest.mark.parametrize("kind", sorted(MARKS))
def test_a_kind_has_its_own_line_style_marker_and_colour(kind: Kind) -> None:
    [trace] = named(create_radar(series=[create_series(kind=kind)]), "Oma tulos")
    assert trace["line"]["dash"] == MARKS[kind].dash
    assert trace["marker"]["symbol"] == MARKS[kind].symbol
    assert trace["line"]["color"] == trace["marker"]["color"] == LIGHT.line(kind)


def test_the_own_polygon_is_in_front_and_first_in_the_legend() -> None:
    series = [create_series(), create_series(kind="peers", label="Mediaani")]
    figure = create_radar(series=series, band=create_band())
    assert figure["data"][-1]["name"] == "Oma tulos"
    ranks = {t["name"]: t.get("legendrank", 1000) for t in figure["data"] if t["showlegend"]}
    assert sorted(ranks, key=lambda name: ranks[name]) == ["Oma tulos", "Mediaani", "Kvartiilit"]


def test_the_band_is_a_ring_between_the_quartiles() -> None:
    fill, spokes, edges, key = named(create_radar(band=create_band()), "Kvartiilit")
    # out along the upper quartiles, back along the lower ones, and to the start
    assert fill["r"] == [60.0, 70.0, 80.0, 60.0, 20.0, 40.0, 30.0, 20.0, 60.0]
    assert fill["theta"] == [0, 120, 240, 0, 0, 240, 120, 0, 0]
    assert (fill["fill"], fill["fillcolor"], fill["line"]["width"]) == ("toself", LIGHT.band, 0)
    assert spokes["r"] == []
    assert edges["r"] == [20.0, 30.0, 40.0, 20.0, None, 60.0, 70.0, 80.0, 60.0]
    assert [trace["showlegend"] for trace in (fill, spokes, edges, key)] == [False] * 3 + [True]


def test_the_band_leaves_out_an_axis_that_lacks_one_quartile() -> None:
    band = create_band(upper=(60.0, None, 80.0))
    fill, _, edges, _ = named(create_radar(band=band), "Kvartiilit")
    assert fill["r"] == [80.0, 60.0, 20.0, 40.0, 80.0]
    assert fill["theta"] == [240, 0, 0, 240, 240]
    assert edges["r"] == [20.0, None, 40.0, 20.0, None, 60.0, None, 80.0, 60.0]


def test_a_lone_quartile_range_is_a_thick_line_on_its_axis() -> None:
    band = create_band(lower=(None, 30.0, None))
    fill, spokes, _, _ = named(create_radar(band=band), "Kvartiilit")
    assert fill["r"] == []
    assert (spokes["r"], spokes["theta"]) == ([30.0, 70.0], [120, 120])


def test_the_text_at_the_pointer_names_axis_series_and_value() -> None:
    figure = create_radar(series=[create_series(values=(62.5, None, 0.0))], band=create_band())
    [own] = named(figure, "Oma tulos")
    assert own["text"][:3] == [
        "Digivisio ja johtaminen<br>Oma tulos: 63",
        "",
        LABELS[2] + "<br>Oma tulos: 0",
    ]
    edges = named(figure, "Kvartiilit")[2]
    assert edges["text"][1] == "Asiakasymmärrys<br>Kvartiilit: 30–70"


def test_markup_in_names_is_shown_as_text() -> None:
    figure = create_radar(series=[create_series(label="<i>Oma</i>")])
    assert figure["data"][-1]["name"] == "&lt;i&gt;Oma&lt;/i&gt;"
    assert "&lt;i&gt;Oma&lt;/i&gt;: 25" in figure["data"][-1]["text"][0]


def test_numbers_are_formatted_by_the_caller() -> None:
    figure = create_radar(number=lambda value: f"<{value:.1f}>")
    assert figure["data"][0]["text"][0] == "<20.0>"


@pytest.mark.parametrize("values", [(1.0,), (1.0, 2.0, 3.0, 4.0)])
def test_a_series_needs_one_value_for_each_axis(values: Values) -> None:
    with pytest.raises(ValueError, match=f"'Oma tulos' has {len(values)} values for 3 axes"):
        create_radar(series=[create_series(values=values)])
    with pytest.raises(ValueError, match=f"'Kvartiilit' has {len(values)} values for 3 axes"):
        create_radar(band=create_band(upper=values))


def test_on_a_projector_no_text_is_under_24_px() -> None:
    figure = create_radar(size="projector")
    layout = figure["layout"]
    assert layout["polar"]["angularaxis"]["tickfont"]["size"] >= 24
    assert layout["legend"]["font"]["size"] >= 24
    assert figure["data"][0]["textfont"]["size"] >= 24


def test_a_longer_label_at_the_side_gets_a_wider_margin() -> None:
    def right(label: str) -> int:
        margin = create_radar(labels=("A", label, "C", "D"), series=[])["layout"]["margin"]
        return int(margin["r"])

    assert right("Asiakaspalvelu, myynti ja markkinointi") > right("Myynti") > 0


@pytest.mark.parametrize("size", ["phone", "desk", "projector"])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_figure_passes_plotlys_own_checks(size: Size, palette: Palette) -> None:
    for band, values in itertools.product(
        (None, create_band()), ((1.0, 2.0, 3.0), (None, 2.0, None))
    ):
        figure = create_radar(
            series=[create_series(values=values)], band=band, palette=palette, size=size
        )
        checked = go.Figure(figure).to_dict()
        assert checked["data"] == figure["data"]
        # Plotly adds an empty scatter to an empty template; it changes nothing else.
        assert checked["layout"] | {"template": {}} == figure["layout"]


def test_the_background_is_transparent_and_the_font_is_the_callers() -> None:
    layout = create_radar()["layout"]
    assert layout["paper_bgcolor"] == layout["polar"]["bgcolor"] == "rgba(0,0,0,0)"
    assert layout["font"]["family"] == "Inter, sans-serif"


def test_a_marker_at_100_does_not_reach_its_label() -> None:
    sizes: tuple[Size, ...] = ("phone", "desk", "projector")
    for size in sizes:
        figure = create_radar(series=[create_series(values=(100.0,) * 3)], size=size)
        [own] = named(figure, "Oma tulos")
        angular = figure["layout"]["polar"]["angularaxis"]
        assert (angular["ticks"], angular["tickcolor"]) == ("outside", "rgba(0,0,0,0)")
        assert angular["ticklen"] >= own["marker"]["size"] / 2
