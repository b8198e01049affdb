"""The charts of the room: the spread of answers, one question in full, groups side by side."""

from typing import Any

import plotly.graph_objects as go
import pytest

from digikartta.charts.level_bars import LevelBar, level_bars
from digikartta.charts.palette import DARK, LIGHT
from digikartta.charts.scaling import scaled
from digikartta.charts.side_by_side import Group, side_by_side
from digikartta.charts.spread import SpreadLabels, SpreadRow, spread

LABELS = SpreadLabels("Vastauksia", "Keskiarvo", "Taso")


def whole(value: float) -> str:
    return str(int(value + 0.5))


def of_spread(*rows: SpreadRow) -> dict[str, Any]:
    figure = spread(rows, labels=LABELS, palette=LIGHT, size="projector", number=whole)
    return dict(figure.to_dict())


def test_a_level_has_a_circle_with_its_count_and_an_empty_one_has_none() -> None:
    circles, means = of_spread(SpreadRow("Kysymys", (1, 0, 4, 0, 0), 2.6))["data"]
    assert (list(circles["x"]), list(circles["y"])) == ([1, 3], [0, 0])
    assert list(circles["text"]) == ["1", "4"]
    # areas are shares: 4 of 5 is four times the area, twice the diameter of 1 of 5
    small, large = circles["marker"]["size"]
    assert large == pytest.approx(2 * small)
    assert list(means["x"]) == [2.6]


def test_a_number_that_has_no_room_in_its_circle_stands_beside_it() -> None:
    circles = of_spread(SpreadRow("Kysymys", (1, 30, 0, 0, 0), 2.0))["data"][0]
    assert list(circles["textposition"]) == ["middle right", "middle center"]
    assert list(circles["textfont"]["color"]) == [LIGHT.text, LIGHT.surface]


def test_rows_stand_in_the_order_given_on_levels_one_to_five() -> None:
    rows = [SpreadRow(name, (1, 1, 1, 1, 1), None) for name in ("Eka", "Toka")]
    figure = of_spread(*rows)
    assert list(figure["layout"]["yaxis"]["ticktext"]) == ["Eka", "Toka"]
    assert list(figure["layout"]["xaxis"]["ticktext"]) == ["Taso 1", "2", "3", "4", "5"]
    assert list(figure["data"][1]["x"]) == []


def test_a_chart_keeps_its_size_whatever_was_answered() -> None:
    few = of_spread(SpreadRow("Kysymys", (0, 0, 3, 0, 0), 3.0))["layout"]
    many = of_spread(SpreadRow("Kysymys", (9, 9, 9, 9, 9), 3.0))["layout"]
    assert (few["height"], few["margin"]) == (many["height"], many["margin"])


def test_names_stand_behind_their_level_as_many_as_fit() -> None:
    named = [LevelBar("1 Alku", 1, ("Aino <i>",)), LevelBar("2 Loppu", 0)]
    trace = level_bars(named, answers="Vastauksia", palette=LIGHT, size="projector").to_dict()
    assert list(trace["data"][0]["text"]) == [" 1  Aino &lt;i&gt;", ""]
    assert trace["layout"]["xaxis"]["range"] == [0, 2.1]
    crowd = tuple(f"Henkilö {number:02}" for number in range(20))
    many = level_bars([LevelBar("1", 20, crowd)], answers="", palette=LIGHT, size="projector")
    assert many.to_dict()["data"][0]["text"][0].endswith("Henkilö 05 +14")
    on_a_phone = level_bars([LevelBar("1", 20, crowd)], answers="", palette=LIGHT, size="phone")
    lines = on_a_phone.to_dict()["data"][0]["text"][0].split("<br>")
    assert max(map(len, lines)) == len(" 20  Henkilö 00,")
    assert lines[-1] == "Henkilö 02 +17"


def test_markup_in_a_question_is_text() -> None:
    figure = of_spread(SpreadRow("<b>Kysymys</b>", (1, 0, 0, 0, 0), 1.0))
    assert figure["layout"]["yaxis"]["ticktext"][0] == "&lt;b&gt;Kysymys&lt;/b&gt;"
    assert figure["data"][0]["hovertext"][0] == "&lt;b&gt;Kysymys&lt;/b&gt;<br>Taso 1: 1"


def test_one_question_has_a_bar_for_each_sentence_the_highest_on_top() -> None:
    bars = [LevelBar(f"Taso {level}", count) for level, count in enumerate((1, 0, 3, 0, 0), 1)]
    figure = level_bars(bars, answers="Vastauksia", palette=DARK, size="projector").to_dict()
    (trace,) = figure["data"]
    assert list(trace["x"]) == [0.25, 0, 0.75, 0, 0]
    assert [text.strip() for text in trace["text"]] == ["1", "", "3", "", ""]
    assert figure["layout"]["yaxis"]["range"] == [-0.5, 4.5]  # the last one is at the top


