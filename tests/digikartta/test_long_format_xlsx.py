import datetime as dt
import io
import zipfile

import pytest

from digikartta import long_format_xlsx
from digikartta.long_format import COLUMNS
from tests.long_format_files import create_row, problems_of, read, xlsx_file, xlsx_of

NOON = dt.datetime(2026, 1, 31, 12, 0)  # noqa: DTZ001  # cells have no time zone


def create_archive(**members: bytes) -> io.BytesIO:
    """A zip archive with these members in `xl/worksheets/`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"xl/worksheets/{name}.xml", content)
    made.seek(0)
    return made


def with_sheet(change: tuple[bytes, bytes]) -> io.BytesIO:
    """A workbook of one row in whose sheet something is replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(xlsx_of([create_row()])) as given, zipfile.ZipFile(made, "w") as fresh:
        for name in given.namelist():
            content = given.read(name)
            fresh.writestr(name, content.replace(*change) if "worksheets" in name else content)
    made.seek(0)
    return made


def test_a_sheet_reads_as_the_csv_file_does() -> None:
    row = create_row(organisation="Yö, yö; Åbo", comment='Sanoi: "kyllä"\nja\tlähti')
    file = read(xlsx_of([row]), name="answers.XLSX")
    assert file.organisations[0].name == "Yö, yö; Åbo"
    assert file.answers.comments == {0: 'Sanoi: "kyllä"\nja\tlähti'}


def test_numbers_and_dates_read_as_one_would_write_them() -> None:
    typed = {
        **create_row(),
        "municipality": 49,
        "closed_on": dt.date(2026, 1, 31),
        "respondent": 7,
        "value": 3.0,
        "comment": 2.5,
    }
    file = read(xlsx_file([COLUMNS, [typed[column] for column in COLUMNS]]), name="a.xlsx")
    assert file.rounds[0].profile.municipality == "049"
    assert file.rounds[0].closed_on == dt.date(2026, 1, 31)
    assert file.respondents[0].code == "7"
    assert file.values[file.answers.value[0]] == "3"
    assert file.answers.comments == {0: "2.5"}


def test_a_time_of_day_and_a_truth_are_no_dates_and_no_answers() -> None:
    typed = {**create_row(), "closed_on": NOON, "value": True}
    file = xlsx_file([COLUMNS, [typed[column] for column in COLUMNS]])
    wrong = [("date", 2, "closed_on"), ("value_unknown", 2, "value")]
    assert problems_of(file, name="a.xlsx") == wrong


def test_a_formula_reads_as_its_value() -> None:
    typed = {**create_row(), "value": ("=1+3", 4), "comment": ('="a"&"b"', "ab")}
    file = read(xlsx_file([COLUMNS, [typed[column] for column in COLUMNS]]), name="a.xlsx")
    assert file.values[file.answers.value[0]] == "4"
    assert file.answers.comments == {0: "ab"}


def test_the_sheet_called_answers_is_read_else_the_first_one() -> None:
    table = [COLUMNS, list(create_row().values())]
    assert len(read(xlsx_file(table, sheet="Taul1"), name="a.xlsx").respondents) == 1


def test_cells_that_begin_further_right_and_down_are_found() -> None:
    table = [["", ""], ["", "", *COLUMNS], ["", "", *create_row().values()]]
    # The empty first row is the header then: the file is refused, but not misread.
    assert problems_of(xlsx_file(table), name="a.xlsx") == [("no_header", 0, "")]
    right = [["", *COLUMNS], ["", *create_row().values()]]
    assert problems_of(xlsx_file(right), name="a.xlsx") == [("unknown_column", 0, "")]


def test_an_empty_sheet_has_no_header() -> None:
    assert problems_of(xlsx_file([]), name="a.xlsx") == [("no_header", 0, "")]


