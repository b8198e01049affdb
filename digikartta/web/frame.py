"""The frame of every page: Streamlit's index.html with our title, language, look and script.

The browser shows it before any script has run, so what stands here is what people see while the
page opens, when scripts are off, and what search engines and previews read.
"""

import base64
import hashlib
import re
from functools import lru_cache
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digikartta.settings import settings
from digikartta.texts import LANGUAGES, texts
from digikartta.web.browser_words import browser_words
from digikartta.web.style_sheet import style_sheet

_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_OPENING = Path(__file__).parent / "opening.html"
_SCRIPT = Path(__file__).parent / "browser.js"


class PageFrame:
    """Replaces the body of Streamlit's own page with ours."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but the page itself."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, _Replacing(send, _language(scope)))


class _Replacing:
    def __init__(self, send: Send, language: str) -> None:
        self.send = send
        self.language = language
        self.replaced = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self.replaced = True
            body = page(self.language)
            await self.send({**message, "headers": _headers(body)})
            await self.send({"type": "http.response.body", "body": body})
        elif not self.replaced:
            await self.send(message)


def _is_page(message: Message) -> bool:
    kind: bytes = dict(message["headers"]).get(b"content-type", b"")
    return bool(message["status"] == 200) and kind.startswith(b"text/html")


def _headers(body: bytes) -> list[tuple[bytes, bytes]]:
    return [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-cache"),
    ]


def _language(scope: Scope) -> str:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    return asked if asked in LANGUAGES else settings().language


@lru_cache(maxsize=len(LANGUAGES))
def page(language: str) -> bytes:
    """Return the whole page as bytes."""
    t = texts(language)
    opening = _OPENING.read_text(encoding="utf-8").format(
        opening=escape(t("frame.opening")),
        no_script=escape(t("frame.no_script")),
        description=escape(t("frame.description")),
    )
    head, root = opening.split("<!-- root -->")
    words = f'<script type="application/json" id="dk-words">{browser_words()}</script>'
    script = f"{words}<script>{_SCRIPT.read_text(encoding='utf-8')}</script>"
    # After the framework's own styles, which it adds to the head: of two equals the later one wins.
    style = f"<style>{style_sheet()}</style>"
    html = _INDEX.read_text(encoding="utf-8")
    html = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    html = html.replace('<html lang="en">', f'<html lang="{language}">')
    html = html.replace("./favicon.png", "./app/static/mark.svg")
    html = html.replace("<title>Streamlit</title>", f"<title>Digikartta</title>{head}{script}")
    html = re.sub(r"<noscript>.*?</noscript>", "", html, flags=re.DOTALL)
    html = re.sub(r'<link\s+rel="(preload|service-desc)"[^>]*/?>', "", html)
    return html.replace('<div id="root"></div>', f'<div id="root">{root}</div>{style}').encode()


@lru_cache(maxsize=1)
def script_hashes() -> tuple[str, ...]:
    """Return the hashes of the scripts that stand inside the page, for the security policy."""
    html = page(LANGUAGES[0]).decode()
    inline = re.findall(r"<script(?![^>]*src=)[^>]*>(.*?)</script>", html, flags=re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in inline)
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
