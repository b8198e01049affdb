"""Who answered what: told in a workshop with names, and to nobody in any other."""

import pytest
from sqlalchemy import Engine

from db import (
    joining,
    respondents,
    room,
    room_comments,
    room_names,
    room_pictures,
    room_snapshots,
    seminars,
    workshop_control,
    workshop_people,
    workshops,
)
from db.engine import reading
from db.joining import Joiner
from digikartta.problems import InvalidInput
from digikartta.room import Room, Voices
from tests.factories import LINK_DAYS, TODAY, create_profile, create_workshop

AINO, STRANGER = 1, 3
LEVELS = {"Aino": "1", "Kalle": "5", "Sari": "5"}
ITEMS = tuple(f"vision_{number}" for number in range(1, 5))


def code_of(engine: Engine, workshop_id: int) -> str:
    with reading(engine) as connection:
        return workshops.get(connection, workshop_id).join_code or ""


def join(engine: Engine, workshop_id: int, name: str) -> str:
    code = code_of(engine, workshop_id)
    return joining.join(engine, code, Joiner("staff", "fi", name), today=TODAY, link_days=LINK_DAYS)


def answer(engine: Engine, token: str, level: str) -> None:
    for item in ITEMS:
        respondents.save_value(engine, token, item, level, today=TODAY)


def create_room(engine: Engine, *, is_named: bool = True) -> tuple[int, dict[str, str]]:
    """An open workshop in which three people have answered `vision`, each at an own level."""
    made = create_workshop(engine, is_named=is_named)
    workshop_control.open_(engine, made, AINO)
    tokens = {name: join(engine, made, name) for name in LEVELS}
    for name, token in tokens.items():
        answer(engine, token, LEVELS[name])
    respondents.save_comment(engine, tokens["Aino"], "vision_1", "Kesken", today=TODAY)
    return made, tokens


def reveal(engine: Engine, workshop_id: int) -> None:
    workshop_control.reveal(engine, workshop_id, AINO, ["vision"])
    room_pictures.advance(engine, workshop_id, room_pictures.Smallest(5, 3))


def load(engine: Engine, workshop_id: int) -> Room:
    return room.load(engine, workshop_id, breakdown=3)


def names_of(voices: Voices) -> dict[str, tuple[str, ...]]:
    return dict(voices)


def test_the_room_sees_who_chose_what_once_it_is_revealed_and_not_before(engine: Engine) -> None:
    made, _ = create_room(engine)
    assert load(engine, made).voices == {}
    reveal(engine, made)
    shown = load(engine, made)
    assert shown.voices.keys() == set(ITEMS)
    assert names_of(shown.voices["vision_1"]) == {"1": ("Aino",), "5": ("Kalle", "Sari")}
    assert shown.extremes("vision_1") == (("1", ("Aino",)), ("5", ("Kalle", "Sari")))


def test_hiding_the_dimension_hides_the_names(engine: Engine) -> None:
    made, _ = create_room(engine)
    reveal(engine, made)
    workshop_control.reveal(engine, made, AINO, ["vision"], revealed=False)
    assert load(engine, made).voices == {}


def test_the_names_are_those_of_the_picture_and_not_of_what_was_answered_later(
    engine: Engine,
) -> None:
    made, tokens = create_room(engine)
    workshop_control.close_dimensions(engine, made, AINO, ["vision"])
    reveal(engine, made)
    workshop_control.open_dimensions(engine, made, AINO, ["vision"])
    respondents.save_value(engine, tokens["Aino"], "vision_1", "3", today=TODAY)
    assert names_of(load(engine, made).voices["vision_1"])["1"] == ("Aino",)
    assert names_of(room_names.stored(engine, made, AINO)["vision_1"])["3"] == ("Aino",)


def test_names_stay_on_the_wall_after_the_workshop_was_closed(engine: Engine) -> None:
    made, _ = create_room(engine)
    reveal(engine, made)
    before = load(engine, made).voices
    workshop_control.close(engine, made, AINO, closes_rounds=True, today=TODAY)
    assert load(engine, made).voices == before


def test_somebody_who_is_removed_is_named_no_more(engine: Engine) -> None:
    made, _ = create_room(engine)
    reveal(engine, made)
    (aino,) = (s for s in workshop_people.seats(engine, made, AINO) if s.name == "Aino")
    workshop_people.remove(engine, made, AINO, aino.respondent_id)
    assert "Aino" not in str(load(engine, made))
    reveal(engine, made)
    assert names_of(load(engine, made).voices["vision_1"]) == {"5": ("Kalle", "Sari")}


def test_a_comment_stands_on_the_wall_with_its_writers_name(engine: Engine) -> None:
    made, _ = create_room(engine)
    (written,) = room_comments.written(engine, made, AINO)
    assert (written.text, written.name) == ("Kesken", "Aino")
    room_comments.choose(engine, made, AINO, written.key, on_wall=True)
    (comment,) = load(engine, made).comments
    assert (comment.text, comment.name) == ("Kesken", "Aino")


def test_only_who_runs_the_workshop_reads_who_answered_what(engine: Engine) -> None:
    made, _ = create_room(engine)
    with pytest.raises(InvalidInput) as caught:
        room_names.stored(engine, made, STRANGER)
    assert caught.value.problems[0].key == "problem.workshop_unknown"


def test_in_an_anonymous_workshop_nobody_is_named_anywhere(engine: Engine) -> None:
    made, _ = create_room(engine, is_named=False)
    reveal(engine, made)
    (written,) = room_comments.written(engine, made, AINO)
    room_comments.choose(engine, made, AINO, written.key, on_wall=True)
    shown = load(engine, made)
    assert shown.pictures.keys() == {"vision"}
    assert (shown.voices, shown.extremes("vision_1")) == ({}, ())
    assert room_names.stored(engine, made, AINO) == {}
    assert (written.name, shown.comments[0].name) == ("", "")
    assert [seat.name for seat in workshop_people.seats(engine, made, AINO)] == ["", "", ""]
    workshop_control.close(engine, made, AINO, closes_rounds=True, today=TODAY)
    with reading(engine) as connection:
        assert room_snapshots.latest_units(connection, made) == {"vision": {}}


def test_in_a_seminar_with_names_they_are_for_its_facilitator_and_only_beside_comments(
    engine: Engine,
) -> None:
    made = create_workshop(engine, is_seminar=True, is_named=True)
    workshop_control.open_(engine, made, AINO)
    for number in range(5):
        token = seminars.join_with_company(
            engine,
            code_of(engine, made),
            create_profile(f"Yritys {number} Oy"),
            Joiner("staff", "fi", f"Henkilö {number}"),
            today=TODAY,
            link_days=LINK_DAYS,
        )
        answer(engine, token, "3")
    respondents.save_comment(engine, token, "vision_1", "Kesken", today=TODAY)
    reveal(engine, made)
    (written,) = room_comments.written(engine, made, AINO)
    assert written.name == "Henkilö 4"
    room_comments.choose(engine, made, AINO, written.key, on_wall=True)
    shown = load(engine, made)
    assert len(shown.pictures["vision"].companies) == 5
    assert "Henkilö" not in str(shown)
    assert room_names.stored(engine, made, AINO) == {}
