"""`scores [--format csv|json]`: one row for each company, round and dimension."""

import argparse
import csv
import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, TextIO

from digikartta.commands.context import Context
from digikartta.spreadsheet_text import escaped
from digikartta.texts import Texts

if TYPE_CHECKING:
    from db.results_export import ScoreRow

NAME = "scores"


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """`--format`."""
    parser.add_argument(
        "--format", choices=("csv", "json"), default="csv", help=t("cli.scores.format")
    )


def run(args: argparse.Namespace, context: Context) -> int:
    """Print the figures with full precision; an undefined one is empty, or null."""
    from db.engine import reading
    from db.results_export import score_rows

    write = _write_json if args.format == "json" else _write_csv
    with reading(context.engine) as connection:
        write(context.out, score_rows(connection))
    return 0


def _write_csv(out: TextIO, rows: "Iterable[ScoreRow]") -> None:
    from db.results_export import ScoreRow

    columns = [field.name for field in fields(ScoreRow)]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(getattr(row, column)) for column in columns])


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    return escaped(value) if isinstance(value, str) else repr(value)


def _write_json(out: TextIO, rows: "Iterable[ScoreRow]") -> None:
    """Write a list of objects, a row at a time."""
    separator = "[\n"
    for row in rows:
        out.write(separator + json.dumps(asdict(row), ensure_ascii=False))
        separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")
