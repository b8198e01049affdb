"""Logging in and out: what needs a cookie, which no page can set.

The one GET that changes something is `/s/TOKEN`: its token works once, for a minute, in the browser
that has just given its password, so no preview and no other site can follow it.
"""

import re
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from db import accounts, log_in
from db.engine import shared_engine
from digikartta.settings import settings
from digikartta.web.cookies import ACCOUNT_LINK, BROWSER, SESSION
from digikartta.web.links import follow, language_query

LOG_IN = "/kirjaudu"
_PAGE = re.compile(r"[a-z][a-z-]{0,40}")
# Streamlit's cookies with what a provider of single sign-on said, good for thirty days; a long one
# is split into several, whose names are numbered.
_IDENTITY = "_streamlit_user"
_log = structlog.stdlib.get_logger("digikartta.log_in")


async def follow_account_link(request: Request) -> Response:
    """`/a/TOKEN`: the first set-up, an invitation, or a new password."""
    return follow(request, request.path_params["token"], ACCOUNT_LINK, "/kutsu")


async def fetch_session(request: Request) -> Response:
    """`/s/TOKEN`: leaves the session in a cookie and goes to the page that `to` names."""
    token = request.path_params["token"]
    session = await run_in_threadpool(_session, token, request.cookies.get(BROWSER, ""))
    if session is None:
        return _redirect(request, LOG_IN)
    page = request.query_params.get("to", "")
    response = _redirect(request, f"/{page}" if _PAGE.fullmatch(page) else "/")
    # Without an age it goes with the browser; how long it works is decided in the database.
    # What a provider of single sign-on said has been used: it shall not outlive the session.
    _forget_identity(request, response)
    response.set_cookie(
        SESSION, session, httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )
    return response


def _session(token: str, browser: str) -> str | None:
    engine = shared_engine(settings().database_url)
    try:
        return log_in.enter(engine, token, browser=browser, now=datetime.now().astimezone())
    except (SQLAlchemyError, OSError) as error:
        _log.warning("no session stored", exc_info=error)
        return None


async def log_out(request: Request) -> Response:
    """POST `/ulos`: ends the session; no other site can ask for it, the cookie is not sent then."""
    session = request.cookies.get(SESSION, "")
    if session:
        await run_in_threadpool(
            accounts.end_session, shared_engine(settings().database_url), session
        )
    response = _redirect(request, "/")
    response.delete_cookie(SESSION, httponly=True, samesite="lax")
    _forget_identity(request, response)
    return response


def _forget_identity(request: Request, response: Response) -> None:
    for name in request.cookies:
        if name.startswith(_IDENTITY):
            response.delete_cookie(name, httponly=True, samesite="lax")


def _redirect(request: Request, page: str) -> Response:
    response = RedirectResponse(page + language_query(request), status_code=303)
    response.headers["Cache-Control"] = "no-store"
    return response
