"""A random name for each browser that opens a page where people log in.

What such a page hands out is bound to it. So nobody can be logged in as somebody else by being
sent a link, and a token that is seen on the way opens nothing elsewhere.
"""

from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digikartta.tokens import new_token
from digikartta.web.cookies import BROWSER

PAGES = {"/kirjaudu", "/kutsu"}
_SECONDS = 86_400


class BrowserNames:
    """Gives a browser its name with the page, when it has none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the cookie to the answer where one is needed."""
        if scope["type"] != "http" or scope["path"] not in PAGES or _has_name(scope):
            await self.app(scope, receive, send)
            return

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.append("set-cookie", _cookie(secure=scope["scheme"] == "https"))
                headers["cache-control"] = "no-store"
            await send(message)

        await self.app(scope, receive, with_cookie)


def _has_name(scope: Scope) -> bool:
    sent = (value for name, value in scope["headers"] if name == b"cookie")
    return any(BROWSER in cookie_parser(value.decode("latin-1")) for value in sent)


def _cookie(*, secure: bool) -> str:
    response = Response()
    response.set_cookie(
        BROWSER, new_token(), max_age=_SECONDS, httponly=True, samesite="lax", secure=secure
    )
    return response.headers["set-cookie"]
