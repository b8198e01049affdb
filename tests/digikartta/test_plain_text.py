import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digikartta.plain_text import clean, text_problem
from digikartta.problems import Problem


def problem_of(text: str, *, max_length: int = 100, several_lines: bool = False) -> Problem | None:
    return text_problem(text, max_length=max_length, where="comment", several_lines=several_lines)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Hei \n", "Hei"),
        ("yksi\r\nkaksi\rkolme", "yksi\nkaksi\nkolme"),
        ("sa\u0308a\u0308", "sää"),  # a letter and its dots become one letter
        ("Å", "Å"),
        ("", ""),
        (" \t\n", ""),
        ("emoji 👩‍💻 ja 中文", "emoji 👩‍💻 ja 中文"),
    ],
)
def test_accidents_of_writing_are_cleaned_away(written: str, kept: str) -> None:
    assert clean(written) == kept


@given(st.text())
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert unicodedata.is_normalized("NFC", clean(text))
    assert "\r" not in clean(text)


def test_a_text_may_be_as_long_as_its_limit() -> None:
    assert problem_of("x" * 100) is None
    too_long = Problem("problem.too_long", "comment", {"length": 101, "limit": 100})
    assert problem_of("x" * 101) == too_long


@pytest.mark.parametrize("sign", ["\n", "\t"])
def test_lines_and_tabs_are_allowed_only_where_several_lines_are(sign: str) -> None:
    assert problem_of(f"a{sign}b", several_lines=True) is None
    found = problem_of(f"a{sign}b")
    assert found is not None
    assert found.key == "problem.control_character"


@pytest.mark.parametrize(
    ("sign", "code"),
    [
        ("\x00", "U+0000"),
        ("\x07", "U+0007"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\ud800", "U+D800"),  # half of a sign: no file can hold it
        ("\u202e", "U+202E"),  # turns the reading direction
        ("\u2066", "U+2066"),
        ("\ufffe", "U+FFFE"),  # no character at all, in any plane
        ("\U0001ffff", "U+1FFFF"),
    ],
)
def test_a_sign_that_cannot_be_seen_is_named(sign: str, code: str) -> None:
    expected = Problem("problem.control_character", "comment", {"code": code})
    assert problem_of(f"a{sign}b", several_lines=True) == expected


@pytest.mark.parametrize(
    "text", ["", "sää ja öljy", "👩‍💻", "שלום", "=1+1", "<b>&amp;</b>", "a\u00a0b"]
)
def test_any_writing_is_welcome(text: str) -> None:
    assert problem_of(text) is None
