import shutil
from concurrent.futures import ThreadPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from db import schema
from db.engine import create_engine_for, reading, writing
from digikartta.problems import InvalidInput
from tests.db.starting_process import start

REVISIONS = [
    script.revision
    for script in ScriptDirectory(str(Path(schema.__file__).parent / "migrations")).walk_revisions()
]
HEAD = REVISIONS[0]

# Rows as the code of each revision wrote them. A new revision adds its own.
ROWS = {
    "0001": (
        "INSERT INTO organisation (id, name, business_id, confirmed, is_example)"
        " VALUES (1, 'Saari Oy', '1234567-1', true, false)",
        "INSERT INTO questionnaire_content VALUES ('abc', 'sample-1', '{}')",
        "INSERT INTO round (id, organisation_id, questionnaire, content_hash, stage, cohort,"
        " industry, size_class, municipality, closed_on, is_test)"
        " VALUES (2, 1, 'sample-1', 'abc', 'T0', '', 'C', 'micro', '091', '2026-03-02', false)",
        "INSERT INTO respondent VALUES (3, 1, 2, 'r3', 'staff', 'fi', 1, true)",
        "INSERT INTO answer VALUES (3, 'vision_1', 1, '4', 'Hyvä')",
        "INSERT INTO round_score VALUES (2, 'vision', 1, 75.0, NULL, 1, NULL, 0)",
    )
}
ROWS["0002"] = (
    *(row for row in ROWS["0001"] if "INTO respondent" not in row and "INTO answer" not in row),
    "INSERT INTO respondent VALUES (3, 1, 2, 'r3', 'staff', 'fi', 1, true, 'Aino')",
    "INSERT INTO answer VALUES (3, 'vision_1', 1, '4', 'Hyvä')",
    "INSERT INTO workshop VALUES (5, 1, '', 'abc', 'T0', '2026-03-02', false, true, 3, 'fi',"
    " 'staff', 'dimension', '', '', 'closed', false, NULL, 7)",
    "INSERT INTO workshop_round VALUES (5, 2, 1, true)",
    "INSERT INTO workshop_dimension VALUES (5, 'vision', true, false, true)",
    "INSERT INTO workshop_facilitator VALUES (5, 1)",
)
ROWS["0003"] = (
    *ROWS["0002"],
    "INSERT INTO account VALUES (1, 'maija@saari.example', 'Maija', 'facilitator', 'x', false)",
    "INSERT INTO organisation_access VALUES (1, 1)",
)
ROWS["0004"] = (
    *ROWS["0003"],
    "INSERT INTO action VALUES (4, 1, 1, 'Verkkokauppa', '', 'vision', '', 'Maija', '2026-03-02',"
    " '2026-06-01', '', 500, 'agreed', '2026-03-02', NULL)",
    "INSERT INTO action VALUES (5, 1, 1, 'Chat', '', '', 'Myynti', '', NULL, NULL, '', NULL,"
    " 'idea', '2026-03-02', NULL)",
    "INSERT INTO action_dependency VALUES (5, 4, 1)",
    "INSERT INTO action_reason VALUES (4, 'need', 'vision_1', 1)",
    "INSERT INTO action_note VALUES (6, 1, 4, '2026-03-09', 'Maija', 'Alku on tehty.')",
    "INSERT INTO milestone VALUES (7, 1, 1, 'Kauppa auki', '2026-09-01', '', '')",
    "INSERT INTO map_setting VALUES (1, 'abc', 1, '2026-03-01', 2, 'dimension')",
)
ROWS["0005"] = (
    *ROWS["0004"],
    "INSERT INTO customer_insight VALUES (4, 1, 'Aamut', 'interview', '2026-03-01', '', '', 1)",
    "INSERT INTO insight_need VALUES (4, 'vision_1', 1)",
    "INSERT INTO need_vote VALUES (2, 1, 'open')",
    "INSERT INTO need_dots VALUES (3, 'vision_1', 1, 2)",
    "INSERT INTO need_placement VALUES (2, 'vision_1', 1, 5, 2, 1)",
    "INSERT INTO vision_part VALUES (1, 'known_for', 'Leivistä', 2)",
    "INSERT INTO vision_version VALUES (6, 1, 1, '{}', 'Aino', '2026-03-02')",
)
ROWS["0006"] = (
    *ROWS["0005"],
    "INSERT INTO company_record VALUES (1, 'saari oy 1234567-1', 'C', 'micro', '091', 'Omnia',"
    " 'contacted', '2026-03-01', NULL, '')",
    "INSERT INTO company_step VALUES (1, 'contacted', '2026-03-01')",
    "INSERT INTO company_tag VALUES (1, 'vienti')",
    "INSERT INTO company_contact VALUES (1, 1, '2026-03-01', 'call', 'Puhelu', 'Maija')",
    "INSERT INTO company_change VALUES (1, 1, 1772355600, 'Maija', 'partner', '', 'Omnia')",
    "INSERT INTO development_proposal VALUES (1, 1, 'Ehdotus', '2026-03-01', 'Maija', NULL, '')",
    "INSERT INTO cohort VALUES (1, 'Kaikki', '{}', 'maija@saari.example')",
)
ROWS["0007"] = (
    *ROWS["0006"],
    "INSERT INTO publication VALUES (1, 'file', 'Kevät', 'sample-1', 'vision overall',"
    " '2026-03-02', NULL, NULL, false, 'Maija')",
    "INSERT INTO published_cohort VALUES (1, 1, 0, 'Kaikki', '{}', '{}', 0)",
    "INSERT INTO published_member VALUES (1, 1, 2, '75.0 75.0')",
)
ROWS["0008"] = (
    *ROWS["0007"],
    "INSERT INTO room_scene VALUES (5, 'map', '', false, true)",
    "INSERT INTO room_snapshot VALUES (5, 'vision', 1, '', '{}')",
    "INSERT INTO room_comment VALUES (5, 3, 'vision_1', 1, 'Hyvä')",
)
RUN_BY = "INSERT INTO workshop_facilitator VALUES (5, 1)"
# From here on it is an account, which has to be there first.
ROWS["0009"] = (*(row for row in ROWS["0008"] if row != RUN_BY), RUN_BY)
ROWS["0010"] = ROWS["0009"]
ROWS["0011"] = (*ROWS["0010"], "INSERT INTO room_peer_day VALUES (5, '2026-03-01')")

