from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest

from digikartta.action_plan import Planned
from digikartta.charts.frame import LINE_HEIGHT
from digikartta.charts.future_map import future_map
from digikartta.charts.map_measures import map_layout
from digikartta.charts.palette import DARK, LIGHT
from digikartta.future_map import MapSettings, Milestone
from digikartta.map_source import MapSource, lane_names, levels_text, map_source
from digikartta.plan_review import StageLevels
from digikartta.plan_words import PlanWords
from digikartta.texts import texts
from tests.factories import TODAY, create_action, create_questionnaire

QUESTIONNAIRE = create_questionnaire()
WORDS = PlanWords(texts("fi"), QUESTIONNAIRE)
SETTINGS = MapSettings(date(2026, 3, 1), 2, "dimension")
ROUNDS = (
    StageLevels("T0", date(2026, 1, 1), {"vision": 29.2}, {"vision": 75.0}),
    StageLevels("T1", date(2026, 6, 1), {"vision": 50.0}, {"vision": 87.5}),
)
PLAN = (
    Planned(1, 1, create_action("Kysytään <kaikilta>", status="started"), TODAY, None),
    Planned(2, 1, create_action("Avataan", owner="Kalle", after=(1,)), TODAY, None),
    Planned(3, 1, create_action("Luovuttu", status="dropped"), TODAY, None),
    Planned(4, 1, create_action("Teema", dimension="", theme="Myynti"), TODAY, None),
)
MILESTONES = {9: Milestone("Auki", date(2026, 9, 1), "vision")}


def source(**changes: object) -> MapSource:
    usual: dict[str, object] = {"words": WORDS, "vision": "Meidät tunnetaan.", "today": TODAY}
    settings = changes.pop("settings", SETTINGS)
    return map_source(settings, PLAN, MILESTONES, ROUNDS, **{**usual, **changes})  # type: ignore[arg-type]


def drawn(found: MapSource, size: str = "desk", width: float = 1200) -> go.Figure:
    layout = map_layout(found, words=WORDS, size=size, width=width)  # type: ignore[arg-type]
    return future_map(found, layout, words=WORDS, palette=LIGHT, size=size)  # type: ignore[arg-type]


def texts_of(figure: go.Figure) -> str:
    shown = [note.text for note in figure.layout.annotations]
    shown += [text for trace in lines_of(figure, "text") for text in trace.text]
    return " ".join(shown).replace("<br>", " ").replace("\N{NO-BREAK SPACE}", " ")


def lines_of(figure: go.Figure, mode: str) -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.type == "scatter" and trace.mode == mode]


def test_only_lanes_with_something_on_them_are_shown() -> None:
    assert list(lane_names(source())) == ["", "vision"]
    by_theme = source(settings=replace(SETTINGS, lanes="theme"))
    assert list(lane_names(by_theme)) == ["", "Myynti"]


def test_one_lane_or_one_person_can_be_looked_at() -> None:
    one = source(only=("vision", None))
    assert list(lane_names(one)) == ["vision"]
    assert [p.id for p in one.plan] == [1, 2]
    kalle = source(only=(None, "Kalle"))
    assert [p.id for p in kalle.plan] == [2]
    assert not kalle.milestones


def test_a_lane_tells_the_first_level_and_the_latest_target() -> None:
    lane = next(lane for lane in source().lanes if lane.id == "vision")
    assert levels_text(lane, WORDS) == "T0 29 → tavoite 88"
    assert levels_text(source().lanes[0], WORDS) == ""


def theme_levels(*dimensions: str, rounds: tuple[StageLevels, ...]) -> str:
    plan = [
        Planned(number, 1, create_action(dimension=each, theme="Myynti"), TODAY, None)
        for number, each in enumerate(dimensions)
    ]
    settings = replace(SETTINGS, lanes="theme")
    found = map_source(settings, plan, {}, rounds, words=WORDS, vision="", today=TODAY)
    return levels_text(found.lanes[0], WORDS)


def test_a_theme_s_levels_are_means_over_the_dimensions_of_its_actions() -> None:
    levels = StageLevels(
        "T0",
        TODAY,
        {"vision": 20.0, "people": 51.0, "data": 99.0},
        {"vision": 70.0, "people": 91.0},
    )
    # (20 + 51) / 2 = 35.5 and (70 + 91) / 2 = 80.5; two actions of one dimension count once.
    shown = theme_levels("vision", "people", "vision", "", rounds=(levels,))
    assert shown == "T0 36 → tavoite 81"


def test_a_theme_s_level_is_undefined_when_one_of_its_dimensions_is() -> None:
    levels = StageLevels("T0", TODAY, {"vision": 20.0, "people": 51.0}, {"vision": 70.0})
    assert theme_levels("vision", "people", rounds=(levels,)) == "T0 36 → tavoite –"
    assert theme_levels("vision", "data", rounds=(levels,)) == "T0 – → tavoite –"
    assert theme_levels("", rounds=(levels,)) == "T0 – → tavoite –"
    assert theme_levels("vision", rounds=()) == "T0 – → tavoite –"


