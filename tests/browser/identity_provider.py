"""A provider of single sign-on on this machine: OpenID Connect's code flow with PKCE, RS256."""

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "digikartta", "between the provider and the app"
CHOOSE = "Go on as"


@dataclass
class Provider:
    """Knows people by the claims it would make about each, and signs them."""

    people: tuple[Mapping[str, Any], ...]
    address: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    granted: dict[str, dict[str, Any]] = field(default_factory=dict)  # code → what it stands for

    def metadata(self) -> dict[str, Any]:
        """What `/.well-known/openid-configuration` says."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def choice(self, asked: Mapping[str, str]) -> str:
        """The page on which somebody says who they are."""
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        links = []
        for claims in self.people:
            code = secrets.token_urlsafe(16)
            self.granted[code] = {"claims": claims, **asked}
            back = urlencode({"code": code, "state": asked["state"]})
            links.append(
                f'<p><a href="{html.escape(asked["redirect_uri"])}?{html.escape(back)}">'
                f"{CHOOSE} {html.escape(claims['email'])}</a></p>"
            )
        return f"<!doctype html><title>Provider</title>{''.join(links)}"

    def tokens(self, form: Mapping[str, str], credentials: str) -> dict[str, Any] | None:
        """Exchange a code, once, for whoever proves to be the client that asked for it."""
        granted = self.granted.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        client = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if (
            granted is None
            or credentials != f"Basic {client}"
            or challenge != granted["code_challenge"]
            or form.get("redirect_uri") != granted["redirect_uri"]
        ):
            return None
        now = int(time.time())
        claims = {
            **{"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300},
            **{"nonce": granted["nonce"], "sub": granted["claims"]["email"]},
            **granted["claims"],
        }
        header = {"alg": "RS256", "kid": "one"}
        token = jwt.encode(header, claims, self.key, algorithms=["RS256"])
        # As long as large providers make theirs: the app's cookie is split into several.
        return {
            "access_token": secrets.token_urlsafe(4500),
            "token_type": "Bearer",
            "id_token": token,
        }


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            if address.path == "/.well-known/openid-configuration":
                self._json(provider.metadata())
            elif address.path == "/jwks":
                self._json({"keys": [provider.key.as_dict(private=False)]})
            elif address.path == "/authorize":
                self._answer(200, "text/html", provider.choice(asked))
            else:
                self._answer(204, "text/plain", "")  # a browser asks for a picture of the site

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(text).items()}
            found = provider.tokens(form, self.headers.get("Authorization", ""))
            self._json(found or {"error": "invalid_grant"}, status=200 if found else 400)

        def _json(self, value: object, *, status: int = 200) -> None:
            self._answer(status, "application/json", json.dumps(value))

        def _answer(self, status: int, kind: str, text: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing on the console of the tests."""

    return Handler


@contextmanager
def running_provider(*people: Mapping[str, Any]) -> Iterator[Provider]:
    """The provider on a free port while the block runs."""
    provider = Provider(people)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
