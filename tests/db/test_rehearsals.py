"""Rehearsing a workshop, and putting it back as it was."""

import pytest
from sqlalchemy import Engine, func, select, update

from db import (
    integrity,
    joining,
    rehearsals,
    seminars,
    workshop_control,
    workshop_people,
    workshops,
)
from db.engine import reading, writing
from db.joining import Joiner
from db.tables import Base, Organisation, Respondent, Round
from db.workshop_tables import Workshop
from db.workshops import WorkshopRecord
from digikartta.problems import InvalidInput
from digikartta.workshop import Flow
from tests.factories import LINK_DAYS, TODAY, create_profile, create_round, create_workshop

STAFF = Joiner("staff", "fi")


def got(engine: Engine, workshop_id: int) -> WorkshopRecord:
    with reading(engine) as connection:
        return workshops.get(connection, workshop_id)


def code_of(engine: Engine, workshop_id: int) -> str:
    return got(engine, workshop_id).join_code or ""


def count(engine: Engine, table: type[Base]) -> int:
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def join(engine: Engine, workshop_id: int) -> None:
    code = code_of(engine, workshop_id)
    joining.join(engine, code, STAFF, today=TODAY, link_days=LINK_DAYS)


def key(caught: pytest.ExceptionInfo[InvalidInput]) -> str:
    return caught.value.problems[0].key


def test_a_rehearsal_opens_the_workshop_and_marks_all_as_a_test(engine: Engine) -> None:
    made = create_workshop(engine)
    begun = rehearsals.begin(engine, code_of(engine, made).lower())
    assert (begun.id, begun.state, begun.is_test) == (made, "open", True)
    join(engine, made)
    with reading(engine) as connection:
        assert connection.execute(select(Round.is_test)).scalar_one()
    revision = got(engine, made).revision
    rehearsals.begin(engine, code_of(engine, made))  # more bots come
    assert got(engine, made).revision == revision


def test_a_rehearsal_is_reset_to_the_workshop_as_it_was_prepared(engine: Engine) -> None:
    made = create_workshop(engine, pacing="dimension", plan="9.00 Aloitus")
    code = code_of(engine, made)
    rehearsals.rehearse(engine, made, 1)
    workshop_control.open_(engine, made, 1)
    join(engine, made)
    workshop_control.open_dimensions(engine, made, 1, ["vision"])
    workshop_control.reveal(engine, made, 1, ["vision"])
    rehearsals.reset(engine, made, 1)
    workshop = got(engine, made)
    assert (workshop.state, workshop.is_test, workshop.join_code) == ("prepared", False, code)
    assert workshop.plan == "9.00 Aloitus"
    assert count(engine, Respondent) == 0
    with reading(engine) as connection:
        assert workshops.flow(connection, made) == Flow("prepared", "dimension")
        assert not connection.execute(select(Round.is_test)).scalar_one()


def test_a_rehearsal_that_was_closed_is_reset_too(engine: Engine) -> None:
    made = create_workshop(engine)
    rehearsals.begin(engine, code_of(engine, made))
    join(engine, made)
    workshop_control.close(engine, made, 1, closes_rounds=True, today=TODAY)
    rehearsals.reset(engine, made, 1)
    assert code_of(engine, made)
    with reading(engine) as connection:
        assert not any(held.is_closed for held in workshops.rounds_of(connection, made))
    assert not any(checked.findings for checked in integrity.check(engine))


def test_the_made_up_companies_of_a_seminar_go_with_the_rehearsal(engine: Engine) -> None:
    made = create_workshop(engine, is_seminar=True)
    rehearsals.begin(engine, code_of(engine, made))
    seminars.join_with_company(
        engine,
        code_of(engine, made),
        create_profile("Harjoitus Oy"),
        STAFF,
        today=TODAY,
        link_days=LINK_DAYS,
    )
    with reading(engine) as connection:
        assert connection.execute(select(Round.is_test)).scalar_one()
    rehearsals.reset(engine, made, 1)
    assert count(engine, Organisation) == 0
    assert count(engine, Round) == 0


