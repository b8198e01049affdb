"""Reading the rows of an Excel file, which is a zip archive that a stranger made.

Nothing of it reaches the parser unmeasured: every member is unpacked here first, within a limit,
and the parser gets a fresh archive of what came out. A parser also makes room for a whole
rectangle of cells, so a lone cell far away is refused as well.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from digikartta.problems import InvalidInput, Problem

SHEET = "answers"
MAX_UNPACKED_BYTES = 50_000_000
MAX_MEMBERS = 1_000
MAX_CELLS = 5_000_000  # of the rectangle that holds all cells; some 30 bytes each in the parser
_PIECE = 1 << 20
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, OSError, ValueError, OverflowError, NotImplementedError),
)
_OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"  # OLE: .xls, and .xlsx with a password
_FAR_COLUMN = re.compile(rb"""\br=["']([A-Za-z]{2,})\d""")
_FAR_ROW = re.compile(rb"""\br=["'][A-Za-z]*(\d{6,})""")
_ANY_ROW = re.compile(rb"""\br=["'][A-Za-z]*(\d+)""")
_NEAR_COLUMNS, _NEAR_ROWS = 26, 100_000  # what the first two patterns do not look at
_OVERLAP = 64  # bytes; a reference that two pieces share is seen in the second


def xlsx_rows(file: BinaryIO, *, name: str) -> Generator[list[str]]:
    """Yield the rows of the sheet `answers`, else of the first one, cells as text.

    Numbers and dates come as one writes them in a CSV file: 3, 2026-01-31. Raises `InvalidInput`
    for what is not such a file and for one that unpacks to more than the limit.
    """
    sheet = _sheet(_measured(file, name), name)
    for row in sheet.iter_rows():
        cells = [_text(cell) for cell in row]
        yield [""] * (sheet.start[1] if sheet.start else 0) + cells


def _sheet(archive: BinaryIO, name: str) -> CalamineSheet:
    try:
        workbook = CalamineWorkbook.from_filelike(archive)
        names = workbook.sheet_names
        return workbook.get_sheet_by_name(SHEET if SHEET in names else names[0])
    except (CalamineError, ValueError, OSError, IndexError) as error:
        raise InvalidInput([Problem("problem.not_xlsx", name)]) from error


def _measured(file: BinaryIO, name: str) -> io.BytesIO:
    """Return the archive packed afresh from what its members really unpack to."""
    if file.read(4) == _OLD_OR_ENCRYPTED:
        raise InvalidInput([Problem("problem.encrypted", name)])
    file.seek(0)
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(file) as given, zipfile.ZipFile(made, "w") as fresh:
            _copy(given, fresh, name)
    except InvalidInput:
        raise
    except _BROKEN as error:
        raise InvalidInput([Problem("problem.not_xlsx", name)]) from error
    made.seek(0)
    return made


def _copy(given: zipfile.ZipFile, fresh: zipfile.ZipFile, name: str) -> None:
    members = given.infolist()
    if len(members) > MAX_MEMBERS:
        raise InvalidInput([_too_large(name)])
    left = MAX_UNPACKED_BYTES
    for member in members:
        if member.flag_bits & 0x1:
            raise InvalidInput([Problem("problem.encrypted", name)])
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise InvalidInput([Problem("problem.not_xlsx", name)])
        with given.open(member) as packed:
            content = packed.read(left + 1)
        left -= len(content)
        if left < 0:
            raise InvalidInput([_too_large(name)])
        if member.filename.startswith("xl/worksheets/"):
            _refuse_far_cells(content, name)
        fresh.writestr(member.filename, content)


def _too_large(name: str) -> Problem:
    return Problem("problem.unpacks_too_large", name, {"megabytes": MAX_UNPACKED_BYTES // 10**6})


def _refuse_far_cells(sheet: bytes, name: str) -> None:
    """Look at the few references that are far out; at every row only if a column is."""
    columns = max(map(_column_number, _found(_FAR_COLUMN, sheet)), default=_NEAR_COLUMNS)
    far_rows = _FAR_ROW if columns == _NEAR_COLUMNS else _ANY_ROW
    rows = max(map(int, _found(far_rows, sheet)), default=_NEAR_ROWS)
    if columns * rows > MAX_CELLS:
        raise InvalidInput([Problem("problem.too_many_cells", name)])


def _found(pattern: re.Pattern[bytes], sheet: bytes) -> Iterator[bytes]:
    for start in range(0, len(sheet), _PIECE):
        yield from set(pattern.findall(sheet[max(0, start - _OVERLAP) : start + _PIECE]))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:4]:
        number = 26 * number + letter - ord("A") + 1
    return number


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)  # a day without a time comes as a date: 2026-01-31
