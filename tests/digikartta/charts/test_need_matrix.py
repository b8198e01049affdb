"""The matrix of needs: numbers to be read, one need to stand out, nothing that moves."""

import plotly.graph_objects as go
import pytest

from digikartta.charts.frame import Size
from digikartta.charts.need_matrix import MatrixLabels, MatrixPoint, need_matrix
from digikartta.charts.palette import DARK, LIGHT, Palette

LABELS = MatrixLabels("Tärkeys", "Työmäärä & <aika>", "Aloita", "Suunnittele", "Ohessa", "Sitten")
POINTS = (
    MatrixPoint("a", 1, "Ensimmäinen <b>tarve</b>", 2.0, 5.0),
    MatrixPoint("b", 2, "Toinen tarve", 4.0, 3.0),
)


def draw(size: Size = "desk", palette: Palette = LIGHT, chosen: str = "") -> go.Figure:
    return need_matrix(POINTS, labels=LABELS, palette=palette, size=size, number=str, chosen=chosen)


@pytest.mark.parametrize("size", ["phone", "desk", "projector"])
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_plotly_accepts_every_part_of_it(size: Size, palette: Palette) -> None:
    drawn = draw(size, palette, "b").to_plotly_json()
    assert len(go.Figure(drawn).data) == 1


def test_a_need_is_its_number_at_its_place_and_is_found_by_its_item() -> None:
    (trace,) = draw().data
    assert list(zip(trace.customdata, trace.text, trace.x, trace.y, strict=True)) == [
        ("a", "<b>1</b>", 2.0, 5.0),
        ("b", "<b>2</b>", 4.0, 3.0),
    ]


def test_the_chosen_need_differs_by_size_ring_and_colour() -> None:
    marker = draw(chosen="b").data[0].marker
    assert list(marker.color) == [LIGHT.own, LIGHT.target]
    assert marker.size[1] > marker.size[0]
    assert list(marker.line.width) == [1, 3]


def test_the_fields_are_named_in_the_corners() -> None:
    corners = {a.text: (a.xanchor, a.yanchor) for a in draw().layout.annotations}
    assert corners == {
        "Aloita": ("left", "top"),
        "Suunnittele": ("right", "top"),
        "Ohessa": ("left", "bottom"),
        "Sitten": ("right", "bottom"),
    }


@pytest.mark.parametrize("size", ["phone", "desk", "projector"])
def test_no_point_stands_on_the_name_of_a_field(size: str) -> None:
    layout = draw(size).layout
    low, high = layout.yaxis.range
    plot = layout.height - layout.margin.t - layout.margin.b
    room = (high - 5.55) / (high - low) * plot  # px above the highest points
    assert room >= 1.2 * max(note.font.size for note in layout.annotations)
    assert 0.45 - low == pytest.approx(high - 5.55)


def test_a_persons_words_stay_words() -> None:
    figure = draw()
    assert "&lt;b&gt;" in figure.data[0].hovertext[0]
    assert figure.layout.xaxis.title.text == "Työmäärä &amp; &lt;aika&gt;"


def test_on_a_projector_everything_is_at_least_24_px() -> None:
    layout = draw("projector").layout
    fonts = [layout.xaxis.tickfont, layout.yaxis.title.font, *(a.font for a in layout.annotations)]
    assert all(font.size >= 24 for font in fonts)


def test_it_neither_zooms_nor_drags() -> None:
    layout = draw().layout
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange
    assert layout.dragmode is False
