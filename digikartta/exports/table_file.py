"""A table of figures as a file: CSV or Excel, whose texts no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from digikartta.spreadsheet_text import escaped, escaped_in_typed_cell

Cell = str | float | int | None


def csv_bytes(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return the table as CSV (UTF-8 with its mark, semicolons), numbers in full precision."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([escaped(title) for title in header])
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    # With the mark Excel reads the letters as they are.
    return text.getvalue().encode("utf-8-sig")


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return escaped(cell) if isinstance(cell, str) else repr(cell)


def xlsx_bytes(sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Cell]]]]) -> bytes:
    """Return tables as sheets of an Excel file; each has a name, a header and rows."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"strings_to_formulas": False, "in_memory": True}) as book:
        # Text even after somebody has gone into the cell and out again.
        as_text = book.add_format({"quote_prefix": True})
        for name, header, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for at, row in enumerate([header, *rows]):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        risky = as_text if escaped(cell) != cell else None
                        sheet.write_string(at, column, escaped_in_typed_cell(cell), risky)
                    elif cell is not None:
                        sheet.write_number(at, column, cell)
    return made.getvalue()
