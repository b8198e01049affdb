from sqlalchemy import Engine

from db import revisions, site_settings
from db.engine import reading, writing


def is_on(engine: Engine, name: str) -> bool:
    with reading(engine) as connection:
        return site_settings.is_on(connection, name)


def switch(engine: Engine, name: str, *, on: bool) -> None:
    with writing(engine) as connection:
        site_settings.switch(connection, name, on=on)


def test_every_switch_is_off_until_it_is_set(engine: Engine) -> None:
    assert not is_on(engine, site_settings.CONFIRMED_ONLY)
    assert not is_on(engine, site_settings.EXAMPLE_DATA)


def test_a_switch_is_turned_on_and_off_again(engine: Engine) -> None:
    switch(engine, site_settings.CONFIRMED_ONLY, on=True)
    assert is_on(engine, site_settings.CONFIRMED_ONLY)
    assert not is_on(engine, site_settings.EXAMPLE_DATA)
    switch(engine, site_settings.CONFIRMED_ONLY, on=False)
    assert not is_on(engine, site_settings.CONFIRMED_ONLY)


def test_peer_groups_are_made_anew_after_a_switch(engine: Engine) -> None:
    switch(engine, site_settings.CONFIRMED_ONLY, on=True)
    with reading(engine) as connection:
        assert revisions.current(connection, revisions.POOL) == 1


def test_the_site_says_whether_it_holds_examples(engine: Engine) -> None:
    assert not site_settings.holds_examples(engine)
    switch(engine, site_settings.EXAMPLE_DATA, on=True)
    assert site_settings.holds_examples(engine)
