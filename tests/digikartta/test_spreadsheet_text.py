import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.spreadsheet_text import escaped, escaped_in_typed_cell, unescaped

RISKY = ("=", "+", "-", "@", "\t", "\r")
TEXTS = st.text(st.sampled_from("'=+-@\t\ra ")) | st.text()


@pytest.mark.parametrize("sign", RISKY)
def test_a_text_that_a_spreadsheet_would_compute_gets_an_apostrophe(sign: str) -> None:
    assert escaped(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("text", ["", "Oy", "1=1", "a-b", "'t Huis", "'", " =1"])
def test_other_texts_are_written_as_they_are(text: str) -> None:
    assert escaped(text) == text
    assert unescaped(text) == text


def test_a_text_that_already_looks_escaped_gets_one_more_apostrophe() -> None:
    assert escaped("'=1") == "''=1"
    assert unescaped("''=1") == "'=1"


def test_a_formula_that_somebody_typed_reads_as_what_it_says() -> None:
    assert unescaped("=1") == "=1"


def test_a_cell_marked_as_text_needs_no_apostrophe_unless_it_looks_escaped() -> None:
    assert escaped_in_typed_cell("=1") == "=1"
    assert escaped_in_typed_cell("'=1") == "''=1"


@given(TEXTS)
def test_what_was_written_reads_back_unchanged(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert unescaped(escaped_in_typed_cell(text)) == text


@given(TEXTS)
def test_nothing_that_is_written_begins_like_a_formula(text: str) -> None:
    assert not escaped(text).startswith(RISKY)
