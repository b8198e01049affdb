from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.tables import SiteSetting
from db.upsert import upsert


def put(engine: Engine, name: str, value: str) -> None:
    with writing(engine) as connection:
        row = {"name": name, "value": value}
        upsert(connection, SiteSetting, keys=("name",), row=row, update=("value",))


def stored(engine: Engine) -> dict[str, str]:
    with reading(engine) as connection:
        rows = connection.execute(select(SiteSetting.name, SiteSetting.value))
        return {row.name: row.value for row in rows}


def test_a_new_row_is_inserted_and_a_known_one_changed(engine: Engine) -> None:
    put(engine, "a", "1")
    put(engine, "b", "1")
    put(engine, "a", "2")
    assert stored(engine) == {"a": "2", "b": "1"}


def test_twenty_at_once_leave_one_row(engine: Engine) -> None:
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda number: put(engine, "a", str(number)), range(20)))
    assert list(stored(engine)) == ["a"]
