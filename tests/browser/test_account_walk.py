"""The first start: an administrator sets up, invites a facilitator, who logs in and out."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import expect

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


def test_from_the_set_up_link_to_a_facilitator_who_logs_in_and_out(
    tmp_path: Path, person: Callable[..., Person]
) -> None:
    url = f"sqlite:///{tmp_path / 'one.sqlite'}"
    site = example_site(url, today=date.today(), demo_data=False)  # noqa: DTZ011
    with running_app(url, log=tmp_path / "log") as app:
        admin = person(app, width=1280).visitor
        link = re.search(r"(/a/\S+)", app.said())
        assert link is not None
        admin.open(link[1])
        expect(admin.heading()).to_have_text(admin.t("invited.setup_title"))
        fill(admin, log_in__email=ADMIN[0], invited__name="Paula", invited__password=ADMIN[1])
        fill(admin, invited__password_again=ADMIN[1])
        admin.button("invited.setup_go").click()
        admin.arrive("/tili")
        expect(admin.heading()).to_have_text(admin.t("own_account.title"))
        admin.button("menu.log_out").click()
        admin.arrive("/")
        admin.open("/tili")
        expect(admin.heading()).to_have_text(admin.t("accounts.log_in_title"))
        admin.link("accounts.log_in_title").click()
        admin.arrive("/kirjaudu")
        fill(admin, log_in__email=ADMIN[0], log_in__password="väärä salasana tämä")
        admin.button("log_in.go").click()
        expect(admin.page.get_by_role("alert")).to_contain_text(
            admin.t("problem.log_in_wrong", where="")
        )
        fill(admin, log_in__password=ADMIN[1])
        admin.page.get_by_label(admin.t("log_in.password"), exact=True).press("Enter")
        admin.arrive("/tili")
    site.engine.dispose()
