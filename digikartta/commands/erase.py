"""`erase --organisation ID` or `erase --respondent TOKEN`: deletes for good, says what."""

import argparse

from digikartta.commands.context import Context
from digikartta.texts import Texts

NAME = "erase"


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """One of a company's id and a person's private link."""
    whom = parser.add_mutually_exclusive_group(required=True)
    whom.add_argument("--organisation", metavar="ID", type=int, help=t("upkeep.erase.organisation"))
    whom.add_argument("--respondent", metavar="TOKEN", help=t("upkeep.erase.respondent"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Delete, and say how many rows of each table."""
    from db.erasure import erase_organisation, erase_respondent

    t = context.t
    if args.respondent is not None:
        erased = erase_respondent(context.engine, args.respondent)
        context.say(t("upkeep.erase.respondent_done", organisation=erased.organisation))
    else:
        erased = erase_organisation(context.engine, args.organisation)
        context.say(t("upkeep.erase.organisation_done", organisation=erased.organisation))
    for table, count in erased.rows.items():
        context.say(f"  {t(f'upkeep.table.{table}')}: {t.whole(count)}")
    context.say(t("upkeep.erase.backups"))
    return 0
