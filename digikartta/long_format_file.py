"""Reading a file of answers in the long format, CSV or Excel: all of it is valid, or none is.

The columns that describe the respondent are the same on all of a respondent's rows, so they are
checked once for each combination; so are items with their values. What is left per row is two
look-ups, which is what lets a million rows through in seconds.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from operator import itemgetter
from pathlib import PurePath
from typing import BinaryIO

from digikartta.long_format import ABOUT_RESPONDENT, COLUMNS, AnswerFile
from digikartta.long_format_answers import AnswerTable
from digikartta.long_format_cells import shown
from digikartta.long_format_csv import csv_rows
from digikartta.long_format_respondents import RespondentTable
from digikartta.long_format_xlsx import xlsx_rows
from digikartta.problems import InvalidInput, Problem
from digikartta.questionnaire import Questionnaire
from digikartta.row_problems import RowProblems

READERS: Mapping[str, Callable[..., Generator[list[str]]]] = {".csv": csv_rows, ".xlsx": xlsx_rows}


def read_answers(
    file: BinaryIO, *, name: str, questionnaires: Mapping[str, Questionnaire]
) -> AnswerFile:
    """Return the file's content; what kind of file it is, the end of its name says.

    Raises `InvalidInput` with every problem (at most 50), each with its row and column.
    """
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise InvalidInput([Problem("problem.unknown_file_type", name)])
    with closing(reader(file, name=name)) as rows:
        header = [cell.strip() for cell in next(rows, [])]
        while header and not header[-1]:
            header.pop()
        _check_header(header, name)
        return _Reading(name, header, questionnaires).read(rows)


def _check_header(header: Sequence[str], name: str) -> None:
    if not set(header) & set(COLUMNS):
        raise InvalidInput([Problem("problem.no_header", name, {"columns": ", ".join(COLUMNS)})])
    problems = [
        *_problems("problem.missing_column", (c for c in COLUMNS if c not in header), name),
        *_problems("problem.unknown_column", (c for c in header if c not in COLUMNS), name),
        *_problems("problem.repeated_column", _repeated(header), name),
    ]
    if problems:
        raise InvalidInput(problems)


def _problems(key: str, columns: Iterable[str], name: str) -> Iterator[Problem]:
    return (Problem(key, name, {"name": shown(column) or "–"}) for column in columns)


def _repeated(header: Sequence[str]) -> Iterator[str]:
    return (column for column in COLUMNS if header.count(column) > 1)


class _Reading:
    """One file on its way into tables and columns."""

    def __init__(
        self, name: str, header: Sequence[str], questionnaires: Mapping[str, Questionnaire]
    ) -> None:
        self._name = name
        self._width = len(header)
        places = {column: header.index(column) for column in COLUMNS}
        self._about = itemgetter(*(places[column] for column in ABOUT_RESPONDENT))
        self._answer = itemgetter(places["item"], places["value"], places["comment"])
        self._problems = RowProblems(name)
        self._people = RespondentTable(questionnaires, self._problems)
        self._answers = AnswerTable(questionnaires, self._problems)

    def read(self, rows: Iterator[list[str]]) -> AnswerFile:
        # A spreadsheet shows the header as row 1.
        for row, cells in enumerate(rows, start=2):
            if any(cells) and (len(cells) == self._width or self._mended(row, cells)):
                person = self._people.person(row, self._about(cells))
                self._answers.add(row, person, self._answer(cells))
        self._problems.refuse_if_any()
        return AnswerFile(
            name=self._name,
            organisations=self._people.organisations,
            rounds=self._people.rounds,
            respondents=self._people.respondents,
            items=self._answers.items,
            values=self._answers.values,
            answers=self._answers.columns,
        )

    def _mended(self, row: int, cells: list[str]) -> bool:
        """Cut empty cells behind the last column; anything else makes the row unreadable."""
        if len(cells) > self._width and not any(cells[self._width :]):
            del cells[self._width :]
            return True
        details = {"found": len(cells), "expected": self._width}
        self._problems.add(Problem("problem.row_length", details=details), row=row, column="")
        return False
