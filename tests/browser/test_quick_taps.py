"""People who tap faster than the server draws."""

import asyncio
from datetime import date
from pathlib import Path

from sqlalchemy import select

from db.engine import create_engine_for, reading
from db.tables import Answer
from digikartta.walk.app_process import running_app
from digikartta.walk.phone import opened
from tests.factories import create_questionnaire, create_respondent, create_round

PHONES = 20
PARTS = ("vision", "people", "data", "process", "service")


async def hurry(address: str, token: str) -> None:
    """Answer one question of each part, and go on in the same moment."""
    async with opened(address, "vastaa", f"digikartta_respondent={token}") as phone:
        await phone.open()
        for _ in PARTS:
            first, onward = phone.questions()[0], phone.button("next")
            assert onward is not None
            await phone.choose_and_press(first, first.options[2], onward)
            await asyncio.sleep(0.5)  # what was overtaken has ended as well


def test_an_answer_is_stored_although_its_person_goes_on_in_the_same_moment(
    migrated_url: str, tmp_path: Path
) -> None:
    engine = create_engine_for(migrated_url)
    where = create_round(
        engine, questionnaire=create_questionnaire(dimensions=PARTS, targets=False)
    )
    today = date.today()  # noqa: DTZ011  the server's own day
    tokens = [create_respondent(engine, where, today=today) for _ in range(PHONES)]

    async def everybody(address: str) -> None:
        await asyncio.gather(*(hurry(address, token) for token in tokens))

    with running_app(migrated_url, log=tmp_path / "log") as app:
        asyncio.run(everybody(app.address))
    with reading(engine) as connection:
        found = connection.execute(select(Answer.value)).scalars().all()
    engine.dispose()
    assert found == ["3"] * (PHONES * len(PARTS))
