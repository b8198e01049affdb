"""Slopes, dumbbells, intervals, shares and periods: what stands where, and what meets nothing."""

import itertools
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.charts.dumbbell import DumbbellLabels, DumbbellRow, dumbbell
from digikartta.charts.frame import Size
from digikartta.charts.interval_plot import IntervalLabels, IntervalRow, interval_plot
from digikartta.charts.palette import DARK, LIGHT, Palette
from digikartta.charts.period_bars import Period, period_bars
from digikartta.charts.share_bars import ShareRow, share_bars
from digikartta.charts.slope import MARKED_AT_MOST, SlopeEnds, SlopeLine, apart, slope

SIZES: tuple[Size, ...] = ("phone", "desk", "projector")
LONG = "Osaaminen, osallistaminen ja työhyvinvointi"
EFFECTS = (
    IntervalRow("Digivisio", 8.25, 3.5, 13.75, is_clear=True),
    IntervalRow(LONG, -2.5, -7.5, 2.25, is_clear=False),
    IntervalRow("Data", None, None, None, is_clear=False),
    IntervalRow("Tieto <b>", 1.0, None, None, is_clear=False),
)


def whole(value: float) -> str:
    return str(int(value + 0.5))


def plain(figure: go.Figure) -> dict[str, Any]:
    """The figure as data, after plotly's own checks."""
    return dict(go.Figure(figure.to_dict()).to_dict())


def intervals(
    rows: Sequence[IntervalRow] = EFFECTS, *, size: Size = "desk", palette: Palette = LIGHT
) -> dict[str, Any]:
    labels = IntervalLabels("selvä", "voi olla sattumaa")
    return plain(interval_plot(rows, labels=labels, palette=palette, size=size, number=whole))


def dumbbells(
    rows: Sequence[DumbbellRow], *, size: Size = "desk", palette: Palette = LIGHT
) -> dict[str, Any]:
    labels = DumbbellLabels("T0", "T2")
    return plain(dumbbell(rows, labels=labels, palette=palette, size=size, number=whole))


def slopes(
    lines: Sequence[SlopeLine], *, size: Size = "desk", palette: Palette = LIGHT
) -> dict[str, Any]:
    ends = SlopeEnds("T0", "T2")
    return plain(slope(lines, ends=ends, palette=palette, size=size, number=whole))


def named(figure: dict[str, Any], name: str) -> dict[str, Any]:
    [trace] = [trace for trace in figure["data"] if trace["name"] == name]
    return dict(trace)


def test_a_clear_effect_is_filled_and_one_that_may_be_chance_is_open() -> None:
    figure = intervals()
    clear, unclear = named(figure, "selvä"), named(figure, "voi olla sattumaa")
    assert list(clear["x"]) == [8.25]
    assert clear["marker"]["color"] == LIGHT.own
    assert list(unclear["x"]) == [-2.5, 1.0]
    assert unclear["marker"]["color"] == LIGHT.surface


def test_an_effect_without_interval_has_no_whiskers_and_an_undefined_one_an_empty_row() -> None:
    figure = intervals()
    [whiskers] = [trace for trace in figure["data"] if trace["name"] == ""]
    assert list(whiskers["x"]) == [3.5, 13.75, None, -7.5, 2.25, None]
    assert len(figure["layout"]["yaxis"]["tickvals"]) == 4


def test_the_pointer_is_told_effect_and_interval_and_user_text_stays_text() -> None:
    figure = intervals()
    assert named(figure, "selvä")["hovertext"][0] == "Digivisio<br>8 (4 … 14)"
    assert named(figure, "voi olla sattumaa")["hovertext"][1] == "Tieto &lt;b&gt;<br>1"


def test_the_axis_holds_every_end_and_zero_in_round_steps() -> None:
    axis = intervals()["layout"]["xaxis"]
    ticks = list(axis["tickvals"])
    assert ticks[0] <= -7.5
    assert ticks[-1] >= 13.75
    assert 0 in ticks
    assert len({round(b - a) for a, b in itertools.pairwise(ticks)}) == 1
    assert axis["zeroline"] is True


def test_an_effect_of_the_whole_scale_still_fits() -> None:
    rows = [IntervalRow("a", 0.0, -100.0, 100.0, is_clear=False)]
    assert list(intervals(rows, size="phone")["layout"]["xaxis"]["range"]) == [-100, 100]


