"""`rehearse`: made-up people join a workshop on this machine's server and answer."""

import argparse

from digikartta.answers import allowed_values
from digikartta.commands.context import Context
from digikartta.texts import Texts

NAME = "rehearse"
_SEED = 2026  # the same people every time


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """`CODE [--phones N] [--pace SECONDS] [--minutes N] [--port N]`."""
    parser.add_argument("code", metavar=t("rehearse.code"), help=t("rehearse.code_help"))
    parser.add_argument("--phones", type=int, default=30, metavar="N", help=t("rehearse.phones"))
    parser.add_argument("--pace", type=float, default=5.0, metavar="S", help=t("rehearse.pace"))
    parser.add_argument("--minutes", type=float, default=30.0, metavar="N", help=t("rehearse.end"))
    parser.add_argument("--port", type=int, default=None, metavar="N", help=t("rehearse.port"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Mark the workshop as a rehearsal, play it, and compare what was told with what is stored."""
    import asyncio

    from db.rehearsals import begin
    from digikartta.walk.rehearsal import Rehearsal, rehearse

    workshop = begin(context.engine, args.code)
    t = context.t
    context.say(t("rehearse.begun", workshop=workshop.name, phones=args.phones))
    plan = Rehearsal(
        server=f"http://127.0.0.1:{args.port or context.settings.port}",
        code=workshop.join_code or "",
        phones=args.phones,
        pace=args.pace,
        within=min(30.0, args.phones / 2),
        until=args.minutes * 60,
        language=workshop.language,
    )
    heard = asyncio.run(rehearse(plan, seed=_SEED))
    lost = _lost(context, heard.saved)
    joined = len(heard.tokens)
    context.say(t("rehearse.joined", joined=joined, finished=heard.finished))
    context.say(t("rehearse.stored", saved=len(heard.saved), lost=lost, refused=heard.refused))
    for error in sorted(set(heard.errors)):
        context.say(t("rehearse.error", error=error))
    context.say(t("rehearse.reset"))
    return 0 if not lost and not heard.errors and joined == args.phones else 1


def _lost(context: Context, saved: dict[tuple[str, str], int]) -> int:
    """Return how many answers that were called saved are not stored as they were given."""
    from db.respondents import answering

    lost = 0
    people = {token: answering(context.engine, token, today=context.today) for token, _ in saved}
    for (token, item), place in saved.items():
        person = people[token]
        allowed = allowed_values(person.questionnaire, item) or ()
        given = person.answers.get(item)
        lost += given is None or given.value != allowed[place]
    return lost
