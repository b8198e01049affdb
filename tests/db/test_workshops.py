"""Workshops as they are stored: making, reading, counting."""

from datetime import date

import pytest
from sqlalchemy import Engine

from db import integrity, rounds, workshop_creation, workshops
from db.engine import reading, writing
from db.workshop_tables import WorkshopRound
from db.workshops import Attendance, HeldRound, WorkshopRecord
from digikartta.problems import InvalidInput
from digikartta.tokens import normal_code
from digikartta.workshop import Flow
from tests.factories import (
    TODAY,
    create_organisation,
    create_profile,
    create_questionnaire,
    create_respondent,
    create_round,
    create_workshop,
)


def got(engine: Engine, workshop_id: int) -> WorkshopRecord:
    with reading(engine) as connection:
        return workshops.get(connection, workshop_id)


def held(engine: Engine, workshop_id: int) -> list[HeldRound]:
    with reading(engine) as connection:
        return workshops.rounds_of(connection, workshop_id)


def refused(caught: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return [problem.key for problem in caught.value.problems]


def test_a_company_workshop_opens_a_round_with_the_profile_of_the_last_one(engine: Engine) -> None:
    company = create_organisation(engine, create_profile("Saari Oy"))
    create_round(engine, organisation_id=company, profile=create_profile("Saari Oy", industry="F"))
    made = create_workshop(engine, organisation_id=company, stage="T1", is_named=True)
    (its,) = held(engine, made)
    with reading(engine) as connection:
        round_ = rounds.get(connection, its.round_id)
    assert (round_.industry, round_.stage, round_.is_named) == ("F", "T1", True)
    workshop = got(engine, made)
    assert (workshop.name, workshop.state, workshop.revision) == ("Saari Oy", "prepared", 0)
    assert (workshop.questionnaire, workshop.held_on) == ("sample-1", date(2026, 3, 2))
    assert workshop.roles == ("management", "supervisor", "staff")
    assert not workshop.is_seminar
    assert normal_code(workshop.join_code or "") == workshop.join_code


def test_a_company_without_a_round_gets_one_of_its_name_or_of_the_profile_given(
    engine: Engine,
) -> None:
    company = create_organisation(engine, create_profile("Uusi Oy"))
    (its,) = held(engine, create_workshop(engine, organisation_id=company))
    with reading(engine) as connection:
        assert rounds.get(connection, its.round_id).industry == ""
    assert its.organisation == "Uusi Oy"


def test_a_workshop_continues_an_open_round(engine: Engine) -> None:
    target = create_round(engine)
    create_respondent(engine, target, submitted=True)
    made = create_workshop(engine, organisation_id=target.organisation_id, round_id=target.round_id)
    assert held(engine, made) == [
        HeldRound(target.round_id, target.organisation_id, "Esimerkki Oy", False, 1, 1)
    ]


def test_only_an_open_round_of_the_company_and_the_questionnaire_is_continued(
    engine: Engine,
) -> None:
    mine, other = create_round(engine), create_round(engine)
    for company, round_ in (
        (mine.organisation_id, other.round_id),
        (mine.organisation_id, 99),
    ):
        with pytest.raises(InvalidInput) as caught:
            create_workshop(engine, organisation_id=company, round_id=round_)
        assert refused(caught) == ["problem.round_not_open"]
    with pytest.raises(InvalidInput) as caught:
        create_workshop(
            engine,
            organisation_id=mine.organisation_id,
            round_id=mine.round_id,
            questionnaire=create_questionnaire("other-1"),
        )
    assert refused(caught) == ["problem.round_not_open"]
    with reading(engine) as connection:
        assert workshops.by_code(connection, "ABCDEF") is None


def test_an_anonymous_round_never_becomes_a_named_one(engine: Engine) -> None:
    target = create_round(engine)
    with pytest.raises(InvalidInput) as caught:
        create_workshop(
            engine,
            organisation_id=target.organisation_id,
            round_id=target.round_id,
            is_named=True,
        )
    assert refused(caught) == ["problem.round_named_otherwise"]


def test_a_seminar_has_a_name_and_no_round_yet(engine: Engine) -> None:
    made = create_workshop(engine, is_seminar=True, title=" Kevät  ")
    assert got(engine, made).is_seminar
    assert got(engine, made).name == "Kevät"
    assert held(engine, made) == []


def test_a_wrong_plan_is_refused_with_all_that_is_wrong(engine: Engine) -> None:
    with pytest.raises(InvalidInput) as caught:
        create_workshop(engine, is_seminar=True, title=" ", stage="T9", min_group=2)
    assert refused(caught) == [
        *("problem.stage_missing", "problem.min_group", "problem.title_missing")
    ]


def test_a_facilitator_sees_own_workshops_only_the_latest_first(engine: Engine) -> None:
    early = create_workshop(engine, held_on=date(2026, 1, 1))
    late = create_workshop(engine, held_on=date(2026, 2, 1))
    other = create_workshop(engine, account_id=2)
    assert [w.id for w in workshops.of_account(engine, 1)] == [late, early]
    with reading(engine) as connection:
        assert workshops.run_by(connection, late, 1).id == late
        for workshop_id in (other, 99):
            with pytest.raises(InvalidInput) as caught:
                workshops.run_by(connection, workshop_id, 1)
            assert refused(caught) == ["problem.workshop_unknown"]


def test_a_code_leads_to_its_workshop(engine: Engine) -> None:
    made = create_workshop(engine)
    code = got(engine, made).join_code or ""
    with reading(engine) as connection:
        found = workshops.by_code(connection, code)
    assert found is not None
    assert found.id == made


def test_a_workshop_that_is_gone_has_no_revision(engine: Engine) -> None:
    made = create_workshop(engine)
    with writing(engine) as connection:
        assert workshops.revision(connection, made) == 0
        workshops.count_change(connection, made)
        assert workshops.revision(connection, made) == 1
        assert workshops.revision(connection, 99) is None
        assert workshops.flow(connection, made) == Flow("prepared", "free")


def test_attendance_counts_people_and_stored_values_over_all_rounds(engine: Engine) -> None:
    seminar = create_workshop(engine, is_seminar=True)
    first, second = create_round(engine), create_round(engine)
    create_respondent(engine, create_round(engine), {"vision_1": "3"})  # in no workshop
    create_respondent(engine, first)
    create_respondent(engine, first, {"vision_1": "3", "vision_2": ""})  # "": a comment alone
    create_respondent(engine, second, {"vision_1": "3", "vision.target": "4"}, submitted=True)
    with writing(engine) as connection:
        for target in (first, second):
            workshop_creation.hold(
                connection, seminar, target.round_id, target.organisation_id, is_own=False
            )
        assert workshops.attendance(connection, seminar) == Attendance(3, 1, 1, 3)


def test_an_empty_workshop_counts_nobody(engine: Engine) -> None:
    made = create_workshop(engine)
    with reading(engine) as connection:
        assert workshops.attendance(connection, made) == Attendance(0, 0, 0, 0)


def test_a_workshop_of_another_company_than_its_round_is_found(engine: Engine) -> None:
    made = create_workshop(engine)
    assert not any(checked.findings for checked in integrity.check(engine))
    stranger = create_organisation(engine, create_profile("Toinen Oy"))
    with writing(engine) as connection:
        table = WorkshopRound.__table__
        connection.execute(
            table.update()  # type: ignore[attr-defined]
            .where(table.c.workshop_id == made)
            .values(organisation_id=stranger)
        )
    findings = [p for checked in integrity.check(engine) for p in checked.findings]
    assert [(p.key, p.where) for p in findings] == [
        ("problem.verify_organisation", "workshop_round")
    ]


def test_two_workshops_or_rounds_never_share_a_code(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_round(engine, join_code="AAAAAA")
    codes = iter(["AAAAAA", "BBBBBB", "AAAAAA", "BBBBBB", "CCCCCC"])
    monkeypatch.setattr(rounds, "new_code", lambda: next(codes))
    assert got(engine, create_workshop(engine)).join_code == "BBBBBB"
    assert got(engine, create_workshop(engine)).join_code == "CCCCCC"


def test_a_round_of_a_past_workshop_may_be_continued_in_the_next_one(engine: Engine) -> None:
    first = create_workshop(engine)
    (its,) = held(engine, first)
    second = create_workshop(
        engine, organisation_id=its.organisation_id, round_id=its.round_id, held_on=TODAY
    )
    assert [each.round_id for each in held(engine, second)] == [its.round_id]
