"""`restore FILE`: puts a backup in the place of the database, while nobody uses it."""

import argparse
from pathlib import Path

from digikartta.commands.context import Context
from digikartta.texts import Texts

NAME = "restore"


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """The backup to read."""
    parser.add_argument("file", metavar="FILE", type=Path, help=t("upkeep.restore.file"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Put the backup back and say where the previous data are kept.

    The database is not opened the usual way: opening would make or migrate it, and use it.
    """
    from db.backup import restore

    done = restore(context.settings.database_url, args.file)
    context.say(context.t("upkeep.restore.done", file=args.file, version=done.version))
    if done.kept is not None:
        context.say(context.t("upkeep.restore.kept", file=done.kept))
    return 0
