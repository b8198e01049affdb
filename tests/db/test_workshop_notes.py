"""The notes that facilitators write together: whoever writes, nothing of it is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from db import workshop_notes, workshops
from db.engine import reading
from db.workshop_notes import LINE
from db.workshops import WorkshopRecord
from digikartta.problems import InvalidInput
from digikartta.workshop import MAX_TEXT
from tests.factories import create_workshop

AINO, STRANGER = 1, 3


def got(engine: Engine, workshop_id: int) -> WorkshopRecord:
    with reading(engine) as connection:
        return workshops.get(connection, workshop_id)


def kept(engine: Engine, *written: tuple[str, str]) -> str:
    """The notes after texts of different people, each with the notes that its writer had seen."""
    made = create_workshop(engine)
    for base, text in written:
        told = workshop_notes.keep(engine, made, AINO, text, base=base)
        assert told == got(engine, made).notes
    return got(engine, made).notes


def test_notes_are_kept_cleaned_and_once(engine: Engine) -> None:
    made = create_workshop(engine)
    for base in ("", "Muista kahvi."):
        workshop_notes.keep(engine, made, AINO, " Muista kahvi. ", base=base)
    assert (got(engine, made).notes, got(engine, made).revision) == ("Muista kahvi.", 1)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # Whoever has seen what stands there may change and remove it.
        ([("", "Kahvi\nPulla"), ("Kahvi\nPulla", "Pulla")], "Pulla"),
        ([("", "Kahvi"), ("Kahvi", "")], ""),
        # Two wrote at once, and neither had seen the other's text.
        ([("", "Palvelin"), ("", "Kahvi")], f"Palvelin\n\n{LINE}\n\nKahvi"),
        (
            [("", "A"), ("A", "A\nPalvelin"), ("A", "A\nKahvi")],
            f"A\nPalvelin\n\n{LINE}\n\nA\nKahvi",
        ),
        # The newer text holds the other one, so it was seen after all.
        ([("", "A\nB"), ("", "A\nväli\n\n B\nloppu")], "A\nväli\n\n B\nloppu"),
        ([("", "A\nB"), ("", "B\nA")], f"A\nB\n\n{LINE}\n\nB\nA"),
        # There is nothing in the newer text that would be lost.
        ([("", "A\nB"), ("", "B")], "A\nB"),
        ([("", "A"), ("A", "A\nB"), ("A", "")], "A\nB"),
        ([("", "A"), ("A", ""), ("A", "A\nB")], "A\nB"),
    ],
)
def test_what_somebody_else_wrote_meanwhile_stays(
    engine: Engine, written: list[tuple[str, str]], expected: str
) -> None:
    assert kept(engine, *written) == expected


def test_of_many_who_write_in_the_same_moment_everything_is_kept(engine: Engine) -> None:
    made = create_workshop(engine)
    texts = [f"Huomio {number}" for number in range(6)]
    with ThreadPoolExecutor(6) as pool:
        writing = [
            pool.submit(workshop_notes.keep, engine, made, AINO, text, base="") for text in texts
        ]
        for each in writing:
            each.result()
    assert set(texts) <= set(got(engine, made).notes.splitlines())


def test_notes_that_are_too_long_are_refused_and_the_stored_ones_stay(engine: Engine) -> None:
    made = create_workshop(engine)
    workshop_notes.keep(engine, made, AINO, "a" * MAX_TEXT, base="")
    for text in ("b" * (MAX_TEXT + 1), "b"):  # by itself, and together
        with pytest.raises(InvalidInput) as caught:
            workshop_notes.keep(engine, made, AINO, text, base="")
        assert caught.value.problems[0].key == "problem.too_long"
    assert got(engine, made).notes == "a" * MAX_TEXT


def test_a_stranger_writes_no_notes(engine: Engine) -> None:
    made = create_workshop(engine)
    with pytest.raises(InvalidInput) as caught:
        workshop_notes.keep(engine, made, STRANGER, "x", base="")
    assert caught.value.problems[0].key == "problem.workshop_unknown"
