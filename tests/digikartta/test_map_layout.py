from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from digikartta.action_plan import Action, Planned
from digikartta.future_map import MapSettings, Milestone
from digikartta.map_layout import NO_LANE, LaneSource, MapLayout, days_of, laid_out
from digikartta.map_packing import Item, Measures, broken
from tests.factories import TODAY, create_action

START = date(2026, 3, 1)
YEAR = MapSettings(START, 1, "dimension")
LANES = (LaneSource(NO_LANE, "Koko"), LaneSource("vision", "Visio"), LaneSource("data", "Tieto"))
# A year is 365 px, so that a day is one; every letter is 10 px wide.
MEASURES = Measures(
    width=365,
    line_height=16,
    bar=12,
    gap=8,
    widest_label=200,
    lane_head=0,
    text_width=lambda text: 10.0 * len(text),
    tick_width=lambda text: 10.0 * len(text),
)


def planned(number: int, title: str = "Toimi", **changes: object) -> Planned:
    action = create_action(title, **changes)
    return Planned(number, 1, action, TODAY, TODAY if action.status == "done" else None)


def layout(
    *plan: Planned,
    milestones: dict[int, Milestone] | None = None,
    settings: MapSettings = YEAR,
    lanes: tuple[LaneSource, ...] = LANES,
    today: date = TODAY,
) -> MapLayout:
    return laid_out(
        settings,
        lanes,
        plan,
        milestones or {},
        today=today,
        measures=MEASURES,
        month=lambda day: f"{day.month}/{day.year}",
    )


def bars(found: MapLayout) -> dict[int, tuple[float, float]]:
    return {item.id: (item.left, item.right) for item in found.items if not item.is_milestone}


def test_a_bar_runs_from_its_first_day_to_the_end_of_its_last() -> None:
    # 2 March is the second day: 1 px in. 1 June is day 92, its end 93 px in.
    found = layout(planned(4, starts_on=date(2026, 3, 2), due_on=date(2026, 6, 1)))
    assert bars(found) == {4: (1, 93)}


def test_an_action_with_one_day_is_a_short_bar_that_ends_or_begins_there() -> None:
    assert days_of(Action("a", due_on=date(2026, 5, 31))) == (date(2026, 5, 2), date(2026, 6, 1))
    assert days_of(Action("a", starts_on=date(2026, 5, 1))) == (
        date(2026, 5, 1),
        date(2026, 5, 31),
    )
    assert days_of(Action("a")) is None


def test_what_reaches_over_the_edges_is_cut_there_and_told() -> None:
    found = layout(planned(4, starts_on=date(2025, 1, 1), due_on=date(2028, 1, 1)))
    [item] = found.items
    assert (item.left, item.right, item.starts_before, item.ends_after) == (0, 365, True, True)


def test_what_has_no_days_or_others_is_named_and_dropped_is_not() -> None:
    found = layout(
        planned(1, starts_on=None, due_on=None),
        planned(2, starts_on=None, due_on=date(2026, 2, 28)),
        planned(3, starts_on=date(2027, 3, 1), due_on=None),
        planned(4, status="dropped"),
    )
    assert (found.items, found.undated, found.outside) == ((), (1,), (2, 3))


def test_lanes_stand_one_under_the_other_in_their_order() -> None:
    found = layout(planned(1, dimension="data"), planned(2, dimension="vision"))
    assert [(lane.source.id, lane.top) for lane in found.lanes] == [("vision", 0), ("data", 44)]
    # gap 8, label 16, bar 12, gap 8
    assert found.height == 88


def test_a_lane_is_as_high_as_its_name_needs() -> None:
    high = replace(LANES[1], least_height=120)
    assert layout(planned(1), lanes=(high,)).height == 120


def test_what_belongs_to_no_lane_has_the_first_one() -> None:
    found = layout(planned(1, dimension=""), planned(2))
    assert [lane.source.id for lane in found.lanes] == [NO_LANE, "vision", "data"]


def test_lanes_by_theme_hold_what_has_the_theme() -> None:
    themes = (LaneSource("Myynti", "Myynti"),)
    found = layout(
        planned(1, theme="Myynti"),
        planned(2, theme=""),
        settings=replace(YEAR, lanes="theme"),
        lanes=themes,
    )
    assert list(bars(found)) == [1]


