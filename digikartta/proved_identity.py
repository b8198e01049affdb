"""What a provider of single sign-on has proved about somebody."""

from collections.abc import Mapping
from datetime import datetime

_FRESH_SECONDS = 600  # after that one has to go by the provider again
_AHEAD_SECONDS = 60  # a provider's clock may be a little ahead


def proved_email(claims: Mapping[str, object], *, now: datetime) -> str | None:
    """Return the address that the provider has just confirmed as this person's, else None.

    `claims` are those of the OpenID Connect ID token: `email`, `email_verified`, `iat`. An address
    that is not confirmed is anybody's, and an old token may be a copy.
    """
    email, verified = claims.get("email"), claims.get("email_verified")
    if not isinstance(email, str) or not email.strip() or verified is not True:
        return None
    return email if has_just_come(claims, now=now) else None


def has_just_come(claims: Mapping[str, object], *, now: datetime) -> bool:
    """Whether somebody has just come from the provider, whatever it has proved."""
    issued = claims.get("iat")
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return False
    return -_AHEAD_SECONDS <= now.timestamp() - issued <= _FRESH_SECONDS
