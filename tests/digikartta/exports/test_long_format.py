import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from digikartta.exports import long_format
from digikartta.exports.codebook import CODEBOOK_COLUMNS, codebook
from digikartta.exports.long_format import write_codebook_csv, write_csv, write_xlsx
from digikartta.long_format import COLUMNS, AnswerRow
from digikartta.problems import InvalidInput
from tests.factories import create_questionnaire
from tests.long_format_files import create_row


def create_answer(**cells: str) -> AnswerRow:
    return AnswerRow(**create_row(**cells))


def written_csv(*rows: AnswerRow) -> str:
    made = io.BytesIO()
    assert write_csv(made, rows) == len(rows)
    return made.getvalue().decode()


def written_xlsx(*rows: AnswerRow) -> io.BytesIO:
    made = io.BytesIO()
    assert write_xlsx(made, rows, codebook([create_questionnaire()], example=False)) == len(rows)
    made.seek(0)
    return made


def test_the_columns_stand_in_the_order_of_the_format() -> None:
    header, first, end = written_csv(create_answer(comment='a, "b"')).split("\r\n")
    assert header == (
        "organisation,business_id,industry,size_class,municipality,cohort,questionnaire,stage,"
        "closed_on,respondent,role,item,value,comment"
    )
    assert first == (
        'Esimerkki Oy,,C,micro,091,,sample-1,T0,2026-01-31,r1,staff,vision_1,3,"a, ""b"""'
    )
    assert end == ""


def test_a_cell_of_a_csv_file_never_begins_like_a_formula() -> None:
    text = written_csv(create_answer(organisation="=1+1", cohort="'=1", comment="@a"))
    assert "\r\n'=1+1,,C,micro,091,''=1,sample-1" in text
    assert text.endswith(",'@a\r\n")


def test_a_cell_of_an_excel_file_is_text_and_no_formula() -> None:
    file = written_xlsx(create_answer(organisation="=1+1", cohort="'=1", comment="-5"))
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert 'quotePrefix="1"' in styles
    file.seek(0)
    cells = CalamineWorkbook.from_filelike(file).get_sheet_by_name("answers").to_python()
    assert [cells[1][COLUMNS.index(c)] for c in ("organisation", "cohort", "comment")] == [
        "=1+1",
        "''=1",
        "-5",
    ]


def test_values_are_written_as_text_so_that_codes_keep_their_zeros() -> None:
    book = CalamineWorkbook.from_filelike(written_xlsx(create_answer(municipality="049")))
    row = book.get_sheet_by_name("answers").to_python()[1]
    assert row[COLUMNS.index("municipality")] == "049"
    assert row[COLUMNS.index("value")] == "3"


def test_an_excel_file_holds_its_codebook() -> None:
    book = CalamineWorkbook.from_filelike(written_xlsx())
    assert book.sheet_names == ["answers", "codebook"]
    assert book.get_sheet_by_name("codebook").to_python()[0] == list(CODEBOOK_COLUMNS)


def test_a_codebook_of_its_own_has_a_row_for_each_column_and_item() -> None:
    made = io.BytesIO()
    rows = codebook([create_questionnaire()], example=False)
    assert write_codebook_csv(made, rows) == 14 + 3 * (4 + 1)  # columns; questions and targets
    assert made.getvalue().decode().startswith(",".join(CODEBOOK_COLUMNS) + "\r\norganisation,")


def test_more_rows_than_can_be_read_back_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_format, "MAX_XLSX_ROWS", 2)
    written_xlsx(*[create_answer()] * 2)
    with pytest.raises(InvalidInput) as refused:
        written_xlsx(*[create_answer()] * 3)
    assert refused.value.problems[0].key == "problem.too_large_for_xlsx"


def test_more_text_than_can_be_read_back_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_format, "MAX_UNPACKED_BYTES", 100_000)
    with pytest.raises(InvalidInput):
        written_xlsx(*(create_answer(comment=f"{n} {'x' * 1900}") for n in range(60)))
