"""One moment of a workshop, as the projector reads it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple
from datetime import date
from functools import partial

import pytest
from sqlalchemy import Engine, delete, update

from db import (
    integrity,
    respondents,
    room,
    room_comments,
    room_control,
    room_pictures,
    rounds,
    workshops,
)
from db import workshop_control as control
from db.engine import reading, writing
from db.links import LinkTarget
from db.room_tables import RoomComment
from db.tables import Answer, Respondent
from digikartta import receipts
from digikartta.problems import InvalidInput
from digikartta.questionnaire import Questionnaire
from digikartta.room import DimensionProgress, Room, Showing
from digikartta.workshop import Flow
from tests.factories import (
    TODAY,
    create_closed_round,
    create_questionnaire,
    create_respondent,
    create_round,
    create_workshop,
)

AINO, STRANGER = 1, 3
FULL = {f"vision_{number}": "3" for number in range(1, 5)}


@pytest.fixture(autouse=True)
def _no_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "_saved", {})


def create_room(engine: Engine, **options: object) -> tuple[int, LinkTarget]:
    target = create_round(engine, **options)  # type: ignore[arg-type]
    made = create_workshop(engine, organisation_id=target.organisation_id, round_id=target.round_id)
    control.open_(engine, made, AINO)
    return made, target


def load(engine: Engine, workshop_id: int) -> Room:
    return room.load(engine, workshop_id, breakdown=3)


def pulse(engine: Engine, workshop_id: int) -> tuple[int, ...]:
    return room.pulse(engine, workshop_id, AINO)


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(InvalidInput) as caught:
        action()
    (problem,) = caught.value.problems
    return problem.key


def test_an_empty_room_shows_how_to_join(engine: Engine) -> None:
    made, _ = create_room(engine)
    found = load(engine, made)
    assert found.showing == Showing("join")
    assert (found.attending.joined, found.received, found.missing) == (0, 0, 0)
    assert found.progress["vision"] == DimensionProgress(0, 0)
    assert (found.pictures, found.comments, found.customers, found.earlier) == ({}, (), {}, None)
    assert (found.is_example, found.companies) == (False, {})


def test_people_answers_and_progress_are_counted(engine: Engine) -> None:
    made, target = create_room(engine)
    create_respondent(engine, target, FULL, submitted=True)
    create_respondent(engine, target, {"vision_1": "3"})
    create_respondent(engine, target)
    found = load(engine, made)
    assert (found.attending.joined, found.attending.answering) == (3, 1)
    assert (found.attending.finished, found.attending.answers) == (1, 5)
    assert found.progress["vision"] == DimensionProgress(1, 3)


def test_the_counts_are_those_of_the_workshops_own_count(engine: Engine) -> None:
    made, target = create_room(engine)
    create_respondent(engine, target, FULL, submitted=True)
    create_respondent(engine, target, {"vision_1": "3"})
    with reading(engine) as connection:
        expected = workshops.attendance(connection, made)
    assert astuple(load(engine, made).attending) == astuple(expected)


def test_an_answer_that_was_called_saved_and_vanished_is_missing(engine: Engine) -> None:
    made, target = create_room(engine)
    token = create_respondent(engine, target)
    respondents.save_value(engine, token, "vision_1", "4", today=TODAY)
    assert (load(engine, made).received, load(engine, made).missing) == (1, 0)
    with writing(engine) as connection:
        connection.execute(delete(Answer))
    assert (load(engine, made).received, load(engine, made).missing) == (1, 1)


def test_the_pulse_changes_with_whatever_the_room_has_to_follow(engine: Engine) -> None:
    made, target = create_room(engine)
    seen = [pulse(engine, made)]

    def is_new() -> bool:
        seen.append(pulse(engine, made))
        return seen[-1] not in seen[:-1]

    token = create_respondent(engine, target)
    assert is_new()
    respondents.save_value(engine, token, "vision_1", "4", today=TODAY)
    assert is_new()
    respondents.save_value(engine, token, "vision_1", "5", today=TODAY)
    assert is_new()
    respondents.move_to(engine, token, 1, today=TODAY)
    assert is_new()
    respondents.submit(engine, token, today=TODAY)
    assert is_new()
    room_control.show(engine, made, AINO, Showing("map"))
    assert is_new()
    assert not is_new()


def test_an_answer_that_vanishes_does_not_bring_an_earlier_pulse_back(engine: Engine) -> None:
    made, target = create_room(engine)
    token = create_respondent(engine, target)
    seen = []
    for item in ("vision_1", "vision_2"):
        respondents.save_value(engine, token, item, "4", today=TODAY)
        seen.append(pulse(engine, made))
    with writing(engine) as connection:
        connection.execute(delete(Answer).where(Answer.item == "vision_2"))
    assert pulse(engine, made) not in seen
    assert (load(engine, made).received, load(engine, made).missing) == (2, 1)


def test_the_pulse_of_another_room_stays_as_it_is(engine: Engine) -> None:
    made, _ = create_room(engine)
    before = pulse(engine, made)
    _, other = create_room(engine)
    create_respondent(engine, other, FULL)
    assert pulse(engine, made) == before


def test_only_an_account_that_runs_the_workshop_hears_its_pulse(engine: Engine) -> None:
    made, _ = create_room(engine)
    assert refusal(lambda: room.pulse(engine, made, STRANGER)) == "problem.workshop_unknown"
    assert refusal(lambda: room.pulse(engine, made + 1, AINO)) == "problem.workshop_unknown"


def test_a_revealed_dimension_without_a_picture_waits(engine: Engine) -> None:
    made, target = create_room(engine)
    for _ in range(3):
        create_respondent(engine, target, FULL)
    create_respondent(engine, target)
    control.reveal(engine, made, AINO, ["vision"])
    room_pictures.advance(engine, made, room_pictures.Smallest(5, 3))
    assert load(engine, made).waits("vision")
    assert not load(engine, made).waits("data")
    control.close_dimensions(engine, made, AINO, ["vision"])
    room_pictures.advance(engine, made, room_pictures.Smallest(5, 3))
    found = load(engine, made)
    assert not found.waits("vision")
    assert found.pictures.keys() == {"vision"}
    assert found.flow == Flow(
        "open", "free", closed=frozenset({"vision"}), revealed=frozenset({"vision"})
    )


def test_the_earlier_round_is_the_latest_closed_and_comparable_one(engine: Engine) -> None:
    made, target = create_room(engine)
    owner = target.organisation_id
    create_closed_round(engine, organisation_id=owner, closed_on=date(2025, 1, 2))
    create_closed_round(engine, FULL, organisation_id=owner, closed_on=date(2025, 9, 2))
    other = create_questionnaire("other-1")
    create_closed_round(engine, organisation_id=owner, questionnaire=other)
    found = load(engine, made).earlier
    assert found is not None
    assert (found.stage, found.closed_on) == ("T0", date(2025, 9, 2))
    assert found.scores["vision"] == 50.0


def customers() -> Questionnaire:
    return create_questionnaire("customers-1", dimensions=("vision",), respondents="customers")


@pytest.mark.parametrize("count", [2, 3])
def test_customers_are_a_series_of_their_own_from_three_on(engine: Engine, count: int) -> None:
    made, target = create_room(engine)
    theirs = create_round(engine, organisation_id=target.organisation_id, questionnaire=customers())
    for _ in range(count):
        create_respondent(engine, theirs, dict.fromkeys(FULL, "5"), role="customer")
    with writing(engine) as connection:
        rounds.close(connection, [theirs.round_id], today=TODAY)
    assert load(engine, made).customers == ({} if count < 3 else {"vision": 100.0})


def test_a_seminar_knows_its_companies_and_no_earlier_round(engine: Engine) -> None:
    made = create_workshop(engine, is_seminar=True)
    found = load(engine, made)
    assert (found.companies, found.earlier, found.customers) == ({}, None, {})


def test_what_is_shown_is_chosen_and_chosen_again(engine: Engine) -> None:
    made, _ = create_room(engine)
    for wanted in (
        Showing("spread", "vision"),
        Showing("map", "", shows_peers=True, shows_earlier=True),
    ):
        room_control.show(engine, made, AINO, wanted)
        room_control.show(engine, made, AINO, wanted)
        assert load(engine, made).showing == wanted


def test_two_things_that_two_facilitators_choose_at_once_are_both_shown(engine: Engine) -> None:
    made, _ = create_room(engine)
    chosen: list[dict[str, object]] = [
        *({"scene": "map"}, {"part": "vision"}, {"shows_peers": True}, {"shows_earlier": True})
    ]
    with ThreadPoolExecutor(4) as pool:
        taps = [
            pool.submit(room_control.change, engine, made, AINO, **each)
            for _ in range(3)
            for each in chosen
        ]
        for tap in taps:
            tap.result()
    expected = Showing("map", "vision", shows_peers=True, shows_earlier=True)
    assert load(engine, made).showing == expected


@pytest.mark.parametrize(
    ("wanted", "account", "problem"),
    [
        (Showing("dance"), AINO, "problem.scene_unknown"),  # type: ignore[arg-type]
        (Showing("spread", "nothing"), AINO, "problem.scene_unknown"),
        (Showing("wall", "wall-0"), AINO, "problem.scene_unknown"),
        (Showing("map"), STRANGER, "problem.workshop_unknown"),
    ],
)
def test_a_scene_that_there_is_none_of_and_a_stranger_are_refused(
    engine: Engine, wanted: Showing, account: int, problem: str
) -> None:
    made, _ = create_room(engine)
    assert refusal(lambda: room_control.show(engine, made, account, wanted)) == problem
    chosen = {"scene": wanted.scene, "part": wanted.part}
    assert refusal(lambda: room_control.change(engine, made, account, **chosen)) == problem
    assert load(engine, made).showing == Showing()


def create_comments(engine: Engine) -> tuple[int, list[str]]:
    made, target = create_room(engine)
    tokens = [create_respondent(engine, target, FULL) for _ in range(2)]
    respondents.save_comment(engine, tokens[0], "vision_2", "Uusi", today=TODAY)
    respondents.save_comment(engine, tokens[0], "vision_1", "Hyvä", today=TODAY)
    respondents.save_comment(engine, tokens[1], "vision_1", "Huono", today=TODAY)
    return made, tokens


def test_a_facilitator_reads_the_comments_by_question_and_not_whose_they_are(
    engine: Engine,
) -> None:
    made, _ = create_comments(engine)
    found = room_comments.written(engine, made, AINO)
    assert [each.item for each in found] == ["vision_1", "vision_1", "vision_2"]
    assert {each.text for each in found[:2]} == {"Hyvä", "Huono"}
    assert found[0].key < found[1].key
    assert not any(each.on_wall or each.has_changed for each in found)
    assert load(engine, made).comments == ()


def test_a_chosen_comment_stands_on_the_wall_until_its_writer_changes_it(engine: Engine) -> None:
    made, tokens = create_comments(engine)
    key = room_comments.written(engine, made, AINO)[2].key
    room_comments.choose(engine, made, AINO, key, on_wall=True)
    (shown,) = load(engine, made).comments
    assert (shown.key, shown.item, shown.text) == (key, "vision_2", "Uusi")
    respondents.save_comment(engine, tokens[0], "vision_2", "Toinen", today=TODAY)
    assert load(engine, made).comments == ()
    changed = room_comments.written(engine, made, AINO)[2]
    assert (changed.text, changed.on_wall, changed.has_changed) == ("Toinen", False, True)
    room_comments.choose(engine, made, AINO, key, on_wall=True)
    assert load(engine, made).comments[0].text == "Toinen"
    room_comments.choose(engine, made, AINO, key, on_wall=False)
    assert load(engine, made).comments == ()


def test_the_mark_of_the_comments_changes_with_what_people_write(engine: Engine) -> None:
    made, target = create_room(engine)
    token = create_respondent(engine, target, FULL)
    marks = []
    for comment in ("", "Uusi", "Toinen"):
        respondents.save_comment(engine, token, "vision_1", comment, today=TODAY)
        with reading(engine) as connection:
            marks.append(room_comments.mark(connection, made))
    assert marks == [(0, 0), (1, 4), (1, 6)]


def test_a_comment_that_was_taken_back_and_a_stranger_are_refused(engine: Engine) -> None:
    made, tokens = create_comments(engine)
    key = room_comments.written(engine, made, AINO)[2].key
    respondents.save_comment(engine, tokens[0], "vision_2", "", today=TODAY)
    problems = {AINO: "problem.comment_gone", STRANGER: "problem.workshop_unknown"}
    for account, problem in problems.items():
        choose = partial(room_comments.choose, engine, made, account, key, on_wall=True)
        assert refusal(choose) == problem
    assert refusal(lambda: room_comments.written(engine, made, STRANGER)) == (
        "problem.workshop_unknown"
    )


@pytest.mark.parametrize("kept", [FULL, {}])  # beside an answer, and by itself
def test_a_comment_that_its_writer_takes_back_leaves_the_wall(
    engine: Engine, kept: dict[str, str]
) -> None:
    made, target = create_room(engine)
    token = create_respondent(engine, target, kept)
    respondents.save_comment(engine, token, "vision_1", "Hyvä", today=TODAY)
    (written,) = room_comments.written(engine, made, AINO)
    room_comments.choose(engine, made, AINO, written.key, on_wall=True)
    before = pulse(engine, made)
    respondents.save_comment(engine, token, "vision_1", "", today=TODAY)
    assert load(engine, made).comments == ()
    assert pulse(engine, made) != before  # the projector notices


def test_the_comments_of_somebody_who_is_removed_leave_the_wall(engine: Engine) -> None:
    made, _ = create_comments(engine)
    for each in room_comments.written(engine, made, AINO):
        room_comments.choose(engine, made, AINO, each.key, on_wall=True)
    with writing(engine) as connection:
        connection.execute(delete(Respondent))
    assert load(engine, made).comments == ()


def test_a_comment_of_another_company_than_its_writers_is_found(engine: Engine) -> None:
    made, _ = create_comments(engine)
    key = room_comments.written(engine, made, AINO)[0].key
    room_comments.choose(engine, made, AINO, key, on_wall=True)
    _, other = create_room(engine)
    with writing(engine) as connection:
        connection.execute(update(RoomComment).values(organisation_id=other.organisation_id))
    found = [p for checked in integrity.check(engine) for p in checked.findings]
    assert ("problem.verify_organisation", "room_comment") in [(p.key, p.where) for p in found]
