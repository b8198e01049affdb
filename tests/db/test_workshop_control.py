"""What facilitators do to a workshop: what shall be, once, however many tap."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from db import round_scores, workshop_control, workshops
from db.engine import reading
from db.workshops import WorkshopRecord
from digikartta.problems import InvalidInput
from digikartta.workshop import Flow
from tests.factories import (
    TODAY,
    create_facilitators,
    create_respondent,
    create_round,
    create_workshop,
)

AINO, BERTTA, STRANGER = 1, 2, 3


def got(engine: Engine, workshop_id: int) -> WorkshopRecord:
    with reading(engine) as connection:
        return workshops.get(connection, workshop_id)


def flow(engine: Engine, workshop_id: int) -> Flow:
    with reading(engine) as connection:
        return workshops.flow(connection, workshop_id)


def refusal(action: Callable[[], None]) -> str:
    with pytest.raises(InvalidInput) as caught:
        action()
    (problem,) = caught.value.problems
    return problem.key


def test_a_workshop_is_opened_paused_and_opened_again(engine: Engine) -> None:
    made = create_workshop(engine)
    workshop_control.pause(engine, made, AINO)  # nothing runs yet
    assert (got(engine, made).state, got(engine, made).revision) == ("prepared", 0)
    for action, state, revision in (
        (workshop_control.open_, "open", 1),
        (workshop_control.pause, "paused", 2),
        (workshop_control.pause, "paused", 2),
        (workshop_control.open_, "open", 3),
        (workshop_control.open_, "open", 3),
    ):
        action(engine, made, AINO)
        assert (got(engine, made).state, got(engine, made).revision) == (state, revision)


def test_closing_with_the_rounds_writes_their_figures_and_ends_the_code(engine: Engine) -> None:
    target = create_round(engine)
    create_respondent(engine, target, {"vision_1": "3", "vision_2": "3"})
    made = create_workshop(engine, organisation_id=target.organisation_id, round_id=target.round_id)
    workshop_control.open_(engine, made, AINO)
    workshop_control.close(engine, made, AINO, closes_rounds=True, today=TODAY)
    workshop = got(engine, made)
    assert (workshop.state, workshop.join_code) == ("closed", None)
    with reading(engine) as connection:
        stored = round_scores.stored(connection, [target.round_id])[target.round_id]
    assert {s.dimension: s.score for s in stored}["vision"] == 50.0
    revision = workshop.revision
    workshop_control.close(engine, made, AINO, closes_rounds=True, today=TODAY)
    assert got(engine, made).revision == revision
    assert refusal(lambda: workshop_control.open_(engine, made, AINO)) == "problem.round_closed"


def test_a_workshop_that_kept_its_round_open_can_go_on_with_a_new_code(engine: Engine) -> None:
    made = create_workshop(engine)
    workshop_control.close(engine, made, AINO, closes_rounds=False, today=TODAY)
    assert got(engine, made).join_code is None
    workshop_control.open_(engine, made, AINO)
    assert got(engine, made).state == "open"
    assert got(engine, made).join_code is not None


def test_a_round_that_was_kept_open_can_still_be_closed_with_the_workshop(engine: Engine) -> None:
    made = create_workshop(engine)
    workshop_control.close(engine, made, AINO, closes_rounds=False, today=TODAY)
    workshop_control.close(engine, made, AINO, closes_rounds=True, today=TODAY)
    with reading(engine) as connection:
        assert all(held.is_closed for held in workshops.rounds_of(connection, made))


def test_dimensions_are_opened_closed_and_revealed_each_by_itself(engine: Engine) -> None:
    made = create_workshop(engine, pacing="dimension")
    workshop_control.open_dimensions(engine, made, AINO, ["vision", "people"])
    workshop_control.close_dimensions(engine, made, AINO, ["vision"])
    workshop_control.reveal(engine, made, AINO, ["vision", "data"])
    assert flow(engine, made) == Flow(
        "prepared",
        "dimension",
        opened=frozenset({"vision", "people"}),
        closed=frozenset({"vision"}),
        revealed=frozenset({"vision", "data"}),
    )
    workshop_control.reveal(engine, made, AINO, ["data"], revealed=False)
    workshop_control.open_dimensions(engine, made, AINO, ["vision"])
    assert flow(engine, made).revealed == {"vision"}
    assert flow(engine, made).closed == set()
    assert got(engine, made).revision == 5


def test_what_is_so_already_counts_as_no_change(engine: Engine) -> None:
    made = create_workshop(engine)
    for _ in range(2):
        workshop_control.open_dimensions(engine, made, AINO, ["vision"])
        workshop_control.set_pacing(engine, made, AINO, "dimension")
    workshop = got(engine, made)
    assert (workshop.revision, workshop.pacing) == (2, "dimension")


def test_a_dimension_of_another_questionnaire_is_refused(engine: Engine) -> None:
    made = create_workshop(engine)
    key = refusal(lambda: workshop_control.reveal(engine, made, AINO, ["vision", "technology"]))
    assert key == "problem.dimension_unknown"
    assert flow(engine, made).revealed == set()


def add_bertta(engine: Engine, workshop_id: int) -> None:
    email = " Facilitator-2@digikartta.example"
    workshop_control.add_facilitator(engine, workshop_id, AINO, email=email)


def test_an_address_without_an_account_runs_nothing(engine: Engine) -> None:
    made = create_workshop(engine)
    key = refusal(
        lambda: workshop_control.add_facilitator(engine, made, AINO, email="nobody@a.example")
    )
    assert key == "problem.facilitator_unknown"


def test_a_second_facilitator_is_added_once_and_runs_it_as_well(engine: Engine) -> None:
    made = create_workshop(engine)
    create_facilitators(engine, 2)
    for _ in range(2):
        add_bertta(engine, made)
    with reading(engine) as connection:
        assert workshop_control.facilitators(connection, made) == ["Vetäjä 1", "Vetäjä 2"]
    workshop_control.open_(engine, made, BERTTA)
    assert got(engine, made).state == "open"


def test_nobody_else_controls_a_workshop(engine: Engine) -> None:
    made = create_workshop(engine)
    actions: list[Callable[[], None]] = [
        lambda: workshop_control.open_(engine, made, STRANGER),
        lambda: workshop_control.pause(engine, made, STRANGER),
        lambda: workshop_control.close(engine, made, STRANGER, closes_rounds=True, today=TODAY),
        lambda: workshop_control.set_pacing(engine, made, STRANGER, "dimension"),
        lambda: workshop_control.open_dimensions(engine, made, STRANGER, ["vision"]),
        lambda: workshop_control.close_dimensions(engine, made, STRANGER, ["vision"]),
        lambda: workshop_control.reveal(engine, made, STRANGER, ["vision"]),
        lambda: workshop_control.add_facilitator(
            engine, made, STRANGER, email="facilitator-3@digikartta.example"
        ),
    ]
    assert {refusal(action) for action in actions} == {"problem.workshop_unknown"}
    assert got(engine, made).revision == 0


def test_two_facilitators_who_tap_at_once_do_it_once(engine: Engine) -> None:
    made = create_workshop(engine, pacing="dimension")
    create_facilitators(engine, 2)
    add_bertta(engine, made)
    before = got(engine, made).revision
    with ThreadPoolExecutor(8) as pool:
        taps = [
            pool.submit(workshop_control.open_dimensions, engine, made, who, [dimension])
            for who in (AINO, BERTTA)
            for dimension in ("vision", "people", "data")
            for _ in range(4)
        ]
        for tap in taps:
            tap.result()
    assert flow(engine, made).opened == {"vision", "people", "data"}
    assert got(engine, made).revision == before + 3
