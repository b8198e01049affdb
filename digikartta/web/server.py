"""The ASGI application: Streamlit's pages, the links and the headers."""

import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import TypedDict

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from db.engine import shared_engine
from db.schema import upgrade
from digikartta.problems import Problem
from digikartta.questionnaire_file import load
from digikartta.settings import settings
from digikartta.texts import LANGUAGES, texts
from digikartta.web.browser_names import BrowserNames
from digikartta.web.failure import failure_handler
from digikartta.web.frame import PageFrame
from digikartta.web.headers import SecurityHeaders
from digikartta.web.links import (
    follow_code,
    follow_invite,
    follow_owner,
    follow_respondent,
    follow_shared,
)
from digikartta.web.log import configure_logging
from digikartta.web.log_in import fetch_session, follow_account_link, log_out
from digikartta.web.mark import mark
from digikartta.web.memory import spare_the_collector, tidy
from digikartta.web.pace import tell_pace
from digikartta.web.readiness import ready
from digikartta.web.theme import keep_theme

MENU = Path(__file__).parent.parent / "ui" / "menu.py"


# What only the result pages need. They are imported once the phones of a hall, which come at once
# after a restart, have been answered: those do not wait for them, nor does a result after that.
_HEAVY = ("plotly.graph_objects", "plotly.io", "digikartta.charts.timeline", "db.peer_pool")
_RUSH = 10.0  # seconds


def _import_heavy(stop: threading.Event) -> None:
    if stop.wait(_RUSH):
        return
    for module in _HEAVY:
        import_module(module)


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[None]:
    """Refuse to start on a wrong setting, questionnaire or database, not at the first tap."""
    configure_logging(settings().log_level, sys.stderr)
    upgrade(shared_engine(settings().database_url))
    load(*settings().questionnaire_folders)
    for language in LANGUAGES:
        texts(language)
    keep_theme()
    spare_the_collector()
    stop = threading.Event()
    for work in (_import_heavy, tidy):
        threading.Thread(target=work, args=(stop,), name=work.__name__, daemon=True).start()
    yield
    stop.set()


class Parts(TypedDict):
    """What `st.App` takes beside the menu script."""

    lifespan: Callable[[st.App], AbstractAsyncContextManager[None]]
    routes: list[Route]
    middleware: list[Middleware]
    on_script_error: Callable[[Exception], bool]


def parts(*, show_failure: Callable[[Problem | None], None]) -> Parts:
    """Return what a server serves beside the pages; `show_failure` shows that a page failed."""
    return Parts(
        lifespan=_lifespan,
        routes=[
            Route("/v/{token}", follow_respondent),
            Route("/o/{token}", follow_owner),
            Route("/k/{token}", follow_invite),
            Route("/j/{token}", follow_shared),
            Route("/t/{code}", follow_code),
            Route("/vaihe/{workshop_id}", tell_pace),
            Route("/a/{token}", follow_account_link),
            Route("/s/{token}", fetch_session),
            Route("/ulos", log_out, methods=["POST"]),
            Route("/ready", ready),
            Route("/favicon.png", mark),
        ],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(BrowserNames),
            Middleware(PageFrame),
        ],
        on_script_error=failure_handler(show_failure),
    )
