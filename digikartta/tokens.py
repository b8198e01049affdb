"""Secrets in links and codes that people type."""

import base64
import hashlib
import hmac
import secrets

_BYTES = 18  # 144 bits; no one guesses that, and it is 24 characters without padding
# Without the look-alikes 0 O, 1 I L, and of 2 Z, 5 S and 8 B only the digit; 28 signs to the power
# of six are 482 million codes.
CODE_ALPHABET = "ACDEFGHJKMNPQRTUVWXY23456789"
_READ_AS = str.maketrans("ZSB", "258")
CODE_LENGTH = 6


def new_token() -> str:
    """Return a fresh secret that is safe in an address and on a command line."""
    token = secrets.token_urlsafe(_BYTES)
    while is_like_an_option(token):
        token = secrets.token_urlsafe(_BYTES)
    return token


def is_like_an_option(token: str) -> bool:
    """Whether a command line would take the secret for an option, as `erase --respondent` would."""
    return token.startswith("-")


def derived_token(token: str, purpose: str) -> str:
    """Return the secret that follows from `token` for one purpose.

    Who holds the owner's link can be shown the other links again, though the database keeps
    hashes only; from a derived secret nobody gets back to the owner's (HMAC-SHA-256).
    """
    digest = hmac.digest(token.encode(), purpose.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:_BYTES]).decode()


def token_hash(token: str) -> bytes:
    """Return what the database keeps: SHA-256.

    How long the look-up of a hash takes tells nothing about the token, so equality is safe.
    """
    # Halves of signs, as bytes of another encoding come, are in no secret and are none either.
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()


def new_code() -> str:
    """Return a fresh six-character code to type."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def normal_code(text: str) -> str | None:
    """Return a typed code as it is stored, or None.

    Any case, spaces and dashes are allowed, and a letter that was read where its digit stands.
    """
    code = text.replace(" ", "").replace("-", "").upper().translate(_READ_AS)
    is_code = len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET)
    return code if is_code else None


def secret_in(typed: str) -> str:
    """Return the code or token that somebody typed or pasted, also as a whole address."""
    return typed.strip().partition("?")[0].rstrip("/").rpartition("/")[2]


def new_random_id() -> int:
    """Return a random positive 63-bit id, so that ids tell no order."""
    return secrets.randbits(63) or 1
