"""Thirty phones behind one address in one workshop: acknowledged = stored, none lost or doubled."""

import asyncio
import io
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, select

from db import rehearsals, workshops
from db.engine import create_engine_for, reading
from db.tables import Answer, Respondent
from db.workshops import Attendance
from digikartta.cli import execute
from digikartta.settings import Settings
from digikartta.walk.app_process import running_app
from digikartta.walk.rehearsal import Heard, Rehearsal, rehearse
from tests.factories import create_questionnaire, create_workshop

PHONES = 30
QUESTIONS = 20
# Five dimensions of four questions, no targets: twenty taps and five ways onward for each phone.
ASKED = create_questionnaire(
    dimensions=("vision", "people", "data", "process", "service"), targets=False
)


def stored(engine: Engine) -> list[tuple[int, str, str]]:
    with reading(engine) as connection:
        rows = connection.execute(select(Answer.respondent_id, Answer.item, Answer.value))
        return [tuple(row) for row in rows]


def attendance(engine: Engine, workshop_id: int) -> Attendance:
    with reading(engine) as connection:
        return workshops.attendance(connection, workshop_id)


def acknowledged(heard: Heard) -> list[tuple[str, str]]:
    """Who said it does not show in the database: the item and the level do."""
    return sorted((item, str(place + 1)) for (_, item), place in heard.saved.items())


def test_thirty_phones_answer_at_once_and_everything_called_saved_is_stored_once(
    migrated_url: str, tmp_path: Path
) -> None:
    engine = create_engine_for(migrated_url)
    made = create_workshop(engine, questionnaire=ASKED)
    with reading(engine) as connection:
        code = workshops.get(connection, made).join_code or ""
    rehearsals.begin(engine, code)
    with running_app(migrated_url, log=tmp_path / "log") as app:
        plan = Rehearsal(app.address, code, PHONES, pace=0, within=1, until=120, language="fi")
        heard = asyncio.run(rehearse(plan, seed=1))
    assert heard.errors == []
    assert (len(set(heard.tokens)), heard.finished, heard.refused) == (PHONES, PHONES, 0)
    found = stored(engine)
    assert len(heard.saved) == len(found) == PHONES * QUESTIONS
    assert acknowledged(heard) == sorted((item, value) for _, item, value in found)
    assert attendance(engine, made) == Attendance(PHONES, 0, PHONES, PHONES * QUESTIONS)
    with reading(engine) as connection:
        assert len(connection.execute(select(Respondent.id)).all()) == PHONES
    engine.dispose()


def test_the_command_rehearses_a_seminar_and_the_page_can_empty_it(
    migrated_file: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'one.sqlite'}"
    (tmp_path / "one.sqlite").write_bytes(migrated_file.read_bytes())
    engine = create_engine_for(url)
    asked = create_questionnaire(dimensions=("vision",), questions=2, targets=False)
    made = create_workshop(engine, is_seminar=True, is_named=True, questionnaire=asked)
    with reading(engine) as connection:
        code = workshops.get(connection, made).join_code or ""
    out, err = io.StringIO(), io.StringIO()
    with running_app(url, log=tmp_path / "log") as app:
        port = app.address.rpartition(":")[2]
        arguments = ["rehearse", code, "--phones", "3", "--pace", "0", "--minutes", "1"]
        settings = Settings(database_url=url, language="en")
        code_ = execute(
            [*arguments, "--port", port],
            settings=settings,
            out=out,
            err=err,
            today=date.today(),  # noqa: DTZ011
        )
    assert (code_, err.getvalue()) == (0, "")
    assert "3 joined, 3 sent their answers." in out.getvalue()
    assert "Answers confirmed as saved: 6, of which lost: 0." in out.getvalue()
    assert attendance(engine, made) == Attendance(3, 0, 3, 6)
    rehearsals.reset(engine, made, 1)
    assert attendance(engine, made) == Attendance(0, 0, 0, 0)
    engine.dispose()
