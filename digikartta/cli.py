"""The command line: `python -m digikartta COMMAND`.

Only the module of the command that runs is imported, so that `questionnaire list` needs neither
pandas nor a database. Whatever is refused ends in one line for each problem and exit code 2.
"""

import argparse
import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from importlib import import_module
from typing import Any, NoReturn, Protocol, TextIO, cast

from digikartta.commands.context import Context
from digikartta.problems import InvalidInput, Problem
from digikartta.settings import PREFIX, Settings, settings, told_language
from digikartta.texts import LANGUAGES, Texts, texts

PROGRAM = "python -m digikartta"
REFUSED = 2
_DASHED_TOKEN = re.compile(r"-[\w-]{23}", re.ASCII)
INTERRUPTED = 130  # what a shell reports for Ctrl-C
COMMANDS = {
    "run": "run",
    "test": "test",  # __main__ sees to it before it comes here
    "demo": "demo",
    "import": "import_",
    "export": "export",
    "scores": "scores",
    "peers": "peers",
    "compare": "compare",
    "questionnaire": "questionnaire",
    "backup": "backup",
    "restore": "restore",
    "verify": "verify",
    "erase": "erase",
    "move": "move",
    "user": "user",
    "rehearse": "rehearse",
    "confirm": "confirm",
    "peers-from": "peers_from",
    "pictures": "pictures",
}


class Command(Protocol):
    """A module of `digikartta.commands`."""

    NAME: str

    def add_arguments(self, parser: argparse.ArgumentParser, t: Texts) -> None:
        """Say what the command takes."""

    def run(self, args: argparse.Namespace, context: Context) -> int:
        """Do it and return the exit code."""


def main(argv: Sequence[str]) -> int:
    """Do the command that the arguments name and return the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Windows writes to a file in an encoding that has no blocks for a QR code: better question
        # marks than no command at all.
        sys.stdout.reconfigure(errors="replace")
    try:
        chosen = settings()
    except InvalidInput as error:
        told = told_language()
        return _refuse(error.problems, texts(told if told in LANGUAGES else "fi"), sys.stderr)
    return execute(argv, settings=chosen, out=sys.stdout, err=sys.stderr, today=_today())


def execute(
    argv: Sequence[str], *, settings: Settings, out: TextIO, err: TextIO, today: date
) -> int:
    """Do a command with these settings and streams; 0 when done, 2 when the input is refused."""
    context = Context(settings, texts(settings.language), out, err, today)
    try:
        arguments = parser_for(argv, context.t).parse_args(_with_tokens(argv))
        _refuse_missing_folders(settings)
        return _command(arguments.command).run(arguments, context)
    except SystemExit as stop:  # argparse has said what it wanted to say
        return int(stop.code or 0)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_has_gone(out)
    except InvalidInput as error:
        return _refuse(error.problems, context.t, err)
    except Exception as error:  # noqa: BLE001  # only to tell the database's troubles from bugs
        return _refuse_storage(error, context)
    finally:
        context.close()


def parser_for(argv: Sequence[str], t: Texts) -> argparse.ArgumentParser:
    """Return the parser; only the command at the head of `argv` has its own arguments in it."""
    parser = _Parser(prog=PROGRAM, t=t, description=t("cli.about"))
    commands = parser.add_subparsers(
        dest="command", required=True, metavar=t("cli.command"), title=t("cli.commands")
    )
    for name in COMMANDS:
        about = t(f"cli.{name}.help")
        sub = commands.add_parser(name, help=about, description=about, t=t)
        if name in argv[:1] and name != "test":
            _command(name).add_arguments(sub, t)
    return parser


def _with_tokens(argv: Sequence[str]) -> list[str]:
    """Return the arguments with a token that begins with a dash tied to its option.

    Such links were given out once; argparse alone would take the token for an option itself.
    """
    words = list(argv)
    for at in reversed(range(1, len(words))):
        if words[at - 1] == "--respondent" and _DASHED_TOKEN.fullmatch(words[at]):
            words[at - 1 : at + 1] = [f"--respondent={words[at]}"]
    return words


class _Parser(argparse.ArgumentParser):
    """argparse, as far as it lets itself be translated."""

    def __init__(self, *, t: Texts, **options: Any) -> None:
        self._t = t
        super().__init__(
            add_help=False, allow_abbrev=False, formatter_class=_help_formatter(t), **options
        )
        self._positionals.title = t("cli.arguments")
        self._optionals.title = t("cli.options")
        self.add_argument("-h", "--help", action="help", help=t("cli.help"))

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(REFUSED, self._t("cli.wrong_arguments", detail=message) + "\n")


def _help_formatter(t: Texts) -> type[argparse.HelpFormatter]:
    class Formatter(argparse.HelpFormatter):
        def add_usage(
            self, usage: Any, actions: Any, groups: Any, prefix: str | None = None
        ) -> None:
            own = t("cli.usage") + " " if prefix is None else prefix
            super().add_usage(usage, actions, groups, own)

    return Formatter


def _command(name: str) -> Command:
    return cast(Command, import_module(f"digikartta.commands.{COMMANDS[name]}"))


def _refuse_missing_folders(chosen: Settings) -> None:
    """Say so at once, also where a command would never open them."""
    where = PREFIX + "QUESTIONNAIRES"
    missing = [folder for folder in chosen.questionnaire_folders if not folder.is_dir()]
    if missing:
        raise InvalidInput(Problem("problem.no_folder", f"{where}, {each}") for each in missing)


def _refuse(problems: Iterable[Problem], t: Texts, err: TextIO) -> int:
    for line in t.problems(problems):
        err.write(f"{line}\n")
    return REFUSED


def _refuse_storage(error: Exception, context: Context) -> int:
    """Say what is wrong with the database; anything else is a bug and goes on as it is."""
    from db.engine import storage_problem

    problem = storage_problem(error)
    if problem is None:
        raise error
    return _refuse([problem], context.t, context.err)


def _reader_has_gone(out: TextIO) -> int:
    # `scores | head`: what is left in the buffer has no reader, so that Python's own flush at the
    # end has to go where it does not fail.
    if out is sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _today() -> date:
    return date.today()  # noqa: DTZ011  # the day on this machine's wall, as its people see it