def test_today_is_a_line_while_it_is_in_the_span() -> None:
    assert layout(today=date(2026, 3, 2)).today == 1
    assert layout(today=date(2026, 2, 28)).today is None
    assert layout(today=date(2027, 3, 1)).today is None


def test_months_are_as_dense_as_their_names_allow() -> None:
    # "3/2026" is 60 px and a gap of 8; two months are 59 to 62 px, three are 90 to 92.
    found = layout()
    assert [tick.label for tick in found.ticks] == ["4/2026", "7/2026", "10/2026"]
    assert [tick.x for tick in found.ticks] == [31, 122, 214]


def test_an_arrow_leads_from_the_end_of_one_to_the_beginning_of_the_next() -> None:
    found = layout(
        planned(1, starts_on=date(2026, 3, 2), due_on=date(2026, 4, 1)),
        planned(2, starts_on=date(2026, 6, 1), due_on=date(2026, 8, 1), after=(1, 77)),
    )
    [arrow] = found.arrows
    first, second = sorted(found.items, key=lambda item: item.id)
    assert (arrow.before, arrow.after) == (1, 2)
    assert arrow.points[0] == (first.right, first.bar_middle)
    assert arrow.points[-1] == (second.left, second.bar_middle)


def test_an_arrow_to_what_begins_too_early_goes_around() -> None:
    found = layout(planned(1), planned(2, after=(1,)))
    assert len(found.arrows[0].points) == 6


def test_a_label_never_leaves_the_picture() -> None:
    found = layout(planned(1, "Tammikuussa", starts_on=date(2027, 2, 1), due_on=date(2027, 2, 9)))
    [item] = found.items
    assert item.label_left == 365 - 110


def test_lines_break_between_words_and_only_then_inside_one() -> None:
    def width(text: str) -> float:
        return len(text)

    assert broken("yksi kaksi kolme", 10, width) == ("yksi kaksi", "kolme")
    assert broken("pitkäsana", 4, width) == ("pitk", "äsan", "a")
    assert broken("a Maija\N{NO-BREAK SPACE}Meri", 10, width) == (
        "a",
        "Maija\N{NO-BREAK SPACE}Meri",
    )


TITLES = st.text("abcdefgh ", min_size=1, max_size=60).map(str.strip).filter(bool)
DAYS = st.integers(-60, 420).map(lambda number: START + timedelta(days=number))


@st.composite
def plans(draw: st.DrawFn) -> list[Planned]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        one, other = draw(st.none() | DAYS), draw(st.none() | DAYS)
        if one and other:
            one, other = min(one, other), max(one, other)
        lane = draw(st.sampled_from(("", "vision", "data")))
        changes = {"starts_on": one, "due_on": other, "dimension": lane}
        found.append(planned(number, draw(TITLES), **changes))
    return found


def box(item: Item) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of an item with its label."""
    label = max(map(len, item.lines)) * 10.0
    return (
        min(item.left, item.label_left),
        max(item.right, item.label_left + label),
        item.top,
        item.bar_top + MEASURES.bar,
    )


@given(plans(), st.dictionaries(st.integers(0, 5), st.tuples(TITLES, DAYS), max_size=4))
def test_nothing_touches_anything_else_and_all_is_inside(
    plan: list[Planned], marks: dict[int, tuple[str, date]]
) -> None:
    milestones = {key: Milestone(title, day, "data") for key, (title, day) in marks.items()}
    found = layout(*plan, milestones=milestones)
    lanes = {lane.source.id: lane for lane in found.lanes}
    for item in found.items:
        left, right, top, bottom = box(item)
        assert 0 <= left <= right <= MEASURES.width + 1e-9
        assert lanes[item.lane].top <= top
        assert bottom <= lanes[item.lane].bottom
    for one, other in combinations(map(box, found.items), 2):
        beside = one[1] <= other[0] or other[1] <= one[0]
        apart = one[3] <= other[2] or other[3] <= one[2]
        assert beside or apart
    shown = {item.id for item in found.items if not item.is_milestone}
    assert shown | {*found.undated, *found.outside} == {p.id for p in plan}


def test_labels_that_touch_at_any_distance_leave_only_what_has_room() -> None:
    wide = replace(MEASURES, tick_width=lambda _: 1000.0)
    five_years = MapSettings(START, 5, "dimension")
    found = laid_out(
        five_years, LANES, (), {}, today=TODAY, measures=wide, month=lambda day: f"{day.month}"
    )
    assert found.ticks == ()
