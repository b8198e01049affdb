"""Joining a seminar: everybody's own company, and nobody else's."""

import pytest
from sqlalchemy import Engine, func, select

from db import respondents, seminars, workshop_control, workshops
from db.answering import Answering
from db.engine import reading
from db.joining import Joiner
from db.tables import Organisation, Round
from digikartta.company import Profile
from digikartta.problems import InvalidInput
from tests.factories import (
    LINK_DAYS,
    TODAY,
    create_organisation,
    create_profile,
    create_round,
    create_workshop,
)

STAFF = Joiner("staff", "fi", "Aino")


def begun(engine: Engine, **changes: object) -> tuple[int, str]:
    made = create_workshop(engine, is_seminar=True, **changes)  # type: ignore[arg-type]
    workshop_control.open_(engine, made, 1)
    return made, code_of(engine, made)


def code_of(engine: Engine, workshop_id: int) -> str:
    with reading(engine) as connection:
        return workshops.get(connection, workshop_id).join_code or ""


def enter(engine: Engine, code: str, profile: Profile | None = None) -> Answering:
    token = seminars.join_with_company(
        engine, code, profile or create_profile("Saari Oy"), STAFF, today=TODAY, link_days=LINK_DAYS
    )
    return respondents.answering(engine, token, today=TODAY)


def join(engine: Engine, code: str, round_id: int) -> Answering:
    token = seminars.join_company(engine, code, round_id, STAFF, today=TODAY, link_days=LINK_DAYS)
    return respondents.answering(engine, token, today=TODAY)


def keys(caught: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return [problem.key for problem in caught.value.problems]


def test_the_first_of_a_company_enters_it_and_a_colleague_picks_it(engine: Engine) -> None:
    _, code = begun(engine, stage="T1")
    first = enter(engine, code)
    seminar = seminars.seminar(engine, code)
    assert seminar is not None
    assert [(c.organisation, c.joined) for c in seminar.companies] == [("Saari Oy", 1)]
    second = join(engine, code, seminar.companies[0].round_id)
    assert second.round_id == first.round_id
    assert (first.workshop, second.name) == (second.workshop, "")
    with reading(engine) as connection:
        assert connection.execute(select(Round.stage)).scalar_one() == "T1"


def test_what_is_told_before_joining(engine: Engine) -> None:
    made = create_workshop(engine, is_seminar=True, title="Kevät", min_group=4, roles=("staff",))
    seminar = seminars.seminar(engine, code_of(engine, made).lower())
    assert seminar is not None
    assert (seminar.name, seminar.roles, seminar.is_named) == ("Kevät", ("staff",), False)
    assert (seminar.has_begun, seminar.least(3), seminar.least(5)) == (False, 4, 5)
    workshop_control.open_(engine, made, 1)
    again = seminars.seminar(engine, code_of(engine, made))
    assert again is not None
    assert again.has_begun


@pytest.mark.parametrize("typed", ["", "nonsense", "222222"])
def test_anything_else_is_no_seminar(engine: Engine, typed: str) -> None:
    create_workshop(engine, is_seminar=True)
    assert seminars.seminar(engine, typed) is None


def test_a_company_workshop_is_no_seminar(engine: Engine) -> None:
    made = create_workshop(engine)
    assert seminars.seminar(engine, code_of(engine, made)) is None
    with pytest.raises(InvalidInput) as caught:
        enter(engine, code_of(engine, made))
    assert keys(caught) == ["problem.code_unknown"]


def test_a_typed_name_and_business_id_never_attach_to_a_company_that_is_there(
    engine: Engine,
) -> None:
    known = create_organisation(engine, create_profile("Saari Oy", business_id="1234567-1"))
    _, code = begun(engine)
    person = enter(engine, code, create_profile("Saari Oy", business_id="1234567-1"))
    assert person.organisation_id != known
    with reading(engine) as connection:
        confirmed = select(Organisation.confirmed).where(Organisation.id == person.organisation_id)
        assert connection.execute(confirmed).scalar_one() is False


def test_a_company_is_entered_in_a_seminar_once_by_its_name(engine: Engine) -> None:
    _, code = begun(engine)
    enter(engine, code)
    with pytest.raises(InvalidInput) as caught:
        enter(engine, code, create_profile(" SAARI oy "))
    assert keys(caught) == ["problem.company_in_seminar"]
    enter(engine, code, create_profile("Saari Oy, Lohja"))


def test_a_wrong_profile_enters_nothing(engine: Engine) -> None:
    _, code = begun(engine)
    with pytest.raises(InvalidInput) as caught:
        enter(engine, code, create_profile("", industry="?"))
    assert keys(caught) == ["problem.name_missing", "problem.industry_missing"]
    with reading(engine) as connection:
        assert connection.execute(select(func.count()).select_from(Organisation)).scalar() == 0


def test_only_a_company_of_the_seminar_whose_round_is_open_can_be_picked(engine: Engine) -> None:
    made, code = begun(engine)
    entered = enter(engine, code)
    for other in (create_round(engine).round_id, 99):
        with pytest.raises(InvalidInput) as caught:
            join(engine, code, other)
        assert keys(caught) == ["problem.company_not_in_seminar"]
    workshop_control.close(engine, made, 1, closes_rounds=True, today=TODAY)
    with pytest.raises(InvalidInput) as caught:
        join(engine, code, entered.round_id)
    assert keys(caught) == ["problem.code_unknown"]


def test_a_company_whose_round_was_closed_is_not_offered(engine: Engine) -> None:
    made, code = begun(engine)
    entered = enter(engine, code)
    workshop_control.close(engine, made, 1, closes_rounds=True, today=TODAY)
    with engine.begin() as connection:
        connection.execute(
            workshops.Workshop.__table__.update().values(state="open", join_code=code)  # type: ignore[attr-defined]
        )
    seminar = seminars.seminar(engine, code)
    assert seminar is not None
    assert seminar.companies == ()
    with pytest.raises(InvalidInput) as caught:
        join(engine, code, entered.round_id)
    assert keys(caught) == ["problem.company_not_in_seminar"]


def test_nobody_enters_before_the_seminar_begins(engine: Engine) -> None:
    made = create_workshop(engine, is_seminar=True)
    with pytest.raises(InvalidInput) as caught:
        enter(engine, code_of(engine, made))
    assert keys(caught) == ["problem.workshop_not_begun"]


def test_a_named_seminar_stores_names(engine: Engine) -> None:
    _, code = begun(engine, is_named=True)
    assert enter(engine, code).name == "Aino"
