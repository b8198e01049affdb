"""`peers-from`: whether unconfirmed companies count in peer groups."""

import argparse

from digikartta.commands.context import Context
from digikartta.texts import Texts

NAME = "peers-from"
CHOICES = ("everybody", "confirmed")


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """`everybody` or `confirmed`; nothing tells how it is now."""
    parser.add_argument("who", nargs="?", choices=CHOICES, help=t("admin.peers_from.who"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Set who counts, and say how it is."""
    from db import site_settings
    from db.engine import writing

    with writing(context.engine) as connection:
        if args.who:
            confirmed = args.who == "confirmed"
            site_settings.switch(connection, site_settings.CONFIRMED_ONLY, on=confirmed)
        confirmed = site_settings.is_on(connection, site_settings.CONFIRMED_ONLY)
    context.say(context.t(f"admin.peers_from.{'confirmed' if confirmed else 'everybody'}"))
    return 0