def test_blank_rows_between_answers_count_as_rows() -> None:
    row = list(create_row().values())
    file = xlsx_file([COLUMNS, row, [], row])
    assert problems_of(file, name="a.xlsx") == [("answered_twice", 4, "item")]


@pytest.mark.parametrize(
    "content",
    [b"", b"organisation,value", b"PK\x03\x04 and nothing more", b"PK\x05\x06" + bytes(18)],
)
def test_what_is_no_excel_file_is_refused(content: bytes) -> None:
    assert problems_of(io.BytesIO(content), name="a.xlsx") == [("not_xlsx", 0, "")]


def test_an_archive_without_a_workbook_is_refused() -> None:
    assert problems_of(create_archive(sheet1=b"<a/>"), name="a.xlsx") == [("not_xlsx", 0, "")]


def test_a_workbook_without_its_sheet_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(xlsx_of([])) as given, zipfile.ZipFile(made, "w") as fresh:
        for name in given.namelist():
            if "worksheets" not in name:
                fresh.writestr(name, given.read(name))
    assert problems_of(made, name="a.xlsx") == [("not_xlsx", 0, "")]


def test_a_password_and_the_old_format_are_refused_alike() -> None:
    old = io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    assert problems_of(old, name="a.xlsx") == [("encrypted", 0, "")]


def test_an_archive_with_an_encrypted_member_is_refused() -> None:
    content = bytearray(create_archive(sheet1=b"<a/>").getvalue())
    content[6] |= 1  # the flag in the member's own header
    content[content.index(b"PK\x01\x02") + 8] |= 1  # and in the directory
    assert problems_of(io.BytesIO(content), name="a.xlsx") == [("encrypted", 0, "")]


def test_a_member_packed_in_an_unusual_way_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")
    made.seek(0)
    assert problems_of(made, name="a.xlsx") == [("not_xlsx", 0, "")]


def test_an_archive_that_unpacks_to_more_than_fifty_megabytes_is_refused() -> None:
    bomb = create_archive(sheet1=bytes(30_000_000), sheet2=bytes(30_000_000))
    assert len(bomb.getvalue()) < 100_000
    assert problems_of(bomb, name="a.xlsx") == [("unpacks_too_large", 0, "")]


def test_the_size_that_an_archive_claims_is_not_believed() -> None:
    content = create_archive(sheet1=bytes(60_000_000)).getvalue()
    true, claimed = (60_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")
    bomb = io.BytesIO(content.replace(true, claimed))
    assert problems_of(bomb, name="a.xlsx") == [("not_xlsx", 0, "")]  # its checksum is wrong


def test_an_archive_of_very_many_members_is_refused() -> None:
    many = create_archive(**{f"s{n}": b"" for n in range(long_format_xlsx.MAX_MEMBERS + 1)})
    assert problems_of(many, name="a.xlsx") == [("unpacks_too_large", 0, "")]


@pytest.mark.parametrize("corner", [b'r="XFD1048576"', b"r='XFD1048576'", b's="1" r="ZZ900000"'])
def test_a_lone_cell_far_away_is_refused(corner: bytes) -> None:
    file = with_sheet((b'r="M2"', corner))
    assert problems_of(file, name="a.xlsx") == [("too_many_cells", 0, "")]


def test_a_cell_rather_far_to_the_right_is_an_unknown_column() -> None:
    file = with_sheet((b'r="N1"', b'r="ZZ1"'))
    assert ("unknown_column", 0, "") in problems_of(file, name="a.xlsx")


def test_a_cell_far_down_is_read_if_all_between_fits() -> None:
    file = with_sheet((b'r="M2"', b'r="M150000"'))
    assert problems_of(file, name="a.xlsx")[0][0] == "value_missing"


def test_a_text_that_was_made_safe_reads_as_it_was() -> None:
    file = read(xlsx_of([create_row(organisation="''=Oy", comment="=1")]), name="a.xlsx")
    assert file.organisations[0].name == "'=Oy"
    assert file.answers.comments == {0: "=1"}
