"""The screens of people with an account, and how to get there."""

from datetime import datetime

from db import account_links
from db.engine import writing
from digikartta.company import Profile
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor


def log_in(visitor: Visitor, _site: ExampleSite) -> None:
    """Ask for the address and the password."""
    visitor.open("/kirjaudu")


def log_in_wrong(visitor: Visitor, _site: ExampleSite) -> None:
    """Refuse a wrong password."""
    visitor.open("/kirjaudu")
    visitor.page.get_by_label(visitor.t("log_in.email")).fill("maija@saari.example")
    visitor.button("log_in.go").click()
    visitor.page.get_by_role("alert").first.wait_for()


def invited(visitor: Visitor, site: ExampleSite) -> None:
    """Let an invited person choose a password."""
    with writing(site.engine) as connection:
        email = f"{visitor.language}@saari.example"
        now = datetime.now().astimezone()
        token = account_links.invite(connection, email, "facilitator", now=now)
    visitor.open(f"/a/{token}")


def not_logged_in(visitor: Visitor, _site: ExampleSite) -> None:
    """Say that a page is for people with an account."""
    visitor.open("/tili")


def own_account(visitor: Visitor, site: ExampleSite) -> None:
    """Show one's own account."""
    visitor.log_in(site.account("facilitator"))
    visitor.open("/tili")


def people(visitor: Visitor, site: ExampleSite) -> None:
    """Show everybody with an account, one of them chosen."""
    site.account("facilitator")
    visitor.log_in(site.account("admin"))
    visitor.open("/yllapito")
    _choose(visitor, visitor.t("people.choose"), "facilitator@digikartta.example")


def site_settings(visitor: Visitor, site: ExampleSite) -> None:
    """Show the settings, and a self-made company that looks like one that is there."""
    site.start(profile=Profile("Saaren Leipomo Oy", None, "C", "micro", "091"))
    visitor.log_in(site.account("admin"))
    visitor.open("/asetukset")


def _choose(visitor: Visitor, label: str, option: str) -> None:
    box = visitor.page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    visitor.page.get_by_role("option", name=option, exact=True).click()
    visitor.page.get_by_role("button", name=visitor.t("people.disable")).wait_for()
    visitor.settle()


EVERY = (log_in, log_in_wrong, invited, not_logged_in, own_account, people, site_settings)
