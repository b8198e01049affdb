"""Every table arrives, on either kind of database, from either kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text, update

from db import account_links, integrity, moving, schema, site_settings
from db.engine import create_engine_for, reading, writing
from db.moving import MovedTable, move
from db.tables import Base, Organisation
from digikartta.problems import InvalidInput
from tests.conftest import _postgresql_database
from tests.db.test_schema import HEAD, ROWS
from tests.factories import (
    NOW,
    create_account,
    create_closed_round,
    create_organisation,
    create_session,
)


@pytest.fixture(name="elsewhere", params=["sqlite", "postgresql"])
def _elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
    else:
        with _postgresql_database(template="template0") as url:
            yield url


def fill(engine: Engine) -> None:
    """Rows in every table that the tests of migrations know, and ordinary ones beside them."""
    with writing(engine) as connection:
        for statement in ROWS[max(r for r in ROWS if r <= HEAD)]:
            connection.execute(text(statement))
        # Ids of those rows are given, so the database's own count has to be told of them.
        moving._go_on_counting(connection)
    create_closed_round(engine, {"vision_1": "3", "vision_2": "5"})
    maija = create_account(engine, "facilitator", name="Ääkkönen 'Ö' €")
    create_session(engine, maija)
    with writing(engine) as connection:
        account_links.choose_password(connection, maija.id, now=NOW)
        site_settings.switch(connection, site_settings.CONFIRMED_ONLY, on=True)


def rows(engine: Engine) -> dict[str, set[tuple[object, ...]]]:
    with reading(engine) as connection:
        return {
            table.name: {tuple(row) for row in connection.execute(select(table))}
            for table in Base.metadata.sorted_tables
        }


def keys(caught: pytest.ExceptionInfo[InvalidInput]) -> list[tuple[str, str]]:
    return [(problem.key, problem.where) for problem in caught.value.problems]


def test_everything_is_there_afterwards_and_the_source_is_as_it_was(
    engine: Engine, elsewhere: str
) -> None:
    fill(engine)
    before = rows(engine)
    # Whoever adds a table gives the tests of migrations a row of it, and so this one.
    assert [name for name, found in before.items() if not found] == []
    moved = move(engine, elsewhere)
    target = create_engine_for(elsewhere)
    assert rows(target) == rows(engine) == before
    assert {one.name: one.rows for one in moved} == {n: len(r) for n, r in before.items()}
    assert schema.is_current(target)
    assert [
        p
        for checked in integrity.check(target)
        for p in checked.findings
        if p.key in {"problem.verify_reference", "problem.verify_constraint"}
    ] == []
    target.dispose()


def test_what_is_stored_next_gets_an_id_of_its_own(engine: Engine, elsewhere: str) -> None:
    fill(engine)
    move(engine, elsewhere)
    target = create_engine_for(elsewhere)
    with reading(target) as connection:
        last = connection.execute(select(func.max(Organisation.id))).scalar_one()
    assert create_organisation(target) == last + 1
    target.dispose()


def test_an_empty_database_moves_as_well(engine: Engine, elsewhere: str) -> None:
    moved = move(engine, elsewhere)
    assert {one.name for one in moved if one.rows} <= {"revision"}


def test_there_and_back_is_the_same(engine: Engine, elsewhere: str, tmp_path: Path) -> None:
    fill(engine)
    there = move(engine, elsewhere)
    other = create_engine_for(elsewhere)
    back = move(other, f"sqlite:///{tmp_path / 'back.sqlite'}")
    assert back == there
    other.dispose()


def test_a_target_that_holds_anything_is_refused_and_stays(engine: Engine, elsewhere: str) -> None:
    fill(engine)
    target = create_engine_for(elsewhere)
    schema.upgrade(target)
    create_organisation(target)
    before = rows(target)
    with pytest.raises(InvalidInput) as caught:
        move(engine, elsewhere)
    assert keys(caught) == [("problem.move_not_empty", "")]
    assert rows(target) == before
    target.dispose()


def test_a_migrated_but_empty_target_will_do(engine: Engine, elsewhere: str) -> None:
    fill(engine)
    target = create_engine_for(elsewhere)
    schema.upgrade(target)
    move(engine, elsewhere)
    assert rows(target) == rows(engine)
    target.dispose()


def test_somebody_else_s_database_is_refused(engine: Engine, elsewhere: str) -> None:
    target = create_engine_for(elsewhere)
    with writing(target) as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER)"))
    with pytest.raises(InvalidInput) as caught:
        move(engine, elsewhere)
    assert keys(caught) == [("problem.move_not_empty", "")]
    target.dispose()


def test_a_database_is_not_moved_onto_itself(engine: Engine) -> None:
    with pytest.raises(InvalidInput) as caught:
        move(engine, engine.url.render_as_string(hide_password=False))
    assert keys(caught) == [("problem.move_same", "")]


def test_a_row_that_arrives_changed_stops_the_move(
    engine: Engine, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine)
    count = moving._go_on_counting

    def spoil(connection):  # type: ignore[no-untyped-def]
        count(connection)
        connection.execute(update(Organisation).values(name="Toinen"))

    monkeypatch.setattr(moving, "_go_on_counting", spoil)
    with pytest.raises(InvalidInput) as caught:
        move(engine, elsewhere)
    assert keys(caught) == [("problem.move_differs", "organisation")]
    target = create_engine_for(elsewhere)
    assert not any(found for name, found in rows(target).items() if name != "revision")
    target.dispose()


def test_a_checksum_knows_a_changed_value_and_not_the_order() -> None:
    def checksum(*values: dict[str, object]) -> MovedTable:
        total = moving._Checksum()
        total.add(values)
        return total.of(Base.metadata.tables["organisation"])

    one, other = {"a": 1, "b": None}, {"a": 2, "b": b"x"}
    assert checksum(one, other) == checksum(other, {"b": None, "a": 1})
    assert checksum({"a": b"x"}) == checksum({"a": memoryview(b"x")})
    different = [
        (one,),
        (one, one),
        (one, {"a": 2, "b": b"y"}),
        ({"a": 1, "b": ""}, other),
        ({"a": "1", "b": None}, other),
    ]
    assert checksum(one, other) not in [checksum(*values) for values in different]
