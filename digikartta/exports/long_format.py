"""Writing answers in the long format: CSV with a codebook of its own, or Excel with it inside."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

import xlsxwriter

from digikartta.exports.codebook import CODEBOOK_COLUMNS, CodebookRow
from digikartta.long_format import COLUMNS, AnswerRow
from digikartta.long_format_xlsx import MAX_UNPACKED_BYTES, SHEET
from digikartta.problems import InvalidInput, Problem
from digikartta.spreadsheet_text import escaped, escaped_in_typed_cell

CODEBOOK = "codebook"
# What a file of this product can be read back from: some 480 bytes a row, unpacked.
MAX_XLSX_ROWS = 100_000
_MEGABYTE = 10**6


def write_csv(file: BinaryIO, rows: Iterable[AnswerRow]) -> int:
    """Write the answers as CSV (UTF-8, commas) and return how many they were."""
    return _write_csv(file, COLUMNS, (row.cells() for row in rows))


def write_codebook_csv(file: BinaryIO, rows: Iterable[CodebookRow]) -> int:
    """Write a codebook as CSV and return the number of its rows."""
    return _write_csv(file, CODEBOOK_COLUMNS, (row.cells() for row in rows))


def _write_csv(file: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    count = 0
    for row in rows:
        writer.writerow([escaped(cell) for cell in row])
        count += 1
    text.flush()
    text.detach()
    return count


def write_xlsx(file: BinaryIO, rows: Iterable[AnswerRow], codebook: Iterable[CodebookRow]) -> int:
    """Write the answers and their codebook as sheets of an Excel file; return how many they were.

    Raises `InvalidInput` when there are more than can be read back.
    """
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"strings_to_formulas": False, "in_memory": True}) as book:
        count = _write_sheet(book, SHEET, COLUMNS, _limited(rows))
        _write_sheet(book, CODEBOOK, CODEBOOK_COLUMNS, (row.cells() for row in codebook))
    with zipfile.ZipFile(made) as archive:
        if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED_BYTES:
            raise InvalidInput([_too_large()])
    file.write(made.getbuffer())
    return count


def _limited(rows: Iterable[AnswerRow]) -> Iterator[tuple[str, ...]]:
    for number, row in enumerate(rows, start=1):
        if number > MAX_XLSX_ROWS:
            raise InvalidInput([_too_large()])
        yield row.cells()


def _write_sheet(
    book: xlsxwriter.Workbook, name: str, header: Sequence[str], rows: Iterable[Sequence[str]]
) -> int:
    sheet = book.add_worksheet(name)
    # Text even after somebody has gone into the cell and out again.
    as_text = book.add_format({"quote_prefix": True})
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(header):
        sheet.write_string(0, column, title)
    count = 0
    for cells in rows:
        count += 1
        for column, cell in enumerate(cells):
            if cell:
                risky = as_text if escaped(cell) != cell else None
                sheet.write_string(count, column, escaped_in_typed_cell(cell), risky)
    return count


def _too_large() -> Problem:
    details = {"limit": MAX_XLSX_ROWS, "megabytes": MAX_UNPACKED_BYTES // _MEGABYTE}
    return Problem("problem.too_large_for_xlsx", details=details)
