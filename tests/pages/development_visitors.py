"""The kinds of visitors of a company's pages of development."""

from collections.abc import Mapping
from dataclasses import dataclass

from streamlit.testing.v1 import AppTest

from db import joining, organisations, owned_rounds, respondents
from db.assessments import OwnerLinks
from db.engine import writing
from db.joining import Joiner
from digikartta.questionnaire_file import load
from digikartta.web.cookies import OWNER, RESPONDENT, SESSION
from tests.factories import (
    LINK_DAYS,
    TODAY,
    create_account,
    create_assessment,
    create_session,
)
from tests.pages.conftest import Site
from tests.pages.visiting import SCRIPTS, SECONDS, button_of

CONTENT = load()["digikartta-1"]
LOW = ("customer_collecting", "vision_direction")  # level 1; every other question is on level 3


@dataclass(frozen=True)
class Assessed:
    """A company whose round was answered by some people, who each have a link."""

    links: OwnerLinks
    people: tuple[str, ...]
    organisation_id: int
    round_id: int


def answers(**levels: str) -> dict[str, str]:
    """Level 3 everywhere, target 5, but for `LOW` and the `levels` given."""
    given = {q.id: "1" if q.id in LOW else "3" for q in CONTENT.questions}
    targets = {d.target_item: "5" for d in CONTENT.dimensions}
    return {**given, **targets, **levels}


def assess(
    site: Site,
    *,
    people: int = 3,
    closed: bool = True,
    given: Mapping[str, str] | None = None,
) -> Assessed:
    """Start an assessment, let people answer it, close it."""
    links = create_assessment(site.engine, questionnaire=CONTENT)
    tokens = [links.respondent, *(join(site, links) for _ in range(people - 1))]
    for token in tokens:
        for item, value in (given or answers()).items():
            respondents.save_value(site.engine, token, item, value, today=TODAY)
    invited = joining.invitation(site.engine, links.invite, today=TODAY)
    if closed:
        owned_rounds.close(site.engine, links.owner, today=TODAY)
    return Assessed(links, tuple(tokens), invited.organisation_id, invited.round_id)


def join(site: Site, links: OwnerLinks) -> str:
    return joining.join(
        site.engine,
        links.invite,
        Joiner("staff", "fi"),
        today=TODAY,
        link_days=LINK_DAYS,
    )


def as_owner(site: Site, assessed: Assessed) -> None:
    site.browser.cookies = {OWNER: assessed.links.owner}


def as_participant(site: Site, assessed: Assessed, person: int = -1) -> None:
    site.browser.cookies = {RESPONDENT: assessed.people[person]}


def as_stranger(site: Site) -> None:
    site.browser.cookies = {}


def as_account(site: Site, role: str = "project") -> None:
    account = create_account(site.engine, role)
    session = create_session(site.engine, account, now=site.now)
    site.browser.cookies = {SESSION: session}


def confirm(site: Site, assessed: Assessed) -> None:
    with writing(site.engine) as connection:
        organisations.confirm(connection, assessed.organisation_id)


def open_for(address: str, assessed: Assessed, *, lang: str = "fi") -> AppTest:
    """Open a page of a company that the address names, as an account does."""
    page = AppTest.from_file(SCRIPTS[address], default_timeout=SECONDS)
    page.query_params["lang"] = lang
    page.query_params["yritys"] = str(assessed.organisation_id)
    return page.run()


def press(page: AppTest, key: str) -> AppTest:
    button_of(page, key).click().run()
    assert not page.exception
    return page
