"""What is tapped on a page that was opened by right does nothing once the right has gone.

A message of a widget can be sent by anybody who has kept the page open: every widget of every page
is used after its right was taken away, and nothing is stored.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update
from streamlit.testing.v1 import AppTest

from db import company_access
from db.engine import reading, writing
from db.tables import Base, Link
from db.workshop_tables import WorkshopFacilitator
from digikartta.account import Account
from digikartta.ui.menu import PAGES
from digikartta.web.cookies import OWNER, SESSION
from tests.factories import (
    create_account,
    create_assessment,
    create_plan,
    create_profile,
    create_session,
)
from tests.pages.conftest import Site
from tests.pages.test_rights import Secret, create_secret, opened

ADDRESSES = sorted({address for address, _, _ in PAGES} - {"kirjaudu", "kutsu", "tili"})
KINDS = ("button", "text_input", "text_area", "selectbox", "radio", "checkbox", "number_input")
# Being seen is written down whatever one may do.
NOT_ABOUT_RIGHTS = {"account_session"}
Grant = Callable[[bool], None]


def rows(site: Site) -> dict[str, list[Any]]:
    with reading(site.engine) as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table))))
            for table in Base.metadata.sorted_tables
            if table.name not in NOT_ABOUT_RIGHTS
        }


def use(widget: Any) -> None:
    """Use a widget in some way that changes what it says."""
    if widget.type == "button":
        widget.click()
    elif widget.type in {"text_input", "text_area"}:
        widget.set_value("Murtautuja")
    elif widget.type == "checkbox":
        widget.set_value(not widget.value)
    elif widget.type == "number_input":
        widget.increment()
    elif widget.type == "selectbox" and widget.options:
        widget.select_index(len(widget.options) - 1)
    elif widget.type == "radio":
        widget.set_value(widget.options[-1])


def widgets(page: AppTest) -> Iterator[Any]:
    for kind in KINDS:
        yield from (widget for widget in page.get(kind) if not widget.disabled)


@contextmanager
def taken_away(grant: Grant) -> Iterator[None]:
    grant(False)
    yield
    grant(True)


def use_everything(site: Site, secret: Secret, address: str, grant: Grant) -> int:
    """Use each widget of a page after the right has gone; returns how many there are."""
    grant(True)
    count = len(list(widgets(opened(address, secret))))
    for place in range(count):
        page = opened(address, secret)
        shown = list(widgets(page))
        if place >= len(shown):
            break
        with taken_away(grant):
            before = rows(site)
            use(shown[place])
            # A choice whose words are not its value cannot be made by a test.
            chosen = shown[place].type in {"radio", "selectbox"}
            with suppress(ValueError) if chosen else nullcontext():
                page.run()
            after = rows(site)
        changed = [name for name in before if before[name] != after[name]]
        assert changed == [], f"{address}: {shown[place].type} {shown[place].key}"
    return count


def facilitator_of(site: Site, secret: Secret) -> tuple[Account, Grant]:
    account = create_account(site.engine)
    runs = {"workshop_id": secret.workshop_id, "account_id": account.id}

    def grant(given: bool) -> None:  # noqa: FBT001
        with writing(site.engine) as connection:
            company_access.unshare(connection, secret.organisation_id, account.id)
            connection.execute(
                delete(WorkshopFacilitator).where(WorkshopFacilitator.account_id == account.id)
            )
            if given:
                company_access.share(connection, secret.organisation_id, account.id)
                connection.execute(insert(WorkshopFacilitator).values(**runs))

    site.browser.cookies = {SESSION: create_session(site.engine, account, now=site.now)}
    return account, grant


OF_A_COMPANY = (
    *("asiakasymmarrys", "digivisio", "suunnitelma", "tarpeet"),
    *("tulevaisuuskartta", "tulos", "tyopaja", "yritys"),
)


@pytest.mark.parametrize("address", OF_A_COMPANY)
def test_a_facilitator_whose_share_was_taken_back_changes_nothing(site: Site, address: str) -> None:
    secret = create_secret(site)
    _, grant = facilitator_of(site, secret)
    assert use_everything(site, secret, address, grant) > 0


# Pages of respondents, of a workshop's own facilitators and of everybody: an administrator without
# a link of theirs finds nothing there to use.
NOTHING_FOR_AN_ADMINISTRATOR = {
    *("", "aanestys", "arviointi", "jaettu", "mittarin-laatu", "naytto", "oma-tulos"),
    *("suunnitelma-tiedostot", "tietosuoja", "tyopaja", "vastaa"),
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_administrator_who_was_logged_out_changes_nothing(site: Site, address: str) -> None:
    secret = create_secret(site)
    account = create_account(site.engine, "admin")
    create_account(site.engine, "admin", email="toinen@digi.example")
    session = create_session(site.engine, account, now=site.now)

    def grant(given: bool) -> None:  # noqa: FBT001
        site.browser.cookies = {SESSION: session} if given else {}

    used = use_everything(site, secret, address, grant)
    assert (used > 0) == (address not in NOTHING_FOR_AN_ADMINISTRATOR)


OF_AN_OWNER = ("arviointi", "asiakasymmarrys", "digivisio", "suunnitelma", "tulevaisuuskartta")


@pytest.mark.parametrize("address", OF_AN_OWNER)
def test_an_owner_whose_link_was_revoked_changes_nothing(site: Site, address: str) -> None:
    made = create_assessment(site.engine, create_profile("Oma Oy"))
    site.browser.cookies = {OWNER: made.owner}
    with reading(site.engine) as connection:
        own = connection.execute(select(Link.organisation_id)).scalars().first()
    create_plan(site.engine, own)

    def grant(given: bool) -> None:  # noqa: FBT001
        with writing(site.engine) as connection:
            connection.execute(update(Link).where(Link.kind == "owner").values(revoked=not given))

    assert use_everything(site, Secret(own or 0, 0, ""), address, grant) > 0
