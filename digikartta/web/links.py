"""Private links: each sets a cookie and redirects, so that the secret leaves the address bar.

A GET reads and changes nothing in the database: the preview that a messenger fetches of a link
joins nobody. Whether the secret is good is decided by the page, which can explain it.
"""

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from digikartta.settings import settings
from digikartta.texts import LANGUAGES
from digikartta.tokens import normal_code
from digikartta.web.cookies import INVITE, OWNER, RESPONDENT, SHARED

_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SECONDS_A_DAY = 86_400


async def follow_respondent(request: Request) -> Response:
    """`/v/TOKEN`: continue a respondent's own answers."""
    return follow(request, request.path_params["token"], RESPONDENT, "/vastaa")


async def follow_owner(request: Request) -> Response:
    """`/o/TOKEN`: the owner's view of a round."""
    return follow(request, request.path_params["token"], OWNER, "/arviointi")


async def follow_invite(request: Request) -> Response:
    """`/k/TOKEN`: invites a colleague into a round."""
    return follow(request, request.path_params["token"], INVITE, "/liity")


async def follow_shared(request: Request) -> Response:
    """`/j/TOKEN`: a page of cohorts that the project team has shared with outsiders."""
    return follow(request, request.path_params["token"], SHARED, "/jaettu")


async def follow_code(request: Request) -> Response:
    """`/t/CODE`: joins with the code that people type."""
    code = request.path_params["code"]
    return follow(request, normal_code(code) or code, INVITE, "/liity")


def follow(request: Request, secret: str, cookie: str, page: str) -> Response:
    """Leave the secret in a cookie and go to the page."""
    response = RedirectResponse(page + language_query(request), status_code=303)
    response.headers["Cache-Control"] = "no-store"
    # A secret of the wrong form could not be stored in a cookie; the page says it is unknown.
    value = secret if _TOKEN.fullmatch(secret) else "-"
    response.set_cookie(
        cookie,
        value,
        max_age=settings().link_days * _SECONDS_A_DAY,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


def language_query(request: Request) -> str:
    """Return the query that keeps the language of the request's address."""
    language = request.query_params.get("lang", "")
    return f"?lang={language}" if language in LANGUAGES else ""
