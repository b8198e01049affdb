"""Reading the rows of a CSV file: UTF-8, comma or semicolon."""

import csv
import io
from collections.abc import Collection, Generator
from typing import BinaryIO

from digikartta.long_format import COLUMNS
from digikartta.problems import InvalidInput, Problem

DELIMITERS = (",", ";")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MAX_HEADER = 100_000  # bytes of the first line; fourteen names are 140


def csv_rows(
    file: BinaryIO, *, name: str, columns: Collection[str] = COLUMNS
) -> Generator[list[str]]:
    """Yield the rows as lists of cells, the header first, blank lines as empty lists.

    `file` stands at its beginning; the header has some of `columns`, which are in small letters.
    Raises `InvalidInput` for what is not such a file: another encoding, another separator, a
    quotation mark that never ends.
    """
    header = file.readline(_MAX_HEADER)
    _refuse_other_encodings(header, name)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    row = 1  # as a spreadsheet shows it: a cell may go over several lines of the text
    try:
        for cells in csv.reader(text, delimiter=_delimiter(header, columns), strict=True):
            yield cells
            row += 1
    except UnicodeDecodeError as error:
        raise InvalidInput([_not_utf8(file, name)]) from error
    except csv.Error as error:
        details = {"detail": str(error), "row": row, "column": "", "others": 0}
        raise InvalidInput([Problem("problem.not_csv", name, details)]) from error
    finally:
        text.detach()


def _refuse_other_encodings(header: bytes, name: str) -> None:
    if header.startswith(_UTF16_MARKS) or b"\0" in header:
        raise InvalidInput([Problem("problem.not_text", name)])


def _delimiter(header: bytes, columns: Collection[str]) -> str:
    """Return the separator with which the header holds more of the columns."""
    line = header.decode("utf-8-sig", errors="replace")

    def columns_found(delimiter: str) -> int:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        return len({cell.strip().casefold() for cell in cells} & set(columns))

    return max(DELIMITERS, key=columns_found)


def _not_utf8(file: BinaryIO, name: str) -> Problem:
    """Return the problem with the line it is in, which the decoder itself does not know."""
    file.seek(0)
    line = next(number for number, line in enumerate(file, start=1) if not _is_utf8(line))
    return Problem("problem.not_utf8_line", name, {"line": line})


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
