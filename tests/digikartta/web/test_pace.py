"""The text that phones ask for while they wait."""

from starlette.testclient import TestClient

from digikartta.web.pace import Marks


class Clock:
    """A clock that stands until it is moved."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_hall_of_phones_that_ask_at_once_is_one_look_into_the_database() -> None:
    looked_up: list[int] = []
    clock = Clock()
    marks = Marks(lambda workshop_id: looked_up.append(workshop_id) or "open-free-0-0", clock)  # type: ignore[func-returns-value]
    assert marks.kept(7) is None
    assert marks.look_up(7) == "open-free-0-0"
    assert [marks.kept(7) for _ in range(200)] == ["open-free-0-0"] * 200
    assert looked_up == [7]
    clock.now += 0.5
    assert marks.kept(7) is None


def test_whoever_asks_for_every_number_fills_no_memory() -> None:
    marks = Marks(str)
    for number in range(2500):
        marks.look_up(number)
    assert sum(marks.kept(number) is not None for number in range(2500)) <= 1000


def test_a_workshop_that_is_not_there_has_an_empty_mark(client: TestClient) -> None:
    answer = client.get("/vaihe/99")
    assert (answer.status_code, answer.text) == (200, "")
    assert answer.headers["cache-control"] == "no-store"
    assert client.get("/vaihe/99").text == ""
