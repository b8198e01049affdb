from datetime import date

import pytest

from digikartta.problems import Problem
from digikartta.texts import LANGUAGES, MissingText, catalogue_files, texts

FI, SV, EN = (texts(language) for language in LANGUAGES)
WIDE = "\u00a0"  # keeps the thousands of a number on one line


def test_a_text_is_said_in_the_readers_language() -> None:
    assert [t("answer.next") for t in (FI, SV, EN)] == ["Seuraava", "Nästa", "Next"]


def test_placeholders_are_filled() -> None:
    assert FI("answer.part", place=2, count=8) == "Osa-alue 2/8"


def test_braces_in_what_is_filled_in_are_left_alone() -> None:
    assert FI("answer.part", place="{0}", count=8) == "Osa-alue {0}/8"


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="place"):
        FI("answer.part", count=8)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_key_is_an_error_and_never_another_language(language: str) -> None:
    t = texts(language)
    with pytest.raises(MissingText, match=rf"front\.nowhere \({language}\)"):
        t("front.nowhere")
    with pytest.raises(MissingText, match=r"front\.nowhere"):
        t.n("front.nowhere", 1)
    assert not t.has("front.nowhere")
    assert t.has("answer.next")


def test_a_text_without_a_plural_has_none() -> None:
    with pytest.raises(MissingText, match=r"answer\.next"):
        FI.n("answer.next", 2)


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, ("0 vastausta", "0 svar", "0 answers")),
        (1, ("1 vastaus", "1 svar", "1 answer")),
        (2, ("2 vastausta", "2 svar", "2 answers")),
        (1234, (f"1{WIDE}234 vastausta", f"1{WIDE}234 svar", "1,234 answers")),
    ],
)
def test_one_is_singular_and_everything_else_plural(n: int, expected: tuple[str, ...]) -> None:
    said = tuple(t.n("cli.export.done", n, file="a.csv") for t in (FI, SV, EN))
    assert said == tuple(f"{each}: a.csv" for each in expected)


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="'de'"):
        texts("de")


def test_the_catalogues_are_read_once() -> None:
    assert texts("sv") is SV


def test_each_language_has_a_file_for_each_area() -> None:
    names = [[path.name for path in catalogue_files(language)] for language in LANGUAGES]
    assert names[0] == names[1] == names[2]
    assert names[0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *[(62.5, "63"), (62.4999, "62"), (0.0, "0"), (99.5, "100"), (29.1666, "29"), (-0.5, "0")],
        (1234.5, f"1{WIDE}235"),
        (None, "–"),
    ],
)
def test_a_figure_is_shown_as_a_whole_number_half_up(value: float | None, expected: str) -> None:
    assert FI.whole(value) == expected


def test_thousands_are_written_as_each_language_does() -> None:
    assert [t.whole(1234567) for t in (FI, SV, EN)] == [
        *[f"1{WIDE}234{WIDE}567"] * 2,
        "1,234,567",
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(2.25, "2,3"), (2.24, "2,2"), (0.0, "0,0"), (-0.04, "0,0"), (20.0, "20,0"), (0.05, "0,1")],
)
def test_one_decimal_is_rounded_half_up_too(value: float, expected: str) -> None:
    assert FI.decimal(value) == expected
    assert EN.decimal(value) == expected.replace(",", ".")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(58.333, "+58"), (0.4, "0"), (-0.4, "0"), (12.5, "+13"), (-12.5, "−12"), (None, "–")],
)
def test_a_difference_carries_its_sign(value: float | None, expected: str) -> None:
    assert FI.signed(value) == expected


def test_a_day_is_written_as_each_language_does() -> None:
    day = date(2026, 3, 2)
    assert [t.day(day) for t in (FI, SV, EN)] == ["2.3.2026", "2.3.2026", "02/03/2026"]
    assert FI.day(None) == "–"


def test_a_problem_says_where_and_what() -> None:
    problem = Problem("problem.missing_key", "own.toml: name.sv")
    assert FI.problem(problem) == "own.toml: name.sv: Tämä tieto puuttuu."


def test_a_problem_of_no_place_says_what() -> None:
    assert FI.problem(Problem("problem.round_open")) == "Tämä arviointikierros on vielä auki."


@pytest.mark.parametrize(
    ("column", "others", "place"),
    [
        ("stage", 0, "a.csv, rivi 7, sarake stage"),
        ("", 0, "a.csv, rivi 7"),
        ("stage", 1, "a.csv, rivi 7, sarake stage (ja 1 muulla rivillä)"),
        ("stage", 12, "a.csv, rivi 7, sarake stage (ja 12 muulla rivillä)"),
    ],
)
def test_a_problem_in_a_table_names_row_and_column(column: str, others: int, place: str) -> None:
    details = {"row": 7, "column": column, "others": others}
    problem = Problem("problem.cell_missing", "a.csv", details)
    assert FI.problem(problem) == f"{place}: Tämä tieto puuttuu."


def test_problems_come_as_a_sentence_each() -> None:
    problems = [Problem("problem.round_open"), Problem("problem.round_closed")]
    assert EN.problems(problems) == [EN.problem(problem) for problem in problems]


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(0.125, 2, "0,13"), (-0.5, 1, "−0,5"), (12.0, 1, "12,0"), (None, 3, "–")],
)
def test_a_number_may_have_a_fixed_number_of_decimals(
    value: float | None, decimals: int, expected: str
) -> None:
    assert FI.fixed(value, decimals) == expected


def test_a_fixed_number_may_carry_its_sign() -> None:
    assert FI.fixed(1.25, 1, signed=True) == "+1,3"
    assert FI.fixed(0.0, 1, signed=True) == "0,0"
