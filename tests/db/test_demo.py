import pytest
from sqlalchemy import Engine, func, select

from db import (
    customer_insights,
    demo,
    development_plan,
    digital_visions,
    integrity,
    joining,
    need_placements,
    need_votes,
    owned_rounds,
    respondents,
    results,
    rounds,
    site_settings,
)
from db.assessments import owner_links
from db.demo import Demo
from db.engine import reading
from db.plan_tables import ActionRow
from db.tables import Answer, Base, Organisation, Respondent, Round
from digikartta.example_data import ExampleCompany, example_companies, typical
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire_file import load
from tests.factories import LINK_DAYS, TODAY, create_organisation

OWN_VIEW = load()["digikartta-1"]
COMPANIES: tuple[ExampleCompany, ...] = example_companies(
    OWN_VIEW, load()["customer-view-1"], today=TODAY
)


def fill(engine: Engine) -> Demo:
    shown = typical(COMPANIES)
    return demo.fill(engine, COMPANIES, shown=shown, today=TODAY, link_days=LINK_DAYS)


def count(engine: Engine, table: type[Base]) -> int:
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_all_that_was_made_up_is_stored_and_sound(engine: Engine) -> None:
    made = fill(engine)
    assert made.companies == count(engine, Organisation) == 40
    assert made.rounds == count(engine, Round) == sum(len(c.rounds) for c in COMPANIES)
    assert made.respondents == count(engine, Respondent)
    assert made.answers == count(engine, Answer) > 8000
    assert [p for checked in integrity.check(engine) for p in checked.findings] == []


def test_everything_is_marked_as_example_data(engine: Engine) -> None:
    fill(engine)
    with reading(engine) as connection:
        assert site_settings.is_on(connection, site_settings.EXAMPLE_DATA)
        assert all(round_.is_example for round_ in rounds.every(connection))
        assert {round_.cohort for round_ in rounds.every(connection)} == {"esimerkki"}


def test_three_owners_see_their_latest_results(engine: Engine) -> None:
    made = fill(engine)
    assert [link.organisation for link in made.owners] == [
        company.profile.name for company in typical(COMPANIES)
    ]
    found = [results.of_owner(engine, link.token, today=TODAY, breakdown=3) for link in made.owners]
    assert [result.round.stage for result in found] == ["T0", "T2", "T2"]
    assert [len(result.rounds) for result in found] == [1, 2, 2]
    assert all(result.is_latest for result in found)


def test_somebody_can_go_on_in_the_midst_of_answering(engine: Engine) -> None:
    link = fill(engine).unfinished
    found = respondents.answering(engine, link.token, today=TODAY)
    assert found.organisation == link.organisation
    assert (found.closed_on, found.submitted, found.place) == (None, False, 4)
    respondents.save_value(engine, link.token, "process_workflows", "3", today=TODAY)


def test_a_closed_round_invites_nobody(engine: Engine) -> None:
    owner = fill(engine).owners[0].token
    tokens = owner_links(owner)
    assert owned_rounds.owned(engine, owner, today=TODAY).round.join_code is None
    for token, expected in (
        (tokens.invite, "problem.link_revoked"),
        (tokens.customers, "problem.link_unknown"),
    ):
        with pytest.raises(InvalidInput) as caught:
            joining.invitation(engine, token, today=TODAY)
        assert [problem.key for problem in caught.value.problems] == [expected]


def test_a_database_with_any_company_is_refused(engine: Engine) -> None:
    create_organisation(engine)
    with pytest.raises(InvalidInput) as caught:
        fill(engine)
    assert caught.value.problems == (Problem("problem.database_not_empty", "", {"count": 1}),)
    assert count(engine, Organisation) == 1
    assert count(engine, Round) == 0
    with reading(engine) as connection:
        assert not site_settings.is_on(connection, site_settings.EXAMPLE_DATA)


def bakery(engine: Engine) -> tuple[int, int]:
    """The company that has gone on from its result, and its latest round."""
    made = fill(engine)
    name = made.owners[1].organisation
    with reading(engine) as connection:
        found = [each for each in rounds.every(connection) if each.organisation == name]
    own = [each for each in found if each.questionnaire == OWN_VIEW.id]
    return own[-1].organisation_id, max(own, key=lambda each: each.closed_on or TODAY).id


def test_one_company_has_gone_all_the_way_to_a_map(engine: Engine) -> None:
    company, round_id = bakery(engine)
    vote = need_votes.count(engine, round_id, least=3)
    assert (vote.state, vote.voters) == ("ended", vote.participants)
    assert len(need_placements.of_round(engine, round_id)) == 7
    assert len(customer_insights.of_company(engine, company)) == 3
    assert [each.number for each in digital_visions.versions(engine, company)] == [1]
    known = load()
    plan = development_plan.of_company(engine, company, known=known, today=TODAY)
    assert len(plan.plan) == 10
    assert any(action.content.needs for action in plan.plan)
    assert len(plan.milestones) == 2


@pytest.mark.parametrize(("language", "title"), [("sv", "Vi"), ("en", "Interview ten customers")])
def test_its_plan_stands_in_the_language_of_whoever_asked(
    engine: Engine, language: str, title: str
) -> None:
    shown = typical(COMPANIES)
    demo.fill(engine, COMPANIES, shown=shown, today=TODAY, link_days=LINK_DAYS, language=language)
    with reading(engine) as connection:
        first = connection.execute(select(ActionRow.title).order_by(ActionRow.id)).scalars().first()
    assert str(first).startswith(title)


def test_without_a_company_of_two_rounds_nobody_has_gone_on(engine: Engine) -> None:
    first = typical(COMPANIES)[:1]
    demo.fill(engine, COMPANIES, shown=first, today=TODAY, link_days=LINK_DAYS)
    assert count(engine, ActionRow) == 0
