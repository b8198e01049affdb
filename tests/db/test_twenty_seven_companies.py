"""The figures of a file of real size against a computation of their own, in exact fractions."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from tests import twenty_seven_companies as made
from tests.command_line import run_command

Level = dict[str, str]  # item → what a person answered
ITEMS = made.items_of_shipped()


def mean(values: Iterable[Fraction]) -> Fraction | None:
    found = list(values)
    return sum(found, Fraction(0)) / len(found) if found else None


def score_of_person(given: Mapping[str, str], questions: list[str]) -> Fraction | None:
    """Mean of 25·(level − 1), if at least half of what concerns the person has a level."""
    concern = [given.get(question, "") for question in questions if given.get(question) != "na"]
    levels = [value for value in concern if value not in {"", "dk"}]
    if 2 * len(levels) < len(concern):
        return None
    return mean(Fraction(25 * (int(level) - 1)) for level in levels)


def overall(scores: Iterable[Fraction | None]) -> Fraction | None:
    """Mean of the defined dimensions, if at least two thirds are; all weights are one."""
    found = list(scores)
    defined = [score for score in found if score is not None]
    return mean(defined) if 3 * len(defined) >= 2 * len(found) else None


def expected() -> dict[tuple[str, str], tuple[Fraction | None, ...]]:
    """(company, dimension) → score, target, need, customers' score."""
    people: dict[str, dict[tuple[str, str], Level]] = defaultdict(lambda: defaultdict(dict))
    for row in made.rows(ITEMS):
        person = (str(row["respondent"]), str(row["role"]))
        people[str(row["organisation"])][person][str(row["item"])] = str(row["value"])
    found = {}
    for company, persons in people.items():
        own = [given for (_, role), given in persons.items() if role != "customer"]
        customers = [given for (_, role), given in persons.items() if role == "customer"]
        for dimension, questions in ITEMS.items():
            figures = [
                mean(s for given in group if (s := score_of_person(given, questions)) is not None)
                for group in (own, customers)
            ]
            targets = [given.get(f"{dimension}.target", "") for given in own]
            target = mean(Fraction(25 * (int(level) - 1)) for level in targets if level)
            score, theirs = figures
            need = None if target is None or score is None else target - score
            found[company, dimension] = (score, target, need, theirs)
        series = list(zip(*(found[company, dimension] for dimension in ITEMS), strict=True))
        found[company, "overall"] = (overall(series[0]), None, None, overall(series[3]))
    return found


def imported(folder: Path, name: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """The same from the command line."""
    made.main(folder)
    done = run_command(folder, "import", folder / name)
    assert done.err == ""
    assert "Companies: 27 new" in done.out
    rows = csv.DictReader(io.StringIO(run_command(folder, "scores").out))
    columns = ("score", "target", "need", "customers_score")
    return {
        (row["organisation"], row["dimension"]): tuple(row[column] for column in columns)
        for row in rows
    }


@pytest.mark.parametrize("name", ["answers.csv", "answers.xlsx"])
def test_the_scores_are_those_of_an_independent_computation(tmp_path: Path, name: str) -> None:
    wanted = expected()
    found = imported(tmp_path, name)
    assert found.keys() == wanted.keys()
    assert len(found) == 27 * 9
    for key, figures in wanted.items():
        for shown, exact in zip(found[key], figures, strict=True):
            assert (shown == "") == (exact is None), key
            if exact is not None:
                assert float(shown) == pytest.approx(float(exact), rel=1e-14, abs=1e-12), key


def test_the_file_holds_what_is_undefined_as_well() -> None:
    scores = {key: score for key, (score, *_) in expected().items()}
    undefined = {key for key, score in scores.items() if score is None}
    # One dimension of eight leaves the overall level, three take it away.
    assert undefined == {
        ("Yritys 9 Oy", "data"),
        *(("Yritys 13 Oy", each) for each in ("process", "data", "technology", "overall")),
    }


def test_both_files_say_the_same(tmp_path: Path) -> None:
    imported(tmp_path, "answers.csv")
    again = run_command(tmp_path, "import", tmp_path / "answers.xlsx")
    assert again.out.count(" 0 new, 0 changed") == 4


def test_the_script_writes_the_same_files_every_time(tmp_path: Path) -> None:
    made.main(tmp_path)
    first = (tmp_path / "answers.csv").read_bytes()
    made.main(tmp_path)
    assert (tmp_path / "answers.csv").read_bytes() == first
