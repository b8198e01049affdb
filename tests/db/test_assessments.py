from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from db import assessments, joining, links, owned_rounds, respondents, rounds, site_settings
from db.engine import reading, writing
from db.joining import Joiner
from db.rounds import Progress
from db.tables import Base, Organisation, Respondent
from digikartta.problems import InvalidInput
from tests.factories import (
    LINK_DAYS,
    TODAY,
    create_assessment,
    create_closed_round,
    create_profile,
    create_questionnaire,
)

Y_TUNNUS = "1234567-1"


def problems(caught: pytest.ExceptionInfo[InvalidInput]) -> list[tuple[str, str]]:
    return [(problem.key, problem.where) for problem in caught.value.problems]


def counts(engine: Engine) -> dict[str, int]:
    with reading(engine) as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }


def join(engine: Engine, invite: str, role: str = "staff", *, days: int = 0) -> str:
    today = TODAY + timedelta(days=days)
    joiner = Joiner(role, "fi")
    return joining.join(engine, invite, joiner, today=today, link_days=LINK_DAYS)


def test_a_starter_gets_links_that_work(engine: Engine) -> None:
    tokens = create_assessment(engine, create_profile("  Saari Oy "), role="management")
    own = respondents.answering(engine, tokens.respondent, today=TODAY)
    owned = owned_rounds.owned(engine, tokens.owner, today=TODAY)
    invited = joining.invitation(engine, tokens.invite, today=TODAY)
    assert (own.organisation, own.role) == ("Saari Oy", "management")
    assert own.round_id == owned.round.id == invited.round_id
    assert own.organisation_id == owned.round.organisation_id == invited.organisation_id
    assert owned.progress == Progress(joined=1, submitted=0)
    assert owned.round.confirmed is False


def test_no_respondents_token_begins_as_an_option_does(monkeypatch: pytest.MonkeyPatch) -> None:
    owners = [f"owner-{number}" for number in range(1000)]
    dashed = next(o for o in owners if assessments.owner_links(o).respondent.startswith("-"))
    drawn = iter([dashed, "owner-0"])
    monkeypatch.setattr(assessments, "new_token", lambda: next(drawn))
    assert assessments.new_owner_links() == assessments.owner_links("owner-0")


def test_the_owner_can_be_shown_the_other_links_again(engine: Engine) -> None:
    tokens = create_assessment(engine)
    assert assessments.owner_links(tokens.owner) == tokens
    assert len({tokens.owner, tokens.respondent, tokens.invite, tokens.customers}) == 4


def test_a_known_business_id_opens_nothing_of_the_company_that_has_it(engine: Engine) -> None:
    known = create_closed_round(engine, profile=create_profile("Saari Oy", business_id=Y_TUNNUS))
    tokens = create_assessment(engine, create_profile("Saari Oy", business_id=Y_TUNNUS))
    own = owned_rounds.owned(engine, tokens.owner, today=TODAY).round
    assert own.organisation_id != known.organisation_id
    with reading(engine) as connection:
        assert [r.id for r in rounds.of_organisation(connection, own.organisation_id)] == [own.id]
        assert len(rounds.of_organisation(connection, known.organisation_id)) == 1
        flags = select(Organisation.business_id, Organisation.confirmed).order_by(Organisation.id)
        assert connection.execute(flags).all() == [(Y_TUNNUS, True), (Y_TUNNUS, False)]


def test_a_wrong_profile_or_role_stores_nothing(engine: Engine) -> None:
    before = counts(engine)
    with pytest.raises(InvalidInput) as caught:
        create_assessment(engine, replace(create_profile(" "), business_id="1234567-8"))
    assert problems(caught) == [
        ("problem.name_missing", "name"),
        ("problem.business_id", "business_id"),
    ]
    with pytest.raises(InvalidInput) as caught:
        create_assessment(engine, role="customer")
    assert problems(caught) == [("problem.role_missing", "role")]
    assert counts(engine) == before


def test_what_is_started_among_example_data_is_example_data(engine: Engine) -> None:
    with writing(engine) as connection:
        site_settings.switch(connection, site_settings.EXAMPLE_DATA, on=True)
    tokens = create_assessment(engine)
    assert respondents.answering(engine, tokens.respondent, today=TODAY).is_example


