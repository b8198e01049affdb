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
    email, verified, issued = (claims.get(name) for name in ("email", "email_verified", "iat"))
    if not isinstance(email, str) or not email.strip() or verified is not True:
        return None
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return None
    age = now.timestamp() - issued
    return email if -_AHEAD_SECONDS <= age <= _FRESH_SECONDS else None
