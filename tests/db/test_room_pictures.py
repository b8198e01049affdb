"""The pictures on the wall as they are stored: the same for every screen and after a restart."""

import pytest
from sqlalchemy import Connection, Engine, func, select

from db import (
    respondents,
    room_pictures,
    room_snapshots,
    workshop_control,
    workshops,
)
from db.engine import create_engine_for, reading
from db.links import LinkTarget
from db.room_tables import RoomSnapshot
from digikartta.live_picture import Average, DimensionPicture
from tests.db.answered_seminar import create_answered_seminar
from tests.factories import (
    TODAY,
    create_respondent,
    create_round,
    create_workshop,
)

AINO = 1
SMALLEST = room_pictures.Smallest(companies=5, people=3)
FULL = {"vision_1": "3", "vision_2": "3", "vision_3": "3", "vision_4": "3"}


def create_room(engine: Engine, people: int = 4) -> tuple[int, LinkTarget, list[str]]:
    """An open workshop of one company in which people have answered `vision`."""
    target = create_round(engine)
    made = create_workshop(engine, organisation_id=target.organisation_id, round_id=target.round_id)
    workshop_control.open_(engine, made, AINO)
    tokens = [create_respondent(engine, target, FULL) for _ in range(people)]
    return made, target, tokens


def reveal(engine: Engine, workshop_id: int, *dimensions: str) -> bool:
    workshop_control.reveal(engine, workshop_id, AINO, dimensions or ("vision",))
    return room_pictures.advance(engine, workshop_id, SMALLEST)


def on_wall(engine: Engine, workshop_id: int) -> dict[str, DimensionPicture]:
    with reading(engine) as connection:
        flow = workshops.flow(connection, workshop_id)
        return room_snapshots.on_the_wall(connection, workshop_id, flow)


def snapshots(engine: Engine) -> int:
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(RoomSnapshot)).scalar_one()


def test_nothing_is_made_before_it_is_revealed(engine: Engine) -> None:
    made, _, _ = create_room(engine)
    assert not room_pictures.advance(engine, made, SMALLEST)
    assert (on_wall(engine, made), snapshots(engine)) == ({}, 0)


def test_what_is_revealed_is_shown_and_counts_as_a_change_of_the_room(engine: Engine) -> None:
    made, _, _ = create_room(engine)
    assert reveal(engine, made)
    with reading(engine) as connection:
        revision = workshops.revision(connection, made)
    assert on_wall(engine, made)["vision"].score == Average(50.0, 4)
    assert not room_pictures.advance(engine, made, SMALLEST)
    with reading(engine) as connection:
        assert workshops.revision(connection, made) == revision


def test_a_restarted_server_and_a_second_projector_show_the_same(engine: Engine) -> None:
    made, target, _ = create_room(engine)
    reveal(engine, made)
    before = on_wall(engine, made)
    create_respondent(engine, target, {**FULL, "vision_1": "5"})
    other = create_engine_for(engine.url.render_as_string(hide_password=False))
    assert not room_pictures.advance(other, made, SMALLEST)
    assert on_wall(other, made) == before
    other.dispose()


def test_three_further_people_move_the_picture(engine: Engine) -> None:
    made, target, _ = create_room(engine)
    reveal(engine, made)
    for _ in range(3):
        create_respondent(engine, target, dict.fromkeys(FULL, "5"))
    assert room_pictures.advance(engine, made, SMALLEST)
    found = on_wall(engine, made)["vision"]
    assert found.score == Average((4 * 50 + 3 * 100) / 7, 7)
    assert snapshots(engine) == 2


def test_somebody_who_is_still_answering_holds_the_picture_back_until_it_is_closed(
    engine: Engine,
) -> None:
    made, target, _ = create_room(engine)
    create_respondent(engine, target, {"vision_1": "1"})
    assert not reveal(engine, made)
    workshop_control.close_dimensions(engine, made, AINO, ["vision"])
    assert room_pictures.advance(engine, made, SMALLEST)
    assert on_wall(engine, made)["vision"].agreement.n == 4  # one of four questions is no score


