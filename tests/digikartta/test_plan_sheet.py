from dataclasses import replace
from datetime import date

import pytest

from digikartta.action_plan import Action, Planned
from digikartta.plan_sheet import (
    after_saving,
    in_order,
    is_current,
    settled,
    sheet_of,
    typed,
    with_cells,
)
from tests.factories import TODAY, create_action

FIRST = Planned(4, 1, create_action("Yksi"), TODAY, None)
SECOND = Planned(9, 3, create_action("Kaksi", needs=("vision_1",)), TODAY, None)
SHEET = sheet_of([FIRST, SECOND], number=1)


def test_cells_come_as_a_table_writes_them() -> None:
    cells = {"due_on": "2026-07-01T00:00:00.000", "cost": 12.0, "owner": None, "starts_on": None}
    expected = replace(FIRST.content, due_on=date(2026, 7, 1), cost=12, owner="", starts_on=None)
    assert with_cells(FIRST.content, cells) == expected
    assert with_cells(Action("a", cost=5), {"cost": None}).cost is None


@pytest.mark.parametrize("cells", [{"needs": "x"}, {"id": 1}, {"due_on": "soon"}, {"cost": "x"}])
def test_what_such_a_table_cannot_hold_is_no_cell(cells: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        with_cells(FIRST.content, cells)


def test_only_what_differs_from_what_is_stored_is_pending() -> None:
    sheet = typed(SHEET, {0: {"owner": "Kalle"}, 1: {"owner": "Maija Meri"}})
    assert sheet.pending == {4: replace(FIRST.content, owner="Kalle")}
    assert typed(sheet, {0: {"owner": "Maija Meri"}}).pending == {}


def test_a_row_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no row 2"):
        typed(SHEET, {2: {"owner": "Kalle"}})


def test_after_saving_the_next_cell_builds_on_what_is_stored() -> None:
    sheet = typed(SHEET, {0: {"owner": "Kalle"}})
    stored = Planned(4, 2, sheet.pending[4], TODAY, None)
    sheet = after_saving(sheet, [stored])
    assert sheet.pending == {}
    assert is_current(sheet, [stored, SECOND])
    sheet = typed(sheet, {0: {"owner": "Kalle", "cost": 5}})
    assert sheet.pending == {4: replace(FIRST.content, owner="Kalle", cost=5)}
    assert sheet.stored[4].revision == 2


def test_what_the_table_does_not_show_is_not_taken_back() -> None:
    tied = replace(FIRST, revision=2, content=replace(FIRST.content, insights=(7,)))
    sheet = typed(after_saving(SHEET, [tied]), {0: {"cost": 5}})
    assert sheet.pending[4].insights == (7,)


def test_what_is_not_in_order_waits_and_the_rest_can_be_stored() -> None:
    sheet = typed(SHEET, {0: {"title": " "}, 1: {"title": " Kolme "}})
    ready, wrong = in_order(sheet, dimensions=["vision"])
    assert ready == {9: replace(SECOND.content, title="Kolme")}
    assert [(action, p.where, p.key) for action, p in wrong] == [
        (4, "title", "problem.action_title_missing")
    ]
    assert in_order(sheet, dimensions=["vision"], waiting=[4, 9]) == ({}, [])
    assert settled(sheet, 4).pending.keys() == {9}


def test_a_new_table_shows_what_is_half_typed_and_forgets_what_is_gone() -> None:
    pending = typed(SHEET, {0: {"title": ""}, 1: {"cost": 5}}).pending
    sheet = sheet_of([FIRST], number=2, pending=pending)
    assert sheet.shown == (replace(FIRST.content, title=""),)
    assert sheet.pending.keys() == {4}
    assert not is_current(sheet, [FIRST, SECOND])
