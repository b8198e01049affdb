"""From a closed round to deeds and back from draw.io, in a browser, by the people themselves."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from digikartta.texts import Texts
from digikartta.walk.app_process import AppProcess
from digikartta.walk.development_screens import assessed, company_of, needs_of, round_of
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor
from tests.browser.people import Person

TODAY = date.today()  # noqa: DTZ011  this machine's own day, as the app takes it
STARTS = TODAY.replace(day=1)
DUE, LATER = STARTS + timedelta(days=60), STARTS + timedelta(days=88)
PER_DAY = 2  # px on a map of two years
_PAGE = "<!doctype html><title>mxGraph</title><div id=paper></div>"
# What a person does in draw.io: types over a cell, edits its data, drags the end of a bar.
_EDIT = """
([xml, labels, wider]) => {
  const graph = new mxGraph(document.getElementById('paper'))
  graph.isHtmlLabel = () => false
  const model = graph.getModel()
  const node = mxUtils.parseXml(xml).documentElement
  new mxCodec(node.ownerDocument).decode(node, model)
  for (const [id, label] of Object.entries(labels)) {
    const cell = model.getCell(id)
    const value = cell.value.cloneNode(true)
    value.setAttribute('label', label)
    model.setValue(cell, value)
  }
  for (const [id, pixels] of Object.entries(wider)) {
    const bounds = model.getGeometry(model.getCell(id)).clone()
    bounds.width += pixels
    graph.resizeCell(model.getCell(id), bounds)
  }
  return mxUtils.getXml(new mxCodec().encode(model))
}
"""


@pytest.fixture(name="drawio")
def _drawio(browser: Browser, mxgraph_path: str) -> Iterator[Page]:
    """A window with mxGraph, the library of draw.io itself."""
    page = browser.new_page()
    page.set_content(_PAGE)
    page.evaluate("() => { mxLoadResources = false; mxLoadStylesheets = false; mxBasePath = '' }")
    page.add_script_tag(path=mxgraph_path)
    yield page
    page.close()


def edit_file(
    drawio: Page, file: Path, labels: dict[str, str], wider: dict[str, float] | None = None
) -> None:
    """Open the file in draw.io's library, change words and widths of cells, and save it."""
    root = ElementTree.parse(file).getroot()
    for diagram in root.iter("diagram"):
        [model] = list(diagram)
        ids = {each.get("id") for each in model.iter()}
        own = [{k: v for k, v in each.items() if k in ids} for each in (labels, wider or {})]
        xml = ElementTree.tostring(model, encoding="unicode")
        edited = ElementTree.fromstring(drawio.evaluate(_EDIT, [xml, *own]))
        drawio.evaluate("() => document.getElementById('paper').replaceChildren()")
        diagram.remove(model)
        diagram.append(edited)
    ElementTree.ElementTree(root).write(file, encoding="utf-8")


def vote(token: str, phone: Visitor, need: str) -> None:
    """A participant puts all three dots on one need."""
    phone.open(f"/v/{token}")
    phone.open("/aanestys")
    ballot = phone.page.locator(f".st-key-dk_vote_{need}")
    ballot.get_by_text("●●● 3").click()
    expect(phone.page.get_by_text(phone.t("vote.done_title"))).to_be_visible()


def place(owner: Visitor, need: str, importance: int, effort: int) -> None:
    """Set importance and effort of the need that is open."""
    for field, value in (("importance", importance), ("effort", effort)):
        scale = owner.page.locator(f".st-key-place-{need}-{field}")
        scale.get_by_role("radio", name=str(value), exact=True).click()
        owner.settle()
    owner.button("needs.place").click()
    expect(owner.page.get_by_text(owner.t("needs.placed"))).to_be_visible()
    owner.settle()  # the picture of the matrix comes into being, and moves what is below it


def field(owner: Visitor, name: str) -> Locator:
    """Return a field of the form of the action that is open."""
    form = owner.page.get_by_test_id("stForm").filter(has_text=owner.t("plan.save"))
    return form.get_by_label(owner.t(f"plan.field.{name}"), exact=True)


def set_day(owner: Visitor, name: str, day: date) -> None:
    """Type a day into its three parts; each leads to the next one."""
    field(owner, name).get_by_role("spinbutton").first.click()
    owner.page.keyboard.type(f"{day:%d%m%Y}")


def choose_status(owner: Visitor, status: str) -> None:
    """Choose a status from the list."""
    field(owner, "status").click()
    name = owner.t(f"plan.status.{status}")
    owner.page.get_by_role("option", name=name, exact=True).click()


