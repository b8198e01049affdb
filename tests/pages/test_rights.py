"""Nobody sees or changes another company's matters, whatever the address or an old page says.

Each page of the menu is opened by everybody who may not see the company; new pages are in it by
being on the menu.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from db import account_upkeep, company_access, respondents, rounds
from db.engine import writing
from digikartta.questionnaire_file import load
from digikartta.ui.menu import PAGES
from digikartta.web.cookies import OWNER, RESPONDENT, SESSION
from tests.development_factories import create_draft, create_insight
from tests.factories import (
    TODAY,
    create_account,
    create_assessment,
    create_organisation,
    create_plan,
    create_profile,
    create_respondent,
    create_round,
    create_session,
    create_workshop,
)
from tests.pages.conftest import Site
from tests.pages.visiting import SCRIPTS, SECONDS, html, words

NAME = "Salaranta Oy"
SECRETS = (
    NAME,
    "Salainen kommentti",
    "Salainen oivallus",
    "Salainen lupaus",
    "Avataan verkkokauppa",
)
ADDRESSES = sorted({address for address, _, _ in PAGES})


@dataclass(frozen=True)
class Secret:
    """A confirmed company with something on every page, and its workshop."""

    organisation_id: int
    workshop_id: int
    customer: str


def create_secret(site: Site) -> Secret:
    engine = site.engine
    content = load()
    company = create_organisation(engine, create_profile(NAME))
    target = create_round(engine, organisation_id=company, questionnaire=content["digikartta-1"])
    levels = {question.id: "3" for question in content["digikartta-1"].questions}
    for _ in range(3):
        token = create_respondent(engine, target, levels)
    first = next(iter(levels))
    respondents.save_comment(engine, token, first, "Salainen kommentti", today=TODAY)
    with writing(engine) as connection:
        rounds.close(connection, [target.round_id], today=TODAY)
    create_insight(engine, company, "Salainen oivallus")
    create_draft(engine, company, promise="Salainen lupaus")
    create_plan(engine, company)
    keeper = create_account(engine, "facilitator", email="vetaja@digi.example")
    workshop = create_workshop(engine, organisation_id=company, account_id=keeper.id)
    return Secret(company, workshop, customer_of(site, company))


def customer_of(site: Site, company: int) -> str:
    content = load()["customer-view-1"]
    target = create_round(site.engine, organisation_id=company, questionnaire=content)
    return create_respondent(site.engine, target, role="customer")


def nobody(_site: Site, _secret: Secret) -> dict[str, str]:
    return {}


def owner_of_another(site: Site, _secret: Secret) -> dict[str, str]:
    made = create_assessment(site.engine, create_profile("Toinen Oy"))
    return {OWNER: made.owner, RESPONDENT: made.respondent}


def participant_of_another(site: Site, _secret: Secret) -> dict[str, str]:
    target = create_round(site.engine, profile=create_profile("Toinen Oy"))
    return {RESPONDENT: create_respondent(site.engine, target)}


def facilitator(site: Site, _secret: Secret) -> dict[str, str]:
    return {SESSION: create_session(site.engine, create_account(site.engine), now=site.now)}


def facilitator_until_today(site: Site, secret: Secret) -> dict[str, str]:
    account = create_account(site.engine)
    with writing(site.engine) as connection:
        company_access.share(connection, secret.organisation_id, account.id)
        company_access.unshare(connection, secret.organisation_id, account.id)
    return {SESSION: create_session(site.engine, account, now=site.now)}


def disabled_administrator(site: Site, _secret: Secret) -> dict[str, str]:
    create_account(site.engine, "admin", email="toinen@digi.example")
    account = create_account(site.engine, "admin")
    session = create_session(site.engine, account, now=site.now)
    with writing(site.engine) as connection:
        account_upkeep.disable(connection, account.id)
    return {SESSION: session}


def idle_administrator(site: Site, _secret: Secret) -> dict[str, str]:
    long_ago = site.now - timedelta(minutes=121)
    return {
        SESSION: create_session(site.engine, create_account(site.engine, "admin"), now=long_ago)
    }


def secrets_in_the_wrong_place(site: Site, secret: Secret) -> dict[str, str]:
    """A session's secret as a link, a link's as a session: none is the other."""
    session = create_session(site.engine, create_account(site.engine, "admin"), now=site.now)
    return {OWNER: session, RESPONDENT: session, SESSION: secret.customer}


Visitor = Callable[[Site, Secret], dict[str, str]]
STRANGERS: tuple[Visitor, ...] = (
    nobody,
    owner_of_another,
    participant_of_another,
    facilitator,
    facilitator_until_today,
    disabled_administrator,
    idle_administrator,
    secrets_in_the_wrong_place,
)


def opened(address: str, secret: Secret) -> AppTest:
    """Open a page with the company and its workshop in the address."""
    page = AppTest.from_file(SCRIPTS[address], default_timeout=SECONDS)
    page.query_params["lang"] = "fi"
    page.query_params["yritys"] = str(secret.organisation_id)
    page.query_params["tyopaja"] = str(secret.workshop_id)
    return page.run()


def shown(page: AppTest) -> str:
    values = [str(w.value) for kind in ("text_input", "text_area") for w in page.get(kind)]
    options = [str(option) for box in page.selectbox for option in box.options]
    return " ".join((words(page), html(page), *values, *options, *(x.value for x in page.text)))


def found(page: AppTest) -> list[str]:
    return [secret for secret in SECRETS if secret in shown(page)]


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda s: s.__name__)
def test_a_stranger_finds_nothing_of_the_company_on_any_page(site: Site, stranger: Visitor) -> None:
    secret = create_secret(site)
    site.browser.cookies = stranger(site, secret)
    seen = {}
    for address in ADDRESSES:
        page = opened(address, secret)
        assert not page.exception, address
        seen[address] = found(page)
    assert seen == {address: [] for address in ADDRESSES}


def test_the_same_pages_do_show_it_to_those_who_may(site: Site) -> None:
    """So that the test above looks where there is something to see."""
    secret = create_secret(site)
    account = create_account(site.engine, "project")
    site.browser.cookies = {SESSION: create_session(site.engine, account, now=site.now)}
    seen = {address for address in ADDRESSES if found(opened(address, secret))}
    assert seen >= {"yritykset", "yritys", "tarpeet", "asiakasymmarrys", "digivisio", "suunnitelma"}


def test_a_customer_finds_nothing_but_the_name_it_answers_about(site: Site) -> None:
    secret = create_secret(site)
    site.browser.cookies = {RESPONDENT: secret.customer}
    for address in ADDRESSES:
        page = opened(address, secret)
        assert not page.exception, address
        assert set(found(page)) <= {NAME}, address
