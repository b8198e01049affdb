"""How far people in a room are, and by what a comment is called."""

from dataclasses import replace
from datetime import date

import pytest

from digikartta.agreement import agreement
from digikartta.live_picture import Average, DimensionPicture
from digikartta.room import (
    Attending,
    Beside,
    DimensionProgress,
    EarlierRound,
    Place,
    Room,
    RoomPeers,
    Showing,
    comment_key,
    dimension_answers,
    has_finished,
    progress,
)
from digikartta.workshop import Flow
from tests.factories import create_questionnaire

ASKED = create_questionnaire(dimensions=("vision", "data"), questions=2)
VISION, DATA = ASKED.dimensions


def person(*, place: int = 0, submitted: bool = False, **answers: str) -> Place:
    return Place(place, submitted, {name.replace("__", "."): v for name, v in answers.items()})


@pytest.mark.parametrize(
    ("somebody", "finished"),
    [
        (person(vision_1="3", vision_2="dk"), True),  # every question has an answer
        (person(vision_1="3"), False),
        (person(vision_1="3", place=1), True),  # gone on
        (person(vision_1="3", submitted=True), True),
        (person(place=1, submitted=True), False),  # nothing was answered there
        (person(vision__target="4", place=1), False),
        (person(vision_1="3", vision_2=""), False),  # a comment alone is no answer
        (person(), False),
    ],
)
def test_who_has_answered_all_or_gone_on_has_finished(somebody: Place, finished: object) -> None:
    assert has_finished(VISION, 0, somebody) is finished


def test_progress_counts_those_who_have_finished_each_dimension() -> None:
    people = [
        person(vision_1="3", vision_2="3", data_1="1"),
        person(vision_1="3", vision_2="3", data_1="1", place=2),
        person(),
    ]
    assert progress(ASKED, people) == {
        "vision": DimensionProgress(2, 3),
        "data": DimensionProgress(1, 3),
    }
    assert DimensionProgress(1, 3).answering == 2


def test_the_answers_of_a_dimension_are_its_own_with_the_target_and_without_blanks() -> None:
    given = {"vision_1": "3", "vision_2": "", "vision.target": "5", "data_1": "1"}
    assert dimension_answers(VISION, given) == {"vision_1": "3", "vision.target": "5"}


def test_a_comment_is_called_by_something_that_tells_no_person() -> None:
    keys = {comment_key(1, 7, "vision_1"), comment_key(1, 7, "vision_2"), comment_key(2, 7, "x")}
    assert len(keys) == 3
    assert all(len(key) == 24 and key != "7" for key in keys)


def picture(dimension: str, score: float, *, spread: tuple[int, ...]) -> DimensionPicture:
    """Ten people; their answers to the first question are spread over the levels so."""
    levels = [level for level, count in enumerate(spread, 1) for _ in range(count)]
    found = agreement([float(level) for level in levels], spread)
    return DimensionPicture(
        dimension,
        Average(score, 10),
        Average(75.0, 10),
        found,
        {f"{dimension}_1": found},
        {},
        {},
    )


def create_room(*pictures: DimensionPicture, revealed: tuple[str, ...] = ()) -> Room:
    return Room(
        name="Saari Oy",
        join_code="ABC234",
        is_seminar=False,
        is_named=False,
        is_example=False,
        min_group=3,
        flow=Flow("open", "free", revealed=frozenset(revealed)),
        questionnaire=ASKED,
        showing=Showing(),
        attending=Attending(3, 2, 1, 40),
        missing=2,
        progress={"vision": DimensionProgress(3, 3), "data": DimensionProgress(1, 3)},
        pictures={each.dimension: each for each in pictures},
    )


def test_what_was_received_is_what_is_stored_and_what_is_missing() -> None:
    assert create_room().received == 42


def test_what_is_not_on_the_wall_has_no_score() -> None:
    room = create_room(picture("vision", 62.5, spread=(0, 5, 5, 0, 0)))
    assert room.scores() == {"vision": 62.5, "data": None}
    assert room.targets() == {"vision": 75.0, "data": None}
    assert room.overall() is None  # one of two is less than two thirds


def test_what_others_say_of_a_dimension_waits_until_it_is_on_the_wall() -> None:
    room = replace(
        create_room(picture("vision", 62.5, spread=(0, 5, 5, 0, 0)), revealed=("vision",)),
        showing=Showing("map", shows_peers=True, shows_earlier=True),
        customers={"vision": 25.0, "data": 0.0},
        earlier=EarlierRound("T0", date(2025, 9, 2), {"vision": 50.0, "data": 75.0}),
    )
    peers = RoomPeers(5, {"vision": 37.5, "data": 62.5, "overall": 50.0})
    assert room.beside(peers) == Beside({"vision": 37.5}, {"vision": 50.0}, {"vision": 25.0})
    unwanted = replace(room, showing=Showing("map"), customers={})
    assert unwanted.beside(peers) == Beside({}, {}, {})


def test_where_others_have_no_score_none_stands_beside() -> None:
    room = replace(
        create_room(picture("vision", 62.5, spread=(0, 5, 5, 0, 0))),
        showing=Showing("map", shows_peers=True, shows_earlier=True),
    )
    assert room.beside(RoomPeers(5, {"vision": None})) == Beside({}, {}, {})
    assert room.beside(None) == Beside({}, {}, {})


def test_customers_stand_beside_the_roles_in_what_is_on_the_wall() -> None:
    seen = picture("vision", 62.5, spread=(0, 5, 5, 0, 0))
    roles = {"management": Average(75.0, 5), "staff": Average(50.0, 5)}
    room = replace(create_room(replace(seen, roles=roles)), customers={"vision": 25.0, "data": 0.0})
    assert room.in_roles("vision") == {"management": 75.0, "staff": 50.0, "customers": 25.0}
    assert room.in_roles("data") == {}
    assert replace(room, customers={}).in_roles("vision") == {"management": 75.0, "staff": 50.0}


def test_with_all_on_the_wall_there_is_an_overall_score() -> None:
    both = [
        picture("vision", 60.0, spread=(5, 5, 0, 0, 0)),
        picture("data", 40.0, spread=(9, 1, 0, 0, 0)),
    ]
    assert create_room(*both).overall() == 50.0


def test_a_picture_that_was_asked_for_waits_for_those_who_still_answer() -> None:
    room = create_room(picture("vision", 60.0, spread=(5, 5, 0, 0, 0)), revealed=("vision", "data"))
    assert (room.waits("vision"), room.waits("data")) == (False, True)
    assert (room.holding_back("vision"), room.holding_back("data")) == (0, 2)


def test_the_widest_spread_on_the_wall_comes_first() -> None:
    room = create_room(
        picture("vision", 60.0, spread=(0, 5, 5, 0, 0)),
        picture("data", 40.0, spread=(5, 0, 0, 0, 5)),
    )
    assert list(room.spreads()) == ["vision_1", "data_1"]
    assert room.seen_differently() == ("data_1", "vision_1")


def test_a_question_is_found_by_its_id() -> None:
    question = create_room().question("data_2")
    assert question is not None
    assert question.id == "data_2"
    assert create_room().question("nothing") is None
