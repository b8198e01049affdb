import io
from collections.abc import Sequence
from datetime import date

import pytest

from digikartta import company_list
from digikartta.company_list import CompanyList, read_companies
from digikartta.problems import InvalidInput
from tests.long_format_files import xlsx_file

TODAY = date(2026, 3, 2)


def read(text: str, *, name: str = "yritykset.csv") -> CompanyList:
    return read_companies(io.BytesIO(text.encode()), name=name, today=TODAY)


def problems(text: str, *, name: str = "yritykset.csv") -> list[tuple[str, object, object]]:
    with pytest.raises(InvalidInput) as refused:
        read(text, name=name)
    return [
        (p.key.removeprefix("problem."), p.details.get("row"), p.details.get("column"))
        for p in refused.value.problems
    ]


def field_of(column: str, cell: str, field: str | None = None) -> object:
    (company,) = read(f"Yritys;{column}\nSaari Oy;{cell}\n").companies
    return company.fields.get(field or column, "absent")


@pytest.mark.parametrize(
    "header",
    [
        "Yritys;Y-tunnus;Toimiala;Kunta;Kumppani",
        "Företag;FO-nummer;Bransch;Kommun;Ansvarig partner",
        "Company;Business ID;industry;municipality;partner",
    ],
)
def test_columns_are_known_in_every_language(header: str) -> None:
    (company,) = read(f"{header}\nSaari Oy;1234567-1;C;Helsinki;Omnia\n").companies
    assert (company.row, company.name, company.business_id) == (2, "Saari Oy", "1234567-1")
    assert company.fields == {"industry": "C", "municipality": "091", "partner": "Omnia"}
    assert company.key == ("1234567-1", "")


def test_a_column_that_means_nothing_here_is_left_alone_and_told() -> None:
    assert read("Yritys,Puhelin\nSaari Oy,040\n").ignored == ("Puhelin",)


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("industry", "f", "F"),
        ("size_class", "Mikro", "micro"),
        ("size_class", "10–49 personer", "small"),
        ("size_class", "large", "large"),
        ("municipality", "Esbo", "049"),
        ("municipality", "49", "049"),
        ("tags", "vienti, Pilotti", ("Pilotti", "vienti")),
        ("growth_seeking", "Kyllä", True),
        ("growth_seeking", "nej", False),
        ("international", "x", True),
        ("step", "Valittu mukaan", ("selected", TODAY)),
        ("step", "contacted", ("contacted", TODAY)),
    ],
)
def test_what_a_cell_means(column: str, cell: str, expected: object) -> None:
    assert field_of(column, cell) == expected


@pytest.mark.parametrize(
    ("persons", "size"),
    [("0", "micro"), ("9", "micro"), ("10", "small"), ("49", "small"), ("249", "medium")],
)
def test_the_number_of_employees_gives_the_size(persons: str, size: str) -> None:
    assert field_of("Henkilöstö", persons, "size_class") == size


def test_a_company_of_250_is_large() -> None:
    assert field_of("Henkilöstö", "250", "size_class") == "large"


def test_a_size_class_that_is_told_counts_more_than_the_number() -> None:
    (company,) = read("Yritys;Koko;Henkilöstö\nSaari Oy;pieni;5\n").companies
    assert company.fields == {"size_class": "small"}


@pytest.mark.parametrize("cell", ["5.1.2026", "2026-01-05", "2026-01-05 00:00:00"])
def test_a_step_has_its_day(cell: str) -> None:
    (company,) = read(f"Yritys;Vaihe;Päivä\nSaari Oy;Yhteys otettu;{cell}\n").companies
    assert company.fields == {"step": ("contacted", date(2026, 1, 5))}


def test_an_empty_cell_says_nothing_and_an_empty_row_is_none() -> None:
    found = read("Yritys;Toimiala;Kumppani\n\nSaari Oy;;\n;;\nNiemi Oy\n")
    assert [(c.name, c.row, c.fields) for c in found.companies] == [
        ("Saari Oy", 3, {}),
        ("Niemi Oy", 5, {}),
    ]


def test_every_error_has_its_row_and_column() -> None:
    found = problems(
        "Yritys;Y-tunnus;Toimiala;Koko;Henkilöstö;Kunta;Kasvuhakuinen;Vaihe;Päivä;Tunnisteet\n"
        f"Saari;1234567-9;Ö;jätti;monta;Atlantis;ehkä;juhlat;eilen;{'x' * 41}\n"
        ";;;;;;;;3.3.2026;\n"
        ";;C;;;;;;;\n"
    )
    assert found == [
        ("business_id", 2, "business_id"),
        ("listed_industry", 2, "industry"),
        ("listed_size", 2, "size_class"),
        ("listed_personnel", 2, "personnel"),
        ("listed_municipality", 2, "municipality"),
        ("listed_flag", 2, "growth_seeking"),
        ("step_unknown", 2, "step"),
        ("listed_day", 2, "step_on"),
        ("too_long", 2, "tags"),
        ("cell_missing", 3, "name"),
        ("step_day", 3, "step_on"),
    ]


def test_a_company_that_is_there_twice_is_refused() -> None:
    assert problems("Yritys\nSaari Oy\nNiemi Oy\nSaari Oy\n") == [("company_twice", 4, "name")]


def test_a_list_without_names_with_a_column_twice_or_of_another_kind_is_refused() -> None:
    assert problems("Puhelin\n040\n") == [("no_company_column", None, None)]
    assert problems("Yritys;Nimi\na;b\n") == [("repeated_column", None, None)]
    assert problems("", name="lista.pdf") == [("unknown_file_type", None, None)]


def test_a_list_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(company_list, "MAX_ROWS", 2)
    assert problems("Yritys\na\nb\nc\n") == [("list_too_long", 4, "")]
    assert len(read("Yritys\na\nb\n").companies) == 2


def test_an_excel_list_reads_like_a_csv_one() -> None:
    table: list[Sequence[object]] = [
        ("Yritys", "Henkilöstö", "Päivä", "Vaihe"),
        ("Saari Oy", 12, date(2026, 1, 5), "Yhteys otettu"),
    ]
    file = xlsx_file(table, sheet="Taul1")
    (company,) = read_companies(file, name="lista.xlsx", today=TODAY).companies
    assert company.fields == {"size_class": "small", "step": ("contacted", date(2026, 1, 5))}
