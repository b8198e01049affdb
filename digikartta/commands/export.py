"""`export FILE`: writes all answers in the long format, with their codebook."""

import argparse
from pathlib import Path

from digikartta.commands.context import Context
from digikartta.commands.files import written
from digikartta.problems import InvalidInput, Problem
from digikartta.texts import Texts

NAME = "export"


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """FILE."""
    parser.add_argument("file", metavar="FILE", type=Path, help=t("cli.export.file"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Write the file; for CSV a second one, NAME-codebook.csv, beside it."""
    suffix = args.file.suffix.lower()
    if suffix not in {".csv", ".xlsx"}:
        raise InvalidInput([Problem("problem.unknown_file_type", str(args.file))])
    count = _write_csv(args.file, context) if suffix == ".csv" else _write_xlsx(args.file, context)
    context.say(context.t.n("cli.export.done", count, file=args.file))
    if suffix == ".csv":
        context.say(context.t("cli.export.codebook", file=codebook_file(args.file)))
    return 0


def codebook_file(file: Path) -> Path:
    """Return the name of the codebook beside a CSV file."""
    return file.with_name(f"{file.stem}-codebook{file.suffix}")


def _write_csv(file: Path, context: Context) -> int:
    from db.answers_export import answer_rows, codebook_source
    from db.engine import reading
    from digikartta.exports.codebook import codebook
    from digikartta.exports.long_format import write_codebook_csv, write_csv

    with reading(context.engine) as connection, written(file) as answers:
        source = codebook_source(connection)
        with written(codebook_file(file)) as beside:
            write_codebook_csv(beside, codebook(source.questionnaires, example=source.is_example))
        return write_csv(answers, answer_rows(connection))


def _write_xlsx(file: Path, context: Context) -> int:
    from db.answers_export import answer_rows, codebook_source
    from db.engine import reading
    from digikartta.exports.codebook import codebook
    from digikartta.exports.long_format import write_xlsx

    with reading(context.engine) as connection, written(file) as answers:
        source = codebook_source(connection)
        explained = codebook(source.questionnaires, example=source.is_example)
        return write_xlsx(answers, answer_rows(connection), explained)
