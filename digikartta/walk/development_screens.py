"""The screens between the result and the plan."""

from collections.abc import Callable
from datetime import UTC, datetime

from db import company_rounds, customer_insights, digital_visions, need_placements, need_votes
from db.assessments import OwnerLinks
from db.company_access import CompanyAccess, company_access
from db.company_rounds import CompanyRound
from db.respondents import answering
from digikartta.company_needs import Need, ballot, dimension_needs
from digikartta.customer_insights import Insight
from digikartta.digital_vision import Measure, Vision, part_content
from digikartta.need_matrix import Placement
from digikartta.visit import Visit
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
    visit = Visit(today=site.today, now=datetime.now(UTC), idle_minutes=1, owner=owner)
    return company_access(site.engine, visit)


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
    visitor.page.mouse.move(0, 0)  # what it would rest on is not hovered by anybody
    visitor.settle()


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
    theirs = Insight("K7: 17–21", "data", site.today)
    customer_insights.change(site.engine, company.organisation_id, made, theirs, version=1)
    field.blur()
    visitor.page.get_by_text(visitor.t("both.title")).wait_for()


def customers_participant(visitor: Visitor, site: ExampleSite) -> None:
    """Show the page to somebody who may only read it."""
    links = site.start(language=visitor.language)
    token = site.colleague(links)
    visitor.open(f"/v/{token}")
    visitor.open("/asiakasymmarrys")


def assessed(visitor: Visitor, site: ExampleSite) -> tuple[OwnerLinks, list[str]]:
    """A company whose closed round four people have answered, and their tokens."""
    links = site.start(language=visitor.language)
    people = [links.respondent, *(site.colleague(links) for _ in range(3))]
    for place, token in enumerate(people):
        given = site.levels()
        lower = {"vision_direction": "1", "data_quality": str(1 + place)}
        site.answer(token, {**given, **{i: v for i, v in lower.items() if i in given}})
    site.close(links)
    return links, people


def vote(site: ExampleSite, company: CompanyAccess, people: list[str], *, ended: bool) -> None:
    """Let people vote on the lowest needs, and end the vote."""
    round_ = round_of(site, company)
    items = [need.item for need in needs_of(round_)]
    need_votes.open_vote(site.engine, company.organisation_id, round_.id)
    for place, token in enumerate(people):
        person = answering(site.engine, token, today=site.today).respondent_id
        for item, dots in ((items[0], 2), (items[2 + place], 1)):
            need_votes.cast(site.engine, person, item, dots, items=items)
    if ended:
        need_votes.end_vote(site.engine, company.organisation_id, round_.id)


def round_of(site: ExampleSite, company: CompanyAccess) -> CompanyRound:
    """Return the company's closed round."""
    return company_rounds.of_company(
        site.engine, company.organisation_id, round_id=None, breakdown=3
    )


def needs_of(round_: CompanyRound) -> list[Need]:
    """Return the needs of a round."""
    return ballot(dimension_needs(round_.result.questionnaire, round_.result.result))


def place(site: ExampleSite, company: CompanyAccess) -> None:
    """Set importance and effort of some needs, three of them alike."""
    round_ = round_of(site, company)
    places = ((5, 2), (5, 2), (5, 2), (4, 5), (2, 1), (3, 4), (2, 5))
    for need, (importance, effort) in zip(needs_of(round_), places, strict=False):
        need_placements.place(
            site.engine,
            company.organisation_id,
            round_.id,
            need.item,
            Placement(importance, effort),
            version=need_placements.NEW,
        )


def needs_begin(visitor: Visitor, site: ExampleSite) -> None:
    """Show the needs before anybody has voted."""
    links, _ = assessed(visitor, site)
    visitor.open(f"/o/{links.owner}")
    visitor.open("/tarpeet")


def needs_voting(visitor: Visitor, site: ExampleSite) -> None:
    """Show how many have voted while the vote is open."""
    links, people = assessed(visitor, site)
    vote(site, company_of(site, links.owner), people[:2], ended=False)
    visitor.open(f"/o/{links.owner}")
    visitor.open("/tarpeet")
    visitor.page.get_by_text(visitor.t("needs.vote_how")).scroll_into_view_if_needed()


def needs(visitor: Visitor, site: ExampleSite) -> None:
    """Show the counted vote, the matrix with its table, and what goes to the plan."""
    links, people = assessed(visitor, site)
    company = company_of(site, links.owner)
    vote(site, company, people, ended=True)
    place(site, company)
    visitor.open(f"/o/{links.owner}")
    visitor.open("/tarpeet")
    visitor.settle()


