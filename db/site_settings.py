"""What an administrator sets for the whole site."""

from sqlalchemy import Connection, Engine, select

from db import revisions
from db.engine import reading
from db.tables import SiteSetting
from db.upsert import upsert

CONFIRMED_ONLY = "peers_confirmed_only"
EXAMPLE_DATA = "example_data"


def is_on(connection: Connection, name: str) -> bool:
    """Whether a switch is on; every switch is off until it is set."""
    row = select(SiteSetting.value).where(SiteSetting.name == name)
    return connection.execute(row).scalar() == "on"


def holds_examples(engine: Engine) -> bool:
    """Whether the site was filled with example data, which every page then says."""
    with reading(engine) as connection:
        return is_on(connection, EXAMPLE_DATA)


def switch(connection: Connection, name: str, *, on: bool) -> None:
    """Turn a switch on or off; peer groups are made anew."""
    row = {"name": name, "value": "on" if on else "off"}
    upsert(connection, SiteSetting, keys=("name",), row=row, update=("value",))
    revisions.increment(connection, revisions.POOL)
