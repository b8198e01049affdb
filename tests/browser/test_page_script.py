"""What the script of every page does in a browser."""

from collections.abc import Callable

from playwright.sync_api import expect

from digikartta.account import PROJECT
from digikartta.classification import industries
from digikartta.texts import texts
from digikartta.walk.app_process import AppProcess
from digikartta.walk.example_site import ExampleSite
from tests.browser.assessment_walk import choose_from
from tests.browser.people import Person

_KEPT = "() => performance.getEntriesByName('kept').length"
_KIND_OF_MARK = """
async () => {
  const mark = document.querySelector('link[rel~="icon"]')
  return (await fetch(mark.href)).headers.get('content-type')
}
"""
# Lets what a page does each minute be done at once.
_MINUTES = """
window.eachMinute = []
const setInterval = window.setInterval
window.setInterval = (task, pause, ...rest) => {
  if (pause === 60_000) window.eachMinute.push(task)
  return setInterval(task, pause, ...rest)
}
"""


def test_a_page_that_stays_open_all_day_forgets_how_long_its_runs_took(
    companies: tuple[AppProcess, ExampleSite], person: Callable[..., Person]
) -> None:
    app, _ = companies
    visitor = person(app).visitor
    visitor.page.add_init_script(_MINUTES)
    visitor.open("/")
    visitor.page.evaluate("() => { performance.mark('kept') }")
    assert visitor.page.evaluate(_KEPT) == 1
    visitor.page.evaluate("() => window.eachMinute.forEach(task => task())")
    assert visitor.page.evaluate(_KEPT) == 0


def test_the_second_click_of_a_double_click_presses_no_button(
    companies: tuple[AppProcess, ExampleSite], person: Callable[..., Person]
) -> None:
    app, _ = companies
    visitor = person(app).visitor
    visitor.open("/aloita")
    start, missing = visitor.button("start.go"), visitor.page.locator(".dk-field-error")
    start.dispatch_event("click", {"detail": 2})
    visitor.settle()
    expect(missing).to_have_count(0)
    start.dispatch_event("click", {"detail": 1})
    expect(missing.first).to_be_visible()


def test_a_screen_reader_is_told_the_language_that_was_chosen(
    companies: tuple[AppProcess, ExampleSite], person: Callable[..., Person]
) -> None:
    app, _ = companies
    visitor = person(app).visitor
    visitor.open("/aloita")
    root = visitor.page.locator("html")
    expect(root).to_have_attribute("lang", "fi")
    open_list = visitor.page.get_by_role("button", name=visitor.t("select.open"))
    expect(open_list.first).to_be_attached()
    visitor.page.get_by_role("radio", name="SV").check(force=True)
    expect(root).to_have_attribute("lang", "sv")
    swedish = texts("sv")("select.open")
    expect(visitor.page.get_by_role("button", name=swedish).first).to_be_attached()
    words = visitor.page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--dk-offline')"
    )
    assert words == f'"{texts("sv")("state.offline")}"'


def test_a_page_has_its_own_title_and_our_mark(
    companies: tuple[AppProcess, ExampleSite], person: Callable[..., Person]
) -> None:
    app, _ = companies
    visitor = person(app).visitor
    visitor.open("/aloita")
    expect(visitor.page).to_have_title(f"{visitor.t('page.start')} – Digikartta")
    kind = visitor.page.evaluate(_KIND_OF_MARK)
    assert kind == "image/svg+xml"


def test_what_takes_a_choice_away_is_named_in_the_readers_language(
    own_companies: tuple[AppProcess, ExampleSite], person: Callable[..., Person]
) -> None:
    app, site = own_companies
    visitor = person(app, width=1440).visitor
    visitor.log_in(site.account(PROJECT))
    visitor.open("/kohortit")
    trade = industries()["C"].short.in_language("fi")
    choose_from(visitor, "cohort.field.industries", trade)
    visitor.page.keyboard.press("Escape")
    name = visitor.t("select.remove", name=trade)
    visitor.page.get_by_role("button", name=name, exact=True).click()
    visitor.settle()
    expect(visitor.page.get_by_role("button", name=name, exact=True)).to_have_count(0)
