"""The figures of a result: as the screen shows them, and as the command line prints them."""

import json
import math
import os
import subprocess
import sys
from typing import Any

from digikartta.settings import PROJECT
from digikartta.walk.visitor import Visitor

Row = dict[str, int | str | None]
COLUMNS = ("score", "target", "need", "median", "quartiles", "mean", "rank", "n")


def printed(database_url: str, *arguments: str) -> Any:
    """Run a command against the same database and return the JSON it prints."""
    environment = {**os.environ, "DIGIKARTTA_DATABASE_URL": database_url, "DIGIKARTTA_NO_VENV": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "digikartta", *arguments],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def half_up(value: float | None) -> int | None:
    """62.5 → 63, −0.5 → 0; a half that floating point has lost is still a half."""
    return None if value is None else math.floor(round(value, 9) + 0.5)


def shown_table(visitor: Visitor) -> dict[str, list[str]]:
    """Return the cells of each row of the table on the screen, by dimension."""
    rows = visitor.page.locator(".dk-table tr[data-dimension]").all()
    return {
        row.get_attribute("data-dimension") or "": [
            cell.replace("\N{MINUS SIGN}", "-") for cell in row.locator("td").all_inner_texts()
        ]
        for row in rows
    }


def as_shown(row: Row, columns: tuple[str, ...]) -> list[str]:
    """Return a row of figures in the words of the screen; undefined is a dash."""
    return [_cell(column, row.get(column)) for column in columns]


def _cell(column: str, value: int | str | None) -> str:
    if value is None or isinstance(value, str):
        return value or "–"
    return f"{value:+}" if column == "need" and value else str(value)


def expected_rows(scores: list[dict[str, Any]], peers: dict[str, Any]) -> dict[str, Row]:
    """Return what the table has to show, from what `scores` and `peers` print."""
    return {row["dimension"]: _row(row, peers["dimensions"][row["dimension"]]) for row in scores}


def _row(score: dict[str, Any], peer: dict[str, Any]) -> Row:
    low, high = half_up(peer["q1"]), half_up(peer["q3"])
    return {
        "score": half_up(score["score"]),
        "target": half_up(score["target"]),
        "need": half_up(score["need"]),
        "median": half_up(peer["median"]),
        "quartiles": None if low is None or high is None else f"{low}–{high}",
        "mean": half_up(peer["mean"]),
        "rank": half_up(peer["rank"]),
        "n": peer.get("n"),
    }
