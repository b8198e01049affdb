"""What people were told is saved, against what is stored."""

import pytest

from digikartta import receipts


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "_saved", {})


def missing(stored: dict[int, tuple[str, ...]]) -> int:
    return receipts.missing(stored, before=receipts.moment())


def test_nothing_is_missing_when_the_same_are_stored() -> None:
    receipts.note(1, "vision_1")
    receipts.note(1, "vision_1")  # a change of mind is one answer
    receipts.note(1, "vision_2")
    assert missing({1: ("vision_1", "vision_2")}) == 0


def test_an_answer_that_was_called_saved_and_is_not_stored_is_missing() -> None:
    receipts.note(1, "vision_1")
    receipts.note(1, "vision_2")
    receipts.note(2, "vision_1")
    assert missing({1: ("vision_2",), 2: (), 3: ("vision_1",)}) == 2


def test_older_answers_do_not_stand_in_for_those_that_are_lost() -> None:
    older = tuple(f"vision_{number}" for number in range(10))  # from before the server's start
    receipts.note(1, "data_1")
    assert missing({1: older}) == 1


def test_an_answer_that_is_given_while_the_stored_ones_are_read_is_not_missing() -> None:
    receipts.note(1, "vision_1")
    now = receipts.moment()
    receipts.note(1, "vision_2")
    assert receipts.missing({1: ("vision_1",)}, before=now) == 0
    assert receipts.count([1, 2], before=now) == 1
    assert receipts.count([1, 2], before=receipts.moment()) == 2


def test_somebody_who_was_removed_is_not_missing() -> None:
    receipts.note(1, "vision_1")
    assert missing({}) == 0


def test_the_list_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "MOST_PEOPLE", 2)
    for person in (1, 2, 3):
        receipts.note(person, "vision_1")
    assert missing({1: (), 2: (), 3: ()}) == 2
