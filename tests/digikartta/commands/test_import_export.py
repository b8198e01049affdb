import csv
import io
import json
from pathlib import Path

import pytest

from tests.command_line import run_command
from tests.long_format_files import Row, create_row, csv_file, xlsx_of


def create_answer(**cells: str) -> Row:
    given = {"questionnaire": "digikartta-1", "item": "vision_direction", **cells}
    return create_row(**given)


def import_rows(folder: Path, *rows: Row) -> None:
    file = folder / "in.csv"
    file.write_bytes(csv_file(rows).getvalue())
    assert run_command(folder, "import", file).code == 0


def test_an_import_says_what_it_did(tmp_path: Path) -> None:
    file = tmp_path / "answers.xlsx"
    file.write_bytes(xlsx_of([create_answer(), create_answer(respondent="r2")]).getvalue())
    assert run_command(tmp_path, "import", file).out == (
        "Companies: 1 new, 0 changed, 0 unchanged\n"
        "Rounds: 1 new, 0 changed, 0 unchanged\n"
        "Respondents: 2 new, 0 changed, 0 unchanged\n"
        "Answers: 2 new, 0 changed, 0 unchanged\n"
    )
    assert "Answers: 0 new, 0 changed, 2 unchanged\n" in run_command(tmp_path, "import", file).out


def test_a_trial_says_that_it_was_one(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_bytes(csv_file([create_answer()]).getvalue())
    for _ in range(2):
        tried = run_command(tmp_path, "import", file, "--dry-run")
        assert (tried.code, tried.err) == (0, "")
        assert "Companies: 1 new, 0 changed, 0 unchanged\n" in tried.out
        assert tried.out.endswith("This was a trial: nothing was stored.\n")


def test_a_refused_file_names_row_and_column_and_changes_nothing(tmp_path: Path) -> None:
    import_rows(tmp_path, create_answer())
    before = run_command(tmp_path, "scores").out
    file = tmp_path / "wrong.csv"
    file.write_bytes(csv_file([create_answer(value="5"), create_answer(value="9")]).getvalue())
    done = run_command(tmp_path, "import", file)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "wrong.csv, row 3, column value: “9” does not fit the item vision_direction. "
        "Allowed: 1, 2, 3, 4, 5, dk, na.\n"
    )
    assert run_command(tmp_path, "scores").out == before


def test_an_export_writes_the_answers_and_a_codebook_beside_them(tmp_path: Path) -> None:
    row = create_answer(comment="=1", cohort="Kevät", municipality="Espoo")
    import_rows(tmp_path, row)
    done = run_command(tmp_path, "export", tmp_path / "out.csv")
    beside = tmp_path / "out-codebook.csv"
    assert done.out == f"1 answer: {tmp_path / 'out.csv'}\nCodebook: {beside}\n"
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        (found,) = csv.DictReader(file)
    assert found == {**row, "municipality": "049", "comment": "'=1"}
    assert "vision_direction" in beside.read_text(encoding="utf-8")


def test_an_excel_export_is_one_file(tmp_path: Path) -> None:
    import_rows(tmp_path, create_answer())
    done = run_command(tmp_path, "export", tmp_path / "out.xlsx")
    assert done.out == f"1 answer: {tmp_path / 'out.xlsx'}\n"
    assert {file.suffix for file in tmp_path.iterdir()} == {".csv", ".sqlite", ".xlsx"}
    assert "1 unchanged" in run_command(tmp_path, "import", tmp_path / "out.xlsx").out


@pytest.mark.parametrize("name", ["out.pdf", "none/out.csv", "folder.csv"])
def test_an_export_that_cannot_be_written_leaves_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    done = run_command(tmp_path, "export", tmp_path / name)
    assert done.code == 2
    assert {file.name for file in tmp_path.iterdir()} - {"one.sqlite", "folder-codebook.csv"} == {
        "folder.csv"
    }


def test_a_folder_cannot_be_imported(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    done = run_command(tmp_path, "import", tmp_path / "folder.csv")
    assert done.code == 2
    assert "cannot be read" in done.err


def test_scores_are_csv_with_full_precision_and_empty_where_undefined(tmp_path: Path) -> None:
    rows = [
        create_answer(item=item, value=value, organisation="=Oy")
        for item, value in (
            ("vision_direction", "2"),
            ("vision_commitment", "1"),
            ("vision_resources", "1"),
            ("vision.target", "4"),
        )
    ]
    import_rows(tmp_path, *rows)
    done = run_command(tmp_path, "scores")
    vision, customer, *_ = csv.DictReader(io.StringIO(done.out))
    assert vision == {
        "organisation_id": "1",
        "organisation": "'=Oy",
        "business_id": "",
        "industry": "C",
        "size_class": "micro",
        "municipality": "091",
        "cohort": "",
        "questionnaire": "digikartta-1",
        "stage": "T0",
        "closed_on": "2026-01-31",
        "dimension": "vision",
        "score": "8.333333333333334",
        "target": "75.0",
        "need": "66.66666666666667",
        "respondents": "1",
        "customers_score": "",
        "customers": "0",
    }
    assert (customer["score"], customer["respondents"]) == ("", "0")


def test_scores_as_json_are_objects_with_null_where_undefined(tmp_path: Path) -> None:
    import_rows(tmp_path, create_answer(organisation="=Oy", closed_on=""))
    found = json.loads(run_command(tmp_path, "scores", "--format", "json").out)
    assert len(found) == 9
    assert found[0]["organisation"] == "=Oy"
    assert (found[0]["score"], found[0]["business_id"], found[0]["closed_on"]) == (None, None, None)


def test_scores_of_an_empty_database_are_none(tmp_path: Path) -> None:
    assert json.loads(run_command(tmp_path, "scores", "--format", "json").out) == []
    assert len(run_command(tmp_path, "scores").out.splitlines()) == 1
