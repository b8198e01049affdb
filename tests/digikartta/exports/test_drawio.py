"""The plan as a draw.io file, and back: no edit is no difference, each edit is exactly one."""

import base64
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digikartta.action_plan import STATUSES, Action, Planned, checked
from digikartta.drawio_edits import FileChange, FileEdits, edits_in, with_changes
from digikartta.drawio_file import read_cells
from digikartta.drawio_marks import FIELDS, field_texts, marks_of
from digikartta.exports.drawio import drawio_file
from digikartta.future_map import MapSettings, Milestone
from digikartta.map_source import MapSource, map_source
from digikartta.plan_words import PlanWords, names_of
from digikartta.problems import InvalidInput
from digikartta.texts import LANGUAGES, texts
from tests.factories import TODAY, create_action, create_questionnaire

QUESTIONNAIRE = create_questionnaire()
KEY = "k" * 24
NAMES = names_of(QUESTIONNAIRE)
PLAN = (
    Planned(4, 1, create_action("Avataan <kauppa> & varasto"), TODAY, None),
    Planned(7, 2, create_action("Kysytään", owner="Kalle", after=(4,), cost=500), TODAY, None),
    Planned(9, 1, Action("Pelkkä idea"), TODAY, None),
)
MILESTONES = {3: Milestone("Auki", date(2026, 9, 1), "vision")}
Edit = Callable[[ElementTree.Element], object]


def source(
    plan: tuple[Planned, ...] = PLAN, *, years: int = 2, lanes: str = "dimension"
) -> MapSource:
    return map_source(
        MapSettings(date(2026, 3, 1), years, lanes),
        plan,
        MILESTONES,
        (),
        words=words(plan),
        vision="Meidät tunnetaan.",
        today=TODAY,
    )


def words(plan: tuple[Planned, ...] = PLAN, language: str = "fi") -> PlanWords:
    return PlanWords(texts(language), QUESTIONNAIRE, plan=plan)


def made(plan: tuple[Planned, ...] = PLAN, *, language: str = "fi", **options: object) -> bytes:
    return drawio_file(
        source(plan, **options),  # type: ignore[arg-type]
        organisation="Saari & pojat Oy",
        plan_key=KEY,
        words=words(plan, language),
    )


def back(content: bytes, plan: tuple[Planned, ...] = PLAN, *, key: str = KEY) -> FileEdits:
    cells = read_cells(content)
    return edits_in(cells, marks_of(cells, key=key), plan, names=NAMES)


def edited(edit: Edit, content: bytes | None = None) -> bytes:
    """The file after somebody has changed something in it."""
    root = ElementTree.fromstring(content or made())
    edit(root)
    return ElementTree.tostring(root, encoding="utf-8")


def cell(root: ElementTree.Element, identity: str) -> ElementTree.Element:
    return next(each for each in root.iter() if each.get("id") == identity)


def label(identity: str, text: str) -> Edit:
    return lambda root: cell(root, identity).set("label", text)


def data(identity: str, name: str, text: str) -> Edit:
    return lambda root: cell(root, identity).set(name, text)


def geometry(identity: str, **changes: float) -> Edit:
    """Move or resize: each change is added to what stands there."""

    def edit(root: ElementTree.Element) -> None:
        place = cell(root, identity).find(".//mxGeometry")
        assert place is not None
        for name, value in changes.items():
            place.set(name, f"{float(place.get(name, '0')) + value:g}")

    return edit


def without(identity: str) -> Edit:
    """Delete a cell."""

    def edit(root: ElementTree.Element) -> None:
        for page in root.iter("root"):
            for each in [each for each in page if each.get("id") == identity]:
                page.remove(each)

    return edit


def arrow(start: str, end: str) -> Edit:
    """Draw an arrow from one cell to another."""

    def edit(root: ElementTree.Element) -> None:
        page = cell(root, "digikartta-map").find("mxGraphModel/root")
        assert page is not None
        ends = {"source": start, "target": end, "edge": "1", "parent": "1"}
        ElementTree.SubElement(page, "mxCell", {"id": "arrow", **ends})

    return edit


def change(action: int, field: str, after: str, plan: tuple[Planned, ...] = PLAN) -> FileChange:
    content = next(planned.content for planned in plan if planned.id == action)
    before = field_texts(content)[field]
    return FileChange(action, field, before, before, after)


