"""`user add|list|disable|enable|password`: accounts, for whoever is at the server."""

import argparse
import getpass
import sys

from digikartta.account import ROLES
from digikartta.commands.context import Context
from digikartta.problems import InvalidInput, Problem
from digikartta.texts import Texts

NAME = "user"
ACTIONS = ("add", "list", "disable", "enable", "password")


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """Declare what is done, and to whom."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=t("cli.action"))
    for name in ACTIONS:
        about = t(f"user.{name}")
        sub = actions.add_parser(name, help=about, description=about, t=t)
        if name != "list":
            sub.add_argument("email", metavar="EMAIL", help=t("user.email"))
        if name in {"add", "password"}:
            sub.add_argument("--password-stdin", action="store_true", help=t("user.stdin"))
        if name == "add":
            sub.add_argument("--role", choices=ROLES, required=True, help=t("user.role"))
            sub.add_argument("--name", default="", metavar="NAME", help=t("user.name"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it and say so."""
    action = {
        "add": _add,
        "list": _list,
        "disable": _disable,
        "enable": _enable,
        "password": _password,
    }
    action[args.action](args, context)
    return 0


def _add(args: argparse.Namespace, context: Context) -> None:
    from db import accounts
    from db.engine import reading, writing
    from digikartta.account import checked_email

    email = checked_email(args.email)
    with reading(context.engine) as connection:
        accounts.refuse_existing(connection, email)  # before a password is asked for in vain
    stored = _given_hash(args, context, email)
    with writing(context.engine) as connection:
        accounts.create(
            connection, email=email, name=args.name, role=args.role, password_hash=stored
        )
    context.say(context.t("user.added", email=email, role=args.role))


def _given_hash(args: argparse.Namespace, context: Context, email: str) -> str:
    from digikartta.passwords import checked_password, password_hash

    return password_hash(checked_password(_given(args, context.t), email=email))


def _given(args: argparse.Namespace, t: Texts) -> str:
    """Read the password: it never stands among the arguments, which everybody can see."""
    try:
        given = sys.stdin.readline().rstrip("\r\n") if args.password_stdin else _typed(t)
        # What the terminal's encoding does not know comes as halves of signs that nothing can keep.
        given.encode()
    except EOFError as error:
        raise InvalidInput([Problem("problem.password_missing", "password")]) from error
    except UnicodeError as error:
        raise InvalidInput([Problem("problem.password_unreadable", "password")]) from error
    return given


def _typed(t: Texts) -> str:
    first = getpass.getpass(t("user.ask"))
    if first != getpass.getpass(t("user.ask_again")):
        raise InvalidInput([Problem("problem.passwords_differ", "password")])
    return first


def _list(_: argparse.Namespace, context: Context) -> None:
    from db import account_upkeep
    from db.engine import reading

    with reading(context.engine) as connection:
        found = account_upkeep.every(connection)
    for one in found:
        mark = context.t("user.disabled_mark") if one.disabled else ""
        context.say("\t".join((one.email, one.role, one.name, mark)).rstrip())
    context.say(context.t.n("user.count", len(found)))


def _disable(args: argparse.Namespace, context: Context) -> None:
    from db import account_upkeep
    from db.engine import writing

    with writing(context.engine) as connection:
        account_upkeep.disable(connection, account_upkeep.known_id(connection, args.email))
    context.say(context.t("user.disabled", email=args.email))


def _enable(args: argparse.Namespace, context: Context) -> None:
    from db import account_upkeep
    from db.engine import writing

    with writing(context.engine) as connection:
        account_upkeep.enable(connection, account_upkeep.known_id(connection, args.email))
    context.say(context.t("user.enabled", email=args.email))


def _password(args: argparse.Namespace, context: Context) -> None:
    from db import account_links, account_upkeep
    from db.engine import reading, writing
    from digikartta.account import normal_email

    with reading(context.engine) as connection:
        number = account_upkeep.known_id(connection, args.email)
    stored = _given_hash(args, context, normal_email(args.email))
    with writing(context.engine) as connection:
        account_links.set_password(connection, number, stored)
    context.say(context.t("user.password_set", email=args.email))
