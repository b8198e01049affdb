"""Single sign-on with a provider that speaks OpenID Connect, in a real browser."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from db import account_upkeep
from db.engine import writing
from digikartta.walk.app_process import AppProcess
from digikartta.walk.example_site import example_site
from digikartta.walk.visitor import Visitor
from tests.browser.identity_provider import CHOOSE, CLIENT, SECRET, Provider, running_provider
from tests.browser.people import Person
from tests.factories import create_account

MAIJA = {"email": "Maija@Saari.example", "email_verified": True}
STRANGER = {"email": "outo@muualla.example", "email_verified": True}
UNPROVED = {"email": "paula@saari.example", "email_verified": False}
DISABLED = {"email": "ennen@saari.example", "email_verified": True}


@pytest.fixture(scope="module", name="served")
def _served(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[AppProcess]:
    """The app with the section `[auth]` in the secrets of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    url = f"sqlite:///{home / 'one.sqlite'}"
    site = example_site(url, today=date.today(), demo_data=False)  # noqa: DTZ011
    with running_provider(MAIJA, STRANGER, UNPROVED, DISABLED) as provider:
        homes = dict.fromkeys(("HOME", "USERPROFILE"), str(home))
        app = AppProcess(url, log=home / "log", settings=homes)
        write_secrets(home, app, provider)
        create_account(site.engine, email="maija@saari.example", name="Maija Meri")
        create_account(site.engine, email=str(UNPROVED["email"]))
        past = create_account(site.engine, email=str(DISABLED["email"]))
        with writing(site.engine) as connection:
            account_upkeep.disable(connection, past.id)
        app.start()
        yield app
        app.stop()
    site.engine.dispose()


def write_secrets(home: Path, app: AppProcess, provider: Provider) -> None:
    (home / ".streamlit").mkdir()
    (home / ".streamlit" / "secrets.toml").write_text(
        f"""[auth]
redirect_uri = "{app.address}/oauth2callback"
cookie_secret = "a secret of this test that is long enough"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{provider.address}/.well-known/openid-configuration"
""",
        encoding="utf-8",
    )


def go_by_the_provider(visitor: Visitor, who: dict[str, object]) -> None:
    visitor.open("/kirjaudu")
    visitor.button("log_in.single").click()
    visitor.page.get_by_role("link", name=f"{CHOOSE} {who['email']}").click()


def cookies(visitor: Visitor) -> set[str]:
    return {str(cookie["name"]) for cookie in visitor.window.cookies()}


def test_an_account_is_entered_by_its_confirmed_address_and_left_again(
    served: AppProcess, person: Callable[..., Person]
) -> None:
    maija = person(served).visitor
    go_by_the_provider(maija, MAIJA)
    maija.arrive("/tyopajat")
    expect(maija.heading()).to_have_text(maija.t("workshops.heading"))
    # What the provider said, which would be good for a month, is gone once it was used.
    assert not [name for name in cookies(maija) if name.startswith("_streamlit_user")]
    maija.button("menu.log_out").click()
    maija.arrive("/")
    maija.open("/tyopajat")
    expect(maija.heading()).to_have_text(maija.t("accounts.log_in_title"))


@pytest.mark.parametrize(
    ("who", "problem"),
    [
        (STRANGER, "problem.single_unknown"),
        (DISABLED, "problem.single_unknown"),
        (UNPROVED, "problem.single_unproved"),
    ],
    ids=["stranger", "disabled", "unproved"],
)
def test_whoever_has_no_account_or_no_confirmed_address_is_told_why_and_stays_outside(
    served: AppProcess,
    person: Callable[..., Person],
    who: dict[str, object],
    problem: str,
) -> None:
    outsider = person(served).visitor
    go_by_the_provider(outsider, who)
    outsider.arrive("/kirjaudu")
    expect(outsider.page.get_by_role("alert")).to_contain_text(outsider.t(problem, where=""))
    outsider.open("/tyopajat")
    expect(outsider.heading()).to_have_text(outsider.t("accounts.log_in_title"))
