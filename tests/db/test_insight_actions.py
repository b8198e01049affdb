"""An insight speaks for actions of its own company, and its actions know of it."""

import pytest
from sqlalchemy import Engine

from db import actions, customer_insights, insight_actions
from db.engine import reading
from digikartta.action_plan import Action
from digikartta.problems import InvalidInput
from tests.development_factories import create_insight
from tests.factories import TODAY, create_organisation, create_profile


def create_action(engine: Engine, company: int, title: str = "Kauppa auki") -> int:
    return actions.create(engine, company, Action(title), dimensions=(), today=TODAY)


def linked(engine: Engine, company: int) -> dict[str, tuple[int, tuple[int, ...]]]:
    """Revision and insights of each action, by its title."""
    with reading(engine) as connection:
        plan = actions.plan_of(connection, company)
    return {a.content.title: (a.revision, a.content.insights) for a in plan}


def test_actions_are_linked_and_unlinked_and_count_it_as_a_change(engine: Engine) -> None:
    company = create_organisation(engine)
    insight = create_insight(engine, company)
    first, second = (create_action(engine, company, title) for title in ("Eka", "Toka"))
    insight_actions.link(engine, company, insight, {first})
    assert linked(engine, company) == {"Eka": (2, (insight,)), "Toka": (1, ())}
    insight_actions.link(engine, company, insight, {first, second})
    insight_actions.link(engine, company, insight, {second})
    assert linked(engine, company) == {"Eka": (3, ()), "Toka": (2, (insight,))}


def test_a_deleted_insight_is_nobodys_reason(engine: Engine) -> None:
    company = create_organisation(engine)
    kept, gone = create_insight(engine, company), create_insight(engine, company)
    action = create_action(engine, company)
    for insight in (kept, gone):
        insight_actions.link(engine, company, insight, {action})
    customer_insights.remove(engine, company, gone, version=1)
    assert linked(engine, company)["Kauppa auki"][1] == (kept,)


def test_what_belongs_to_another_company_is_refused(engine: Engine) -> None:
    company = create_organisation(engine)
    other = create_organisation(engine, create_profile("Toinen Oy"))
    insight, action = create_insight(engine, company), create_action(engine, other)
    for who, key in ((company, "problem.action_unknown"), (other, "problem.insight_gone")):
        with pytest.raises(InvalidInput) as caught:
            insight_actions.link(engine, who, insight, {action})
        assert caught.value.problems[0].key == key
    assert linked(engine, other)["Kauppa auki"] == (1, ())
