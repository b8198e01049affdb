"""What a visitor's browser brings when it asks for a company, and when it asks."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """Secrets of links and of a log-in, each empty where there is none."""

    today: date
    now: datetime
    idle_minutes: int  # a log-in that was not used for so long has ended
    owner: str = ""
    respondent: str = ""
    session: str = ""
    organisation_id: int | None = None  # the company that the address names
