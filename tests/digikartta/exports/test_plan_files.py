"""The plan in Excel and PDF, opened by the programs of others."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pypdf
import pytest
from python_calamine import CalamineWorkbook

from digikartta.action_plan import Action, Planned
from digikartta.exports.map_svg import map_svg
from digikartta.exports.plan_files import MIME, PlanFiles
from digikartta.future_map import MapSettings, Milestone
from digikartta.map_source import map_source
from digikartta.plan_review import StageLevels
from digikartta.plan_words import PlanWords
from digikartta.texts import LANGUAGES, texts
from tests.factories import TODAY, create_action, create_questionnaire

PLAN = (
    Planned(4, 1, create_action("Avataan #kauppa <b> & varasto", cost=5000), TODAY, None),
    Planned(7, 2, create_action("=1+1", owner="@Kalle", after=(4,)), TODAY, None),
    Planned(9, 1, Action("Pelkkä idea", why="Rivi\ntoinen"), TODAY, None),
)
LEVELS = StageLevels("T0", TODAY, {"vision": 29.2}, {"vision": 87.5})


def files(
    language: str = "fi", plan: tuple[Planned, ...] = PLAN, *, lanes: str = "dimension"
) -> PlanFiles:
    words = PlanWords(texts(language), create_questionnaire(), plan=plan)
    source = map_source(
        MapSettings(date(2026, 3, 1), 2, lanes),
        plan,
        {3: Milestone("Auki", date(2026, 9, 1), "vision")},
        (LEVELS,),
        words=words,
        vision="Meidät tunnetaan äänestä.",
        today=TODAY,
    )
    return PlanFiles(source, "Saari & pojat Oy", "k" * 24, words)


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_excel_has_the_plan_and_the_map_with_days_as_days() -> None:
    found = sheets(files().made("xlsx"))
    assert list(found) == ["Toimintasuunnitelma", "Tulevaisuuskartta"]
    first = found["Toimintasuunnitelma"][1]
    assert first[:5] == [
        "Avataan #kauppa <b> & varasto",
        "Sovittu",
        "Maija Meri",
        date(2026, 3, 2),
        date(2026, 6, 1),
    ]
    assert first[8] == 5000.0
    lanes = found["Tulevaisuuskartta"]
    assert [row[0] for row in lanes[1:4]] == ["vision"] * 3
    assert lanes[1][1] == "T0 29 → tavoite 88"
    assert lanes[2][7] == "Avataan #kauppa <b> & varasto"
    assert lanes[3][2:6] == ["◆ Auki", "", "", date(2026, 9, 1)]
    assert lanes[-1][2] == "Meidät tunnetaan äänestä."


def test_what_looks_like_a_formula_stays_text() -> None:
    content = files().made("xlsx")
    assert sheets(content)["Toimintasuunnitelma"][2][:3] == ["=1+1", "Sovittu", "@Kalle"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = [archive.read(name) for name in archive.namelist() if "sheet" in name]
    assert not any(b"<f>" in part for part in inside)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_in_its_language_with_an_alternative_to_the_picture(
    language: str,
) -> None:
    reader = pypdf.PdfReader(io.BytesIO(files(language).made("pdf")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert reader.metadata is not None
    assert "Saari & pojat Oy" in str(reader.metadata.title)
    expected = texts(language)("map.alt_file", lanes=1, years=2)
    assert any(expected in alt for alt in alternatives(root["/StructTreeRoot"]))
    fonts = {font["/BaseFont"] for font in reader.pages[0]["/Resources"]["/Font"].values()}
    assert fonts
    assert all("Libertinus" in name for name in fonts)


def alternatives(node: pypdf.generic.PdfObject) -> list[str]:
    """The alternative texts in a tree of tags."""
    found = node.get_object()
    if isinstance(found, list):
        return [alt for child in found for alt in alternatives(child)]
    if not isinstance(found, dict):
        return []
    own = [str(found["/Alt"])] if "/Alt" in found else []
    return own + (alternatives(found["/K"]) if "/K" in found else [])


def test_the_pdf_has_the_map_on_its_first_page_and_the_plan_on_the_next() -> None:
    first, second = pages(files().made("pdf"))
    for text in ("tulevaisuuskartta", "T0 29 → tavoite 88", "Auki", "Tänään", "äänestä"):
        assert text in first
    assert "Avataan #kauppa <b> & varasto" in first.replace("\n", " ")
    assert "Pelkkä idea" in second
    assert "=1+1" in second


THEMED = tuple(replace(p, content=replace(p.content, theme="Myynti")) for p in PLAN)


def test_every_file_tells_the_levels_of_a_theme_and_what_they_are() -> None:
    given = files(plan=THEMED, lanes="theme")
    note = texts("fi")("map.theme_levels")
    picture, *_ = pages(given.made("pdf"))
    assert "T0 29 → tavoite 88" in picture
    assert note in " ".join(picture.split())
    rows = sheets(given.made("xlsx"))["Tulevaisuuskartta"]
    assert {row[1] for row in rows if row[0] == "Myynti"} == {"T0 29 → tavoite 88"}
    assert note in [row[1] for row in rows]
    drawn = given.made("drawio").decode()
    assert "T0 29 → tavoite 88" in drawn
    assert note in drawn


def test_an_empty_plan_is_a_file_too() -> None:
    empty = files(plan=())
    assert len(pages(empty.made("pdf"))) == 2
    assert len(sheets(empty.made("xlsx"))["Toimintasuunnitelma"]) == 1
    assert empty.made("drawio").startswith(b"<?xml")


def test_without_a_vision_and_today_the_picture_has_neither() -> None:
    given = files()
    source = replace(given.source, vision="", today=date(2020, 1, 1))
    picture, _ = map_svg(source, words=given.words, width=1200)
    assert "Tänään" not in picture
    assert "Digivisio" not in picture


def test_a_file_is_called_by_company_and_day() -> None:
    assert [files().name(kind) for kind in MIME] == [
        "saari-pojat-oy-2026-03-02.drawio",
        "saari-pojat-oy-2026-03-02.xlsx",
        "saari-pojat-oy-2026-03-02.pdf",
    ]
    assert replace(files(), organisation="???").name("pdf") == "digikartta-2026-03-02.pdf"