def test_effects_without_names_have_no_legend() -> None:
    figure = plain(
        interval_plot(
            EFFECTS[:1],
            labels=IntervalLabels("", ""),
            palette=LIGHT,
            size="desk",
            number=whole,
            ticks=(0, 0.5, 1),
        )
    )
    assert figure["layout"]["showlegend"] is False
    assert list(figure["layout"]["xaxis"]["tickvals"]) == [0, 0.5, 1]


@pytest.mark.parametrize("size", SIZES)
def test_labels_stand_left_of_their_rows_and_on_a_phone_above(size: Size) -> None:
    layout = intervals(size=size)["layout"]
    if size == "phone":
        assert layout["yaxis"]["showticklabels"] is False
        assert next(a["text"] for a in layout["annotations"]) == "Digivisio"
        assert layout["annotations"][0]["bgcolor"] == LIGHT.page
    else:
        assert layout["yaxis"]["ticktext"][0] == "Digivisio"
        assert not layout.get("annotations")


def test_the_numbers_of_a_dumbbell_stand_outside_of_it() -> None:
    rows = [DumbbellRow("a", 40.0, 60.0), DumbbellRow("b", 60.0, 40.0), DumbbellRow("c", 50, 50)]
    figure = dumbbells(rows)
    assert list(named(figure, "T0")["textposition"]) == [
        "middle left",
        "middle right",
        "middle left",
    ]
    assert list(named(figure, "T2")["textposition"]) == [
        "middle right",
        "middle left",
        "middle right",
    ]


def test_a_number_near_the_end_of_the_scale_or_alone_stands_above() -> None:
    rows = [DumbbellRow("a", 2.0, 98.0), DumbbellRow("b", 30.0, None), DumbbellRow("c", None, None)]
    figure = dumbbells(rows)
    assert list(named(figure, "T0")["textposition"]) == ["top center", "top center"]
    assert list(named(figure, "T2")["x"]) == [98.0]
    assert list(figure["layout"]["xaxis"]["range"]) == [0, 100]


def test_a_falling_line_is_dotted_and_the_main_one_is_the_thickest() -> None:
    lines = [
        SlopeLine("Nousi", "Nousi", 40, 60),
        SlopeLine("Laski", "Laski", 60, 40),
        SlopeLine("Kaikki", "Kaikki", 50, 55, is_main=True),
        SlopeLine("", "Yksi monista", 10, 20),
    ]
    drawn = [trace for trace in slopes(lines)["data"] if "markers" in trace["mode"]]
    assert [trace["line"]["dash"] for trace in drawn] == ["solid", "solid", "dot", "solid"]
    widths = [trace["line"]["width"] for trace in drawn]
    assert max(widths) == widths[3]
    assert min(widths) == widths[0]
    assert drawn[0]["hovertext"][0] == "Yksi monista<br>10 → 20"


def test_lines_without_a_label_are_two_traces_with_gaps_however_many_they_are() -> None:
    few = [SlopeLine("", "a", 10, 20), SlopeLine("", "b", 60, 40), SlopeLine("", "c", 30, 30)]
    rising, falling = slopes(few)["data"]
    assert list(rising["y"]) == [10, 20, None, 30, 30, None]
    assert list(rising["hovertext"][:3]) == ["a<br>10 → 20", "a<br>10 → 20", ""]
    assert (falling["line"]["dash"], list(falling["y"])) == ("dot", [60, 40, None])
    [many] = slopes([SlopeLine("", "a", 10, 20)] * (MARKED_AT_MOST + 1))["data"]
    assert (rising["mode"], many["mode"]) == ("lines+markers", "lines")


def test_only_labelled_lines_have_texts_and_leaders_to_them() -> None:
    lines = [SlopeLine("A", "A", 40, 60), *(SlopeLine("", f"{n}", n, n) for n in range(9))]
    figure = slopes(lines)
    texts = [a["text"] for a in figure["layout"]["annotations"]]
    assert texts == ["T0", "T2", "40", "60 A"]
    assert sum(trace["mode"] == "lines" for trace in figure["data"]) == 2


