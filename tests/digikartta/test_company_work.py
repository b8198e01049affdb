import pytest

from digikartta.company_work import checked_line, checked_note, checked_tags
from digikartta.problems import InvalidInput


def key_of(refused: pytest.ExceptionInfo[InvalidInput]) -> str:
    return refused.value.problems[0].key


def test_tags_are_parted_cleaned_sorted_and_each_there_once() -> None:
    assert checked_tags(" vienti ; Pilotti,vienti, PILOTTI,,") == ("Pilotti", "vienti")
    assert checked_tags("") == ()


def test_too_many_tags_and_too_long_ones_are_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_tags(",".join(f"tag {n}" for n in range(21)))
    assert key_of(refused) == "problem.too_many_tags"
    with pytest.raises(InvalidInput) as refused:
        checked_tags("x" * 41)
    assert key_of(refused) == "problem.too_long"


def test_a_line_is_one_line() -> None:
    assert checked_line("  Omnia ", max_length=10, field="partner") == "Omnia"
    with pytest.raises(InvalidInput) as refused:
        checked_line("Om\nnia", max_length=10, field="partner")
    assert key_of(refused) == "problem.control_character"


def test_a_note_has_several_lines_and_is_not_empty() -> None:
    assert checked_note(" a\r\nb ", max_length=10, field="note") == "a\nb"
    with pytest.raises(InvalidInput) as refused:
        checked_note("  ", max_length=10, field="note")
    assert key_of(refused) == "problem.text_missing"
