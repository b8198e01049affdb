"""`backup FILE`: a consistent copy of the database while the app runs."""

import argparse
from pathlib import Path

from digikartta.commands.context import Context
from digikartta.texts import Texts

NAME = "backup"


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """The file to write."""
    parser.add_argument("file", metavar="FILE", type=Path, help=t("upkeep.backup.file"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Write the copy, read it back, say how large it is."""
    from db.backup import back_up

    made = back_up(context.engine, args.file)
    size = context.t.whole(max(1, made.size / 1024))
    context.say(context.t("upkeep.backup.done", file=made.file, size=size, version=made.version))
    return 0
