"""`import FILE [--dry-run]`: reads answers in the long format."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from digikartta.commands.context import Context
from digikartta.commands.files import opened
from digikartta.texts import Texts

if TYPE_CHECKING:
    from db.imports import ImportReport

NAME = "import"
KINDS = ("organisations", "rounds", "respondents", "answers")


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """FILE and `--dry-run`."""
    parser.add_argument("file", metavar="FILE", type=Path, help=t("cli.import.file"))
    parser.add_argument("--dry-run", action="store_true", help=t("cli.import.dry_run"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Import the file and say what changed, or with `--dry-run` what would change."""
    from db.imports import import_answers
    from digikartta.long_format_file import read_answers

    with opened(args.file) as file:
        answers = read_answers(file, name=args.file.name, questionnaires=context.questionnaires)
    report = import_answers(
        context.engine,
        answers,
        context.questionnaires,
        language=context.settings.language,
        dry_run=args.dry_run,
    )
    for line in report_lines(report, context.t, dry_run=args.dry_run):
        context.say(line)
    return 0


def report_lines(report: "ImportReport", t: Texts, *, dry_run: bool) -> list[str]:
    """Return what the report says, a line for each kind of thing."""
    counts = {kind: getattr(report, kind) for kind in KINDS}
    lines = [
        t(
            f"cli.import.{kind}",
            new=t.whole(change.new),
            changed=t.whole(change.changed),
            unchanged=t.whole(change.unchanged),
        )
        for kind, change in counts.items()
    ]
    return [*lines, t("cli.import.tried")] if dry_run else lines