def test_where_people_have_joined_nothing_becomes_a_rehearsal_or_is_reset(engine: Engine) -> None:
    made = create_workshop(engine)
    workshop_control.open_(engine, made, 1)
    join(engine, made)
    with pytest.raises(InvalidInput) as caught:
        rehearsals.begin(engine, code_of(engine, made))
    assert key(caught) == "problem.workshop_has_people"
    with pytest.raises(InvalidInput) as caught:
        rehearsals.rehearse(engine, made, 1)
    assert key(caught) == "problem.workshop_has_people"
    with pytest.raises(InvalidInput) as caught:
        rehearsals.reset(engine, made, 1)
    assert key(caught) == "problem.not_a_rehearsal"
    assert count(engine, Respondent) == 1


def two_on_one_round(engine: Engine) -> tuple[int, int]:
    """Two prepared workshops of two facilitators who do not know of each other."""
    target = create_round(engine)
    company, held = target.organisation_id, target.round_id
    first = create_workshop(engine, organisation_id=company, round_id=held)
    return first, create_workshop(engine, organisation_id=company, round_id=held, account_id=2)


def test_nobody_rehearses_where_another_workshop_holds_the_round(engine: Engine) -> None:
    first, second = two_on_one_round(engine)
    workshop_control.open_(engine, first, 1)
    code = code_of(engine, second)
    for begin in (
        lambda: rehearsals.rehearse(engine, second, 2),
        lambda: rehearsals.begin(engine, code),
    ):
        with pytest.raises(InvalidInput) as caught:
            begin()
        assert key(caught) == "problem.round_in_another_workshop"
    assert not got(engine, second).is_test
    workshop_control.close(engine, first, 1, closes_rounds=False, today=TODAY)
    rehearsals.rehearse(engine, second, 2)
    assert got(engine, second).is_test


def test_a_workshop_that_was_over_waits_until_the_rehearsal_on_its_round_is_reset(
    engine: Engine,
) -> None:
    first, second = two_on_one_round(engine)
    workshop_control.close(engine, first, 1, closes_rounds=False, today=TODAY)
    rehearsals.rehearse(engine, second, 2)
    with pytest.raises(InvalidInput) as caught:
        workshop_control.open_(engine, first, 1)
    assert key(caught) == "problem.round_in_rehearsal"
    rehearsals.reset(engine, second, 2)
    workshop_control.open_(engine, first, 1)
    assert got(engine, first).state == "open"


def test_a_rehearsal_that_was_closed_is_opened_again_and_rehearses_on(engine: Engine) -> None:
    made = create_workshop(engine)
    rehearsals.rehearse(engine, made, 1)
    workshop_control.close(engine, made, 1, closes_rounds=False, today=TODAY)
    workshop_control.open_(engine, made, 1)
    assert (got(engine, made).state, got(engine, made).is_test) == ("open", True)


def test_people_who_may_have_come_through_another_workshop_are_not_deleted(
    engine: Engine,
) -> None:
    first, second = two_on_one_round(engine)
    workshop_control.open_(engine, first, 1)
    with writing(engine) as connection:  # as it was before this was refused
        connection.execute(update(Workshop).where(Workshop.id == second).values(is_test=True))
    join(engine, first)
    with pytest.raises(InvalidInput) as caught:
        rehearsals.reset(engine, second, 2)
    assert key(caught) == "problem.reset_in_another_workshop"
    assert count(engine, Respondent) == 1
    for seat in workshop_people.seats(engine, second, 2):
        workshop_people.remove(engine, second, 2, seat.respondent_id)
    rehearsals.reset(engine, second, 2)
    assert not got(engine, second).is_test


@pytest.mark.parametrize("typed", ["", "222222", "nonsense"])
def test_a_code_of_no_workshop_rehearses_nothing(engine: Engine, typed: str) -> None:
    create_workshop(engine)
    with pytest.raises(InvalidInput) as caught:
        rehearsals.begin(engine, typed)
    assert key(caught) == "problem.code_unknown"


def test_a_workshop_that_runs_already_stays_open_in_a_rehearsal(engine: Engine) -> None:
    made = create_workshop(engine)
    workshop_control.open_(engine, made, 1)
    assert rehearsals.begin(engine, code_of(engine, made)).state == "open"
