"""The Finnish business ID, Y-tunnus: seven digits, a dash and a check digit."""

import re

_FORM = re.compile(r"([0-9]{6,7})-([0-9])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def normal_business_id(text: str) -> str | None:
    """Return the Y-tunnus as `1234567-8`, or None when its form or check digit is wrong.

    Six-digit numbers from before 1977 get their leading zero. Check digit: Σ weight·digit mod 11;
    remainder 0 → 0, remainder 1 is never given, else 11 − remainder (Finnish Tax Administration).
    """
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return None
    digits = match[1].zfill(7)
    remainder = sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11
    check = 0 if remainder == 0 else 11 - remainder
    return f"{digits}-{check}" if check == int(match[2]) else None
