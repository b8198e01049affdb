"""Importance and effort: set together, and the second of two editors is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from db import need_placements
from db.links import LinkTarget
from db.need_placements import NEW, StoredPlacement
from digikartta.need_matrix import Placement
from digikartta.problems import InvalidInput
from tests.factories import create_closed_round, create_organisation, create_profile


def place(engine: Engine, target: LinkTarget, importance: int, *, version: int) -> None:
    need_placements.place(
        engine,
        target.organisation_id,
        target.round_id,
        "vision_1",
        Placement(importance, 2),
        version=version,
    )


def is_refused(action: Callable[[], object]) -> bool:
    with pytest.raises(InvalidInput) as caught:
        action()
    return caught.value.problems[0].key == "problem.placed_meanwhile"


def test_a_need_is_placed_moved_and_taken_back(engine: Engine) -> None:
    target = create_closed_round(engine)
    place(engine, target, 4, version=NEW)
    place(engine, target, 5, version=1)
    found = need_placements.of_round(engine, target.round_id)
    assert found == {"vision_1": StoredPlacement(Placement(5, 2), 2)}
    ids = target.organisation_id, target.round_id
    assert is_refused(lambda: need_placements.take_back(engine, *ids, "vision_1", version=1))
    need_placements.take_back(engine, *ids, "vision_1", version=2)
    assert need_placements.of_round(engine, target.round_id) == {}


@pytest.mark.parametrize("seen", [NEW, 1])
def test_of_two_at_once_the_second_is_told(engine: Engine, seen: int) -> None:
    target = create_closed_round(engine)
    if seen:
        place(engine, target, 3, version=NEW)

    def move(importance: int) -> int | None:
        try:
            place(engine, target, importance, version=seen)
        except InvalidInput:
            return None
        return importance

    with ThreadPoolExecutor(2) as both:
        done = set(both.map(move, (4, 5)))
    (kept,) = done - {None}
    assert len(done) == 2
    stored = need_placements.of_round(engine, target.round_id)["vision_1"]
    assert (stored.placement.importance, stored.version) == (kept, seen + 1)


def test_another_company_places_nothing(engine: Engine) -> None:
    target = create_closed_round(engine)
    other = create_organisation(engine, create_profile("Toinen Oy"))
    strange = LinkTarget(other, target.round_id, None)
    assert is_refused(lambda: place(engine, strange, 4, version=NEW))
    place(engine, target, 4, version=NEW)
    key = (other, target.round_id, "vision_1")
    assert is_refused(lambda: need_placements.take_back(engine, *key, version=1))