def refused(content: bytes, *, key: str = KEY) -> str:
    with pytest.raises(InvalidInput) as caught:
        back(content, key=key)
    [problem] = caught.value.problems
    return problem.key.removeprefix("problem.drawio_")


def compressed(content: bytes) -> bytes:
    """As draw.io saves a file when it is told to compress."""
    root = ElementTree.fromstring(content)
    for diagram in root.iter("diagram"):
        model = diagram[0]
        text = quote(ElementTree.tostring(model, encoding="unicode"), safe="")
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(text.encode()) + packer.flush()
        diagram.remove(model)
        diagram.text = base64.b64encode(packed).decode()
    return ElementTree.tostring(root)


def test_the_file_has_two_pages_and_is_not_compressed() -> None:
    root = ElementTree.fromstring(made())
    assert root.tag == "mxfile"
    names = [diagram.get("name") for diagram in root]
    assert names == ["Toimintasuunnitelma", "Tulevaisuuskartta"]
    assert all(diagram.find("mxGraphModel/root") is not None for diagram in root)


def test_ids_are_the_same_each_time_and_each_is_there_once_on_its_page() -> None:
    assert made() == made()
    for diagram in ElementTree.fromstring(made()):
        ids = [each.get("id") for each in diagram.iter() if each.get("id")]
        assert len(ids) == len(set(ids))
    bars = {c.id for c in read_cells(made()) if c.id.startswith("map-")}
    assert bars == {"map-4", "map-7", "map-title"}


def test_arrows_join_what_waits_to_what_it_waits_for() -> None:
    arrow = cell(ElementTree.fromstring(made()), "after-7-4")
    assert (arrow.get("source"), arrow.get("target"), arrow.get("edge")) == ("map-4", "map-7", "1")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("years", [1, 2, 3, 5])
def test_an_unchanged_file_gives_no_difference(language: str, years: int) -> None:
    assert back(made(language=language, years=years)) == FileEdits((), ())
    assert back(compressed(made(language=language, years=years))) == FileEdits((), ())


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (label("plan-4-title", "Uusi nimi"), ("title", "Uusi nimi")),
        (label("map-4", "Uusi nimi"), ("title", "Uusi nimi")),
        (data("map-4", "title", "Uusi nimi"), ("title", "Uusi nimi")),
        (label("plan-4-owner", "Liisa"), ("owner", "Liisa")),
        (label("plan-4-owner", " – "), ("owner", "–")),
        (data("plan-4-title", "owner", "Liisa"), ("owner", "Liisa")),
        (label("plan-4-status", "Aloitettu"), ("status", "started")),
        (label("plan-4-status", "PÅBÖRJAD"), ("status", "started")),
        (label("plan-4-status", "done"), ("status", "done")),
        (label("plan-4-due_on", "15.6.2026"), ("due_on", "2026-06-15")),
        (label("plan-4-due_on", "2026-06-15"), ("due_on", "2026-06-15")),
        (label("plan-4-due_on", "15/06/2026"), ("due_on", "2026-06-15")),
        (label("plan-4-due_on", ""), ("due_on", "")),
        (data("map-4", "due_on", "2026-06-15"), ("due_on", "2026-06-15")),
        (label("plan-4-theme", "Myynti"), ("theme", "Myynti")),
        (data("map-4", "theme", "Myynti"), ("theme", "Myynti")),
        (label("plan-4-dimension", "People"), ("dimension", "people")),
        (label("plan-4-dimension", ""), ("dimension", "")),
        (data("plan-4-title", "dimension", "data"), ("dimension", "data")),
        # Two years: 2 px a day.
        (geometry("map-4", width=28), ("due_on", "2026-06-15")),
        (geometry("map-4", x=28, width=-28), ("starts_on", "2026-03-16")),
    ],
)
def test_each_edit_is_exactly_that_difference(edit: Edit, expected: tuple[str, str]) -> None:
    assert back(edited(edit)) == FileEdits((change(4, *expected),), ())
    assert back(compressed(edited(edit))) == FileEdits((change(4, *expected),), ())


def test_a_moved_bar_moves_both_days() -> None:
    found = back(edited(geometry("map-4", x=20)))
    assert set(found.changes) == {
        change(4, "starts_on", "2026-03-12"),
        change(4, "due_on", "2026-06-11"),
    }


