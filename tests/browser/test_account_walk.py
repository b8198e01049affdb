"""The first start: an administrator sets up, invites a facilitator, who logs in and out."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import expect
from sqlalchemy import Engine, update

from db.account_tables import AccountSession
from db.engine import writing
from digikartta.walk.app_process import running_app
from digikartta.walk.example_site import example_site
from digikartta.walk.visitor import Visitor
from tests.browser.people import Person

ADMIN = ("paula@digikartta.example", "neljä sanaa jotka sopivat")
FACILITATOR = ("maija@saari.example", "aivan muut sanat tähän")


def fill(visitor: Visitor, **values: str) -> None:
    for key, value in values.items():
        label = visitor.t(key.replace("__", "."))
        visitor.page.get_by_label(label, exact=True).fill(value)


def invite(admin: Visitor, email: str) -> str:
    """Invite a facilitator and return the path of the link that is shown."""
    fill(admin, log_in__email=email)
    admin.button("people.invite").click()
    shown = admin.page.get_by_test_id("stCode")
    expect(shown).to_be_visible()
    return "/a/" + shown.inner_text().rpartition("/a/")[2].strip()


def leave_idle(engine: Engine) -> None:
    """Let two hours and a minute pass for every browser."""
    with writing(engine) as connection:
        connection.execute(update(AccountSession).values(last_seen=AccountSession.last_seen - 7260))


def test_from_the_set_up_link_to_a_facilitator_who_logs_in_and_out(
    tmp_path: Path, person: Callable[..., Person]
) -> None:
    url = f"sqlite:///{tmp_path / 'one.sqlite'}"
    site = example_site(url, today=date.today(), demo_data=False)  # noqa: DTZ011
    with running_app(url, log=tmp_path / "log") as app:
        admin = person(app, width=1280).visitor
        link = re.search(r"(/a/\S+)", app.said())
        assert link is not None
        set_up(admin, link[1])
        invitation = invite(admin, FACILITATOR[0])
        log_out_and_in(admin)
        facilitator = person(app, "sv").visitor
        accept(facilitator, invitation)
        facilitator.open("/yllapito")
        expect(facilitator.heading()).to_have_text(facilitator.t("accounts.not_allowed_title"))
        leave_idle(site.engine)
        facilitator.open("/tili")
        expect(facilitator.heading()).to_have_text(facilitator.t("accounts.log_in_title"))
        # The invitation is used: what is left of it in the browser opens nothing.
        facilitator.open("/kutsu")
        expect(facilitator.heading()).to_have_text(facilitator.t("state.link_title"))
    site.engine.dispose()


def set_up(admin: Visitor, link: str) -> None:
    admin.open(link)
    expect(admin.heading()).to_have_text(admin.t("invited.setup_title"))
    fill(admin, log_in__email=ADMIN[0], invited__name="Paula", invited__password=ADMIN[1])
    fill(admin, invited__password_again=ADMIN[1])
    admin.button("invited.setup_go").click()
    admin.arrive("/yllapito")
    expect(admin.heading()).to_have_text(admin.t("people.title"))


def log_out_and_in(admin: Visitor) -> None:
    admin.button("menu.log_out").click()
    admin.arrive("/")
    admin.open("/tili")
    expect(admin.heading()).to_have_text(admin.t("accounts.log_in_title"))
    admin.link("accounts.log_in_title").click()
    admin.arrive("/kirjaudu")
    fill(admin, log_in__email=ADMIN[0], log_in__password="väärä salasana tämä")
    admin.button("log_in.go").click()
    wrong = admin.t("problem.log_in_wrong", where="")
    expect(admin.page.get_by_role("alert")).to_contain_text(wrong)
    fill(admin, log_in__password=ADMIN[1])
    admin.page.get_by_label(admin.t("log_in.password"), exact=True).press("Enter")
    admin.arrive("/tili")  # the page that was wanted


def accept(facilitator: Visitor, invitation: str) -> None:
    facilitator.open(invitation)
    fill(facilitator, invited__name="Maija", invited__password=FACILITATOR[1])
    fill(facilitator, invited__password_again=FACILITATOR[1])
    facilitator.button("invited.invitation_go").click()
    expect(facilitator.button("menu.log_out")).to_be_visible()
