"""How far a workshop is, as phones ask while they wait."""

import pytest
from starlette.testclient import TestClient

from db.workshop_pace import Pace
from digikartta.web.pace import Paces

OPEN = Pace("open-free-0-0", 2)


class Clock:
    """A clock that stands until it is moved."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_hall_of_phones_that_ask_at_once_is_one_look_into_the_database() -> None:
    looked_up: list[int] = []
    clock = Clock()

    def look_up(workshop_id: int) -> Pace:
        looked_up.append(workshop_id)
        return OPEN

    paces = Paces(look_up, clock)
    assert paces.kept(7) is None
    assert paces.look_up(7) == OPEN
    assert [paces.kept(7) for _ in range(200)] == [OPEN] * 200
    assert looked_up == [7]
    clock.now += 0.5
    assert paces.kept(7) is None


def test_whoever_asks_for_every_number_fills_no_memory() -> None:
    paces = Paces(lambda _: OPEN)
    for number in range(2500):
        paces.look_up(number)
    assert sum(paces.kept(number) is not None for number in range(2500)) <= 1000


@pytest.mark.parametrize(
    "number", ["0", "9" * 18, str(2**63), "9" * 5000, "-1", "a", "٣"], ids=lambda n: n[:20]
)
def test_no_number_is_more_than_a_workshop_that_is_not_there(
    client: TestClient, number: str
) -> None:
    answer = client.get(f"/vaihe/{number}")
    assert (answer.status_code, answer.json()) == (200, {"mark": "", "wait": 2})


def test_a_workshop_that_is_not_there_has_an_empty_mark(client: TestClient) -> None:
    for _ in range(2):  # looked up, then remembered
        answer = client.get("/vaihe/99")
        assert (answer.status_code, answer.json()) == (200, {"mark": "", "wait": 2})
        assert answer.headers["cache-control"] == "no-store"
