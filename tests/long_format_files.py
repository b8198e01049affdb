"""Files of answers for tests: `create_row(...)` has a default for every column."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

from digikartta.long_format import COLUMNS, AnswerFile
from digikartta.long_format_file import read_answers
from digikartta.problems import InvalidInput
from digikartta.questionnaire import Questionnaire
from tests.factories import create_questionnaire

Row = dict[str, str]


def create_row(**cells: str) -> Row:
    row = {
        "organisation": "Esimerkki Oy",
        "business_id": "",
        "industry": "C",
        "size_class": "micro",
        "municipality": "091",
        "cohort": "",
        "questionnaire": "sample-1",
        "stage": "T0",
        "closed_on": "2026-01-31",
        "respondent": "r1",
        "role": "staff",
        "item": "vision_1",
        "value": "3",
        "comment": "",
    }
    assert not cells.keys() - row.keys()
    return {**row, **cells}


def csv_file(
    rows: Iterable[Row],
    *,
    columns: Sequence[str] = COLUMNS,
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> io.BytesIO:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    return io.BytesIO(text.getvalue().encode(encoding))


def xlsx_file(table: Iterable[Sequence[object]], *, sheet: str = "answers") -> io.BytesIO:
    """A workbook with these cells, header included; formulas are given as ("=…", value)."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for at, cells in enumerate(table):
            for column, cell in enumerate(cells):
                if isinstance(cell, tuple):
                    page.write_formula(at, column, cell[0], None, cell[1])
                elif hasattr(cell, "isoformat"):
                    page.write_datetime(at, column, cell, day)
                else:
                    page.write(at, column, cell)
    made.seek(0)
    return made


def xlsx_of(rows: Iterable[Row]) -> io.BytesIO:
    return xlsx_file([COLUMNS, *([row[column] for column in COLUMNS] for row in rows)])


def read(
    file: io.BytesIO,
    *,
    name: str = "answers.csv",
    questionnaires: Mapping[str, Questionnaire] | None = None,
) -> AnswerFile:
    known = questionnaires or {"sample-1": create_questionnaire()}
    return read_answers(file, name=name, questionnaires=known)


def read_rows(*rows: Row, questionnaires: Mapping[str, Questionnaire] | None = None) -> AnswerFile:
    return read(csv_file(rows), questionnaires=questionnaires)


def problems_of(file: io.BytesIO, *, name: str = "answers.csv") -> list[tuple[str, int, str]]:
    """What is wrong with a file: (key without `problem.`, row, column); 0 and "" for the file."""
    try:
        read(file, name=name)
    except InvalidInput as error:
        found = error.problems
    else:
        found = ()
    return [
        (
            problem.key.removeprefix("problem."),
            int(str(problem.details.get("row", 0))),
            str(problem.details.get("column", "")),
        )
        for problem in found
    ]
