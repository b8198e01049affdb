import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.digital_vision import (
    EMPTY,
    MEASURE_PARTS,
    TEXT_PARTS,
    Measure,
    Vision,
    as_json,
    changed_parts,
    checked_agreement,
    checked_measure,
    checked_text,
    from_json,
    part_content,
    vision_of,
)
from digikartta.problems import InvalidInput

ORDERS = Measure("Verkkotilaukset", 10.0, 40.0, "%")
WHOLE = Vision({part: f"Teksti {part}" for part in TEXT_PARTS}, {"measure1": ORDERS})

texts = st.text(min_size=1, max_size=30)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
measures = st.builds(Measure, texts, numbers, numbers, st.text(max_size=5))
visions = st.builds(
    Vision,
    st.dictionaries(st.sampled_from(TEXT_PARTS), texts),
    st.dictionaries(st.sampled_from(MEASURE_PARTS), measures),
)


def wrong(vision: Vision, names: str) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as caught:
        checked_agreement(vision, names)
    return [(p.where, p.key) for p in caught.value.problems]


@given(visions)
def test_a_stored_vision_reads_as_it_was_written(vision: Vision) -> None:
    assert from_json(as_json(vision)) == vision
    parts = (*TEXT_PARTS, *MEASURE_PARTS)
    contents = {part: part_content(vision, part) for part in parts}
    assert vision_of(contents) == vision


def test_what_nobody_has_written_is_empty() -> None:
    assert EMPTY.text("staff") == ""
    assert not EMPTY.measure("measure1")
    assert EMPTY.given_measures == []
    assert part_content(EMPTY, "measure1") == ""


@pytest.mark.parametrize("contents", [{"motto": "Eteenpäin"}, {"measure1": '{"who": "me"}'}])
def test_what_is_no_part_of_a_vision_is_refused(contents: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"motto|who"):
        vision_of(contents)


def test_a_text_is_cleaned_and_fits_on_the_page() -> None:
    assert checked_text("  Leipää \r\n", part="staff") == "Leipää"
    with pytest.raises(InvalidInput) as caught:
        checked_text("a" * 601, part="staff")
    assert [(p.where, p.key) for p in caught.value.problems] == [("staff", "problem.too_long")]


def test_a_measure_is_cleaned_and_everything_wrong_is_told() -> None:
    assert checked_measure(Measure(" Tilaukset ", 1, None, " kpl "), part="measure1") == Measure(
        "Tilaukset", 1, None, "kpl"
    )
    with pytest.raises(InvalidInput) as caught:
        checked_measure(Measure("a" * 121, math.inf, 1e12, "b" * 31), part="measure1")
    assert [p.key for p in caught.value.problems] == [
        *("problem.too_long", "problem.too_long"),
        *("problem.measure_value", "problem.measure_value"),
    ]


def test_whoever_agrees_is_named_and_every_part_is_written() -> None:
    assert checked_agreement(WHOLE, " Aino ja Eero ") == "Aino ja Eero"
    half = Vision({"staff": "Teksti"}, {"measure2": Measure(current=3)})
    assert wrong(half, " ") == [
        ("for_whom", "problem.vision_part_missing"),
        ("customers", "problem.vision_part_missing"),
        ("known_for", "problem.vision_part_missing"),
        ("measure2", "problem.measure_unnamed"),
        ("agreed_by", "problem.agreed_by_missing"),
    ]
    assert wrong(WHOLE, "a" * 301) == [("agreed_by", "problem.too_long")]


def test_a_vision_without_measures_can_be_agreed() -> None:
    assert checked_agreement(Vision(WHOLE.texts, {}), "Aino") == "Aino"


def test_versions_differ_in_the_parts_that_were_changed() -> None:
    changed = Vision(
        {**WHOLE.texts, "staff": "Toisin"}, {"measure1": ORDERS, "measure3": Measure("Kävijät")}
    )
    assert changed_parts(WHOLE, changed) == ["staff", "measure3"]
    assert changed_parts(WHOLE, WHOLE) == []


def test_measures_keep_their_order_and_skip_the_nameless() -> None:
    vision = Vision(
        {}, {"measure3": ORDERS, "measure1": Measure("Eka"), "measure2": Measure(unit="€")}
    )
    assert [measure.what for measure in vision.given_measures] == ["Eka", "Verkkotilaukset"]