@pytest.mark.parametrize("size", SIZES)
def test_texts_of_lines_that_end_together_do_not_meet(size: Size) -> None:
    lines = [SlopeLine(f"{LONG} {n}", "", 50, 50 + n / 10) for n in range(9)]
    figure = slopes(lines, size=size)
    height = figure["layout"]["height"] - figure["layout"]["margin"]["t"]
    height -= figure["layout"]["margin"]["b"]
    right = sorted(a["y"] for a in figure["layout"]["annotations"] if a["x"] > 1)
    lines_of_text = max(a["text"].count("<br>") + 1 for a in figure["layout"]["annotations"])
    least = lines_of_text * figure["layout"]["font"]["size"] * 1.3
    gaps = [(b - a) * height / 100 for a, b in itertools.pairwise(right)]
    assert min(gaps) >= least - 1
    assert right[0] >= 0
    assert right[-1] <= 100


def test_places_that_meet_move_to_both_sides() -> None:
    assert apart([50, 50, 50], gap=10, height=100) == [40, 50, 60]
    assert apart([10, 90], gap=10, height=100) == [10, 90]
    assert apart([0, 0], gap=10, height=100) == [0, 10]
    assert apart([100, 99], gap=10, height=100) == [100, 90]
    assert apart([], gap=10, height=100) == []


@given(st.lists(st.floats(0, 400, allow_nan=False), min_size=1, max_size=12))
def test_places_keep_their_order_their_distance_and_the_picture(places: list[float]) -> None:
    found = apart(places, gap=20, height=400)
    pairs = sorted(zip(places, found, strict=True))
    assert [b for _, b in pairs] == sorted(b for _, b in pairs)
    gaps = [b[1] - a[1] for a, b in itertools.pairwise(pairs)]
    assert all(gap >= 20 - 1e-9 for gap in gaps)
    assert min(found) >= -1e-9
    assert max(found) <= 400 + 1e-9


def test_where_there_is_no_room_texts_share_it() -> None:
    assert apart([1, 2, 3], gap=100, height=100) == [0, 50, 100]


def shares(rows: Sequence[ShareRow], *, parts: int = 2, size: Size = "desk") -> dict[str, Any]:
    names = ("en osaa sanoa", "ei koske", "tyhjä")[:parts]
    return plain(share_bars(rows, parts=names, palette=LIGHT, size=size, number=whole))


def test_shares_stand_side_by_side_told_apart_by_hatching_too() -> None:
    figure = shares([ShareRow("a", (10.0, 5.0, 1.0))], parts=3)
    assert [list(trace["x"]) for trace in figure["data"]] == [[10.0], [5.0], [1.0]]
    shapes = [trace["marker"]["pattern"]["shape"] for trace in figure["data"]]
    assert len(set(shapes)) == 3
    assert figure["layout"]["barmode"] == "stack"


def test_the_whole_length_stands_behind_a_bar_and_a_dash_where_nothing_is_known() -> None:
    figure = shares([ShareRow("a", (10.0, 5.0)), ShareRow("b", (None, None))])
    assert [a["text"] for a in figure["layout"]["annotations"]] == ["15", "–"]


def test_short_bars_have_half_a_scale_and_long_ones_the_whole() -> None:
    assert list(shares([ShareRow("a", (20.0, 25.0))])["layout"]["xaxis"]["range"]) == [0, 50]
    long = shares([ShareRow("a", (60.0, 40.0))])["layout"]
    assert list(long["xaxis"]["range"]) == [0, 100]
    assert long["annotations"][0]["xanchor"] == "right"


def periods(count: int, *, size: Size = "desk") -> dict[str, Any]:
    made = [Period(f"{n % 4 + 1}/{2020 + n // 4}", n, f"vastaajia {n}") for n in range(count)]
    return plain(period_bars(made, palette=LIGHT, size=size, number=whole))


def test_every_period_has_a_bar_and_its_number() -> None:
    figure = periods(3)
    assert list(figure["data"][0]["y"]) == [0, 1, 2]
    assert list(figure["data"][0]["text"]) == ["0", "1", "2"]
    assert figure["data"][0]["hovertext"][2] == "3/2020<br>vastaajia 2"


def test_of_many_periods_not_all_are_named_but_the_last_one_is() -> None:
    axis = periods(40, size="phone")["layout"]["xaxis"]
    assert len(axis["tickvals"]) < 12
    assert axis["tickvals"][-1] == 39


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_picture_stands_empty_too_in_every_size_and_theme(
    size: Size, palette: Palette
) -> None:
    for figure in (
        intervals([], size=size, palette=palette),
        dumbbells([], size=size, palette=palette),
        slopes([], size=size, palette=palette),
        shares([], size=size),
        periods(0, size=size),
    ):
        assert figure["layout"]["height"] > 0
        assert figure["layout"]["paper_bgcolor"] == "rgba(0,0,0,0)"
