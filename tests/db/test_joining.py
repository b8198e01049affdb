"""Joining a workshop of one company: when, as whom, by what name."""

import pytest
from sqlalchemy import Engine

from db import joining, respondents, rounds, workshop_control, workshops
from db.answering import Answering
from db.engine import reading
from db.joining import Joiner
from db.workshops import HeldRound
from digikartta.problems import InvalidInput
from digikartta.questionnaire_file import load
from tests.factories import (
    LINK_DAYS,
    TODAY,
    create_assessment,
    create_organisation,
    create_profile,
    create_workshop,
)


def code_of(engine: Engine, workshop_id: int) -> str:
    with reading(engine) as connection:
        return workshops.get(connection, workshop_id).join_code or ""


def round_of(engine: Engine, workshop_id: int) -> HeldRound:
    with reading(engine) as connection:
        return workshops.rounds_of(connection, workshop_id)[0]


def join(engine: Engine, invite: str, joiner: Joiner | None = None) -> Answering:
    token = joining.join(
        engine, invite, joiner or Joiner("staff", "fi"), today=TODAY, link_days=LINK_DAYS
    )
    return respondents.answering(engine, token, today=TODAY)


def refusal(engine: Engine, invite: str, joiner: Joiner | None = None) -> str:
    with pytest.raises(InvalidInput) as caught:
        join(engine, invite, joiner)
    return caught.value.problems[0].key


def opened(engine: Engine, **changes: object) -> tuple[int, str]:
    made = create_workshop(engine, **changes)  # type: ignore[arg-type]
    workshop_control.open_(engine, made, 1)
    return made, code_of(engine, made)


def test_a_workshop_code_joins_the_round_of_its_company(engine: Engine) -> None:
    made, code = opened(engine)
    person = join(engine, f"{code[:3]} {code[3:]}".lower())
    assert person.round_id == round_of(engine, made).round_id
    assert (person.role, person.name) == ("staff", "")


def test_nobody_joins_before_the_workshop_begins_but_everybody_sees_what_it_is(
    engine: Engine,
) -> None:
    made = create_workshop(engine)
    invited = joining.invitation(engine, code_of(engine, made), today=TODAY)
    assert (invited.name, invited.has_begun) == ("Esimerkki Oy", False)
    assert refusal(engine, code_of(engine, made)) == "problem.workshop_not_begun"


def test_late_people_join_as_long_as_it_runs_also_during_a_pause(engine: Engine) -> None:
    made, code = opened(engine)
    workshop_control.pause(engine, made, 1)
    assert joining.invitation(engine, code, today=TODAY).has_begun
    join(engine, code)
    workshop_control.close(engine, made, 1, closes_rounds=False, today=TODAY)
    assert refusal(engine, code) == "problem.code_unknown"


def test_only_the_roles_that_take_part_are_joined_in(engine: Engine) -> None:
    _, code = opened(engine, roles=("management", "staff"))
    invited = joining.invitation(engine, code, today=TODAY)
    assert invited.roles == ("management", "staff")
    assert refusal(engine, code, Joiner("supervisor", "fi")) == "problem.role_missing"


def test_a_named_workshop_asks_the_name_and_an_anonymous_one_stores_none(engine: Engine) -> None:
    _, named = opened(engine, is_named=True)
    assert joining.invitation(engine, named, today=TODAY).is_named
    assert refusal(engine, named) == "problem.person_name_missing"
    assert join(engine, named, Joiner("staff", "fi", "  Aino Virtanen ")).name == "Aino Virtanen"
    _, anonymous = opened(engine)
    assert join(engine, anonymous, Joiner("staff", "fi", "Aino Virtanen")).name == ""


def test_an_own_link_of_the_round_leads_into_the_running_workshop_as_well(engine: Engine) -> None:
    tokens = create_assessment(engine, questionnaire=load()["digikartta-1"])
    own = respondents.answering(engine, tokens.respondent, today=TODAY)
    made = create_workshop(
        engine,
        organisation_id=own.organisation_id,
        round_id=own.round_id,
        questionnaire=own.questionnaire,
        roles=("staff",),
        min_group=4,
    )
    before = joining.invitation(engine, tokens.invite, today=TODAY)
    assert (before.workshop, before.least(3)) == (None, 3)  # only prepared: not its link
    workshop_control.open_(engine, made, 1)
    invited = joining.invitation(engine, tokens.invite, today=TODAY)
    assert invited.workshop is not None
    assert (invited.workshop.id, invited.roles, invited.least(3)) == (made, ("staff",), 4)
    assert invited.least(5) == 5
    assert join(engine, tokens.invite).round_id == own.round_id


def test_a_round_that_was_closed_beside_its_workshop_takes_nobody(engine: Engine) -> None:
    made, code = opened(engine, organisation_id=create_organisation(engine, create_profile("A Oy")))
    with engine.begin() as connection:
        rounds.close(connection, [round_of(engine, made).round_id], today=TODAY)
    assert refusal(engine, code) == "problem.round_closed"
