"""Alembic's entry: runs the migrations on the connection it is handed."""

from alembic import context

from db.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
)
# The caller's transaction is the only one: a failed migration leaves nothing behind.
context.run_migrations()