def download(owner: Visitor, folder: Path) -> Path:
    """Take the draw.io file of the plan along."""
    owner.open("/suunnitelma-tiedostot")
    with owner.page.expect_download() as taken:
        owner.button("files.drawio").click()
    file = folder / taken.value.suggested_filename
    taken.value.save_as(file)
    return file


def action_of(page: Page) -> int:
    """Return the action that the first card of a plan opens."""
    address = page.locator(".dk-actions a").first.get_attribute("href") or ""
    found = re.search(r"toimi=(\d+)", address)
    assert found is not None
    return int(found[1])


def decide(owner: Visitor, phone: Visitor, token: str, need: str) -> None:
    """Vote on the needs, place one of them, and take it to the plan."""
    owner.open("/tarpeet")
    owner.button("needs.vote_open").click()
    expect(owner.page.get_by_text(owner.t("needs.vote_how"))).to_be_visible()
    vote(token, phone, need)
    owner.button("needs.vote_end").click()
    expect(owner.page.get_by_text(owner.t.n("needs.voted", 1, people="4"))).to_be_visible()
    place(owner, need, importance=5, effort=2)
    owner.page.get_by_role("button", name=owner.t.n("needs.take", 1)).click()
    expect(owner.page.get_by_text(owner.t.n("needs.taken", 1))).to_be_visible()


def agree_on(owner: Visitor) -> None:
    """Say who does an action and when, and store it."""
    field(owner, "owner").fill("Aino")
    set_day(owner, "starts_on", STARTS)
    set_day(owner, "due_on", DUE)
    choose_status(owner, "agreed")
    owner.button("plan.save").click()
    expect(owner.page.get_by_text(owner.t.n("plan.saved", 1))).to_be_visible()


def change_in_drawio(drawio: Page, file: Path, action: int, t: Texts) -> None:
    """Another title, another person, another status, and a bar that is drawn four weeks longer."""
    words = {
        f"map-{action}": "Avataan kauppa",
        f"plan-{action}-owner": "Eero",
        f"plan-{action}-status": t("plan.status.started"),
    }
    edit_file(drawio, file, words, {f"map-{action}": PER_DAY * (LATER - DUE).days})


def expect_differences(owner: Visitor, title: str) -> None:
    """Expect exactly the four differences, each ticked to be stored."""
    t = owner.t
    days = f"{t.day(DUE)} → {t.day(LATER)}"
    status = f"{t('plan.status.agreed')} → {t('plan.status.started')}"
    expect(owner.page.get_by_text(t.n("files.changes", 4))).to_be_visible()
    for difference in ("Aino → Eero", days, status, f"{title} → Avataan kauppa"):
        expect(owner.page.get_by_role("checkbox", name=difference)).to_be_checked()


def test_a_need_becomes_a_deed_that_draw_io_may_change(
    companies: tuple[AppProcess, ExampleSite],
    person: Callable[..., Person],
    drawio: Page,
    tmp_path: Path,
) -> None:
    app, site = companies
    owner, phone = person(app, width=1440).visitor, person(app).visitor
    links, people = assessed(owner, site)
    need = needs_of(round_of(site, company_of(site, links.owner)))[0]
    assert need.step is not None
    title, _, _ = need.step.fi.partition(".")
    owner.open(f"/o/{links.owner}")
    decide(owner, phone, people[1], need.item)

    phone.open("/suunnitelma")
    cards = phone.page.locator(".dk-actions li")
    expect(cards).to_contain_text([title])
    action = action_of(phone.page)
    owner.open(f"/suunnitelma?toimi={action}")
    expect(field(owner, "title")).to_have_value(title)
    expect(field(owner, "first_step")).to_have_value(need.step.fi)
    agree_on(owner)

    owner.open("/tulevaisuuskartta")
    expect(owner.page.locator(".js-plotly-plot")).to_contain_text("Aino")
    file = download(owner, tmp_path)
    change_in_drawio(drawio, file, action, owner.t)
    expect(owner.button("select.file").last).to_be_visible()
    owner.page.locator("input[type=file]").set_input_files(file)
    expect_differences(owner, title)
    phone.open("/suunnitelma")  # nothing has changed before somebody confirms it
    expect(cards).to_contain_text([title])
    owner.button("files.confirm").click()
    expect(owner.page.get_by_text(owner.t.n("plan.saved", 1))).to_be_visible()

    phone.open("/suunnitelma")
    days = f"{owner.t.day(STARTS)}–{owner.t.day(LATER)}"
    expect(cards).to_have_text([f"{owner.t('plan.status.started')}Avataan kauppaEero · {days}"])
