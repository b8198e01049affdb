"""Boxes that open and close."""

from collections.abc import Callable

from digikartta.account import PROJECT
from digikartta.walk.app_process import AppProcess
from digikartta.walk.example_site import ExampleSite
from tests.browser.people import Person

# How high the box is, and how high what is in it, in the frame after the tap.
_TAP = """
async summary => {
  const box = summary.parentElement
  summary.click()
  await new Promise(requestAnimationFrame)
  await new Promise(requestAnimationFrame)
  return [box.clientHeight, box.scrollHeight]
}
"""


def test_a_box_opens_and_closes_at_once(
    companies: tuple[AppProcess, ExampleSite], person: Callable[..., Person]
) -> None:
    app, site = companies
    visitor = person(app, width=1440).visitor
    visitor.log_in(site.account(PROJECT))
    visitor.open("/yritykset")
    box = visitor.page.locator("summary", has_text=visitor.t("company_list.title"))
    line = box.evaluate("box => box.clientHeight")
    shown, inside = box.evaluate(_TAP)
    assert shown == inside > 2 * line
    shown, _ = box.evaluate(_TAP)
    assert shown == line
