"""The ASGI application: Streamlit's pages, the links and the headers."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from db.engine import shared_engine
from db.schema import upgrade
from digikartta.questionnaire_file import load
from digikartta.settings import settings
from digikartta.texts import LANGUAGES, texts
from digikartta.web.frame import PageFrame
from digikartta.web.headers import SecurityHeaders
from digikartta.web.links import follow_code, follow_invite, follow_owner, follow_respondent
from digikartta.web.readiness import ready

_MENU = Path(__file__).parent.parent / "ui" / "menu.py"


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[None]:
    """Refuse to start on a wrong setting, questionnaire or database, not at the first tap."""
    upgrade(shared_engine(settings().database_url))
    load(*settings().questionnaire_folders)
    for language in LANGUAGES:
        texts(language)
    # What is loaded now lives as long as the server: the collector need not look at it again.
    gc.collect()
    gc.freeze()
    yield


def create_app() -> st.App:
    """Return the application that a server serves."""
    return st.App(
        _MENU,
        lifespan=_lifespan,
        routes=[
            Route("/v/{token}", follow_respondent),
            Route("/o/{token}", follow_owner),
            Route("/k/{token}", follow_invite),
            Route("/t/{code}", follow_code),
            Route("/ready", ready),
        ],
        middleware=[Middleware(SecurityHeaders), Middleware(PageFrame)],
    )
