"""Reading an existing list of companies, Excel or CSV: all of it is valid, or none is.

Columns are known by their names in any of the languages (`company_list.headers.*`); what a list
has besides is left alone, and told.
"""

import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import PurePath
from typing import Any, BinaryIO

from digikartta.business_id import normal_business_id
from digikartta.classification import SIZE_CLASSES, industries, municipality_code
from digikartta.company import MAX_NAME
from digikartta.company_work import MAX_PARTNER, checked_line, checked_tags
from digikartta.long_format_cells import WrongCell, shown
from digikartta.long_format_csv import csv_rows
from digikartta.long_format_xlsx import xlsx_rows
from digikartta.pipeline import EARLIEST, STEPS
from digikartta.plain_text import clean
from digikartta.problems import InvalidInput, Problem
from digikartta.row_problems import RowProblems
from digikartta.spreadsheet_text import unescaped
from digikartta.texts import LANGUAGES, texts

COLUMNS = (
    *("name", "business_id", "industry", "size_class", "personnel", "municipality", "partner"),
    *("tags", "growth_seeking", "international", "step", "step_on"),
)
MAX_ROWS = 20_000
_SIZES = ((10, "micro"), (50, "small"), (250, "medium"))  # fewer persons than this
_FINNISH_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_YES, _NO = {"yes", "1", "true", "x"}, {"no", "0", "false", "-"}


@dataclass(frozen=True, slots=True)
class ListedCompany:
    """One company of a list; a field is absent where the list says nothing."""

    row: int  # as a spreadsheet shows it
    name: str
    business_id: str | None
    fields: Mapping[str, Any]  # codes, flags, tags as a tuple, `step` with its day

    @property
    def key(self) -> tuple[str, str]:
        """What identifies the company: its Y-tunnus, else its exact name."""
        return (self.business_id, "") if self.business_id else ("", self.name)


@dataclass(frozen=True, slots=True)
class CompanyList:
    """A whole list whose rows are valid."""

    companies: tuple[ListedCompany, ...]
    ignored: tuple[str, ...]  # columns that mean nothing here


def read_companies(file: BinaryIO, *, name: str, today: date) -> CompanyList:
    """Return the list; raises `InvalidInput` with every problem, each with its row and column."""
    with closing(_rows(file, name)) as rows:
        header = [clean(cell) for cell in next(rows, [])]
        places = _places(header, name)
        ignored = [cell for at, cell in enumerate(header) if cell and at not in places.values()]
        companies = _companies(rows, places, RowProblems(name), today)
    return CompanyList(companies, tuple(shown(cell) for cell in ignored))


def _rows(file: BinaryIO, name: str) -> Generator[list[str]]:
    kind = PurePath(name).suffix.lower()
    if kind == ".csv":
        return csv_rows(file, name=name, columns=_headers().keys())
    if kind == ".xlsx":
        return xlsx_rows(file, name=name)
    raise InvalidInput([Problem("problem.unknown_file_type", name)])


@lru_cache(maxsize=1)
def _headers() -> dict[str, str]:
    """Return the column that each header stands for, in small letters."""
    words = {column: column for column in COLUMNS}
    for language in LANGUAGES:
        for column in COLUMNS:
            said = texts(language)(f"company_list.headers.{column}")
            words |= {word.strip(): column for word in said.split(",")}
    return words


def _places(header: Sequence[str], name: str) -> dict[str, int]:
    found = [(_headers().get(cell.casefold()), at) for at, cell in enumerate(header)]
    places: dict[str, int] = {}
    for column, at in found:
        if column in places:
            raise InvalidInput([Problem("problem.repeated_column", name, {"name": header[at]})])
        if column:
            places[column] = at
    if "name" not in places:
        raise InvalidInput([Problem("problem.no_company_column", name)])
    return places


def _companies(
    rows: Iterator[list[str]], places: Mapping[str, int], problems: RowProblems, today: date
) -> tuple[ListedCompany, ...]:
    found: dict[tuple[str, str], ListedCompany] = {}
    # A spreadsheet shows the header as row 1.
    for row, cells in enumerate(rows, start=2):
        if row > MAX_ROWS + 1:
            problem = Problem("problem.list_too_long", details={"limit": MAX_ROWS})
            problems.add(problem, row=row, column="")
            break
        if any(cell.strip() for cell in cells):
            company = _company(row, cells, places, problems, today)
            if company is not None and company.key in found:
                details = {"name": company.name, "first": found[company.key].row}
                twice = Problem("problem.company_twice", details=details)
                problems.add(twice, row=row, column="name")
            elif company is not None:
                found[company.key] = company
    problems.refuse_if_any()
    return tuple(found.values())


