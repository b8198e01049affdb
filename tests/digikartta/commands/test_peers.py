import json
from pathlib import Path

import pytest

from tests.command_line import Finished, run_command
from tests.long_format_files import create_row, csv_file

ITEMS = ("vision_direction", "vision_commitment", "vision_resources", "vision_followup")


def create_companies(folder: Path, *levels: int) -> None:
    """Companies 1, 2, … whose answers in `vision` are these levels."""
    rows = [
        create_row(
            organisation=f"Yritys {number}",
            questionnaire="digikartta-1",
            item=item,
            value=str(level),
            cohort="Kevät",
        )
        for number, level in enumerate(levels, start=1)
        for item in ITEMS
    ]
    (folder / "in.csv").write_bytes(csv_file(rows).getvalue())
    assert run_command(folder, "import", folder / "in.csv").code == 0


def peers(folder: Path, *arguments: str) -> Finished:
    return run_command(folder, "peers", "--organisation", "1", *arguments)


def test_a_peer_group_is_printed_as_json(tmp_path: Path) -> None:
    create_companies(tmp_path, 3, 1, 2, 3, 4, 5)
    found = json.loads(peers(tmp_path, "--format", "json").out)
    figures = found.pop("dimensions")
    assert found == {
        "organisation_id": 1,
        "round_id": 1,
        "questionnaire": "digikartta-1",
        "stage": "T0",
        "closed_on": "2026-01-31",
        "filters": {},
        "n": 5,
        "suppressed": None,
    }
    assert figures["vision"] == {
        "n": 5,
        "own": 50.0,
        "mean": 50.0,  # (0 + 25 + 50 + 75 + 100)/5
        "median": 50.0,
        "q1": None,  # fewer than ten
        "q3": None,
        "rank": None,
        "suppressed": None,
    }
    assert list(figures)[-1] == "overall"


def test_a_group_that_is_too_small_says_why(tmp_path: Path) -> None:
    create_companies(tmp_path, 3, 1, 2)
    found = json.loads(peers(tmp_path).out)
    assert (found["n"], found["suppressed"]) == (2, "too_few")
    assert found["dimensions"]["vision"]["mean"] is None


def test_given_filters_come_back_with_places_as_codes(tmp_path: Path) -> None:
    create_companies(tmp_path, 3, 1, 2, 3, 4, 5)
    arguments = {
        "--industry": "C",
        "--size": "micro",
        "--municipality": "Helsinki",
        "--region": "Uusimaa",
        "--cohort": "Kevät",
        "--stage": "T0",
        "--year": "2026",
    }
    found = json.loads(peers(tmp_path, *(a for pair in arguments.items() for a in pair)).out)
    assert found["filters"] == {
        "industry": "C",
        "size": "micro",
        "municipality": "091",
        "region": "01",
        "cohort": "Kevät",
        "stage": "T0",
        "year": 2026,
    }
    assert found["n"] == 5


def test_a_table_shows_whole_numbers(tmp_path: Path) -> None:
    create_companies(tmp_path, 3, 1, 2, 3, 4, 5)
    lines = peers(tmp_path, "--format", "table").out.splitlines()
    assert lines[0] == "The peer group has 5 companies."
    assert lines[2].split() == [
        *["Digital", "vision", "and", "leadership"],
        *["5", "50", "50", "50", "–", "–", "–"],
    ]


def test_a_table_of_a_suppressed_group_says_that_it_is(tmp_path: Path) -> None:
    create_companies(tmp_path, 3, 1)
    out = peers(tmp_path, "--format", "table").out
    assert "no single company’s result can be worked out" in out


@pytest.mark.parametrize(
    ("filter_", "value", "told"),
    [
        ("--industry", "Z", "“Z” is not a section"),
        ("--size", "tiny", "“tiny” is not a size class"),
        ("--municipality", "Atlantis", "no municipality “Atlantis”"),
        ("--region", "Atlantis", "no region “Atlantis”"),
        ("--cohort", "Syksy", "no cohort “Syksy”"),
        ("--cohort", "", "no cohort “”"),
        ("--stage", "T9", "“T9” is not a stage"),
        ("--questionnaire", "other-1", "no closed round with the questionnaire other-1"),
    ],
)
def test_what_does_not_exist_is_told(tmp_path: Path, filter_: str, value: str, told: str) -> None:
    create_companies(tmp_path, 3)
    done = peers(tmp_path, filter_, value)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_an_unknown_company_is_told(tmp_path: Path) -> None:
    done = peers(tmp_path)
    assert (done.code, done.err) == (2, "There is no company with the id 1.\n")


@pytest.mark.parametrize("number", [-1, 0, 2**63, 10**20])
def test_a_number_that_no_company_can_have_is_told(tmp_path: Path, number: int) -> None:
    done = run_command(tmp_path, "peers", f"--organisation={number}")
    assert (done.code, done.err) == (2, f"There is no company with the id {number}.\n")
