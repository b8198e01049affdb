"""The screens of comparison and of the quality of the measure, and how to get there."""

from digikartta.account import FACILITATOR, PROJECT
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor


def comparison_change(visitor: Visitor, site: ExampleSite) -> None:
    """Show what changed in the example companies from the first stage to the last."""
    visitor.log_in(site.account(PROJECT))
    visitor.open("/vertailu")


def comparison_choose(visitor: Visitor, site: ExampleSite) -> None:
    """Ask for two groups."""
    comparison_change(visitor, site)
    visitor.page.get_by_text(visitor.t("compare.kind_groups"), exact=True).click()
    visitor.page.get_by_text(visitor.t("compare.choose_title")).wait_for()
    visitor.settle()


def quality(visitor: Visitor, site: ExampleSite) -> None:
    """Show the quality of the measure in the example companies' answers."""
    visitor.log_in(site.account(PROJECT))
    visitor.open("/mittarin-laatu")
    visitor.page.get_by_text(visitor.t("quality.participation")).wait_for()
    visitor.settle()


def comparison_refused(visitor: Visitor, site: ExampleSite) -> None:
    """Refuse a facilitator."""
    visitor.log_in(site.account(FACILITATOR))
    visitor.open("/vertailu")


EVERY = (comparison_change, comparison_choose, comparison_refused, quality)
