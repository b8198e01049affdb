import io
import zipfile

from python_calamine import CalamineWorkbook

from digikartta.exports.table_file import csv_bytes, xlsx_bytes

HEADER = ["Kohortti", "=n"]
ROWS = [["=1+1", 12.5], ['Säde; "Oy"', None], ["'@a", 7]]


def test_a_csv_file_holds_no_formula_and_every_digit() -> None:
    assert csv_bytes(HEADER, ROWS).decode("utf-8-sig").split("\r\n") == [
        "Kohortti;'=n",
        "'=1+1;12.5",
        '"Säde; ""Oy""";',
        "''@a;7",
        "",
    ]


def test_an_excel_file_holds_texts_as_texts_and_numbers_as_numbers() -> None:
    made = xlsx_bytes([("luvut", HEADER, ROWS), ("tyhjä", [], [])])
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    assert book.sheet_names == ["luvut", "tyhjä"]
    assert book.get_sheet_by_name("luvut").to_python() == [
        ["Kohortti", "=n"],
        ["=1+1", 12.5],
        ['Säde; "Oy"', ""],
        ["''@a", 7.0],
    ]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
