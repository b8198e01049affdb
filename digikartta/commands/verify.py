"""`verify`: whether what is stored is sound; `--rebuild` writes the derived figures anew."""

import argparse

from digikartta.commands.context import Context
from digikartta.texts import Texts

NAME = "verify"


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """`--rebuild`."""
    parser.add_argument("--rebuild", action="store_true", help=t("upkeep.verify.rebuild"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Say what was checked and each finding on a line; 1 when something is wrong."""
    from db.figure_integrity import rebuild
    from db.integrity import check

    t = context.t
    if args.rebuild:
        context.say(t.n("upkeep.verify.rebuilt", rebuild(context.engine)))
    wrong = 0
    for checked in check(context.engine):
        context.say(t(f"upkeep.verify.{checked.rule}", count=t.whole(checked.count)))
        for line in t.problems(checked.findings):
            context.say(f"  {line}")
        wrong += len(checked.findings)
    context.say(t.n("upkeep.verify.wrong", wrong) if wrong else t("upkeep.verify.sound"))
    return 1 if wrong else 0
