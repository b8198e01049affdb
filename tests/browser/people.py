"""Who is at the app in a test, and whom it is compared with."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, WebError

from digikartta.company import Profile
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor
from tests.factories import create_closed_round, create_organisation, create_profile

# Streamlit's client asks for its own addresses below the page's one first, and finds nothing.
_PROBE = re.compile(r"/[a-z-]+/_stcore/(health|host-config)$")


@dataclass
class ConsoleLines:
    """What a browser complained about: errors of scripts, the network, the security policy."""

    complaints: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        place = str(message.location.get("url", ""))
        if message.type == "error" and not _PROBE.search(place):
            self.complaints.append(f"{message.text} {place}")

    def hear_error(self, error: WebError) -> None:
        self.complaints.append(str(error.error))


@dataclass
class Person:
    """A visitor and what the visitor's browser said about the app."""

    visitor: Visitor
    console: ConsoleLines


def create_peers(site: ExampleSite, count: int) -> None:
    """Companies with closed rounds, each at another level."""
    for number in range(count):
        links = site.start(
            profile=Profile(
                f"Vertailu {number} Oy", industry="G", size_class="small", municipality="853"
            )
        )
        levels = {
            question.id: str(1 + (number + place) % 5)
            for place, question in enumerate(site.questionnaire.questions)
        }
        site.answer(links.respondent, levels)
        site.close(links)


def measure_twice(site: ExampleSite, number: int) -> None:
    """A confirmed company of industry C or G with a closed round before and after.

    Industry G began lower and rose further, by one level here and two there.
    """
    is_trade = number % 2
    profile = create_profile(f"Mitattu {number} Oy", industry="CG"[is_trade])
    company = create_organisation(site.engine, profile, confirmed=True)
    for stage, rise in (("T0", 0), ("T2", 1 + (number // 2) % 2 if is_trade else 0)):
        levels = {
            question.id: str(min(5, 1 + (number // 2 + place) % 3 + rise + (not is_trade)))
            for place, question in enumerate(site.questionnaire.questions)
        }
        create_closed_round(
            site.engine,
            levels,
            organisation_id=company,
            profile=profile,
            questionnaire=site.questionnaire,
            stage=stage,
        )
