import re
import string
from pathlib import Path

import pytest

from digikartta.problems import Problem
from digikartta.texts import LANGUAGES, texts

PROJECT = Path(__file__).parent.parent.parent
SOURCES = [
    file for folder in ("digikartta", "db", "pages") for file in (PROJECT / folder).rglob("*.py")
]
# Keys that are put together from parts.
COMPOSED = {f"problem.{name}_unknown" for name in ("region", "cohort", "stage", "size_class")}


def keys_in_code() -> set[str]:
    found = {
        key
        for file in SOURCES
        for key in re.findall(r'"(problem\.[a-z0-9_]+)"', file.read_text(encoding="utf-8"))
    }
    return found | COMPOSED


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_its_words(language: str) -> None:
    t = texts(language)
    assert {key for key in keys_in_code() if not t.has(key)} == set()


def test_the_three_languages_say_the_same_about_a_problem() -> None:
    plural = {"problem.at_others"}
    for key in keys_in_code() - plural:
        said = [placeholders(texts(language)(key)) for language in LANGUAGES]
        assert said == [said[0]] * 3, key


def test_a_problem_says_where_it_is() -> None:
    t = texts("en")
    nowhere, somewhere = Problem("problem.disk_full"), Problem("problem.disk_full", "a.csv")
    assert t.problem(nowhere) == "The disk is full. Nothing was stored."
    assert t.problem(somewhere) == "a.csv: The disk is full. Nothing was stored."


def test_a_problem_in_a_table_names_row_column_and_how_many_other_rows() -> None:
    def said(language: str, others: int) -> str:
        place = {"row": 5, "column": "role", "others": others}
        return texts(language).problem(Problem("problem.cell_missing", "a.csv", place))

    assert said("fi", 0) == "a.csv, rivi 5, sarake role: Tämä tieto puuttuu."
    assert said("fi", 2) == "a.csv, rivi 5, sarake role (ja 2 muulla rivillä): Tämä tieto puuttuu."
    assert said("sv", 1) == ("a.csv, rad 5, kolumn role (och på 1 annan rad): Uppgiften saknas.")
    assert said("en", 1) == "a.csv, row 5, column role (and 1 other row): This is missing."
