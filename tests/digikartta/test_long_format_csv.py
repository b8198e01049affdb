import io

import pytest

from digikartta.long_format import COLUMNS
from digikartta.long_format_csv import csv_rows
from digikartta.problems import InvalidInput
from tests.long_format_files import create_row, csv_file, problems_of, read

HEADER = ",".join(COLUMNS)


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_comma_and_semicolon_with_and_without_a_mark_are_read(
    delimiter: str, encoding: str
) -> None:
    row = create_row(organisation="Yö, yö; Åbo", comment='Sanoi: "kyllä"\nja lähti')
    file = read(csv_file([row], delimiter=delimiter, encoding=encoding))
    assert file.organisations[0].name == "Yö, yö; Åbo"
    assert file.answers.comments == {0: 'Sanoi: "kyllä"\nja lähti'}


def test_the_order_of_the_columns_is_free() -> None:
    file = read(csv_file([create_row(value="5")], columns=COLUMNS[::-1]))
    assert [file.values[code] for code in file.answers.value] == ["5"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused(encoding: str) -> None:
    assert problems_of(csv_file([create_row()], encoding=encoding)) == [("not_text", 0, "")]


def test_latin_1_is_refused_with_the_line() -> None:
    rows = [create_row(), create_row(item="vision_2", comment="hyvä")]
    with pytest.raises(InvalidInput) as refused:
        read(csv_file(rows, encoding="latin-1"))
    (problem,) = refused.value.problems
    assert (problem.key, problem.details) == ("problem.not_utf8_line", {"line": 3})


def test_a_mark_of_utf_8_cut_short_is_refused_too() -> None:
    assert problems_of(io.BytesIO(HEADER.encode() + b"\r\nabc\xc3")) == [("not_utf8_line", 0, "")]


@pytest.mark.parametrize(
    "cell", [b'"Oy', b'"Oy" Ab,x', b'"' + b"x" * 131_073 + b'"', b'"Oy\r\nAb\r\nOyj']
)
def test_a_row_that_is_not_csv_is_refused_by_its_number(cell: bytes) -> None:
    good = csv_file([create_row(comment="kaksi\nriviä")]).getvalue()
    assert problems_of(io.BytesIO(good + cell)) == [("not_csv", 3, "")]
    assert problems_of(io.BytesIO(HEADER.encode() + b"\r\n" + cell)) == [("not_csv", 2, "")]


def test_an_excel_file_with_the_wrong_name_is_refused() -> None:
    assert problems_of(io.BytesIO(b"PK\x03\x04\x00\x00")) == [("not_text", 0, "")]


@pytest.mark.parametrize(
    "content", [b"", b"\r\n", b"Nimi;Arvo\r\n", HEADER.replace(",", "\t").encode()]
)
def test_a_file_without_a_header_of_the_format_is_refused(content: bytes) -> None:
    assert problems_of(io.BytesIO(content)) == [("no_header", 0, "")]


def test_missing_unknown_and_repeated_columns_are_named() -> None:
    columns = [c for c in COLUMNS if c != "cohort"] + ["puhelin", "value", ""]
    with pytest.raises(InvalidInput) as refused:
        read(io.BytesIO(",".join([*columns, "x"]).encode()))
    assert [(p.key, p.details["name"]) for p in refused.value.problems] == [
        ("problem.missing_column", "cohort"),
        ("problem.unknown_column", "puhelin"),
        ("problem.unknown_column", "–"),
        ("problem.unknown_column", "x"),
        ("problem.repeated_column", "value"),
    ]


def test_empty_cells_behind_the_last_column_are_nothing() -> None:
    content = csv_file([create_row()]).getvalue().replace(b"\r\n", b",,\r\n")
    assert len(read(io.BytesIO(content)).respondents) == 1


def test_a_row_of_another_length_is_refused() -> None:
    good = csv_file([create_row()]).getvalue()
    assert problems_of(io.BytesIO(good + b"a,b\r\n")) == [("row_length", 3, "")]
    longer = good.replace(b"3,\r\n", b"3,,,x\r\n")
    assert problems_of(io.BytesIO(longer)) == [("row_length", 2, "")]


def test_blank_rows_count_as_rows_and_hold_nothing() -> None:
    good = csv_file([create_row()]).getvalue()
    blank = good + b"\r\n" + b"," * 13 + b"\r\n"
    again = blank + csv_file([create_row()]).getvalue().split(b"\r\n", 1)[1]
    assert problems_of(io.BytesIO(again)) == [("answered_twice", 5, "item")]


def test_the_file_stays_open_for_whoever_opened_it() -> None:
    file = csv_file([create_row()])
    list(csv_rows(file, name="a.csv"))
    assert not file.closed
