"""The project team's way: companies in, one step on, a cohort, a link for an outsider, its end."""

import re
from pathlib import Path

import xlsxwriter
from playwright.sync_api import expect
from sqlalchemy import select

from db import organisations
from db.engine import writing
from db.tables import Organisation
from digikartta.account import PROJECT
from digikartta.classification import industries
from digikartta.company import Profile
from digikartta.walk.app_process import AppProcess
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor
from tests.browser.assessment_walk import choose_from
from tests.browser.saved_pictures import save_every_picture
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
    assert len(save_every_picture(outsider)) == 2

    team.button("publish.revoke").click()
    expect(team.page.get_by_text(team.t("publish.is_revoked"))).to_be_visible()
    outsider.page.reload()
    revoked = outsider.t("problem.link_revoked", where="")
    expect(outsider.page.get_by_text(revoked)).to_be_visible()


def test_a_company_is_found_and_taken_a_step_on_by_keyboard(
    own_companies: tuple[AppProcess, ExampleSite], person: MAKE
) -> None:
    app, site = own_companies
    confirm_all(site)
    team = person(app, "sv", width=1440).visitor
    team.log_in(site.account(PROJECT))
    team.open("/yritykset")
    search = team.page.get_by_label(team.t("register.search"))
    search.fill("vertailu 7")
    search.press("Enter")
    card = team.page.locator("[data-card]")
    expect(card).to_have_count(1)
    for step in ("contacted", "needs_mapped"):
        text = team.t(f"pipeline.{step}")
        button = team.page.get_by_role(
            "button", name=team.t("register.move", name="Vertailu 7 Oy", step=text)
        )
        button.focus()
        team.page.keyboard.press("Enter")
        expect(team.page.get_by_text(team.t("register.moved", step=text))).to_be_visible()
        expect(team.page.locator(f"[data-place={step}] [data-card]")).to_have_count(1)
        expect(card.get_by_role("link")).to_be_focused()
    team.page.keyboard.press("Enter")
    team.arrive("/yritys")
    team.page.get_by_text(team.t("company.history"), exact=True).click()
    log = team.page.locator(".dk-log")
    expect(log).to_contain_text(team.t("pipeline.contacted"))
    expect(log).to_contain_text(team.t("pipeline.needs_mapped"))
    result = team.t("company.round.result", stage=team.t("stage.T0"))
    team.page.get_by_role("link", name=result).click()
    team.arrive("/tulos")
    expect(team.heading()).to_have_text(team.t("result.heading"))
    assert len(save_every_picture(team)) == 2


def test_the_list_is_filtered_by_a_choice_that_is_typed(
    own_companies: tuple[AppProcess, ExampleSite], person: MAKE
) -> None:
    app, site = own_companies
    site.start(profile=Profile("Rakentaja Oy", industry="F", size_class="micro"))
    confirm_all(site)
    team = person(app, "en", width=1440).visitor
    team.log_in(site.account(PROJECT))
    team.open("/yritykset")
    team.page.get_by_text(team.t("register.view_list"), exact=True).click()
    team.settle()
    expect(team.page.get_by_text(team.t.n("register.found", 13))).to_be_visible()
    team.page.get_by_text(team.t("register.filters"), exact=True).click()
    trade = industries()["F"].short.in_language("en")
    choose_from(team, "register.field.industry", trade)
    expect(team.page.get_by_text(team.t.n("register.found", 1))).to_be_visible()
    expect(team.page.get_by_role("link", name="Rakentaja Oy")).to_be_visible()


