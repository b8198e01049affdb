"""The screens between the result and the plan."""

from collections.abc import Callable
from datetime import UTC, datetime

from db import customer_insights
from db.company_access import CompanyAccess, company_access
from digikartta.customer_insights import Insight
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor

# What a bakery has learnt; an example's words stand in one language, as a company's own do.
LEARNT = (
    ("K7: 18–22", "data", "service", "24/7", ("service_channels",)),
    ("”Lounas?” × 12", "feedback", "customer", "Menu → WhatsApp", ("customer_collecting",)),
    ("3 / 5: QR", "interview", "", "", ()),
)


def company_of(site: ExampleSite, owner: str) -> CompanyAccess:
    """Return the company of an owner's token."""
    return company_access(
        site.engine,
        owner=owner,
        respondent="",
        session="",
        organisation_id=None,
        today=site.today,
        now=datetime.now(UTC),
        idle_minutes=1,
    )


def learn(site: ExampleSite, company: CompanyAccess) -> list[int]:
    """Write some insights down, once, and return their numbers."""
    found = customer_insights.of_company(site.engine, company.organisation_id)
    if found:
        return [stored.id for stored in found]
    return [
        customer_insights.add(
            site.engine,
            company.organisation_id,
            Insight(learnt, source, site.today, dimension, meaning, needs),
        )
        for learnt, source, dimension, meaning, needs in LEARNT
    ]


def customers(visitor: Visitor, site: ExampleSite) -> None:
    """Show both views side by side and the log of insights."""
    owner = site.examples[-1]
    learn(site, company_of(site, owner))
    visitor.open(f"/o/{owner}")
    visitor.open("/asiakasymmarrys")


def customers_begin(visitor: Visitor, site: ExampleSite) -> None:
    """Show how to begin while nothing is there yet."""
    links = site.start(language=visitor.language)
    site.answer(links.respondent, site.levels())
    site.close(links)
    visitor.open(f"/o/{links.owner}")
    visitor.open("/asiakasymmarrys")


def customers_asked(visitor: Visitor, site: ExampleSite) -> None:
    """Show the customers' link and how many have answered."""
    customers_begin(visitor, site)
    visitor.button("customers.open").click()
    visitor.page.get_by_text("/k/").first.wait_for()


def customers_both(visitor: Visitor, site: ExampleSite) -> None:
    """Show the second of two editors both texts."""
    links = site.start(language=visitor.language)
    company = company_of(site, links.owner)
    made = customer_insights.add(
        site.engine, company.organisation_id, Insight("K7", "data", site.today)
    )
    visitor.open(f"/o/{links.owner}")
    visitor.open("/asiakasymmarrys")
    visitor.button("insight.edit").click()
    field = visitor.page.get_by_label(visitor.t("insight.learnt")).first
    field.fill("K7: 18–22")
    field.blur()
    visitor.settle()
    theirs = Insight("K7: 17–21", "data", site.today)
    customer_insights.change(site.engine, company.organisation_id, made, theirs, version=1)
    visitor.button("insight.save").first.click()
    visitor.page.get_by_text(visitor.t("both.title")).wait_for()


def customers_participant(visitor: Visitor, site: ExampleSite) -> None:
    """Show the page to somebody who may only read it."""
    links = site.start(language=visitor.language)
    token = site.colleague(links)
    visitor.open(f"/v/{token}")
    visitor.open("/asiakasymmarrys")


EVERY: tuple[Callable[[Visitor, ExampleSite], None], ...] = (
    *(customers, customers_begin, customers_asked, customers_both, customers_participant),
)
