"""`questionnaire list`, `questionnaire show ID`, `questionnaire check FILE`."""

import argparse
import json
from pathlib import Path

from digikartta.commands.context import Context
from digikartta.commands.files import content_of
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import parse, to_json
from digikartta.texts import Texts

NAME = "questionnaire"


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """`list`, `show ID` or `check FILE`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=t("cli.action"))
    for name in ("list", "show", "check"):
        about = t(f"cli.questionnaire.{name}")
        action = actions.add_parser(name, help=about, description=about, t=t)
        if name == "show":
            action.add_argument("id", metavar="ID", help=t("cli.questionnaire.id"))
        if name == "check":
            action.add_argument("file", metavar="FILE", type=Path, help=t("cli.questionnaire.file"))


def run(args: argparse.Namespace, context: Context) -> int:
    """List the questionnaires, show one as JSON, or check a file."""
    if args.action == "list":
        for questionnaire in context.questionnaires.values():
            context.say(_line(questionnaire, context.t))
    elif args.action == "show":
        content = json.loads(to_json(_with_id(args.id, context)))
        context.say(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        questionnaire = parse(content_of(args.file), name=args.file.name)
        context.say(context.t("cli.questionnaire.valid", line=_line(questionnaire, context.t)))
    return 0


def _with_id(wanted: str, context: Context) -> Questionnaire:
    found = context.questionnaires.get(wanted)
    if found is None:
        known = ", ".join(context.questionnaires)
        raise InvalidInput(
            [Problem("problem.unknown_questionnaire", "", {"value": wanted, "known": known})]
        )
    return found


def _line(questionnaire: Questionnaire, t: Texts) -> str:
    return t(
        "cli.questionnaire.line",
        id=questionnaire.id,
        name=questionnaire.name.in_language(t.language),
        dimensions=len(questionnaire.dimensions),
        questions=sum(1 for _ in questionnaire.questions),
        minutes=questionnaire.minutes,
    )