def on_lanes(lanes: str, *ids: str) -> tuple[Planned, ...]:
    """The first actions, each on a lane of its own."""
    plan = (*PLAN[:2], replace(PLAN[0], id=11))
    return tuple(
        replace(planned, content=replace(planned.content, **{lanes: each}))
        for planned, each in zip(plan, ids, strict=False)
    )


def dragged(action: int, onto: int, content: bytes) -> Edit:
    """Drag a bar up or down, to where another one stands."""
    tops = {each.id: each.y for each in read_cells(content)}
    return geometry(f"map-{action}", y=tops[f"map-{onto}"] - tops[f"map-{action}"])


@pytest.mark.parametrize(
    ("lanes", "ids"), [("dimension", ("vision", "people", "")), ("theme", ("Myynti", "Tuki", ""))]
)
@pytest.mark.parametrize("onto", [7, 11])
def test_a_bar_that_is_dragged_onto_another_lane_is_exactly_that_difference(
    lanes: str, ids: tuple[str, ...], onto: int
) -> None:
    plan = on_lanes(lanes, *ids)
    content = made(plan, lanes=lanes)
    expected = {7: ids[1], 11: ids[2]}[onto]
    found = back(edited(dragged(4, onto, content), content), plan)
    assert found == FileEdits((change(4, lanes, expected, plan),), ())


def test_a_bar_that_is_dragged_within_its_lane_changes_nothing() -> None:
    assert back(edited(geometry("map-4", y=8))) == FileEdits((), ())


def test_a_bar_on_one_lane_and_words_of_another_are_left_alone_and_told() -> None:
    plan = on_lanes("dimension", "vision", "people")
    content = made(plan)
    once = edited(dragged(4, 7, content), content)
    found = back(edited(label("plan-4-dimension", "Data"), once), plan)
    assert found.changes == ()
    assert [p.key for p in found.left_alone] == ["problem.drawio_ambiguous"]


def test_lanes_that_were_moved_say_nothing_of_the_bars() -> None:
    plan = on_lanes("dimension", "vision", "people")
    content = made(plan)
    moved = edited(geometry("lane-1", y=-20), edited(dragged(4, 7, content), content))
    found = back(moved, plan)
    assert found.changes == ()
    assert [p.key for p in found.left_alone] == ["problem.drawio_lanes"]


def test_the_same_said_twice_is_one_difference() -> None:
    once = edited(label("map-4", "Uusi nimi"))
    twice = edited(label("plan-4-title", "Uusi nimi"), once)
    assert back(twice).changes == (change(4, "title", "Uusi nimi"),)


def test_two_different_words_for_one_thing_are_left_alone_and_told() -> None:
    once = edited(label("map-4", "Yksi nimi"))
    found = back(edited(label("plan-4-title", "Toinen nimi"), once))
    assert found.changes == ()
    assert [p.key for p in found.left_alone] == ["problem.drawio_ambiguous"]


def test_words_in_markup_are_read_as_words() -> None:
    def in_html(root: ElementTree.Element) -> None:
        title = cell(root, "plan-4-title")
        title.set("label", "<div><b>Uusi</b>&nbsp;nimi &amp; muu</div>")
        title[0].set("style", title[0].get("style", "").replace("html=0", "html=1"))

    assert back(edited(in_html)).changes == (change(4, "title", "Uusi nimi & muu"),)


def test_cells_in_a_group_stand_where_they_stand() -> None:
    def grouped(root: ElementTree.Element) -> None:
        page = cell(root, "digikartta-map").find("mxGraphModel/root")
        assert page is not None
        group = ElementTree.SubElement(page, "mxCell", {"id": "g", "parent": "1", "vertex": "1"})
        ElementTree.SubElement(group, "mxGeometry", {"x": "100", "y": "10", "as": "geometry"})
        inner = cell(root, "map-4").find("mxCell")
        assert inner is not None
        inner.set("parent", "g")
        geometry("map-4", x=-100)(root)

    assert back(edited(grouped)) == FileEdits((), ())


def new_cell(root: ElementTree.Element) -> None:
    page = cell(root, "digikartta-map").find("mxGraphModel/root")
    assert page is not None
    ElementTree.SubElement(
        page, "mxCell", {"id": "n", "value": "Uusi ajatus", "vertex": "1", "parent": "1"}
    )


def delete_action(root: ElementTree.Element) -> None:
    for page in root.iter("root"):
        for each in [each for each in page if each.get("action") == "9"]:
            page.remove(each)


