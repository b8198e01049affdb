import plotly.graph_objects as go
import pytest

from digikartta.charts.cohort_dots import CohortDot, CohortSeries, cohort_dots
from digikartta.charts.frame import Size
from digikartta.charts.palette import DARK, LIGHT, Palette

SIZES = pytest.mark.parametrize("size", ["phone", "desk", "projector"])
NOTHING = CohortDot(0, None, None, None)


def draw(*cohorts: CohortSeries, size: Size = "desk", palette: Palette = LIGHT) -> go.Figure:
    return cohort_dots(
        ["Digivisio", "Data & <b>tekoäly</b>"],
        cohorts,
        hover=lambda dimension, cohort, dot: f"{dimension}|{cohort}|{dot.n}",
        palette=palette,
        size=size,
        number=lambda value: f"{value:g}",
    )


def create_series(name: str = "C", *dots: CohortDot) -> CohortSeries:
    return CohortSeries(
        name, dots or (CohortDot(12, 50.0, 40.0, 60.0), CohortDot(5, 25.0, None, None))
    )


@SIZES
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_figure_passes_plotlys_checks(size: Size, palette: Palette) -> None:
    made = draw(create_series(), create_series("G"), size=size, palette=palette)
    assert len(go.Figure(made.to_dict()).data) == 4


def test_medians_stand_on_their_rows_and_quartiles_span_them() -> None:
    span, dots = draw(create_series()).data
    assert list(dots.x) == [50.0, 25.0]
    assert list(span.x) == [40.0, 60.0, None]
    assert span.y[0] == dots.y[0] < dots.y[1]
    assert list(dots.hovertext) == ["Digivisio|C|12", "Data &amp; &lt;b&gt;tekoäly&lt;/b&gt;|C|5"]


def test_cohorts_stand_under_each_other_in_their_order_with_their_own_marks() -> None:
    _, first, _, second = draw(create_series(), create_series("G")).data
    assert first.y[0] < second.y[0] < first.y[1]
    assert first.marker.symbol != second.marker.symbol
    assert [first.name, second.name] == ["C", "G"]


def test_what_is_undefined_is_not_drawn() -> None:
    span, dots = draw(create_series("C", NOTHING, NOTHING)).data
    assert (list(span.x or ()), list(dots.x or ())) == ([], [])


@SIZES
def test_the_axis_is_always_0_to_100(size: Size) -> None:
    assert list(draw(create_series(), size=size).layout.xaxis.range) == [0, 100]


def test_names_are_escaped_and_on_a_phone_above_their_rows() -> None:
    desk, phone = draw(create_series()).layout, draw(create_series(), size="phone").layout
    assert "<b>" not in desk.annotations[1].text
    assert (desk.annotations[0].xanchor, phone.annotations[0].xanchor) == ("right", "left")
