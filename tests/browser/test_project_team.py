"""The project team's way: companies in, one step on, a cohort, a link for an outsider, its end."""

import re
from pathlib import Path

from playwright.sync_api import expect
from sqlalchemy import select

from db import organisations
from db.engine import writing
from db.tables import Organisation
from digikartta.account import PROJECT
from digikartta.walk.app_process import AppProcess
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor
from tests.browser.test_screens import MAKE


def test_from_a_list_of_companies_to_a_shared_page_that_is_ended(
    own_companies: tuple[AppProcess, ExampleSite], person: MAKE, tmp_path: Path
) -> None:
    app, site = own_companies
    confirm_all(site)
    team, outsider = person(app, width=1440).visitor, person(app).visitor
    team.log_in(site.account(PROJECT))
    bring_in(team, tmp_path / "lista.csv")
    path = share_cohort(team)

    outsider.open(path)
    expect(outsider.heading()).to_have_text("Ohjausryhmä")
    assert path not in outsider.page.url
    overall = outsider.page.locator("tr[data-dimension=overall] td")
    expect(overall.nth(1)).to_have_text("12")
    assert "Oy" not in outsider.page.locator(".stMain").inner_text()

    team.button("publish.revoke").click()
    expect(team.page.get_by_text(team.t("publish.is_revoked"))).to_be_visible()
    outsider.page.reload()
    revoked = outsider.t("problem.link_revoked", where="")
    expect(outsider.page.get_by_text(revoked)).to_be_visible()


def confirm_all(site: ExampleSite) -> None:
    with writing(site.engine) as connection:
        for at in connection.execute(select(Organisation.id)).scalars().all():
            organisations.confirm(connection, at)


def bring_in(team: Visitor, file: Path) -> None:
    """Import a company, and mark its first step."""
    team.open("/yritykset")
    team.page.get_by_text(team.t("company_list.title"), exact=True).click()
    file.write_text("Yritys;Toimiala;Kumppani\nMäen Verstas Oy;C;Omnia\n", encoding="utf-8")
    team.page.locator("input[type=file]").set_input_files(file)
    team.button("company_list.go").click()
    expect(team.page.get_by_text(team.t("company_list.done"))).to_be_visible()
    team.page.get_by_role("link", name="Mäen Verstas Oy").click()
    team.settle()
    step = team.t("company.reach", step=team.t("pipeline.contacted"))
    team.page.get_by_role("button", name=step).click()
    expect(team.page.locator(".dk-place")).to_have_text(team.t("pipeline.contacted"))


def share_cohort(team: Visitor) -> str:
    """Save a cohort of everybody, share it, and return the path of the link."""
    team.open("/kohortit")
    team.page.get_by_label(team.t("cohort.name")).fill("Kaikki")
    team.button("cohort.save").click()
    expect(team.page.get_by_text(team.t.n("cohort.with_result", 12))).to_be_visible()
    team.page.get_by_text(team.t("publish.make"), exact=True).click()
    team.page.get_by_label(team.t("publish.name")).fill("Ohjausryhmä")
    team.button("publish.link").click()
    shown = team.page.get_by_test_id("stCode").inner_text()
    return re.sub(r"^https?://[^/]+", "", shown.strip())