@pytest.mark.parametrize(
    ("edit", "problem", "named"),
    [
        (new_cell, "new_cell", "Uusi ajatus"),
        (delete_action, "deleted", "Pelkkä idea"),
        (label("vision", "Toinen visio"), "other_change", "Toinen visio"),
        (label("head-owner", "Kuka"), "other_change", "Kuka"),
        (label("milestone-3", "Kiinni"), "milestone", "Auki"),
        (geometry("milestone-3", x=40), "milestone", "Auki"),
        (geometry("milestone-3", y=40), "milestone", "Auki"),
        (without("milestone-3"), "milestone", "Auki"),
        (without("vision"), "other_change", "tunnetaan"),
        (without("map-4"), "deleted", "kauppa"),
        (without("plan-4-owner"), "deleted", "kauppa"),
        (label("plan-7-cost", "900 €"), "other_change", "900 €"),
        (label("plan-4-dimension", "Muu"), "not_understood", "Muu"),
        (geometry("map-4", y=20), "between_lanes", "kauppa"),
        (geometry("map-4", y=4_000), "between_lanes", "kauppa"),
        (without("after-7-4"), "arrow_gone", "Kysytään"),
        (arrow("map-7", "map-4"), "arrow_new", "Kysytään"),
        (geometry("lane-0", height=9), "lanes", ""),
        (without("lane-0"), "lanes", ""),
        (label("plan-4-status", "Melkein valmis"), "not_understood", "Melkein valmis"),
        (label("plan-4-due_on", "kesällä"), "not_understood", "kesällä"),
        (label("plan-4-due_on", "31.2.2026"), "not_understood", "31.2.2026"),
        (data("map-4", "starts_on", "pian"), "not_understood", "pian"),
    ],
)
def test_what_is_not_understood_is_listed_and_left_alone(
    edit: Edit, problem: str, named: str
) -> None:
    found = back(edited(edit))
    assert found.changes == ()
    assert [p.key for p in found.left_alone] == [f"problem.drawio_{problem}"]
    assert named in " ".join(map(str, found.left_alone[0].details.values()))


def foreign_parts(root: ElementTree.Element) -> None:
    """What draw.io's other tools leave in a page: a part of no kind, and one without a cell."""
    page = cell(root, "digikartta-map").find("mxGraphModel/root")
    assert page is not None
    ElementTree.SubElement(page, "Array", {"id": "a"})
    ElementTree.SubElement(page, "UserObject", {"id": "u", "label": "Tyhjä"})


def test_parts_that_are_no_cells_are_passed_over() -> None:
    assert back(edited(foreign_parts)) == FileEdits((), ())


def test_a_bar_with_one_day_moves_that_day() -> None:
    one = (Planned(5, 1, Action("Yksi päivä", due_on=date(2026, 6, 1)), TODAY, None),)
    found = back(edited(geometry("map-5", x=20), made(one)), one)
    assert found == FileEdits((change(5, "due_on", "2026-06-11", one),), ())


def test_a_bar_whose_place_the_file_does_not_remember_moves_no_day() -> None:
    def forgotten(root: ElementTree.Element) -> None:
        title = cell(root, "plan-title")
        remembered = json.loads(title.get("snapshot", ""))
        remembered["actions"]["4"][1] = None
        title.set("snapshot", json.dumps(remembered))
        geometry("map-4", x=20)(root)

    assert back(edited(forgotten)) == FileEdits((), ())


def test_a_copied_bar_is_a_new_cell_and_changes_nothing() -> None:
    def copied(root: ElementTree.Element) -> None:
        page = cell(root, "digikartta-map").find("mxGraphModel/root")
        assert page is not None
        copy = ElementTree.fromstring(ElementTree.tostring(cell(root, "map-4")))
        copy.set("id", "copy-1")
        copy.set("label", "Kopio")
        page.append(copy)

    found = back(edited(copied))
    assert found.changes == ()
    assert [p.key for p in found.left_alone] == ["problem.drawio_new_cell"]


def test_what_the_plan_has_become_meanwhile_is_no_edit_of_the_file() -> None:
    moved = replace(PLAN[0], revision=2, content=replace(PLAN[0].content, owner="Kalle"))
    assert back(made(), (moved, *PLAN[1:])) == FileEdits((), ())


