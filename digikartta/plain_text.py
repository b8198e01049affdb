"""Text that people write: cleaned of accidents, refused when it cannot be what they meant."""

import unicodedata

from digikartta.problems import Problem

# Signs that turn the reading direction can make a text look like another one.
_DIRECTION = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_LINE_SIGNS = {"\n", "\t"}


def clean(text: str) -> str:
    """Return the text with composed letters, unified line ends and no blanks around it."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return composed.strip()


def text_problem(
    text: str, *, max_length: int, where: str, several_lines: bool = False
) -> Problem | None:
    """Return what is wrong with a cleaned text: too long, or signs that cannot be seen."""
    if len(text) > max_length:
        return Problem("problem.too_long", where, {"length": len(text), "limit": max_length})
    allowed = _LINE_SIGNS if several_lines else set()
    for sign in text:
        if sign not in allowed and _is_hidden(sign):
            return Problem("problem.control_character", where, {"code": f"U+{ord(sign):04X}"})
    return None


def _is_hidden(sign: str) -> bool:
    # The last two codes of every plane (U+FFFE, U+FFFF, ...) are no characters: XML cannot hold
    # them, so no Excel file could either.
    return (
        unicodedata.category(sign) in {"Cc", "Cs"}
        or sign in _DIRECTION
        or ord(sign) & 0xFFFE == 0xFFFE
    )
