"""The screens of the action plan and the future map, and how to get there."""

from db import actions, demo_development
from db.assessments import OwnerLinks
from db.engine import reading
from db.links import LinkTarget
from db.respondents import answering
from digikartta.example_plan import example_plan
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor


def plan(visitor: Visitor, site: ExampleSite) -> None:
    """Show a plan with late and soon due actions."""
    links, _ = planned_company(visitor, site)
    _open(visitor, links, "/suunnitelma")


def plan_empty(visitor: Visitor, site: ExampleSite) -> None:
    """Say how to begin."""
    _open(visitor, site.start(language=visitor.language), "/suunnitelma")


def plan_one(visitor: Visitor, site: ExampleSite) -> None:
    """Show one action with its form and its notes."""
    links, _ = planned_company(visitor, site)
    visitor.open(f"/o/{links.owner}")
    visitor.open(f"/suunnitelma?toimi={_first(links, site)}")


def plan_read(visitor: Visitor, site: ExampleSite) -> None:
    """Show the plan to somebody who takes part in the round."""
    _, colleague = planned_company(visitor, site)
    visitor.open(f"/v/{colleague}")
    visitor.open("/suunnitelma")


def future_map(visitor: Visitor, site: ExampleSite) -> None:
    """Show the map with lanes by dimension."""
    links, _ = planned_company(visitor, site)
    _open(visitor, links, "/tulevaisuuskartta")


def plan_files(visitor: Visitor, site: ExampleSite) -> None:
    """Offer the plan as files, and ask for an edited one."""
    links, _ = planned_company(visitor, site)
    _open(visitor, links, "/suunnitelma-tiedostot")


def future_map_empty(visitor: Visitor, site: ExampleSite) -> None:
    """Say what the map needs."""
    _open(visitor, site.start(language=visitor.language), "/tulevaisuuskartta")


def planned_company(visitor: Visitor, site: ExampleSite) -> tuple[OwnerLinks, str]:
    """A company with a closed round and a plan in the visitor's language, and a colleague of it."""
    links = site.start(language=visitor.language)
    colleagues = [site.colleague(links, language=visitor.language) for _ in range(3)]
    for colleague in colleagues:
        site.answer(colleague, site.levels())
    site.close(links)
    demo_development.store_plan(
        site.engine,
        _target(links, site).organisation_id,
        example_plan(visitor.language, today=site.today),
        dimensions=site.questionnaire.dimension_ids,
        today=site.today,
    )
    return links, colleagues[0]


def _target(links: OwnerLinks, site: ExampleSite) -> LinkTarget:
    person = answering(site.engine, links.respondent, today=site.today)
    return LinkTarget(person.organisation_id, person.round_id, None)


def _first(links: OwnerLinks, site: ExampleSite) -> int:
    with reading(site.engine) as connection:
        return actions.plan_of(connection, _target(links, site).organisation_id)[0].id


def _open(visitor: Visitor, links: OwnerLinks, address: str) -> None:
    visitor.open(f"/o/{links.owner}")
    visitor.open(address)


EVERY = (plan, plan_empty, plan_one, plan_read, plan_files, future_map, future_map_empty)