def test_reading_an_invitation_stores_nothing(engine: Engine) -> None:
    tokens = create_assessment(engine)
    before = counts(engine)
    for _ in range(3):
        joining.invitation(engine, tokens.invite, today=TODAY)
    assert counts(engine) == before


def test_a_colleague_joins_by_link_as_another_person(engine: Engine) -> None:
    tokens = create_assessment(engine)
    token = join(engine, tokens.invite, "supervisor")
    own = respondents.answering(engine, tokens.respondent, today=TODAY)
    theirs = respondents.answering(engine, token, today=TODAY)
    assert theirs.round_id == own.round_id
    assert theirs.respondent_id != own.respondent_id
    assert theirs.role == "supervisor"


def test_a_colleague_joins_by_a_code_typed_in_any_way(engine: Engine) -> None:
    tokens = create_assessment(engine)
    code = owned_rounds.owned(engine, tokens.owner, today=TODAY).round.join_code
    assert code is not None
    join(engine, f" {code[:3].lower()}-{code[3:].lower()} ")
    assert owned_rounds.owned(engine, tokens.owner, today=TODAY).progress.joined == 2


def test_a_code_that_joins_nothing_says_so(engine: Engine) -> None:
    create_assessment(engine)
    with pytest.raises(InvalidInput) as caught:
        join(engine, "AAAAAA")
    assert problems(caught) == [("problem.code_unknown", "")]
    with pytest.raises(InvalidInput) as caught:
        join(engine, "not a code and not a token")
    assert problems(caught) == [("problem.link_unknown", "")]


def test_nobody_joins_in_a_role_that_is_not_there(engine: Engine) -> None:
    tokens = create_assessment(engine)
    with pytest.raises(InvalidInput) as caught:
        join(engine, tokens.invite, "customer")
    assert problems(caught) == [("problem.role_missing", "role")]


def test_an_invitation_ends_with_its_days(engine: Engine) -> None:
    tokens = create_assessment(engine, link_days=30)
    join(engine, tokens.invite, days=30)
    with pytest.raises(InvalidInput) as caught:
        join(engine, tokens.invite, days=31)
    assert problems(caught) == [("problem.link_expired", "")]


def test_nobody_joins_a_closed_round(engine: Engine) -> None:
    tokens = create_assessment(engine)
    code = owned_rounds.owned(engine, tokens.owner, today=TODAY).round.join_code
    assert code is not None
    owned_rounds.close(engine, tokens.owner, today=TODAY)
    for invite, expected in (
        (tokens.invite, "problem.link_revoked"),
        (code, "problem.code_unknown"),
    ):
        with pytest.raises(InvalidInput) as caught:
            join(engine, invite)
        assert problems(caught) == [(expected, "")]
    with reading(engine) as connection:
        assert connection.execute(select(func.count()).select_from(Respondent)).scalar() == 1


def test_customers_answer_their_own_questionnaire_as_customers(engine: Engine) -> None:
    asked = create_questionnaire("view-1", respondents="customers")
    assert assessments.roles_of(asked) == ("customer",)
    assert assessments.roles_of(create_questionnaire()) == ("management", "supervisor", "staff")
    tokens = create_assessment(engine)
    owned_rounds.ask_customers(engine, tokens.owner, asked, today=TODAY, link_days=LINK_DAYS)
    token = join(engine, tokens.customers, "customer")
    assert respondents.answering(engine, token, today=TODAY).role == "customer"
    with pytest.raises(InvalidInput) as caught:
        join(engine, tokens.customers, "staff")
    assert problems(caught) == [("problem.role_missing", "role")]


def test_a_round_that_closes_while_somebody_joins_takes_nobody(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = create_assessment(engine)
    invited = joining.invitation(engine, tokens.invite, today=TODAY)
    owned_rounds.close(engine, tokens.owner, today=TODAY)
    # What the colleague was told before the owner closed the round.
    monkeypatch.setattr(joining, "_invitation", lambda *_, **__: invited)
    with pytest.raises(InvalidInput) as caught:
        join(engine, tokens.invite)
    assert problems(caught) == [("problem.round_closed", "")]


def test_an_invitation_that_outlived_its_round_says_that_it_is_closed(engine: Engine) -> None:
    target = create_closed_round(engine)
    with writing(engine) as connection:
        links.create(connection, "late", "invite", target, today=TODAY, days=1)
    with pytest.raises(InvalidInput) as caught:
        join(engine, "late")
    assert problems(caught) == [("problem.round_closed", "")]
