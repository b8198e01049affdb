"""Rehearsing a workshop, and putting it back as it was."""

import pytest
from sqlalchemy import Engine, func, select

from db import integrity, joining, rehearsals, seminars, workshop_control, workshops
from db.engine import reading
from db.joining import Joiner
from db.tables import Base, Organisation, Respondent, Round
from db.workshops import WorkshopRecord
from digikartta.problems import InvalidInput
from digikartta.workshop import Flow
from tests.factories import LINK_DAYS, TODAY, create_profile, create_workshop

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