def _company(
    row: int,
    cells: Sequence[str],
    places: Mapping[str, int],
    problems: RowProblems,
    today: date,
) -> ListedCompany | None:
    values: dict[str, Any] = {}
    for column, at in places.items():
        cell = clean(unescaped(cells[at])) if at < len(cells) else ""
        try:
            if cell:
                values[column] = _CHECKS[column](cell)
            elif column == "name":
                raise WrongCell("problem.cell_missing")
        except WrongCell as wrong:
            problems.add(wrong.problem, row=row, column=column)
        except InvalidInput as error:
            problems.add(error.problems[0], row=row, column=column)
    _join(values, row, problems, today)
    if "name" not in values:
        return None
    return ListedCompany(row, values.pop("name"), values.pop("business_id", None), values)


def _join(values: dict[str, Any], row: int, problems: RowProblems, today: date) -> None:
    """Make one field of a step and its day, and of the two ways to tell the size."""
    size = values.pop("personnel", None)
    if size:
        values.setdefault("size_class", size)
    day = values.pop("step_on", today)
    if not EARLIEST <= day <= today:
        problems.add(Problem("problem.step_day"), row=row, column="step_on")
    if "step" in values:
        values["step"] = (values["step"], day)


def _line(limit: int) -> Callable[[str], str]:
    return lambda cell: checked_line(cell, max_length=limit, field="")


def _business_id(cell: str) -> str:
    found = normal_business_id(cell)
    if found is None:
        raise WrongCell("problem.business_id", value=shown(cell))
    return found


def _industry(cell: str) -> str:
    found = _industry_words().get(cell.casefold())
    if found is None:
        raise WrongCell("problem.listed_industry", value=shown(cell))
    return found


@lru_cache(maxsize=1)
def _industry_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for industry in industries().values():
        texts_of = (industry.name, industry.short)
        names = (getattr(text, language) for text in texts_of for language in LANGUAGES)
        words |= dict.fromkeys((industry.code.casefold(), *map(str.casefold, names)), industry.code)
    return words


def _size(cell: str) -> str:
    found = {**_words("size", SIZE_CLASSES), **_size_words()}.get(cell.casefold())
    if found is None:
        raise WrongCell("problem.listed_size", value=shown(cell))
    return found


@lru_cache(maxsize=1)
def _size_words() -> dict[str, str]:
    return {
        word.strip(): size
        for language in LANGUAGES
        for size in SIZE_CLASSES
        for word in texts(language)(f"company_list.sizes.{size}").split(",")
    }


def _personnel(cell: str) -> str:
    if not cell.isdecimal():
        raise WrongCell("problem.listed_personnel", value=shown(cell))
    return next((size for limit, size in _SIZES if int(cell) < limit), "large")


def _municipality(cell: str) -> str:
    found = municipality_code(cell)
    if found is None:
        raise WrongCell("problem.listed_municipality", value=shown(cell))
    return found


def _flag(cell: str) -> bool:
    word = cell.casefold()
    if word in {*_YES, *_said("yes")}:
        return True
    if word in {*_NO, *_said("no")}:
        return False
    raise WrongCell("problem.listed_flag", value=shown(cell))


def _said(value: str) -> Iterator[str]:
    return (texts(language)(f"value.yes_no.{value}").casefold() for language in LANGUAGES)


def _step(cell: str) -> str:
    found = _words("pipeline", STEPS).get(cell.casefold())
    if found is None:
        raise WrongCell("problem.step_unknown", value=shown(cell))
    return found


@lru_cache(maxsize=4)
def _words(family: str, codes: tuple[str, ...]) -> dict[str, str]:
    said = {
        texts(language)(f"{family}.{code}").casefold(): code
        for language in LANGUAGES
        for code in codes
    }
    return {**said, **{code: code for code in codes}}


def _day(cell: str) -> date:
    finnish = _FINNISH_DAY.fullmatch(cell)
    try:
        if finnish:
            return date(int(finnish[3]), int(finnish[2]), int(finnish[1]))
        return datetime.fromisoformat(cell).date()
    except ValueError:
        raise WrongCell("problem.listed_day", value=shown(cell)) from None


_CHECKS: Mapping[str, Callable[[str], Any]] = {
    "name": _line(MAX_NAME),
    "business_id": _business_id,
    "industry": _industry,
    "size_class": _size,
    "personnel": _personnel,
    "municipality": _municipality,
    "partner": _line(MAX_PARTNER),
    "tags": checked_tags,
    "growth_seeking": _flag,
    "international": _flag,
    "step": _step,
    "step_on": _day,
}
