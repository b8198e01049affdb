"""The models and what the migrations build are the same, to the last constraint."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, text

import db
from db.engine import create_engine_for, reading, writing
from db.tables import Base

# For what only PostgreSQL has: the database on PostgreSQL alone.
on_postgresql = pytest.mark.parametrize(
    "migrated_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
Texts = dict[str, object]


def test_autogenerate_finds_nothing_to_do(engine: Engine) -> None:
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_on_sqlite_every_table_and_index_reads_as_the_models_say(
    sqlite: Engine, tmp_path: Path
) -> None:
    models = create_engine_for(f"sqlite:///{tmp_path / 'models.sqlite'}")
    with writing(models) as connection:
        Base.metadata.create_all(connection)
        expected = sqlite_texts(connection)
    models.dispose()
    with reading(sqlite) as connection:
        assert sqlite_texts(connection) == expected
    assert "confirmed AND business_id IS NOT NULL" in str(expected["uq_organisation_business_id"])
    assert any("ck_link_respondent" in part for part in parts(expected["link"]))


def sqlite_texts(connection: Connection) -> Texts:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    # The order of columns and constraints within a table means nothing, nor do the quotes that
    # the name of a table has once it was made anew.
    return {
        name: sorted(
            line.strip().rstrip(",").replace(f'CREATE TABLE "{name}"', f"CREATE TABLE {name}")
            for line in re.sub(r"\s*\n\s*", "\n", sql).split("\n")
        )
        for name, sql in rows
        if name != "alembic_version"
    }


def parts(lines: object) -> list[str]:
    assert isinstance(lines, list)
    return lines


@on_postgresql
def test_on_postgresql_every_constraint_and_index_reads_as_the_models_say(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("CREATE SCHEMA models"))
        Base.metadata.create_all(
            connection.execution_options(schema_translate_map={None: "models"})
        )
    with reading(engine) as connection:
        expected = postgresql_texts(connection, "models")
        assert postgresql_texts(connection, "public") == expected
    assert "respondent_id IS NOT NULL" in str(expected["ck_link_respondent"])
    assert "WHERE (confirmed AND" in str(expected["uq_organisation_business_id"])


def postgresql_texts(connection: Connection, schema: str) -> Texts:
    constraints = connection.execute(
        text(
            "SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = CAST(:schema AS regnamespace)"
        ),
        {"schema": schema},
    )
    indexes = connection.execute(
        text("SELECT indexname, tablename, indexdef FROM pg_indexes WHERE schemaname = :schema"),
        {"schema": schema},
    )
    found = [(name, table, text_) for rows in (constraints, indexes) for name, table, text_ in rows]
    own = re.compile(rf"\b{schema}\.")
    return {
        name: (own.sub("", table), own.sub("", text_))
        for name, table, text_ in found
        if not name.startswith("alembic_version")
    }


def test_every_module_of_tables_is_part_of_the_whole() -> None:
    folder = Path(db.__file__).parent
    files = {file.stem for file in folder.glob("*tables.py")}
    assert {"tables", "account_tables", "workshop_tables"} <= files
    assert {name for name in files if not hasattr(db, name)} == set()
