import json
from pathlib import Path

import pytest

from digikartta.questionnaire_file import SHIPPED
from tests.command_line import run_command


def test_the_questionnaires_are_listed(tmp_path: Path) -> None:
    lines = run_command(tmp_path, "questionnaire", "list").out.splitlines()
    assert lines[1] == "digikartta-1: Digikartta (dimensions 8, questions 32, 15 min)"
    assert len(lines) == 2


def test_own_questionnaires_are_listed_too(tmp_path: Path) -> None:
    content = (SHIPPED / "digikartta-1.toml").read_text(encoding="utf-8")
    own = content.replace('"digikartta-1"', '"own-3"', 1)
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    done = run_command(tmp_path, "questionnaire", "list", questionnaires=str(tmp_path))
    assert "own-3: Digikartta" in done.out


def test_one_is_shown_with_everything_it_holds(tmp_path: Path) -> None:
    shown = json.loads(run_command(tmp_path, "questionnaire", "show", "digikartta-1").out)
    assert shown["id"] == "digikartta-1"
    assert len(shown["dimensions"]) == 8
    vision = shown["dimensions"][0]
    assert (vision["id"], vision["weight"]) == ("vision", 1.0)
    assert vision["name"]["fi"] == "Digivisio ja johtaminen"
    question = vision["questions"][0]
    assert (question["id"], question["scale"], question["weight"]) == (
        "vision_direction",
        "levels",
        1.0,
    )
    assert question["text"].keys() == {"fi", "sv", "en"}
    assert len(question["levels"]) == 5


def test_one_that_does_not_exist_is_told_with_those_that_do(tmp_path: Path) -> None:
    done = run_command(tmp_path, "questionnaire", "show", "nope-1")
    assert done.code == 2
    assert "“nope-1”" in done.err
    assert "customer-view-1, digikartta-1" in done.err


@pytest.mark.parametrize("name", ["digikartta-1", "customer-view-1"])
def test_a_valid_file_is_said_to_be_valid(tmp_path: Path, name: str) -> None:
    done = run_command(tmp_path, "questionnaire", "check", SHIPPED / f"{name}.toml")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Valid. {name}: ")


def test_every_error_of_a_file_is_told_with_its_path(tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text('id = "Wrong"\nminutes = 0\nextra = 1\n', encoding="utf-8")
    done = run_command(tmp_path, "questionnaire", "check", file)
    assert (done.code, done.out) == (2, "")
    places = {line.split(": ")[1] for line in done.err.splitlines()}
    assert {"id", "minutes", "extra", "name", "purpose", "dimensions"} <= places


def test_a_file_that_does_not_exist_is_told(tmp_path: Path) -> None:
    done = run_command(tmp_path, "questionnaire", "check", tmp_path / "none.toml")
    assert done.code == 2
    assert "There is no such file." in done.err
