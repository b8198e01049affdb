"""What people were told is saved, against what is stored."""

import pytest

from digikartta import receipts


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "_saved", {})


def test_nothing_is_missing_when_as_many_are_stored() -> None:
    receipts.note(1, "vision_1")
    receipts.note(1, "vision_1")  # a change of mind is one answer
    receipts.note(1, "vision_2")
    assert receipts.missing({1: 2}) == 0


def test_an_answer_that_was_called_saved_and_is_not_stored_is_missing() -> None:
    receipts.note(1, "vision_1")
    receipts.note(1, "vision_2")
    receipts.note(2, "vision_1")
    assert receipts.missing({1: 1, 2: 0, 3: 4}) == 2


def test_somebody_who_was_removed_is_not_missing() -> None:
    receipts.note(1, "vision_1")
    assert receipts.missing({}) == 0


def test_the_list_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "MOST_PEOPLE", 2)
    for person in (1, 2, 3):
        receipts.note(person, "vision_1")
    assert receipts.missing({1: 0, 2: 0, 3: 0}) == 2