def needs_matrix(visitor: Visitor, site: ExampleSite) -> None:
    """Show the matrix."""
    needs(visitor, site)
    visitor.page.get_by_text(visitor.t("needs.matrix"), exact=True).scroll_into_view_if_needed()
    visitor.page.locator(".js-plotly-plot").first.scroll_into_view_if_needed()


def needs_wait(visitor: Visitor, site: ExampleSite) -> None:
    """Say that needs are shown once the round is closed."""
    links = site.start(language=visitor.language)
    visitor.open(f"/o/{links.owner}")
    visitor.open("/tarpeet")


def vote_open(visitor: Visitor, site: ExampleSite) -> None:
    """Show the ballot on a phone with two dots placed."""
    links, people = assessed(visitor, site)
    vote(site, company_of(site, links.owner), people[:1], ended=False)
    visitor.open(f"/v/{people[0]}")
    visitor.open("/aanestys")


def vote_refused(visitor: Visitor, site: ExampleSite) -> None:
    """Refuse a fourth dot."""
    vote_open(visitor, site)
    visitor.page.get_by_text("●●● 3").nth(1).click()
    visitor.page.get_by_role("alert").wait_for()


def vote_ended(visitor: Visitor, site: ExampleSite) -> None:
    """Say that the vote has ended."""
    links, people = assessed(visitor, site)
    vote(site, company_of(site, links.owner), people, ended=True)
    visitor.open(f"/v/{people[0]}")
    visitor.open("/aanestys")


VISION = {
    "for_whom": "K7 · 09–18",
    "customers": "24/7",
    "staff": "+2 h / 7 d",
    "known_for": "Saaren Leipomo = 1 klik",
}


def write_vision(site: ExampleSite, company: CompanyAccess) -> None:
    """Write a vision with two measures and agree on it, once."""
    if digital_visions.versions(site.engine, company.organisation_id):
        return
    measures = {"measure1": Measure("www", 10, 40, "%"), "measure2": Measure("NPS", 31, 50)}
    vision = Vision(VISION, measures)
    for part in (*VISION, *measures):
        digital_visions.save_part(
            site.engine,
            company.organisation_id,
            part,
            part_content(vision, part),
            version=digital_visions.NEW,
        )
    seen = digital_visions.draft(site.engine, company.organisation_id)
    digital_visions.agree(
        site.engine, company.organisation_id, seen, agreed_by="Aino, Eero", today=site.today
    )


def vision_begin(visitor: Visitor, site: ExampleSite) -> None:
    """Show the guided page while nothing is written yet."""
    links = site.start(language=visitor.language)
    visitor.open(f"/o/{links.owner}")
    visitor.open("/digivisio")


def vision_page(visitor: Visitor, site: ExampleSite) -> None:
    """Show the agreed vision on one page."""
    links = site.start(language=visitor.language)
    write_vision(site, company_of(site, links.owner))
    visitor.open(f"/o/{links.owner}")
    visitor.open("/digivisio?nakyma=sivu")


def vision_versions(visitor: Visitor, site: ExampleSite) -> None:
    """Show a version beside the draft that has moved on."""
    links = site.start(language=visitor.language)
    company = company_of(site, links.owner)
    write_vision(site, company)
    digital_visions.save_part(
        site.engine, company.organisation_id, "staff", "+3 h / 7 d", version=1
    )
    visitor.open(f"/o/{links.owner}")
    visitor.open("/digivisio?nakyma=versiot")


def vision_both(visitor: Visitor, site: ExampleSite) -> None:
    """Show the second of two who write the same part both texts."""
    links = site.start(language=visitor.language)
    company = company_of(site, links.owner)
    visitor.open(f"/o/{links.owner}")
    visitor.open("/digivisio")
    digital_visions.save_part(
        site.engine, company.organisation_id, "for_whom", "K7", version=digital_visions.NEW
    )
    field = visitor.page.get_by_label(visitor.t("vision.for_whom"))
    field.fill("K7 · 09–18")
    field.blur()
    visitor.page.get_by_text(visitor.t("both.title")).wait_for()


EVERY: tuple[Callable[[Visitor, ExampleSite], None], ...] = (
    *(customers, customers_begin, customers_asked, customers_both, customers_participant),
    *(needs_begin, needs_voting, needs, needs_matrix, needs_wait),
    *(vote_open, vote_refused, vote_ended),
    *(vision_begin, vision_page, vision_versions, vision_both),
)