def test_a_question_without_answers_has_empty_bars() -> None:
    figure = level_bars([LevelBar("Taso", 0)], answers="n", palette=LIGHT, size="desk").to_dict()
    assert list(figure["data"][0]["x"]) == [0]


def of_groups(*groups: Group) -> dict[str, Any]:
    rows = ["Eka", "Toka"]
    figure = side_by_side(rows, groups, palette=LIGHT, size="projector", number=whole)
    return dict(figure.to_dict())


def test_each_group_has_its_own_mark_and_its_number() -> None:
    figure = of_groups(
        Group("management", "Johto", (80.0, 60.0)),
        Group("staff", "Henkilöstö", (40.0, None)),
        Group("customers", "Asiakkaat", (None, None)),
    )
    management, staff = figure["data"]
    assert (management["name"], staff["name"]) == ("Johto", "Henkilöstö")
    assert management["marker"]["symbol"] != staff["marker"]["symbol"]
    assert [text.strip() for text in staff["text"]] == ["40"]
    assert figure["layout"]["xaxis"]["range"] == [0, 100]


def test_a_group_with_too_few_values_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="'Johto' has 1 values for 2 rows"):
        of_groups(Group("management", "Johto", (80.0,)))


def test_plotly_knows_every_property() -> None:
    rows = (SpreadRow("Kysymys", (1, 0, 4, 0, 0), 2.6),)
    bars = [LevelBar("Taso", 1)]
    for figure in (
        spread(rows, labels=LABELS, palette=LIGHT, size="phone", number=whole),
        level_bars(bars, answers="n", palette=LIGHT, size="phone"),
        side_by_side(
            ["Eka"], [Group("staff", "H", (1.0,))], palette=LIGHT, size="phone", number=whole
        ),
    ):
        # Raises ValueError for what it does not know.
        assert len(go.Figure(figure.to_dict()).data) == len(figure.data)


def test_a_number_keeps_clear_of_the_other_groups_mark() -> None:
    figure = of_groups(
        Group("management", "Johto", (31.0, 60.0)), Group("staff", "Henkilöstö", (30.0, 2.0))
    )
    management, staff = figure["data"]
    assert list(management["textposition"]) == ["middle right", "middle right"]
    assert list(staff["textposition"]) == ["middle left", "middle right"]
    assert list(staff["text"]) == ["30  ", "  2"]


def test_a_number_keeps_clear_of_the_other_groups_number() -> None:
    figure = of_groups(
        Group("management", "Johto", (46.0, None)),
        Group("staff", "Henkilöstö", (39.0, 44.0)),
        Group("customers", "Asiakkaat", (50.0, 44.0)),
    )
    # The customers' mark is two lines below the management's number, and does not touch it.
    assert [list(group["textposition"]) for group in figure["data"]] == [
        ["middle right"],
        ["middle right", "middle right"],
        ["middle right", "middle left"],
    ]


def test_a_number_that_would_leave_the_scale_stays_on_the_right() -> None:
    low = of_groups(Group("management", "J", (4.0, 4.0)), Group("staff", "H", (2.0, 2.0)))
    assert list(low["data"][1]["textposition"]) == ["middle right", "middle right"]


def test_scaling_changes_what_is_in_px_and_leaves_the_data() -> None:
    bars = [LevelBar("Taso", 3)]
    figure = level_bars(bars, answers="n", palette=LIGHT, size="projector")
    half = scaled(figure, 0.5).to_dict()
    whole_one = figure.to_dict()
    assert half["layout"]["height"] == whole_one["layout"]["height"] / 2
    assert half["layout"]["font"]["size"] == whole_one["layout"]["font"]["size"] / 2
    assert half["layout"]["margin"]["l"] == whole_one["layout"]["margin"]["l"] / 2
    assert half["data"][0]["width"] == whole_one["data"][0]["width"]
    assert half["data"][0]["x"] == whole_one["data"][0]["x"]


def test_scaling_takes_each_of_several_markers() -> None:
    rows = (SpreadRow("Kysymys", (1, 0, 4, 0, 0), 2.6),)
    figure = spread(rows, labels=LABELS, palette=LIGHT, size="projector", number=whole)
    before, after = (f.to_dict()["data"][0] for f in (figure, scaled(figure, 0.5)))
    assert after["marker"]["size"] == [size / 2 for size in before["marker"]["size"]]


def test_at_full_size_nothing_is_made_anew() -> None:
    figure = level_bars([], answers="n", palette=LIGHT, size="projector")
    assert scaled(figure, 1) is figure