def test_hiding_it_takes_it_off_and_showing_it_again_shows_the_same(engine: Engine) -> None:
    made, target, _ = create_room(engine)
    reveal(engine, made)
    before = on_wall(engine, made)
    workshop_control.reveal(engine, made, AINO, ["vision"], revealed=False)
    assert on_wall(engine, made) == {}
    create_respondent(engine, target, dict.fromkeys(FULL, "5"))
    assert not reveal(engine, made)
    assert on_wall(engine, made) == before


def test_customers_and_the_second_dimension_are_not_mixed_in(engine: Engine) -> None:
    made, target, _ = create_room(engine)
    create_respondent(engine, target, dict.fromkeys(FULL, "5"), role="customer")
    reveal(engine, made, "vision", "data")
    assert on_wall(engine, made).keys() == {"vision"}
    assert on_wall(engine, made)["vision"].score == Average(50.0, 4)


def test_two_people_see_their_own_result(engine: Engine) -> None:
    made, _, _ = create_room(engine, people=2)
    reveal(engine, made)
    assert on_wall(engine, made)["vision"].score == Average(50.0, 2)


def test_in_a_named_workshop_one_is_enough(engine: Engine) -> None:
    target = create_round(engine)
    made = create_workshop(engine, organisation_id=target.organisation_id, is_named=True)
    with reading(engine) as connection:
        (held,) = workshops.rounds_of(connection, made)
    workshop_control.open_(engine, made, AINO)
    here = LinkTarget(target.organisation_id, held.round_id, None)
    create_respondent(engine, here, FULL)
    for _ in range(3):
        create_respondent(engine, here)
    reveal(engine, made)
    assert on_wall(engine, made)["vision"].score == Average(50.0, 1)


def test_a_closed_workshop_keeps_the_figures_and_forgets_whose_they_were(engine: Engine) -> None:
    made, target, _ = create_room(engine)
    reveal(engine, made)
    for _ in range(3):
        create_respondent(engine, target, FULL)
    room_pictures.advance(engine, made, SMALLEST)
    before = on_wall(engine, made)
    workshop_control.close(engine, made, AINO, closes_rounds=False, today=TODAY)
    assert on_wall(engine, made) == before
    with reading(engine) as connection:
        assert connection.execute(select(RoomSnapshot.number, RoomSnapshot.units)).all() == [
            (1, "")
        ]
    # It goes on: what was shown cannot be compared with any more, so it stays.
    workshop_control.open_(engine, made, AINO)
    for _ in range(3):
        create_respondent(engine, target, dict.fromkeys(FULL, "1"))
    assert not room_pictures.advance(engine, made, SMALLEST)
    assert on_wall(engine, made) == before


@pytest.mark.parametrize("companies", [4, 5])
def test_in_a_seminar_five_companies_are_needed(engine: Engine, companies: int) -> None:
    made = create_answered_seminar(engine, companies)
    assert reveal(engine, made) == (companies >= 5)
    shown = on_wall(engine, made)
    assert [picture.score for picture in shown.values()] == [Average(50.0, 5)] * (companies - 4)
    assert all(picture.companies == {} for picture in shown.values())


def test_a_change_of_one_answer_is_not_shown_when_it_is_closed(engine: Engine) -> None:
    made, _, tokens = create_room(engine)
    reveal(engine, made)
    before = on_wall(engine, made)
    respondents.save_value(engine, tokens[0], "vision_1", "5", today=TODAY)
    workshop_control.close_dimensions(engine, made, AINO, ["vision"])
    assert not room_pictures.advance(engine, made, SMALLEST)
    assert on_wall(engine, made) == before


def test_a_picture_that_another_screen_has_put_up_meanwhile_is_not_put_up_twice(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _, _ = create_room(engine)
    workshop_control.reveal(engine, made, AINO, ["vision"])
    look = room_pictures._next

    def late(
        connection: Connection, workshop_id: int, smallest: room_pictures.Smallest
    ) -> list[dict[str, object]]:
        """Between the look and the lock, the other projector is faster."""
        found = look(connection, workshop_id, smallest)
        monkeypatch.setattr(room_pictures, "_next", lambda *_: [])
        return found

    monkeypatch.setattr(room_pictures, "_next", late)
    assert not room_pictures.advance(engine, made, SMALLEST)
    assert snapshots(engine) == 0
