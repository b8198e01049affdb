"""`move TO_URL`: copies everything to another database and proves it, table by table."""

import argparse

from digikartta.commands.context import Context
from digikartta.problems import InvalidInput, Problem
from digikartta.settings import is_database_address
from digikartta.texts import Texts

NAME = "move"


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """The database to fill."""
    parser.add_argument("to", metavar="TO_URL", help=t("move.to"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Copy, read back, and say how many rows of each table stand on both sides."""
    from db.moving import move

    if not is_database_address(args.to):
        raise InvalidInput([Problem("problem.move_address", "TO_URL")])
    t = context.t
    moved = move(context.engine, args.to)
    for table in moved:
        context.say(f"{table.name}\t{table.rows}\t{table.checksum}")
    context.say(t("move.done", tables=len(moved), rows=t.whole(sum(one.rows for one in moved))))
    context.say(t("move.next"))
    return 0
