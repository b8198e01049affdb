"""`demo`: fills an empty database with example data and prints the ways in."""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from digikartta.commands.context import Context
from digikartta.texts import Texts

if TYPE_CHECKING:
    from db.demo import Demo
    from db.demo_accounts import DemoLogIn

NAME = "demo"


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """`demo` takes none."""


def run(args: argparse.Namespace, context: Context) -> int:  # noqa: ARG001  it takes none
    """Store the example companies and say how to look at them."""
    from db.demo import fill
    from db.demo_accounts import ROLES, create
    from digikartta.example_data import example_companies, typical

    companies = example_companies(
        context.questionnaires["digikartta-1"],
        context.questionnaires["customer-view-1"],
        today=context.today,
    )
    made = fill(
        context.engine,
        companies,
        shown=typical(companies),
        today=context.today,
        link_days=context.settings.link_days,
        language=context.t.language,
    )
    t = context.t
    names = {role: t("upkeep.demo.account", role=t(f"account_role.{role}")) for role in ROLES}
    log_ins = create(context.engine, names)
    _say(made, context)
    _say_log_ins(log_ins, context)
    return 0


def _say(made: "Demo", context: Context) -> None:
    address = context.settings.public_url
    t = context.t
    context.say(
        t(
            "upkeep.demo.filled",
            companies=t.whole(made.companies),
            rounds=t.whole(made.rounds),
            respondents=t.whole(made.respondents),
            answers=t.whole(made.answers),
        )
    )
    context.say(t("upkeep.demo.marked"))
    context.say(t("upkeep.demo.owners"))
    for link in made.owners:
        context.say(f"  {link.organisation}\n    {address}/o/{link.token}")
    context.say(t("upkeep.demo.unfinished"))
    context.say(f"  {made.unfinished.organisation}\n    {address}/v/{made.unfinished.token}")


def _say_log_ins(log_ins: "Iterable[DemoLogIn]", context: Context) -> None:
    t = context.t
    context.say(t("upkeep.demo.accounts"))
    for each in log_ins:
        context.say(f"  {t(f'account_role.{each.role}')}\n    {each.email}  {each.password}")
    context.say(t("upkeep.demo.accounts_after"))
