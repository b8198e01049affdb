"""A file of real size: 27 companies with 3 to 5 respondents each, as CSV and as Excel.

    python -m tests.twenty_seven_companies FOLDER

writes answers.csv and answers.xlsx there, as a project would bring them: made in a spreadsheet,
with semicolons, names of municipalities, numbers as numbers, dates as dates. Always the same.
"""

import csv
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

QUESTIONNAIRE = "digikartta-1"
COLUMNS = (
    *("respondent", "role", "organisation", "business_id", "industry", "size_class"),
    *("municipality", "cohort", "questionnaire", "stage", "closed_on", "item", "value", "comment"),
)
ROLES = ("management", "supervisor", "staff", "staff", "customer")
PLACES = ("Helsinki", "Esbo", "Vantaa", "Hyvinkää", "049", "Raseborg", "Sipoo")
UNSURE = {9: ("data",), 13: ("process", "data", "technology")}
SEED = 27


@dataclass(frozen=True, slots=True)
class Company:
    """What the file says about a company."""

    name: str
    business_id: str
    industry: str
    size_class: str
    municipality: str
    cohort: str
    closed_on: date
    respondents: int
    unsure: tuple[str, ...]  # dimensions in which nobody there could say anything


def companies(chance: random.Random) -> Iterator[Company]:
    """Yield 27 companies; every third has a Y-tunnus."""
    for number in range(1, 28):
        yield Company(
            name=f"Yritys {number} Öljy & Åker, Oy" if number % 5 == 0 else f"Yritys {number} Oy",
            business_id=business_id(2_000_000 + 7 * number) if number % 3 == 0 else "",
            industry=chance.choice("CFGHIJM"),
            size_class=chance.choice(("micro", "micro", "small", "medium")),
            municipality=chance.choice(PLACES),
            cohort=chance.choice(("Kevät 2026", "Syksy 2026", "")),
            closed_on=date(2026, 1, 7) + timedelta(days=chance.randrange(200)),
            respondents=chance.randint(3, 5),
            unsure=UNSURE.get(number, ()),
        )


def business_id(number: int) -> str:
    """Return the first Y-tunnus from this number on: Σ weight·digit mod 11 is never 1."""
    while True:
        digits = f"{number:07}"
        weights = (7, 9, 10, 5, 8, 4, 2)
        rest = sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11
        if rest != 1:
            return f"{digits}-{0 if rest == 0 else 11 - rest}"
        number += 1


def rows(items: dict[str, list[str]], *, seed: int = SEED) -> list[dict[str, object]]:
    """Return the rows, shuffled as a spreadsheet that was sorted by something else.

    `items` holds the questions of each dimension; targets are added.
    """
    chance = random.Random(seed)  # noqa: S311  # not for secrets
    found = []
    for company in companies(chance):
        for number in range(company.respondents):
            about = {
                "respondent": number + 1,
                "role": ROLES[number],
                "organisation": company.name,
                "business_id": company.business_id,
                "industry": company.industry,
                "size_class": company.size_class,
                "municipality": company.municipality,
                "cohort": company.cohort,
                "questionnaire": QUESTIONNAIRE,
                "stage": "T0",
                "closed_on": company.closed_on,
            }
            found += [{**about, **answer} for answer in answers(items, company.unsure, chance)]
    chance.shuffle(found)
    return found


def answers(
    items: dict[str, list[str]], unsure: tuple[str, ...], chance: random.Random
) -> Iterator[dict[str, object]]:
    """Yield one person's answers: mostly levels, some of `dk`, `na` and nothing at all."""
    for dimension, questions in items.items():
        centre = chance.randint(1, 5)
        for question in questions:
            level = min(5, max(1, centre + chance.randint(-1, 1)))
            value = chance.choices((level, "dk", "na", None), weights=(80, 8, 5, 7))[0]
            value = "dk" if dimension in unsure else value
            comment = '=Hyvä; "melko" hyvä' if chance.random() < 0.05 else ""
            if value is not None:
                yield {"item": question, "value": value, "comment": comment}
        if chance.random() < 0.8:
            target = {"item": f"{dimension}.target", "value": min(5, centre + 1), "comment": ""}
            yield target


def write_csv(path: Path, table: list[dict[str, object]]) -> None:
    """Write the rows as a Finnish spreadsheet does: UTF-8 with a mark, semicolons."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=";")
        writer.writeheader()
        writer.writerows(table)


def write_xlsx(path: Path, table: list[dict[str, object]]) -> None:
    """Write the rows as a sheet with numbers and dates in it."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Vastaukset")
        day = book.add_format({"num_format": "d.m.yyyy"})
        sheet.write_row(0, 0, COLUMNS)
        for at, row in enumerate(table, start=1):
            for column, name in enumerate(COLUMNS):
                cell = row[name]
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, cell, day)
                elif isinstance(cell, int):
                    sheet.write_number(at, column, cell)
                else:
                    sheet.write_string(at, column, str(cell))


def items_of_shipped() -> dict[str, list[str]]:
    """Return the questions of each dimension of the shipped questionnaire."""
    from digikartta.questionnaire_file import load

    dimensions = load()[QUESTIONNAIRE].dimensions
    return {d.id: [question.id for question in d.questions] for d in dimensions}


def main(folder: Path) -> None:
    """Write both files into the folder."""
    table = rows(items_of_shipped())
    write_csv(folder / "answers.csv", table)
    write_xlsx(folder / "answers.xlsx", table)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