def test_what_was_dropped_says_nothing_of_a_theme_s_levels() -> None:
    levels = StageLevels("T0", TODAY, {"vision": 20.0, "people": 51.0}, {"vision": 70.0})
    plan = (
        Planned(1, 1, create_action(theme="Myynti"), TODAY, None),
        Planned(
            2, 1, create_action(theme="Myynti", dimension="people", status="dropped"), TODAY, None
        ),
    )
    settings = replace(SETTINGS, lanes="theme")
    found = map_source(settings, plan, {}, (levels,), words=WORDS, vision="", today=TODAY)
    assert levels_text(found.lanes[0], WORDS) == "T0 20 → tavoite 70"


@pytest.mark.parametrize(("size", "width"), [("phone", 330), ("desk", 1200), ("projector", 1760)])
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_size_and_theme_is_a_figure_that_plotly_accepts(
    size: str, width: float, palette: object
) -> None:
    found = source()
    layout = map_layout(found, words=WORDS, size=size, width=width)  # type: ignore[arg-type]
    figure = future_map(found, layout, words=WORDS, palette=palette, size=size)  # type: ignore[arg-type]
    checked = go.Figure(figure.to_dict())
    assert checked.layout.height > layout.height


def test_the_picture_names_everything_and_shows_text_as_text() -> None:
    shown = texts_of(drawn(source()))
    for text in (
        "Kysytään &lt;kaikilta&gt; · Maija Meri",
        "Avataan · Kalle",
        "Auki",
        "T0 29 → tavoite 88",
        "Tänään",
        "Meidät tunnetaan.",
    ):
        assert text in shown
    assert "Luovuttu" not in shown


def test_each_status_has_a_colour_and_a_pattern_of_its_own_in_the_legend() -> None:
    bars = [trace for trace in drawn(source()).data if trace.type == "bar"]
    assert [trace.name for trace in bars] == ["Sovittu", "Aloitettu"]
    assert len({trace.marker.color for trace in bars}) == 2
    assert len({trace.marker.pattern.shape for trace in bars}) == 2


def test_what_is_late_has_a_frame_of_its_own_and_says_so() -> None:
    late = source(today=date(2026, 6, 2))
    bars = {trace.name: trace for trace in drawn(late).data if trace.type == "bar"}
    assert bars["Aloitettu"].marker.line.width == (3,)
    assert "myöhässä" in bars["Aloitettu"].hovertext[0]
    assert bars["Myöhässä"].marker.line.color == LIGHT.target
    assert bars["Myöhässä"].x == (None,)  # in the legend only


def test_the_legend_shows_a_status_as_it_is_and_not_how_it_looks_late() -> None:
    plan = [
        Planned(1, 1, create_action(status="started", due_on=date(2026, 3, 4)), TODAY, None),
        Planned(2, 1, create_action(status="started", due_on=date(2026, 9, 1)), TODAY, None),
    ]
    found = map_source(SETTINGS, plan, {}, (), words=WORDS, vision="", today=date(2026, 5, 1))
    started, late = [trace for trace in drawn(found).data if trace.type == "bar"]
    assert started.marker.line.width == (1, 3)
    assert late.name == "Myöhässä"


def test_what_waits_is_joined_to_what_it_waits_for() -> None:
    assert len(lines_of(drawn(source()), "lines")) == 1
    assert lines_of(drawn(source(only=(None, "Kalle"))), "lines") == []


def test_a_phone_has_the_vision_elsewhere_and_the_names_over_the_bars() -> None:
    figure = drawn(source(), "phone", 330)
    assert "Meidät tunnetaan." not in texts_of(figure)
    assert figure.layout.xaxis.range[0] == 0


def test_the_line_of_today_leaves_the_names_of_lanes_readable() -> None:
    whole = [shape for shape in drawn(source()).layout.shapes if shape.type == "line"]
    assert len(whole) == 1  # the names stand beside the axis
    phone = drawn(source(), "phone", 362)
    parts = [shape for shape in phone.layout.shapes if shape.type == "line"]
    names = [note for note in phone.layout.annotations if note.yref == "y"]
    line = phone.layout.font.size * LINE_HEIGHT
    assert len(parts) == len(names) == len(lane_names(source()))
    for part, name in zip(parts, names, strict=True):
        assert name.y + (name.text.count("<br>") + 1) * line <= part.y0 < part.y1


def test_without_a_vision_and_today_there_is_no_place_for_them() -> None:
    figure = drawn(source(vision="", today=date(2025, 1, 1)))
    assert "Tänään" not in texts_of(figure)
    assert {shape.type for shape in figure.layout.shapes} == {"rect"}
