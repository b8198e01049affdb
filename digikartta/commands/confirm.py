"""`confirm`: says that a self-made company is the one it says it is."""

import argparse

from digikartta.commands.context import Context
from digikartta.texts import Texts

NAME = "confirm"


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """`--organisation ID`."""
    parser.add_argument(
        "--organisation", type=int, required=True, metavar="ID", help=t("admin.confirm.id")
    )


def run(args: argparse.Namespace, context: Context) -> int:
    """Confirm the company and say its name."""
    from db.engine import writing
    from db.organisations import confirm

    with writing(context.engine) as connection:
        name = confirm(connection, args.organisation)
    context.say(context.t("admin.confirm.done", name=name))
    return 0