def test_what_was_changed_on_both_sides_is_disputed() -> None:
    moved = replace(PLAN[0], revision=2, content=replace(PLAN[0].content, owner="Kalle"))
    [found] = back(edited(label("plan-4-owner", "Liisa")), (moved, *PLAN[1:])).changes
    assert found == FileChange(4, "owner", "Maija Meri", "Kalle", "Liisa")
    assert found.is_disputed
    agreed = back(edited(label("plan-4-owner", "Kalle")), (moved, *PLAN[1:]))
    assert agreed.changes == ()


def test_an_action_that_is_gone_from_the_plan_is_told() -> None:
    found = back(edited(label("plan-4-owner", "Liisa")), PLAN[1:])
    assert [p.key for p in found.left_alone] == ["problem.drawio_action_gone"]


def test_changes_become_the_action_that_the_file_wants() -> None:
    once = edited(label("plan-4-status", "Aloitettu"))
    found = back(edited(geometry("map-4", width=28), once))
    assert with_changes(PLAN[0].content, found.changes) == replace(
        PLAN[0].content, status="started", due_on=date(2026, 6, 15)
    )


def test_a_file_of_another_company_is_refused() -> None:
    assert refused(made(), key="x" * 24) == "other_company"
    assert refused(made(), key="") == "other_company"


HEAD = '<mxfile><diagram id="a"><mxGraphModel><root><mxCell id="0"/>'
TAIL = "</root></mxGraphModel></diagram></mxfile>"
BOMB = base64.b64encode(zlib.compress(b"a" * 30_000_000, 9)[2:-4]).decode()


def packed(content: bytes) -> bytes:
    """A file whose only page is compressed and holds this."""
    deflated = base64.b64encode(zlib.compress(content, 9)[2:-4])
    return b"<mxfile><diagram>" + deflated + b"</diagram></mxfile>"


def snapshot(old: str, new: str) -> Edit:
    """Change what the file remembers of the plan."""

    def edit(root: ElementTree.Element) -> None:
        title = cell(root, "plan-title")
        assert old in title.get("snapshot", "")
        title.set("snapshot", title.get("snapshot", "").replace(old, new))

    return edit


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_one"),
        (b"PK\x03\x04", "not_one"),
        (b"\xff\xfe<\x00m\x00", "not_one"),
        (b"hello", "not_one"),
        (b"<svg/>", "not_one"),
        (f"{HEAD}{TAIL}".encode(), "elsewhere"),
        (made()[:-200], "damaged"),
        (b"<mxfile><diagram>%%%</diagram></mxfile>", "damaged"),
        (b"<mxfile><diagram>AAAA</diagram></mxfile>", "damaged"),
        (b"<mxfile><diagram><mxGraphModel/></diagram></mxfile>", "damaged"),
        (b"<mxfile><diagram>////</diagram></mxfile>", "damaged"),  # no such kind of block
        (packed(b"%3Csvg%2F%3E"), "damaged"),
        (packed("<ä/>".encode()), "damaged"),
        (b'<mxGraphModel><root><mxCell id="0"/></root></mxGraphModel>', "elsewhere"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><mxfile/>', "hostile"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><mxfile/>', "hostile"),
        (f"{HEAD}{'<a>' * 400}{'</a>' * 400}{TAIL}".encode(), "hostile"),
        (f"{HEAD}{'<mxCell/>' * 70_000}{TAIL}".encode(), "hostile"),
        (f"<mxfile><diagram>{BOMB}</diagram></mxfile>".encode(), "bomb"),
        (b"<mxfile>" + b" " * 10_000_001, "too_large"),
        (made().replace(b'digikartta="1"', b'digikartta="2"'), "version"),
        (made().replace(b"&quot;origin&quot;", b"&quot;orig&quot;"), "damaged"),
        (made().replace(b"2026-03-02", b"9999-12-31"), "damaged"),
        (edited(data("plan-title", "snapshot", "[" * 100_000)), "damaged"),
        (edited(data("plan-title", "snapshot", "{}")), "damaged"),
        (edited(geometry("map-4", x=float("nan"))), "damaged"),
        (edited(geometry("map-4", x=1e9)), "damaged"),
        (made().replace(b' x="', b' x="left'), "damaged"),
        (edited(snapshot('"per_day":2.0', '"per_day":0')), "damaged"),
        (edited(snapshot('"per_day":2.0', '"per_day":1e-300')), "damaged"),
        (edited(snapshot('"left":240', '"left":Infinity')), "damaged"),
        (edited(snapshot('"left":240', '"left":NaN')), "damaged"),
        (edited(snapshot('"lanes_by":"dimension"', '"lanes_by":"owner"')), "damaged"),
        (edited(snapshot('"lanes":[[', '"lanes":[[[')), "damaged"),
    ],
)
def test_what_is_no_such_file_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    assert refused(content) == reason


