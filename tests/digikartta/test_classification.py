import unicodedata

import pytest

from digikartta.classification import (
    SIZE_CLASSES,
    industries,
    municipalities,
    municipality_code,
    region_code,
    region_of,
    regions,
)

UUSIMAA = {
    "018": ("Askola", "Askola"),
    "049": ("Espoo", "Esbo"),
    "078": ("Hanko", "Hangö"),
    "091": ("Helsinki", "Helsingfors"),
    "092": ("Vantaa", "Vanda"),
    "106": ("Hyvinkää", "Hyvinge"),
    "149": ("Inkoo", "Ingå"),
    "186": ("Järvenpää", "Träskända"),
    "224": ("Karkkila", "Högfors"),
    "235": ("Kauniainen", "Grankulla"),
    "245": ("Kerava", "Kervo"),
    "257": ("Kirkkonummi", "Kyrkslätt"),
    "407": ("Lapinjärvi", "Lappträsk"),
    "434": ("Loviisa", "Lovisa"),
    "444": ("Lohja", "Lojo"),
    "504": ("Myrskylä", "Mörskom"),
    "505": ("Mäntsälä", "Mäntsälä"),
    "543": ("Nurmijärvi", "Nurmijärvi"),
    "611": ("Pornainen", "Borgnäs"),
    "616": ("Pukkila", "Pukkila"),
    "638": ("Porvoo", "Borgå"),
    "710": ("Raasepori", "Raseborg"),
    "753": ("Sipoo", "Sibbo"),
    "755": ("Siuntio", "Sjundeå"),
    "858": ("Tuusula", "Tusby"),
    "927": ("Vihti", "Vichtis"),
}


def test_the_municipalities_of_uusimaa() -> None:
    found = {m.code: (m.name_fi, m.name_sv) for m in municipalities().values() if m.region == "01"}
    assert found == UUSIMAA


def test_the_whole_country_is_there() -> None:
    assert (len(municipalities()), len(regions())) == (308, 19)
    assert {m.region for m in municipalities().values()} == set(regions())


def test_industries_are_the_sections_a_to_u() -> None:
    assert "".join(industries()) == "ABCDEFGHIJKLMNOPQRSTU"
    manufacturing = industries()["C"]
    assert manufacturing.name.fi == "Teollisuus"
    assert (manufacturing.name.sv, manufacturing.name.en) == ("Tillverkning", "Manufacturing")


def test_industries_have_short_names_for_lists() -> None:
    for language in ("fi", "sv", "en"):
        short = [industry.short.in_language(language) for industry in industries().values()]
        assert len(set(short)) == 21
        assert max(map(len, short)) <= 40


def test_size_classes_go_from_small_to_large() -> None:
    assert SIZE_CLASSES == ("micro", "small", "medium", "large")


@pytest.mark.parametrize(
    "text",
    [
        *("Järvenpää", "Träskända", "186", " järvenpää ", "JÄRVENPÄÄ"),
        unicodedata.normalize("NFD", "Järvenpää"),
    ],
)
def test_a_municipality_is_known_by_its_names_and_its_code(text: str) -> None:
    assert municipality_code(text) == "186"


@pytest.mark.parametrize("text", ["091", "91", "Helsinki", "helsingfors"])
def test_a_leading_zero_that_a_spreadsheet_has_taken_is_not_missed(text: str) -> None:
    assert municipality_code(text) == "091"


def test_every_name_and_code_leads_to_its_own_municipality() -> None:
    for municipality in municipalities().values():
        code = municipality.code
        for text in (code, code.lstrip("0"), municipality.name_fi, municipality.name_sv):
            assert municipality_code(text) == code, text


@pytest.mark.parametrize("text", ["", "000", "Atlantis", "Uusimaa", "0091", "1866"])
def test_anything_else_is_no_municipality(text: str) -> None:
    assert municipality_code(text) is None


def test_a_municipality_is_called_by_its_swedish_name_in_swedish_only() -> None:
    helsinki = municipalities()["091"]
    names = [helsinki.name(language) for language in ("fi", "sv", "en")]
    assert names == ["Helsinki", "Helsingfors", "Helsinki"]


@pytest.mark.parametrize("text", ["01", "Uusimaa", "nyland", " UUSIMAA "])
def test_a_region_is_known_by_its_names_and_its_code(text: str) -> None:
    assert region_code(text) == "01"


def test_every_name_of_a_region_leads_to_it() -> None:
    for region in regions().values():
        for text in (region.code, region.name.fi, region.name.sv, region.name.en):
            assert region_code(text) == region.code
    assert region_code("Atlantis") is None


def test_a_municipality_lies_in_a_region_and_an_unknown_one_nowhere() -> None:
    assert region_of("091") == "01"
    assert region_of("853") == "02"  # Turku in Southwest Finland
    assert region_of("") == ""