def test_an_excel_list_brings_a_double_that_is_merged(
    own_companies: tuple[AppProcess, ExampleSite], person: MAKE, tmp_path: Path
) -> None:
    app, site = own_companies
    confirm_all(site)
    team = person(app, width=1440).visitor
    team.log_in(site.account(PROJECT))
    team.open("/yritykset")
    take_in(team, excel_list(tmp_path / "lista.xlsx"))
    team.page.get_by_text(team.t("merge.doubles"), exact=True).click()
    team.page.get_by_text(team.t("merge.look"), exact=True).click()
    pair = team.page.locator(".dk-pairs li", has_text="Mäen Verstas")
    pair.get_by_role("link", name=team.t("merge.compare")).click()
    team.arrive("/yritys")
    names = ("Mäen Verstas Oy", "Mäen Verstas")
    expect(team.heading()).to_have_text(re.compile("Mäen Verstas"))
    kept = team.heading().inner_text()
    other = names[names[0] == kept]
    team.page.get_by_role("button", name=team.t("merge.go", remove=other, keep=kept)).click()
    expect(team.page.get_by_text(team.t("company.stored"))).to_be_visible()
    team.page.get_by_text(team.t("company.history"), exact=True).click()
    merged = f"{team.t('company.change.merged')}: {other} → {kept}"
    expect(team.page.locator(".dk-log").last).to_contain_text(merged)
    team.open("/yritykset")
    team.page.get_by_label(team.t("register.search")).fill("verstas")
    team.page.keyboard.press("Enter")
    expect(team.page.locator("[data-card]")).to_have_count(1)


def excel_list(file: Path) -> Path:
    """A list with one company twice, the names a little apart."""
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Yritys", "Toimiala", "Kunta", "Kumppani"))
        sheet.write_row(1, 0, ("Mäen Verstas Oy", "C", "Lohja", "Omnia"))
        sheet.write_row(2, 0, ("Mäen Verstas", "C", "Espoo", "Omnia"))
    return file


def take_in(team: Visitor, file: Path) -> None:
    """Try a list of companies and bring it in."""
    team.page.get_by_text(team.t("company_list.title"), exact=True).click()
    team.page.locator("input[type=file]").set_input_files(file)
    team.button("company_list.go").click()
    expect(team.page.get_by_text(team.t("company_list.done"))).to_be_visible()


def confirm_all(site: ExampleSite) -> None:
    with writing(site.engine) as connection:
        for at in connection.execute(select(Organisation.id)).scalars().all():
            organisations.confirm(connection, at)


def bring_in(team: Visitor, file: Path) -> None:
    """Import a company, and mark its first step."""
    team.open("/yritykset")
    file.write_text("Yritys;Toimiala;Kumppani\nMäen Verstas Oy;C;Omnia\n", encoding="utf-8")
    take_in(team, file)
    team.page.get_by_role("link", name="Mäen Verstas Oy").click()
    team.settle()
    step = team.t("company.reach", step=team.t("pipeline.contacted"))
    team.page.get_by_role("button", name=step).click()
    expect(team.page.locator(".dk-place")).to_have_text(team.t("pipeline.contacted"))


def share_cohort(team: Visitor) -> str:
    """Save two cohorts, look at them side by side, share them, and return the link's path."""
    team.open("/kohortit")
    save_cohort(team, "Kaikki")
    line = team.page.locator("p", has_text=team.t.n("cohort.with_result", 12))
    expect(line).to_have_count(1)
    team.page.get_by_text(team.t("cohort.new"), exact=True).click()
    save_cohort(team, "Kaupan yritykset", trade=industries()["G"].short.in_language("fi"))
    expect(line).to_have_count(2)
    assert len(save_every_picture(team)) == 2
    for name in ("Kaikki", "Kaupan yritykset"):
        assert team.page.locator(".dk-figures td", has_text=name).count() == 9
    team.page.get_by_text(team.t("publish.make"), exact=True).click()
    team.page.get_by_label(team.t("publish.name")).fill("Ohjausryhmä")
    team.button("publish.link").click()
    shown = team.page.get_by_test_id("stCode").inner_text()
    return re.sub(r"^https?://[^/]+", "", shown.strip())


def save_cohort(team: Visitor, name: str, *, trade: str = "") -> None:
    """Save a cohort by the form that is open for a new one."""
    box = team.page.get_by_test_id("stExpander").filter(has_text=team.t("cohort.new"))
    box.get_by_label(team.t("cohort.name")).fill(name)
    if trade:
        choose_from(team, "cohort.field.industries", trade)
        team.page.keyboard.press("Escape")
    box.get_by_role("button", name=team.t("cohort.save"), exact=True).click()
    team.settle()
