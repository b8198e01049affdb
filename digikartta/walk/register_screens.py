"""The screens of the register, of cohorts and of what is shared of them, and how to get there."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from db import cohorts, company_edits, company_proposals, publications
from db.company_edits import Editor
from db.engine import reading
from db.publications import Wish
from db.tables import Organisation
from digikartta.account import PROJECT, Account
from digikartta.cohort import CohortFilters
from digikartta.pipeline import STEPS
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor

_COHORTS = (
    ("1–9", CohortFilters(size_classes=("micro",))),
    ("10–49", CohortFilters(size_classes=("small",))),
)


def register_board(visitor: Visitor, site: ExampleSite) -> None:
    """Show the companies by step."""
    _worked_with(site)
    visitor.log_in(site.account(PROJECT))
    visitor.open("/yritykset")


def register_list(visitor: Visitor, site: ExampleSite) -> None:
    """Show the companies as a list."""
    register_board(visitor, site)
    visitor.page.get_by_text(visitor.t("register.view_list"), exact=True).click()
    visitor.page.locator(".dk-register").wait_for()
    visitor.settle()


def register_import(visitor: Visitor, site: ExampleSite) -> None:
    """Show what a list would do."""
    _upload(
        visitor, site, "Yritys;Toimiala;Kunta\nSalmen Verstas Oy;C;Lohja\nRannan Kioski;G;Espoo\n"
    )
    visitor.page.get_by_text(visitor.t("company_list.preview")).first.wait_for()
    visitor.settle()


def register_import_errors(visitor: Visitor, site: ExampleSite) -> None:
    """Refuse a list with mistakes."""
    _upload(visitor, site, "Yritys;Toimiala;Kunta\nSalmen Verstas Oy;?;Lohja\n;G;Atlantis\n")
    visitor.page.locator(".dk-file-problems").wait_for()
    visitor.settle()


def company(visitor: Visitor, site: ExampleSite) -> None:
    """Show a company that is on its way."""
    ids = _worked_with(site)
    visitor.log_in(site.account(PROJECT))
    visitor.open(f"/yritys?yritys={ids[4]}")


def company_open(visitor: Visitor, site: ExampleSite) -> None:
    """Show everything of a company's page that can be opened."""
    company(visitor, site)
    for details in visitor.page.locator("details:not([open]) > summary").all()[::-1]:
        details.click()
    visitor.settle()


def company_merge(visitor: Visitor, site: ExampleSite) -> None:
    """Show what merging two companies would do."""
    ids = _worked_with(site)
    visitor.log_in(site.account(PROJECT))
    visitor.open(f"/yritys?yritys={ids[4]}&toinen={ids[5]}")


def cohorts_empty(visitor: Visitor, site: ExampleSite) -> None:
    """Offer the first cohort."""
    for saved in cohorts.every(site.engine):
        cohorts.remove(site.engine, _team(site).account, saved.id)
    visitor.log_in(site.account(PROJECT))
    visitor.open("/kohortit")


def cohorts_two(visitor: Visitor, site: ExampleSite) -> None:
    """Show two cohorts side by side."""
    editor = _team(site)
    if not cohorts.every(site.engine):
        for name, filters in _COHORTS:
            cohorts.save(site.engine, editor.account, name, filters)
    visitor.log_in(site.account(PROJECT))
    visitor.open("/kohortit")
    box = visitor.page.get_by_label(visitor.t("cohort.choose"))
    box.click()
    visitor.page.get_by_role("option", name=_COHORTS[0][0], exact=True).click()
    visitor.page.keyboard.press("Escape")
    visitor.page.locator(".dk-figures td", has_text=_COHORTS[0][0]).first.wait_for()
    visitor.settle()


def shared_cohorts(visitor: Visitor, site: ExampleSite) -> None:
    """Show outsiders what was shared."""
    known = dict(site.questionnaires)
    made = publications.publish(
        site.engine,
        _team(site),
        [*_COHORTS, ("> 250", CohortFilters(size_classes=("large",)))],
        Wish("link", "S21482"),
        questionnaire=site.questionnaire,
        known=known,
        k=5,
    )
    visitor.open(f"/j/{made.token}")


EVERY = (
    *(register_board, register_list, register_import, register_import_errors),
    *(company, company_open, company_merge),
    *(cohorts_empty, cohorts_two, shared_cohorts),
)


def _upload(visitor: Visitor, site: ExampleSite, text: str) -> None:
    register_board(visitor, site)
    visitor.page.get_by_text(visitor.t("company_list.title"), exact=True).click()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "lista.csv"
        file.write_text(text, encoding="utf-8")
        visitor.page.locator("input[type=file]").set_input_files(file)
        visitor.page.locator(".dk-file-problems, .dk-notice").first.wait_for()


def _team(site: ExampleSite) -> Editor:
    site.account(PROJECT)
    email = f"{PROJECT}@digikartta.example"
    return Editor(Account(1, email, "Maija Meri", PROJECT), datetime.now().astimezone())


def _worked_with(site: ExampleSite) -> list[int]:
    """The ids of the example companies, of which some have come further than others."""
    editor = _team(site)
    with reading(site.engine) as connection:
        query = select(Organisation.id).where(Organisation.confirmed).order_by(Organisation.id)
        ids = list(connection.execute(query).scalars())
    partners = ("Omnia", "Taitotalo")
    for place, at in enumerate(ids[:16]):
        days = {
            step: site.today - timedelta(120 - 10 * order)
            for order, step in enumerate(STEPS[: place % 10])
        }
        company_edits.change_days(site.engine, editor, at, days)
        tags = ["vienti"] if place % 3 == 0 else []
        company_edits.set_labels(site.engine, editor, at, partner=partners[place % 2], tags=tags)
    company_edits.drop(site.engine, editor, ids[3], day=site.today, reason="Yritys myytiin.")
    _write_down(site, editor, ids[4])
    return ids


def _write_down(site: ExampleSite, editor: Editor, at: int) -> None:
    note = "Sovittiin alkukartoituksesta. Toiveena on apua verkkokauppaan."
    company_edits.add_contact(site.engine, editor, at, day=site.today, kind="call", note=note)
    text = "Ensin asiakaskysely, sitten verkkokauppa."
    company_proposals.write(site.engine, editor, at, text, seen=0)
