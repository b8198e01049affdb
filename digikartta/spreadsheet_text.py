"""Text in cells of spreadsheets: it stays text when opened, and reads back unchanged.

A spreadsheet takes a cell of a CSV file that begins with `= + - @`, a tab or a return for a
formula. Such a text is written with an apostrophe before it, and so is a text that already looks
like that; on reading one apostrophe goes away again. Other apostrophes (`'t Huis`) are left alone.
"""

import re

SIGN = "'"
_LOOKS_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_LOOKS_ESCAPED = re.compile(r"'+[=+\-@\t\r]")


def escaped(text: str) -> str:
    """Return `text` as a cell of a CSV file holds it."""
    return SIGN + text if _LOOKS_LIKE_A_FORMULA.match(text) else text


def escaped_in_typed_cell(text: str) -> str:
    """Return `text` as a cell holds it that is marked as text (XLSX): `=1` needs no apostrophe."""
    return SIGN + text if _LOOKS_ESCAPED.match(text) else text


def unescaped(cell: str) -> str:
    """Return the text that either of the two wrote."""
    return cell[1:] if _LOOKS_ESCAPED.match(cell) else cell
