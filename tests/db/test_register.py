from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, insert

from db import company_edits, company_records, register
from db.company_access import share
from db.company_edits import Editor
from db.engine import writing
from db.tables import Organisation
from digikartta.account import Account
from digikartta.register import PLACES, Choices, RegisterFilters
from tests.factories import (
    NOW,
    TODAY,
    create_account,
    create_organisation,
    create_profile,
)


def found(engine: Engine, account: Account, **filters: Any) -> list[str]:
    page = register.page(engine, account, RegisterFilters(**filters))
    assert page.found == len(page.lines)
    return [line.name for line in page.lines]


def create_register(engine: Engine) -> tuple[Account, Mapping[str, int]]:
    """Four companies that differ, and somebody of the project team."""
    team = create_account(engine, "project")
    editor = Editor(team, NOW)
    ids = {}
    for profile in (
        create_profile("Äyräs Oy", business_id="1234567-1", growth_seeking=True),
        create_profile("Betoni Oy", industry="F", size_class="small", municipality="049"),
        create_profile("Čapek Ab", municipality="837", international=True),
        create_profile("50 % Oy", growth_seeking=False),
    ):
        ids[profile.name] = create_organisation(engine, profile)
    company_edits.set_labels(engine, editor, ids["Äyräs Oy"], partner="Omnia", tags=["vienti"])
    company_edits.set_labels(engine, editor, ids["Betoni Oy"], partner="Taitotalo", tags=["a", "b"])
    company_edits.reach(engine, editor, ids["Äyräs Oy"], "contacted", date(2026, 1, 5))
    company_edits.reach(engine, editor, ids["Betoni Oy"], "contacted", date(2026, 1, 6))
    company_edits.drop(engine, editor, ids["Betoni Oy"], day=TODAY, reason="Ei aikaa")
    return team, ids


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["50 % Oy", "Betoni Oy", "Äyräs Oy", "Čapek Ab"]),
        ({"search": "ÄYR"}, ["Äyräs Oy"]),
        ({"search": "oy äyr"}, ["Äyräs Oy"]),
        ({"search": "1234567-1"}, ["Äyräs Oy"]),
        ({"search": "%"}, ["50 % Oy"]),
        ({"search": "_"}, []),
        ({"place": "contacted"}, ["Äyräs Oy"]),
        ({"place": "dropped"}, ["Betoni Oy"]),
        ({"place": "not_begun"}, ["50 % Oy", "Čapek Ab"]),
        ({"partner": "Taitotalo"}, ["Betoni Oy"]),
        ({"industry": "F"}, ["Betoni Oy"]),
        ({"size_class": "micro", "municipality": "091"}, ["50 % Oy", "Äyräs Oy"]),
        ({"region": "06"}, ["Čapek Ab"]),
        ({"tag": "b"}, ["Betoni Oy"]),
        ({"growth_seeking": True}, ["Äyräs Oy"]),
        ({"growth_seeking": False}, ["50 % Oy"]),
        ({"international": True}, ["Čapek Ab"]),
    ],
)
def test_each_filter_finds_the_companies_that_fit(
    engine: Engine, filters: dict[str, Any], expected: list[str]
) -> None:
    team, _ = create_register(engine)
    assert sorted(found(engine, team, **filters)) == sorted(expected)


def test_a_line_tells_where_the_company_is_and_since_when(engine: Engine) -> None:
    team, ids = create_register(engine)
    lines = {line.name: line for line in register.page(engine, team, RegisterFilters()).lines}
    ayras = lines["Äyräs Oy"]
    assert (ayras.id, ayras.business_id, ayras.partner) == (ids["Äyräs Oy"], "1234567-1", "Omnia")
    assert (ayras.industry, ayras.size_class, ayras.municipality) == ("C", "micro", "091")
    assert (ayras.place, ayras.since) == ("contacted", date(2026, 1, 5))
    assert (lines["Betoni Oy"].place, lines["Betoni Oy"].since) == ("dropped", TODAY)
    assert (lines["Čapek Ab"].place, lines["Čapek Ab"].since) == ("not_begun", None)


def test_a_facilitator_finds_the_companies_that_are_shared(engine: Engine) -> None:
    _, ids = create_register(engine)
    facilitator = create_account(engine, "facilitator")
    assert found(engine, facilitator) == []
    with writing(engine) as connection:
        share(connection, ids["Čapek Ab"], facilitator.id)
    assert found(engine, facilitator) == ["Čapek Ab"]
    assert register.choices(engine, facilitator) == Choices((), ())
    counts = {
        c.place: c.count for c in register.board(engine, facilitator, RegisterFilters(), cards=2)
    }
    assert counts["not_begun"] == sum(counts.values()) == 1


def test_nobody_finds_a_company_that_nobody_has_confirmed(engine: Engine) -> None:
    create_organisation(engine, confirmed=False)
    assert found(engine, create_account(engine, "admin")) == []


def test_the_choices_are_what_the_companies_have(engine: Engine) -> None:
    team, _ = create_register(engine)
    assert register.choices(engine, team) == Choices(("Omnia", "Taitotalo"), ("a", "b", "vienti"))


def test_a_page_holds_fifty_companies_and_past_the_end_is_the_last_one(engine: Engine) -> None:
    team = create_account(engine, "project")
    for number in range(51):
        create_organisation(engine, create_profile(f"Yritys {number:02}"))
    first = register.page(engine, team, RegisterFilters())
    assert (first.found, first.page, first.pages, len(first.lines)) == (51, 0, 2, 50)
    assert (first.lines[0].name, first.lines[-1].name) == ("Yritys 00", "Yritys 49")
    last = register.page(engine, team, RegisterFilters(), number=9)
    assert (last.page, [line.name for line in last.lines]) == (1, ["Yritys 50"])
    empty = register.page(engine, team, RegisterFilters(search="ei ole"), number=-1)
    assert (empty.found, empty.page, empty.pages, empty.lines) == (0, 0, 1, ())


def test_the_board_counts_every_place_and_shows_its_first_companies(engine: Engine) -> None:
    team, _ = create_register(engine)
    board = {
        column.place: column for column in register.board(engine, team, RegisterFilters(), cards=1)
    }
    assert tuple(board) == PLACES
    assert {place: column.count for place, column in board.items() if column.count} == {
        "not_begun": 2,
        "contacted": 1,
        "dropped": 1,
    }
    assert [line.name for line in board["not_begun"].lines] == ["50 % Oy"]
    assert board["selected"].lines == ()


def test_a_company_without_a_record_is_left_out_until_it_gets_one(engine: Engine) -> None:
    team = create_account(engine, "project")
    with writing(engine) as connection:
        row = {"name": "Uusi Oy", "confirmed": True, "is_example": False}
        at = connection.execute(
            insert(Organisation).values(row).returning(Organisation.id)
        ).scalar()
    assert found(engine, team) == []
    with writing(engine) as connection:
        company_records.complete(connection, [])
    assert found(engine, team) == []
    with writing(engine) as connection:
        company_records.complete(connection, [at])
    assert found(engine, team) == ["Uusi Oy"]