def test_a_bar_that_was_dragged_absurdly_far_still_has_a_date() -> None:
    days = {each.field: each.after for each in back(edited(geometry("map-4", x=9e6))).changes}
    assert set(days) == {"starts_on", "due_on"}
    assert {date.fromisoformat(day).year for day in days.values()} == {2080, 2081}


def test_twenty_thousand_foreign_cells_are_told_one_by_one_without_waiting() -> None:
    def crowd(root: ElementTree.Element) -> None:
        page = cell(root, "digikartta-map").find("mxGraphModel/root")
        assert page is not None
        for number in range(20_000):
            ElementTree.SubElement(page, "mxCell", {"id": f"n{number}", "value": f"N {number}"})

    assert len(back(edited(crowd)).left_alone) == 20_000


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_it_is_it_is_read_or_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        back(content)


LINES = st.text(max_size=40).map(lambda text: " ".join(text.split()))
DAYS = st.dates(date(2024, 1, 1), date(2034, 1, 1))


@st.composite
def plans(draw: st.DrawFn) -> tuple[Planned, ...]:
    """Actions as people may write them, one to four."""
    found = []
    for number in range(1, draw(st.integers(2, 5))):
        days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
        action = Action(
            draw(LINES),
            owner=draw(LINES),
            status=draw(st.sampled_from(STATUSES)),
            starts_on=draw(st.none() | st.just(days[0])),
            due_on=draw(st.none() | st.just(days[1])),
            dimension=draw(st.sampled_from(("", "vision"))),
        )
        try:
            content = checked(action, dimensions=("vision",))
        except InvalidInput:
            content = create_action()
        found.append(Planned(number, 1, content, TODAY, None))
    return tuple(found)


@given(plans(), st.sampled_from((1, 2, 3, 5)), st.sampled_from(("dimension", "theme")))
@settings(max_examples=60)
def test_whatever_the_plan_holds_an_unchanged_file_gives_no_difference(
    plan: tuple[Planned, ...], years: int, lanes: str
) -> None:
    content = made(plan, years=years, lanes=lanes)
    assert back(content, plan) == FileEdits((), ())


@given(plans(), st.data())
@settings(max_examples=60)
def test_whatever_is_changed_in_a_row_is_exactly_that_difference(
    plan: tuple[Planned, ...], draw: st.DataObject
) -> None:
    kept = tuple(planned for planned in plan if planned.content.status != "dropped")
    if not kept:
        return
    planned = draw.draw(st.sampled_from(kept))
    field = draw.draw(st.sampled_from(FIELDS))
    new = {
        "status": st.sampled_from(STATUSES),
        "dimension": st.sampled_from(("", *QUESTIONNAIRE.dimension_ids)),
        "starts_on": DAYS.map(str),
        "due_on": DAYS.map(str),
    }
    text = draw.draw(new.get(field, st.text("abcåäö <&", min_size=1, max_size=9))).strip()
    before = field_texts(planned.content)[field]
    found = back(edited(label(f"plan-{planned.id}-{field}", text), made(plan)), plan)
    expected = () if text == before else (change(planned.id, field, text, plan),)
    assert found == FileEdits(expected, ())


@given(st.integers(-40, 40), st.integers(-20, 40), st.sampled_from((1, 2, 3, 5)))
def test_a_bar_drawn_elsewhere_gives_the_days_it_then_covers(
    begin: int, end: int, years: int
) -> None:
    per_day = {1: 3.0, 2: 2.0, 3: 1.5, 5: 1.0}[years]
    starts, due = PLAN[0].content.starts_on, PLAN[0].content.due_on
    assert starts is not None
    assert due is not None
    edit = geometry("map-4", x=begin * per_day, width=(end - begin) * per_day)
    found = back(edited(edit, made(years=years)))
    expected = set()
    if begin:
        day = starts + timedelta(days=begin)
        expected.add(change(4, "starts_on", day.isoformat()))
    if end:
        expected.add(change(4, "due_on", (due + timedelta(days=end)).isoformat()))
    assert set(found.changes) == expected
    assert found.left_alone == ()