BROKEN = """
revision = "{revision}"
down_revision = "{before}"
branch_labels = depends_on = None
import sqlalchemy as sa
from alembic import op

def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO half VALUES (1)")
    op.execute("INSERT INTO there_is_no_such_table VALUES (1)")
"""

RECREATED = """
revision = "{revision}"
down_revision = "{before}"
branch_labels = depends_on = None
import sqlalchemy as sa
from alembic import op

def upgrade():
    # Only SQLite ever needs a table made anew.
    recreate = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    for table in ("organisation", "round", "respondent"):
        with op.batch_alter_table(table, recreate=recreate) as batch_op:
            batch_op.add_column(sa.Column("extra", sa.Text))
"""

EMPTY = """
revision = "{revision}"
down_revision = "{before}"
branch_labels = depends_on = None

def upgrade():
    pass
"""


@pytest.fixture(name="empty")
def _empty(database_url: str):  # type: ignore[no-untyped-def]
    engine = create_engine_for(database_url)
    yield engine
    engine.dispose()


def add_migration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str) -> None:
    """Let the code have one more migration than it was released with."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(schema.__file__).parent / "migrations", folder)
    migration = content.format(revision="next", before=HEAD)
    (folder / "versions" / "next.py").write_text(migration, encoding="utf-8")
    monkeypatch.setattr(schema, "_MIGRATIONS", folder)


def fill(engine: Engine, revision: str = HEAD) -> None:
    known = max(r for r in ROWS if r <= revision)
    with writing(engine) as connection:
        for statement in ROWS[known]:
            connection.execute(text(statement))


def version(engine: Engine) -> str | None:
    with reading(engine) as connection:
        return schema.version(connection)


def answers(engine: Engine) -> list[tuple[object, ...]]:
    query = (
        "SELECT o.name, r.stage, p.code, a.value, a.comment, s.score FROM answer a"
        " JOIN respondent p ON p.id = a.respondent_id JOIN round r ON r.id = p.round_id"
        " JOIN organisation o ON o.id = r.organisation_id JOIN round_score s ON s.round_id = r.id"
    )
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(text(query))]


KEPT = [("Saari Oy", "T0", "r3", "4", "Hyvä", 75.0)]


def test_an_empty_database_gets_the_newest_schema(empty: Engine) -> None:
    assert not schema.is_current(empty)
    schema.upgrade(empty)
    assert schema.is_current(empty)
    assert version(empty) == HEAD


def test_a_database_that_is_current_stays_as_it_is(empty: Engine) -> None:
    schema.upgrade(empty)
    fill(empty)
    schema.upgrade(empty)
    assert answers(empty) == KEPT


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_earlier_schema_is_migrated_with_its_rows(empty: Engine, revision: str) -> None:
    schema.upgrade(empty, to=revision)
    assert version(empty) == revision
    fill(empty, revision)
    schema.upgrade(empty)
    assert version(empty) == HEAD
    assert answers(empty) == KEPT


def test_companies_from_before_the_register_get_their_records(empty: Engine) -> None:
    schema.upgrade(empty, to="0003")
    fill(empty, "0003")
    schema.upgrade(empty)
    with reading(empty) as connection:
        records = connection.execute(text("SELECT * FROM company_record")).all()
    expected = (1, "saari oy 1234567-1", "C", "micro", "091", "", "", None, None, "")
    assert [tuple(record) for record in records] == [expected]


def test_tables_made_anew_keep_the_rows_of_their_children(
    empty: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    schema.upgrade(empty)
    fill(empty)
    add_migration(monkeypatch, tmp_path, RECREATED)
    schema.upgrade(empty)
    assert version(empty) == "next"
    assert answers(empty) == KEPT
    assert "extra" in {column["name"] for column in inspect(empty).get_columns("organisation")}


def test_a_migration_that_fails_leaves_nothing(
    empty: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    schema.upgrade(empty)
    fill(empty)
    add_migration(monkeypatch, tmp_path, BROKEN)
    with pytest.raises((OperationalError, ProgrammingError)):
        schema.upgrade(empty)
    assert version(empty) == HEAD
    assert "half" not in inspect(empty).get_table_names()
    assert answers(empty) == KEPT


def test_references_that_lead_nowhere_stop_a_migration(
    sqlite: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fill(sqlite)
    with sqlite.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.cursor().execute("PRAGMA foreign_keys=OFF")
        driver.cursor().execute("DELETE FROM organisation")
        driver.cursor().execute("PRAGMA foreign_keys=ON")
    add_migration(monkeypatch, tmp_path, EMPTY)
    with pytest.raises(InvalidInput) as caught:
        schema.upgrade(sqlite)
    found = {(p.key, p.where, p.details["parent"]) for p in caught.value.problems}
    assert found >= {
        ("problem.broken_reference", "round", "organisation"),
        ("problem.broken_reference", "respondent", "organisation"),
        ("problem.broken_reference", "round_score", "organisation"),
    }
    assert version(sqlite) == HEAD


def test_foreign_keys_are_on_again_after_a_migration(sqlite: Engine) -> None:
    with reading(sqlite) as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_database_newer_than_the_code_is_refused(empty: Engine) -> None:
    schema.upgrade(empty)
    fill(empty)
    with writing(empty) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(InvalidInput) as caught:
        schema.upgrade(empty)
    assert [(p.key, p.details) for p in caught.value.problems] == [
        ("problem.database_newer", {"version": "9999"})
    ]
    assert not schema.is_current(empty)
    assert answers(empty) == KEPT


def test_processes_that_start_together_migrate_once(database_url: str, empty: Engine) -> None:
    # spawn: what a fresh start of the server does, and the same on every system
    context = get_context("spawn")
    gate = context.Barrier(3)
    processes = [context.Process(target=start, args=(database_url, gate)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert schema.is_current(empty)
    fill(empty)


def test_whoever_comes_second_waits_and_finds_the_work_done(
    database_url: str, empty: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()
    migrate = schema.command.upgrade
    runs = []

    def slow(*arguments: Any) -> None:
        runs.append(arguments)
        begun.set()
        assert go_on.wait(timeout=30)
        migrate(*arguments)

    monkeypatch.setattr(schema.command, "upgrade", slow)
    other = create_engine_for(database_url)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(schema.upgrade, empty)
        assert begun.wait(timeout=30)
        second = pool.submit(schema.upgrade, other)
        assert wait([second], timeout=0.3).not_done
        go_on.set()
        first.result()
        second.result()
    other.dispose()
    assert len(runs) == 1
    assert schema.is_current(empty)
