"""The plan and its map as an Excel file: one sheet each, days as days, text that stays text."""

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from digikartta.action_plan import Action
from digikartta.map_layout import lane_of
from digikartta.map_source import MapSource, levels_note, levels_text
from digikartta.plan_words import COLUMNS, PlanWords
from digikartta.spreadsheet_text import escaped, escaped_in_typed_cell

_WIDTHS = {"title": 44, "first_step": 44, "why": 44, "dimension": 28, "needs": 40, "after": 34}
_PLAN = (*COLUMNS, "needs", "after")
_MAP = ("title", "owner", "starts_on", "due_on", "status", "after")


class _Book:
    """A workbook with the formats that both sheets use."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrap = {"text_wrap": True, "valign": "top"}
        self.text = book.add_format(wrap)
        # Text even after somebody has gone into the cell and out again.
        self.risky = book.add_format({**wrap, "quote_prefix": True})
        self.day = book.add_format({**wrap, "num_format": "yyyy-mm-dd", "align": "left"})
        self.euros = book.add_format({**wrap, "num_format": "#,##0"})

    def write(self, sheet: Worksheet, row: int, column: int, value: object) -> None:
        """Write a value as what it is; nothing for what nobody has told."""
        if value is None or value == "":
            return
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, self.day)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self.euros)
        else:
            text = str(value)
            form = self.risky if escaped(text) != text else self.text
            sheet.write_string(row, column, escaped_in_typed_cell(text), form)


def plan_xlsx(source: MapSource, *, organisation: str, words: PlanWords) -> bytes:
    """Return the file."""
    made = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(made, options) as workbook:
        workbook.set_properties({"title": words.t("drawio.plan_title", organisation=organisation)})
        book = _Book(workbook)
        _plan_sheet(book, source, words)
        _map_sheet(book, source, words)
    return made.getvalue()


def _sheet(book: _Book, name: str, heads: Sequence[tuple[str, float]]) -> Worksheet:
    sheet = book.book.add_worksheet(name[:31])
    sheet.freeze_panes(1, 0)
    for column, (head, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, book.head)
    return sheet


def _plan_sheet(book: _Book, source: MapSource, words: PlanWords) -> None:
    heads = [(words.field(name), float(_WIDTHS.get(name, 16))) for name in _PLAN]
    sheet = _sheet(book, words.t("plan.title"), heads)
    for row, planned in enumerate(source.plan, start=1):
        for column, name in enumerate(_PLAN):
            book.write(sheet, row, column, _value(planned.content, name, words))


def _value(action: Action, name: str, words: PlanWords) -> object:
    value = getattr(action, name)
    if value is None or isinstance(value, date | int):
        return value
    return words.value(name, value) if value else ""


def _map_sheet(book: _Book, source: MapSource, words: PlanWords) -> None:
    heads = [(words.t("map.lane"), 28.0), (words.t("map.levels_head"), 22.0)]
    heads += [(words.field(name), float(_WIDTHS.get(name, 16))) for name in _MAP]
    sheet = _sheet(book, words.t("map.title"), heads)
    row = 1
    for lane in source.lanes:
        own = [p for p in source.plan if lane_of(p.content, source.settings) == lane.id]
        for planned in own:
            values = [lane.name, levels_text(lane, words)]
            values += [_value(planned.content, name, words) for name in _MAP]  # type: ignore[misc]
            for column, value in enumerate(values):
                book.write(sheet, row, column, value)
            row += 1
        for milestone in source.milestones.values():
            if lane_of(milestone, source.settings) == lane.id:
                cells = (
                    lane.name,
                    levels_text(lane, words),
                    f"◆ {milestone.title}",
                    "",
                    None,
                    milestone.day,
                )
                for column, cell in enumerate(cells):
                    book.write(sheet, row, column, cell)
                row += 1
    book.write(sheet, row + 2, 1, levels_note(source, words))
    if source.vision:
        book.write(sheet, row + 1, 0, words.t("map.vision"))
        book.write(sheet, row + 1, 2, source.vision)
