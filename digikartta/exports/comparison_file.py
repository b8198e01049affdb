"""Comparisons as a table file: one row for each dimension, full precision."""

import csv
import io
from typing import cast

from digikartta.exports.comparison_data import Data
from digikartta.spreadsheet_text import escaped

_SPLIT = {"interval": ("low", "high")}
_GROUPS = ("first", "second")


def comparison_csv(data: Data) -> bytes:
    """Return the dimensions and the overall level of a comparison as CSV.

    What is undefined is empty, its reason stands in the last column. A cell that begins like a
    formula stays text.
    """
    dimensions = cast(dict[str, Data], data["dimensions"])
    rows = {**dimensions, "overall": cast(Data, data["overall"])}
    flat = [{"dimension": name, **_flat(row)} for name, row in rows.items()]
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, list(flat[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {name: escaped(v) if isinstance(v, str) else v for name, v in row.items()} for row in flat
    )
    return made.getvalue().encode("utf-8-sig")


def _flat(row: Data) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in row.items():
        if name == "reasons":
            reasons = cast(dict[str, str], value)
            found[name] = "; ".join(f"{key}: {reason}" for key, reason in reasons.items())
        elif name in _SPLIT or isinstance(value, list):
            ends = cast(list[object] | None, value) or [None, None]
            parts = _SPLIT.get(name, _GROUPS)
            found |= {f"{name}_{part}": end for part, end in zip(parts, ends, strict=True)}
        else:
            found[name] = value
    return found
