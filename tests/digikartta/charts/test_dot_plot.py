from collections.abc import Sequence
from typing import Any, cast

import plotly.graph_objects as go
import pytest

from digikartta.charts.dot_plot import DotLabels, DotRow, dot_plot
from digikartta.charts.frame import Size
from digikartta.charts.palette import DARK, LIGHT, Palette

LABELS = DotLabels("Oma tulos", "Tavoite", "Mediaani", "Kvartiilit", "Asiakkaat")


def whole(value: float) -> str:
    return str(int(value + 0.5))


def create_row(
    *,
    label: str = "Asiakasymmärrys",
    own: float | None = 62.5,
    target: float | None = 75.0,
    peers_median: float | None = 50.0,
    q1: float | None = 40.0,
    q3: float | None = 66.0,
    customers: float | None = 55.0,
) -> DotRow:
    return DotRow(label, own, target, peers_median, q1, q3, customers)


def create_empty_row() -> DotRow:
    return create_row(own=None, target=None, peers_median=None, q1=None, q3=None, customers=None)


def create_dot_plot(
    rows: Sequence[DotRow] = (create_row(),), *, palette: Palette = LIGHT, size: Size = "desk"
) -> dict[str, Any]:
    figure = dot_plot(rows, labels=LABELS, palette=palette, size=size, number=whole)
    return cast(dict[str, Any], figure.to_dict())


def marks(figure: dict[str, Any], name: str) -> dict[str, Any]:
    [trace] = [t for t in figure["data"] if t["name"] == name and t["showlegend"]]
    return cast(dict[str, Any], trace)


def test_the_scale_is_always_0_to_100_with_lines_at_the_edges_of_the_stages() -> None:
    for rows in ((create_row(),), (create_empty_row(),), ()):
        across = create_dot_plot(rows)["layout"]["xaxis"]
        assert (across["range"], across["autorange"]) == ([0, 100], False)
        assert list(across["tickvals"]) == [0, 20, 40, 60, 80, 100]
        assert across["showgrid"] is True


def test_rows_stand_from_top_to_bottom_in_the_order_given() -> None:
    rows = [create_row(label=label) for label in ("Eka", "Toka", "Kolmas")]
    down = create_dot_plot(rows)["layout"]["yaxis"]
    assert list(down["ticktext"]) == ["Eka", "Toka", "Kolmas"]
    assert list(down["tickvals"]) == sorted(down["tickvals"])
    assert down["range"][0] > down["range"][1] == 0  # px from the top


def test_each_kind_of_mark_has_its_own_shape() -> None:
    figure = create_dot_plot()
    symbols = {
        n: marks(figure, n)["marker"].get("symbol")
        for n in ("Oma tulos", "Tavoite", "Mediaani", "Asiakkaat")
    }
    assert symbols == {
        "Oma tulos": "circle",
        "Tavoite": "diamond",
        "Mediaani": "line-ns",
        "Asiakkaat": "square",
    }
    assert marks(figure, "Tavoite")["marker"]["color"] == LIGHT.surface  # hollow


def test_the_bar_reaches_from_the_lower_to_the_upper_quartile() -> None:
    bar = marks(create_dot_plot(), "Kvartiilit")
    assert (bar["base"], bar["x"]) == ([40.0], [26.0])  # 66 - 40


def test_a_line_joins_own_and_target() -> None:
    rows = [create_row(), create_row(target=None), create_row(own=80.0, target=20.0)]
    figure = create_dot_plot(rows)
    [way] = [t for t in figure["data"] if t.get("mode") == "lines"]
    assert way["x"] == [62.5, 75.0, None, 80.0, 20.0, None]


def test_the_own_value_is_written_as_a_whole_number() -> None:
    figure = create_dot_plot([create_row(own=62.5), create_row(own=None), create_row(own=0.0)])
    own = marks(figure, "Oma tulos")
    assert (own["x"], own["text"]) == ([62.5, 0.0], ["63", "0"])


def test_a_missing_figure_is_not_drawn_and_never_zero() -> None:
    figure = create_dot_plot([create_row(customers=None, q1=None)])
    assert {t["name"] for t in figure["data"]} == {"Oma tulos", "Tavoite", "Mediaani"}


def test_a_row_without_figures_keeps_its_label_and_its_place() -> None:
    figure = create_dot_plot([create_empty_row(), create_row()])
    down = figure["layout"]["yaxis"]
    assert len(down["ticktext"]) == 2
    assert marks(figure, "Oma tulos")["y"] == [down["tickvals"][1]]


def test_without_figures_there_is_no_legend() -> None:
    figure = create_dot_plot([create_empty_row()])
    assert figure["data"] == []
    assert figure["layout"]["showlegend"] is False


def test_the_legend_begins_with_the_own_result() -> None:
    named = [t for t in create_dot_plot()["data"] if t["showlegend"]]
    assert [t["name"] for t in sorted(named, key=lambda t: int(t["legendrank"]))] == [
        "Oma tulos",
        "Tavoite",
        "Asiakkaat",
        "Mediaani",
        "Kvartiilit",
    ]
    assert create_dot_plot()["data"][-1]["name"] == "Oma tulos"  # in front of the others


def test_on_a_phone_the_labels_stand_above_their_rows() -> None:
    rows = [create_row(label="Eka"), create_row(label="Toka")]
    layout = create_dot_plot(rows, size="phone")["layout"]
    assert layout["yaxis"]["showticklabels"] is False
    assert [label["text"] for label in layout["annotations"]] == ["Eka", "Toka"]
    for label, centre in zip(layout["annotations"], layout["yaxis"]["tickvals"], strict=True):
        assert label["y"] < centre
    assert "annotations" not in create_dot_plot(rows, size="desk")["layout"]


def test_the_text_at_the_pointer_names_row_mark_and_value() -> None:
    figure = create_dot_plot([create_row(label="A & B")])
    assert marks(figure, "Tavoite")["hovertext"] == ["A &amp; B<br>Tavoite: 75"]
    assert marks(figure, "Kvartiilit")["hovertext"] == ["A &amp; B<br>Kvartiilit: 40–66"]


@pytest.mark.parametrize("size", ["phone", "desk", "projector"])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_figure_passes_plotlys_own_checks(size: Size, palette: Palette) -> None:
    figure = create_dot_plot([create_row(), create_empty_row()], palette=palette, size=size)
    checked = go.Figure(figure).to_dict()
    assert checked["data"] == figure["data"]
    # Plotly adds an empty scatter to an empty template; it changes nothing else.
    assert checked["layout"] | {"template": {}} == figure["layout"]


def test_on_a_projector_no_text_is_under_24_px() -> None:
    layout = create_dot_plot(size="projector")["layout"]
    assert layout["font"]["size"] >= 24
    assert layout["xaxis"]["tickfont"]["size"] >= 24
    assert layout["legend"]["font"]["size"] >= 24
