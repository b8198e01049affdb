"""`run`: starts the app and says where it is."""

import argparse
import io
import os
import socket
from datetime import datetime

from digikartta.commands.context import Context
from digikartta.problems import InvalidInput, Problem
from digikartta.settings import HIGHEST_PORT, LOWEST_PORT, PREFIX, PROJECT, Settings
from digikartta.texts import Texts

NAME = "run"
_KEEP_ALIVE = 75  # seconds
_EVERYWHERE = "0.0.0.0"  # noqa: S104 - phones in the room reach it through the local network


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """Declare the port."""
    parser.add_argument("--port", type=int, metavar="N", help=t("run.port"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Serve until the process is told to stop."""
    import uvicorn

    settings = context.settings
    if args.port is not None:
        _refuse_no_port(args.port)
        # The server's own process reads its settings from the environment, once.
        os.environ[PREFIX + "PORT"] = str(args.port)
        settings = settings.model_copy(update={"port": args.port})
    _refuse_taken_port(settings.port)
    _refuse_unusable(context)
    context.out.write(_welcome(settings, context.t))
    context.out.write(_set_up(settings, context))
    context.out.flush()
    os.chdir(PROJECT)  # Streamlit looks for its configuration in the current folder
    uvicorn.run(
        "app:app",
        host=_EVERYWHERE,
        port=settings.port,
        log_level=settings.log_level if settings.log_level != "info" else "warning",
        # Addresses of private links are secrets; an access log would keep them.
        access_log=False,
        proxy_headers=True,
        # Packing each of the small messages of a page costs a tenth of an answer and gains a phone
        # in the same network nothing.
        ws_per_message_deflate=False,
        # A phone in a full hall looks every eight seconds and more how far the workshop is. At the
        # usual five it would open a new connection for each look.
        timeout_keep_alive=_KEEP_ALIVE,
    )
    return 0


def _refuse_no_port(port: int) -> None:
    if not LOWEST_PORT <= port <= HIGHEST_PORT:
        details = {"lowest": LOWEST_PORT, "highest": HIGHEST_PORT}
        raise InvalidInput([Problem("problem.port_range", f"--port {port}", details)])


def _refuse_taken_port(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_EVERYWHERE, port))
        except OSError as error:
            raise InvalidInput([Problem("problem.port_taken", details={"port": port})]) from error


def _refuse_unusable(context: Context) -> None:
    """Open the database and read the questionnaires: what is wrong with them is said here."""
    _ = context.engine
    _ = context.questionnaires


def _set_up(settings: Settings, context: Context) -> str:
    """Return the lines with the link to the first administrator; none when there is one."""
    from db.account_links import set_up

    token = set_up(context.engine, now=datetime.now().astimezone())
    context.engine.dispose()  # the server opens its own connections
    if token is None:
        return ""
    address = f"http://127.0.0.1:{settings.port}/a/{token}"
    return "\n".join((context.t("run.set_up"), f"  {address}", "", ""))


def _welcome(settings: Settings, t: Texts) -> str:
    import segno

    code = io.StringIO()
    segno.make(settings.public_url).terminal(out=code, compact=True)
    return "\n".join(
        (
            t("run.here", address=f"http://127.0.0.1:{settings.port}"),
            t("run.network", address=settings.public_url),
            code.getvalue(),
            t("run.stop"),
            "",
        )
    )
